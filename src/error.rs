//! Every mistake a learner can make, one variant each. `Display` is the sentence the page shows.

mod plain;
mod sentences;

use core::fmt;
pub(crate) use plain::Plain;

/// The axis a sentence speaks of; y comes first everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Down the picture.
    Y,
    /// Along a row.
    X,
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Y => "y",
            Self::X => "x",
        })
    }
}

/// What went wrong, with the numbers that made it so.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The data is not as long as the shape says.
    DataLength {
        /// The shape as NumPy prints it.
        shape: String,
        /// The product of the shape.
        expected: usize,
        /// How many values came.
        actual: usize,
    },
    /// A tensor with the wrong number of axes.
    Rank {
        /// Which tensor: "input", "filter".
        what: &'static str,
        /// The axes it needs, such as "(n, h, w, c)".
        expected: &'static str,
        /// The shape as NumPy prints it.
        actual: String,
    },
    /// A shape with an axis of 0.
    EmptyAxis {
        /// Which tensor.
        what: &'static str,
        /// The shape as NumPy prints it.
        shape: String,
    },
    /// A parameter outside its range.
    OutOfRange {
        /// The parameter's name.
        name: &'static str,
        /// What came.
        value: f64,
        /// The smallest allowed value.
        min: f64,
        /// The largest allowed value.
        max: f64,
    },
    /// The window is larger than the padded input.
    KernelTooLarge {
        /// Along which axis.
        axis: Axis,
        /// Kernel size.
        kernel: usize,
        /// Dilation.
        dilation: usize,
        /// `(kernel - 1)·dilation + 1`.
        effective: usize,
        /// Input size.
        input: usize,
        /// Padding before.
        before: usize,
        /// Padding after.
        after: usize,
    },
    /// A pooling window that would see no cell of the input.
    WindowOutside {
        /// Along which axis.
        axis: Axis,
        /// The output index of that window.
        out: usize,
        /// Window size.
        kernel: usize,
        /// Padding before.
        before: usize,
        /// Padding after.
        after: usize,
        /// Input size.
        input: usize,
    },
    /// The filter's input channels do not match the picture's.
    ChannelMismatch {
        /// Channels of the input.
        input: usize,
        /// Groups.
        groups: usize,
        /// Input channels of the filter.
        filter: usize,
    },
    /// Groups must divide the output channels.
    GroupMismatch {
        /// Output channels of the filter.
        outputs: usize,
        /// Groups.
        groups: usize,
    },
    /// The bias needs one value per output channel.
    BiasLength {
        /// Output channels.
        expected: usize,
        /// Values that came.
        actual: usize,
    },
    /// Weights whose shape does not fit the input.
    WeightShape {
        /// Which weights: "kernel", "gamma".
        what: &'static str,
        /// Their shape as NumPy prints it.
        shape: String,
        /// The shape that fits.
        expected: String,
    },
    /// Padding that leaves nothing of a transposed convolution's output.
    PaddingTooLarge {
        /// Along which axis.
        axis: Axis,
        /// Padding before.
        before: usize,
        /// Padding after.
        after: usize,
        /// The output's size without padding.
        size: usize,
    },
    /// An op got the wrong number of tensors.
    InputCount {
        /// The op.
        op: &'static str,
        /// What it takes.
        expected: &'static str,
        /// How many came.
        actual: usize,
    },
    /// A tensor whose shape does not fit the others.
    Unfit {
        /// Which tensor: "error", "batch", "conv2d_0/kernel".
        what: String,
        /// Its shape as NumPy prints it.
        shape: String,
        /// The shape that fits.
        expected: String,
    },
    /// More or fewer than are needed.
    WrongCount {
        /// Of what: "labels", "weights".
        what: &'static str,
        /// How many came.
        actual: usize,
        /// How many are needed.
        expected: usize,
    },
    /// A label that names no class.
    LabelOutside {
        /// The label.
        label: u32,
        /// Which of the batch has it.
        index: usize,
        /// How many classes there are.
        classes: usize,
    },
    /// Training that ran away.
    Diverged {
        /// The step, counted from 1.
        step: u64,
        /// Its loss.
        loss: f64,
        /// The learning rate that did it.
        rate: f64,
        /// A rate to try instead.
        smaller: f64,
    },
    /// A mistake in one layer of a network; its code and its numbers are those of the cause.
    InLayer {
        /// The layer's name.
        layer: String,
        /// What is wrong.
        cause: Box<Error>,
    },
    /// A cell that the output does not have.
    CellOutside {
        /// The cell asked for, as `[n, y, x, c]`.
        cell: [usize; 4],
        /// The output's shape.
        shape: String,
    },
    /// More cells than one tensor can hold here.
    TooLarge {
        /// The shape as NumPy prints it.
        shape: String,
        /// The most cells allowed.
        limit: usize,
    },
    /// A word that is not one of the choices.
    UnknownChoice {
        /// The parameter's name.
        name: &'static str,
        /// What came.
        value: String,
        /// The choices, separated by commas.
        choices: &'static str,
    },
    /// An argument of the wrong kind, such as text where a number belongs.
    WrongType {
        /// The argument's name.
        name: &'static str,
        /// What it must be.
        expected: &'static str,
        /// What it is, in a few words.
        actual: String,
    },
    /// Bytes that are no picture we can read.
    UnknownPicture {
        /// What the bytes look like, or why they are refused.
        detail: String,
    },
    /// A picture file that breaks off or contradicts itself.
    BrokenPicture {
        /// Its format.
        format: String,
        /// The decoder's own words.
        detail: String,
    },
    /// A picture larger than memory allows.
    PictureTooLarge {
        /// Its height in pixels.
        height: u32,
        /// Its width in pixels.
        width: u32,
        /// The most pixels that are decoded.
        limit: u64,
    },
    /// The GPU could not do the work; the reason is a sentence.
    Gpu {
        /// Why.
        reason: String,
    },
}

/// Fields by their names.
macro_rules! values {
    ($($name:ident),*) => { written(&[$((stringify!($name), $name)),*]) };
}

impl Error {
    /// The variant's name in camelCase: the key under which other languages keep their sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DataLength { .. } => "dataLength",
            Self::Rank { .. } => "rank",
            Self::EmptyAxis { .. } => "emptyAxis",
            Self::OutOfRange { .. } => "outOfRange",
            Self::KernelTooLarge { .. } => "kernelTooLarge",
            Self::WindowOutside { .. } => "windowOutside",
            Self::ChannelMismatch { .. } => "channelMismatch",
            Self::GroupMismatch { .. } => "groupMismatch",
            Self::BiasLength { .. } => "biasLength",
            Self::WeightShape { .. } => "weightShape",
            Self::PaddingTooLarge { .. } => "paddingTooLarge",
            Self::InputCount { .. } => "inputCount",
            Self::CellOutside { .. } => "cellOutside",
            Self::TooLarge { .. } => "tooLarge",
            Self::UnknownChoice { .. } => "unknownChoice",
            Self::WrongType { .. } => "wrongType",
            Self::UnknownPicture { .. } => "unknownPicture",
            Self::BrokenPicture { .. } => "brokenPicture",
            Self::PictureTooLarge { .. } => "pictureTooLarge",
            Self::Gpu { .. } => "gpu",
            Self::Unfit { .. } => "unfit",
            Self::WrongCount { .. } => "wrongCount",
            Self::LabelOutside { .. } => "labelOutside",
            Self::Diverged { .. } => "diverged",
            Self::InLayer { cause, .. } => cause.code(),
        }
    }

    /// The numbers and words of the sentence by name, for a translation to fill in.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::DataLength {
                shape,
                expected,
                actual,
            } => values![shape, expected, actual],
            Self::Rank { what, expected, actual } => values![what, expected, actual],
            Self::EmptyAxis { what, shape } => values![what, shape],
            Self::OutOfRange { name, value, min, max } => {
                let (value, min, max) = (&Plain(*value), &Plain(*min), &Plain(*max));
                values![name, value, min, max]
            }
            Self::KernelTooLarge {
                axis,
                kernel,
                dilation,
                effective,
                input,
                before,
                after,
            } => {
                values![axis, kernel, dilation, effective, input, before, after]
            }
            Self::WindowOutside {
                axis,
                out,
                kernel,
                before,
                after,
                input,
            } => {
                values![axis, out, kernel, before, after, input]
            }
            Self::ChannelMismatch { input, groups, filter } => values![input, groups, filter],
            Self::GroupMismatch { outputs, groups } => values![outputs, groups],
            Self::BiasLength { expected, actual } => values![expected, actual],
            Self::WeightShape { what, shape, expected } => values![what, shape, expected],
            Self::PaddingTooLarge {
                axis,
                before,
                after,
                size,
            } => values![axis, before, after, size],
            Self::InputCount { op, expected, actual } => values![op, expected, actual],
            Self::CellOutside { cell, shape } => {
                let cell = &listed(cell);
                values![cell, shape]
            }
            Self::TooLarge { shape, limit } => values![shape, limit],
            Self::UnknownChoice { name, value, choices } => values![name, value, choices],
            Self::WrongType { name, expected, actual } => values![name, expected, actual],
            Self::UnknownPicture { detail } => values![detail],
            Self::BrokenPicture { format, detail } => values![format, detail],
            Self::PictureTooLarge { height, width, limit } => values![height, width, limit],
            Self::Gpu { reason } => values![reason],
            _ => self.network_values(),
        }
    }

    /// Those of the sentences on networks.
    fn network_values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unfit { what, shape, expected } => values![what, shape, expected],
            Self::WrongCount { what, actual, expected } => values![what, actual, expected],
            Self::LabelOutside { label, index, classes } => values![label, index, classes],
            Self::Diverged {
                step,
                loss,
                rate,
                smaller,
            } => {
                let (loss, rate, smaller) = (&Plain(*loss), &Plain(*rate), &Plain(*smaller));
                values![step, loss, rate, smaller]
            }
            Self::InLayer { layer, cause } => {
                let mut values = cause.values();
                values.extend(values![layer]);
                values
            }
            _ => Vec::new(),
        }
    }
}

/// The values as text. One function for all of them, rather than one for each type, keeps the wasm small.
fn written(values: &[(&'static str, &dyn fmt::Display)]) -> Vec<(&'static str, String)> {
    values.iter().map(|(name, value)| (*name, value.to_string())).collect()
}

/// `[n, y, x, c]`.
fn listed(cell: &[usize; 4]) -> String {
    let [n, y, x, c] = cell;
    format!("[{n}, {y}, {x}, {c}]")
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_carries_the_number_and_the_rule() {
        let error = Error::KernelTooLarge {
            axis: Axis::Y,
            kernel: 5,
            dilation: 1,
            effective: 5,
            input: 3,
            before: 0,
            after: 0,
        };
        assert_eq!(
            error.to_string(),
            "kernel 5 does not fit input 3 with padding 0 + 0 along y"
        );
        assert_eq!(error.code(), "kernelTooLarge");
        assert!(error.values().contains(&("kernel", "5".into())));
    }
}

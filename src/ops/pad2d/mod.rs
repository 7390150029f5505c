#![doc = include_str!("README.md")]

mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    op::{Op, ParamInfo, check_room, one_input, shapes},
    shape::Shape,
    tensor::Tensor,
    window::{Grid, Line, Padding, Window},
};

/// What stands in the padding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PadMode {
    /// Zeros.
    #[default]
    Zero,
    /// The picture mirrored at its outermost cells, which are not repeated.
    Reflect,
    /// The outermost cells again and again.
    Replicate,
    /// The picture from its other side, as if it were wound around a cylinder.
    Circular,
}

impl PadMode {
    /// Every mode, by the name that JavaScript and links use.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("zero", Self::Zero),
        ("reflect", Self::Reflect),
        ("replicate", Self::Replicate),
        ("circular", Self::Circular),
    ];

    /// How far it reaches beyond an input of that size.
    fn reach(self, input: usize) -> usize {
        match self {
            Self::Zero | Self::Replicate => usize::MAX,
            Self::Reflect => input - 1,
            Self::Circular => input,
        }
    }
}

/// Parameters of a padding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pad2d {
    /// Cells to add, as `[[top, bottom], [left, right]]`.
    pub padding: [[usize; 2]; 2],
    /// What they hold.
    pub mode: PadMode,
}

impl Pad2d {
    /// Lays a window of one cell on the padded input.
    ///
    /// # Errors
    /// A sentence for whatever does not fit.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let [batch, height, width, channels] = one_input(Self::NAME, inputs)?.nhwc()?;
        let window = Window {
            padding: Padding::Explicit(self.padding),
            ..Window::new([1, 1])
        };
        let grid = window.over(height, width)?;
        for (line, names) in [
            (&grid.y, ["padding top", "padding bottom"]),
            (&grid.x, ["padding left", "padding right"]),
        ] {
            for (name, size) in names.into_iter().zip([line.before, line.after]) {
                if size > self.mode.reach(line.input) {
                    return Err(Error::OutOfRange {
                        name,
                        value: size as f64,
                        min: 0.0,
                        max: self.mode.reach(line.input) as f64,
                    });
                }
            }
        }
        let output = Shape::new(&[batch, grid.y.output, grid.x.output, channels])?;
        Ok(Plan {
            grid,
            mode: self.mode,
            channels,
            output,
        })
    }
}

/// Every size a padding works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// A window of one cell, laid on the padded input.
    pub grid: Grid,
    /// What the padding holds.
    pub mode: PadMode,
    /// Channels.
    pub channels: usize,
    /// Shape of the output.
    pub output: Shape,
}

impl Plan {
    /// The input cell that an output cell repeats along one axis; none for a zero.
    pub fn source(&self, line: &Line, out: usize) -> Option<usize> {
        let (place, size) = (line.place(out, 0), line.input as isize);
        let last = size - 1;
        let source = match self.mode {
            PadMode::Zero => return line.in_from_out(out, 0),
            PadMode::Reflect => last - (last - place.abs()).abs(),
            PadMode::Replicate => place.clamp(0, last),
            PadMode::Circular => place.rem_euclid(size),
        };
        Some(source.unsigned_abs())
    }
}

impl Op for Pad2d {
    const NAME: &'static str = "pad2d";
    const PARAMS: &'static [ParamInfo] = &[ParamInfo::new("padding", 0.0, 10.0, 1.0)];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::pad2d(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::pad2d(&plan, inputs[0], output);
        Ok(())
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let plan = self.plan(inputs)?;
        Ok(Kernel {
            name: Self::NAME,
            source: wgsl!(),
            params: vec![plan.channels as u32, plan.mode as u32],
            workgroup: [8, 8, 1],
            turns: 1,
            grid: plan.grid,
            rows: match self.mode {
                PadMode::Zero | PadMode::Replicate => Rows::Window,
                PadMode::Reflect | PadMode::Circular => Rows::Any,
            },
            inputs: inputs.to_vec(),
            bound: 1,
            output: plan.output,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_reaches_no_further_than_the_picture() {
        let shape = Shape::new(&[1, 3, 5, 1]).unwrap();
        let refused = |mode, padding| Pad2d { padding, mode }.plan(&[shape]).unwrap_err().to_string();
        assert_eq!(
            refused(PadMode::Reflect, [[0, 3], [0, 0]]),
            "padding bottom is 3; it must be between 0 and 2"
        );
        assert_eq!(
            refused(PadMode::Circular, [[3, 3], [6, 0]]),
            "padding left is 6; it must be between 0 and 5"
        );
    }
}

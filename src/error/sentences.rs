//! The sentence of each mistake, with its numbers and its rule.

use core::fmt;

use super::{Error, Plain, listed};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DataLength {
                shape,
                expected,
                actual,
            } => {
                write!(f, "shape {shape} holds {expected} values, but the data has {actual}")
            }
            Self::Rank { what, expected, actual } => {
                write!(f, "the {what} has shape {actual}; it needs the axes {expected}")
            }
            Self::EmptyAxis { what, shape } => {
                write!(f, "the {what} has shape {shape}; every axis must be at least 1")
            }
            Self::OutOfRange { name, value, min, max } => {
                let (value, min, max) = (Plain(*value), Plain(*min), Plain(*max));
                write!(f, "{name} is {value}; it must be between {min} and {max}")
            }
            Self::InputCount { op, expected, actual } => write!(f, "{op} takes {expected}, but got {actual}"),
            Self::CellOutside { cell, shape } => {
                write!(f, "there is no cell {} in an output of shape {shape}", listed(cell))
            }
            Self::TooLarge { shape, limit } => {
                write!(
                    f,
                    "shape {shape} has more than {limit} values, the most that fit in memory here"
                )
            }
            Self::UnknownChoice { name, value, choices } => {
                write!(f, "{name} is \"{value}\"; it must be one of {choices}")
            }
            Self::WrongType { name, expected, actual } => write!(f, "{name} must be {expected}, but is {actual}"),
            Self::UnknownPicture { detail } => write!(f, "this file is not a picture we can read: {detail}"),
            Self::BrokenPicture { format, detail } => write!(f, "this {format} picture is damaged: {detail}"),
            Self::PictureTooLarge { height, width, limit } => write!(
                f,
                "this picture has {height} × {width} pixels; at most {} million, and 32768 on a side, can be read",
                limit / 1_000_000
            ),
            Self::Gpu { reason } => f.write_str(reason),
            Self::Unfit { .. }
            | Self::WrongCount { .. }
            | Self::LabelOutside { .. }
            | Self::Diverged { .. }
            | Self::InLayer { .. } => self.fmt_network(f),
            Self::KernelTooLarge { .. } | Self::WindowOutside { .. } | Self::PaddingTooLarge { .. } => {
                self.fmt_window(f)
            }
            Self::ChannelMismatch { .. }
            | Self::GroupMismatch { .. }
            | Self::BiasLength { .. }
            | Self::WeightShape { .. } => self.fmt_weights(f),
        }
    }
}

impl Error {
    /// The sentences on weights that do not fit.
    fn fmt_weights(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChannelMismatch { input, groups, filter } => write!(
                f,
                "the input has {input} channels in {groups} groups, but the filter has {filter} input channels; channels must equal groups × filter input channels"
            ),
            Self::GroupMismatch { outputs, groups } => {
                write!(
                    f,
                    "{outputs} output channels cannot be split into {groups} equal groups"
                )
            }
            Self::BiasLength { expected, actual } => {
                write!(
                    f,
                    "the bias has {actual} values; it needs one for each of the {expected} output channels"
                )
            }
            Self::WeightShape { what, shape, expected } => {
                write!(f, "the {what} has shape {shape}; for this input it must be {expected}")
            }
            _ => f.write_str(self.code()),
        }
    }

    /// The sentences on networks and their training.
    fn fmt_network(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfit { what, shape, expected } => {
                write!(f, "the {what} has shape {shape}; here it must be {expected}")
            }
            Self::WrongCount { what, actual, expected } => {
                write!(f, "got {actual} {what}; {expected} are needed")
            }
            Self::LabelOutside { label, index, classes } => write!(
                f,
                "label {index} is {label}; with {classes} classes it must be between 0 and {}",
                classes - 1
            ),
            Self::Diverged {
                step,
                loss,
                rate,
                smaller,
            } => write!(
                f,
                "the training ran away: the loss of step {step} is {}; learning rate {} is too large, so reset the weights and try {}",
                Plain(*loss),
                Plain(*rate),
                Plain(*smaller)
            ),
            Self::InLayer { layer, cause } => write!(f, "layer {layer}: {cause}"),
            _ => f.write_str(self.code()),
        }
    }

    /// The sentences on a window that does not fit.
    fn fmt_window(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KernelTooLarge {
                axis,
                kernel,
                dilation: 1,
                input,
                before,
                after,
                ..
            } => {
                write!(
                    f,
                    "kernel {kernel} does not fit input {input} with padding {before} + {after} along {axis}"
                )
            }
            Self::KernelTooLarge {
                axis,
                kernel,
                dilation,
                effective,
                input,
                before,
                after,
            } => write!(
                f,
                "kernel {kernel} with dilation {dilation} spans {effective} and does not fit input {input} with padding {before} + {after} along {axis}"
            ),
            Self::WindowOutside {
                axis,
                out,
                kernel,
                before,
                after,
                input,
            } => write!(
                f,
                "window {out} along {axis} (size {kernel}) would hold nothing but padding ({before} + {after} around {input}); it must see at least one cell of the input"
            ),
            Self::PaddingTooLarge {
                axis,
                before,
                after,
                size,
            } => write!(
                f,
                "padding {before} + {after} leaves nothing of the {size} cells along {axis}"
            ),
            _ => f.write_str(self.code()),
        }
    }
}

//! What poolings share: a window that must see the input, and keeps the channels apart.

use super::{ParamInfo, one_input};
use crate::{
    error::Error,
    shape::Shape,
    window::{Grid, Window},
};

/// What a lab lets a learner set on any pooling.
pub const PARAMS: &[ParamInfo] = &[
    ParamInfo::new("size", 1.0, 11.0, 3.0),
    ParamInfo::new("strides", 1.0, 11.0, 3.0),
    ParamInfo::new("padding", 0.0, 5.0, 0.0),
    ParamInfo::new("dilations", 1.0, 8.0, 1.0),
];

/// Every size a pooling works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The window on the input.
    pub grid: Grid,
    /// Pictures in the batch.
    pub batch: usize,
    /// Channels.
    pub channels: usize,
    /// Shape of the output.
    pub output: Shape,
}

/// Lays a pooling's window on its one input.
///
/// # Errors
/// A sentence for whatever does not fit, and for a window that would see padding alone.
pub fn plan(op: &'static str, window: &Window, inputs: &[Shape]) -> Result<Plan, Error> {
    let [batch, height, width, channels] = one_input(op, inputs)?.nhwc()?;
    let grid = window.over(height, width)?.seeing_input()?;
    let output = Shape::new(&[batch, grid.y.output, grid.x.output, channels])?;
    Ok(Plan {
        grid,
        batch,
        channels,
        output,
    })
}

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

impl Plan {
    /// Values of one picture of the input.
    pub fn picture(&self) -> usize {
        self.grid.y.input * self.grid.x.input * self.channels
    }

    /// Where the input cells under an output's window begin in their picture, y first, then x; none in the padding.
    pub fn cells(&self, out_y: usize, out_x: usize) -> impl Iterator<Item = usize> {
        let (y, x) = (self.grid.y, self.grid.x);
        let (line, channels) = (x.input * self.channels, self.channels);
        y.taps_inside(out_y).flat_map(move |k_y| {
            let row = y.place(out_y, k_y).unsigned_abs() * line;
            x.taps_inside(out_x)
                .map(move |k_x| row + x.place(out_x, k_x).unsigned_abs() * channels)
        })
    }
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

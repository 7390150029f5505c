#![doc = include_str!("README.md")]

mod gradient;
mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    op::{Op, ParamInfo, check_room, pooling, shapes},
    shape::Shape,
    tensor::Tensor,
    window::{Padding, Window},
};
use core::ops::Range;

pub use crate::op::pooling::Plan;
pub use naive::larger;

/// Parameters of a max pooling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxPool2d {
    /// Rows and columns of the window.
    pub size: [usize; 2],
    /// How far it moves, `[y, x]`.
    pub strides: [usize; 2],
    /// What surrounds the input; a padded cell is never picked.
    pub padding: Padding,
    /// The distance between two taps, `[y, x]`.
    pub dilations: [usize; 2],
    /// Keep a last window that overhangs the input.
    pub ceil_mode: bool,
}

impl MaxPool2d {
    /// A pooling whose windows lie side by side.
    pub fn new(size: [usize; 2]) -> Self {
        Self {
            size,
            strides: size,
            padding: Padding::Valid,
            dilations: [1, 1],
            ceil_mode: false,
        }
    }

    /// Lays the window on the input.
    ///
    /// # Errors
    /// A sentence for whatever does not fit.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let window = Window {
            kernel: self.size,
            strides: self.strides,
            padding: self.padding,
            dilations: self.dilations,
            ceil_mode: self.ceil_mode,
        };
        pooling::plan(Self::NAME, &window, inputs)
    }
}

impl Op for MaxPool2d {
    const NAME: &'static str = "max_pool2d";
    const PARAMS: &'static [ParamInfo] = pooling::PARAMS;

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::max_pool2d(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::max_pool2d(&plan, inputs[0].data(), output);
        Ok(())
    }

    fn part(&self, inputs: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        let grid = self.plan(inputs).ok()?.grid;
        let (input_rows, y) = grid.y.part(rows)?;
        let padding = Padding::Explicit([y, [grid.x.before, grid.x.after]]);
        Some((input_rows, Self { padding, ..*self }))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let plan = self.plan(inputs)?;
        Ok(Kernel {
            name: Self::NAME,
            source: wgsl!(),
            params: vec![plan.channels as u32],
            workgroup: [8, 8, 1],
            turns: plan.grid.y.kernel.saturating_mul(plan.grid.x.kernel),
            grid: plan.grid,
            rows: Rows::Window,
            inputs: inputs.to_vec(),
            bound: 1,
            output: plan.output,
        })
    }
}

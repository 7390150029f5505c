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

pub use naive::divisor;

/// Parameters of an average pooling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvgPool2d {
    /// Rows and columns of the window.
    pub size: [usize; 2],
    /// How far it moves, `[y, x]`.
    pub strides: [usize; 2],
    /// What surrounds the input; its cells add nothing to the sum.
    pub padding: Padding,
    /// The distance between two taps, `[y, x]`.
    pub dilations: [usize; 2],
    /// Keep a last window that overhangs the input.
    pub ceil_mode: bool,
    /// Divide by the cells of the padding too, as if they were zeros of the input.
    pub count_include_pad: bool,
}

impl AvgPool2d {
    /// A pooling whose windows lie side by side.
    pub fn new(size: [usize; 2]) -> Self {
        Self {
            size,
            strides: size,
            padding: Padding::Valid,
            dilations: [1, 1],
            ceil_mode: false,
            count_include_pad: false,
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
        Ok(Plan {
            pooling: pooling::plan(Self::NAME, &window, inputs)?,
            count_include_pad: self.count_include_pad,
        })
    }
}

/// Every size an average pooling works with, and how it divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it shares with other poolings.
    pub pooling: pooling::Plan,
    /// Whether the padding counts in the divisor.
    pub count_include_pad: bool,
}

impl Op for AvgPool2d {
    const NAME: &'static str = "avg_pool2d";
    const PARAMS: &'static [ParamInfo] = pooling::PARAMS;

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.pooling.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::avg_pool2d(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.pooling.output, output)?;
        simd::avg_pool2d(&plan, inputs[0], output);
        Ok(())
    }

    fn part(&self, inputs: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        // In ceil mode padding is counted as far as it was asked for, which a part cannot tell.
        if self.ceil_mode && self.count_include_pad {
            return None;
        }
        let grid = self.plan(inputs).ok()?.pooling.grid;
        let (input_rows, y) = grid.y.part(rows)?;
        let padding = Padding::Explicit([y, [grid.x.before, grid.x.after]]);
        Some((input_rows, Self { padding, ..*self }))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let Plan {
            pooling: plan,
            count_include_pad,
        } = self.plan(inputs)?;
        Ok(Kernel {
            name: Self::NAME,
            source: wgsl!(),
            params: vec![plan.channels as u32, u32::from(count_include_pad)],
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

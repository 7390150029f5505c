#![doc = include_str!("README.md")]

mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, Rows},
    op::{Op, ParamInfo, shapes},
    shape::Shape,
    tensor::Tensor,
    window::{Grid, Padding, Window},
};

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
        let &[input] = inputs else {
            return Err(Error::InputCount {
                op: Self::NAME,
                expected: "one input",
                actual: inputs.len(),
            });
        };
        let [batch, height, width, channels] = input.nhwc()?;
        let window = Window {
            kernel: self.size,
            strides: self.strides,
            padding: self.padding,
            dilations: self.dilations,
            ceil_mode: self.ceil_mode,
        };
        let grid = window.over(height, width)?.seeing_input()?;
        let output = Shape::new(&[batch, grid.y.output, grid.x.output, channels])?;
        Ok(Plan {
            grid,
            batch,
            channels,
            output,
        })
    }
}

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

impl Op for MaxPool2d {
    const NAME: &'static str = "max_pool2d";
    const PARAMS: &'static [ParamInfo] = &[
        ParamInfo {
            name: "size",
            min: 1.0,
            max: 11.0,
            default: 3.0,
        },
        ParamInfo {
            name: "strides",
            min: 1.0,
            max: 11.0,
            default: 3.0,
        },
        ParamInfo {
            name: "padding",
            min: 0.0,
            max: 5.0,
            default: 0.0,
        },
        ParamInfo {
            name: "dilations",
            min: 1.0,
            max: 8.0,
            default: 1.0,
        },
    ];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::max_pool2d(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(simd::max_pool2d(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let plan = self.plan(inputs)?;
        Ok(Kernel {
            name: Self::NAME,
            source: include_str!("kernel.wgsl"),
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

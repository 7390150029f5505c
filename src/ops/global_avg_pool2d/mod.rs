#![doc = include_str!("README.md")]

mod gradient;
mod naive;
mod simd;

use crate::{
    error::{Axis, Error},
    kernel::{Kernel, Rows, wgsl},
    op::{Op, ParamInfo, check_room, one_input, shapes},
    shape::Shape,
    tensor::Tensor,
    window::{Grid, Line},
};

/// The mean of each whole map; it has no parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlobalAvgPool2d;

impl GlobalAvgPool2d {
    /// Lays a window as large as the input on it.
    ///
    /// # Errors
    /// [`Error::Rank`] when the input is no batch of pictures.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let [batch, height, width, channels] = one_input(Self::NAME, inputs)?.nhwc()?;
        Ok(Plan {
            grid: Grid {
                y: whole(Axis::Y, height),
                x: whole(Axis::X, width),
            },
            channels,
            output: Shape::new(&[batch, 1, 1, channels])?,
        })
    }
}

/// One axis under a window that covers it all.
fn whole(axis: Axis, size: usize) -> Line {
    Line {
        axis,
        kernel: size,
        stride: 1,
        dilation: 1,
        before: 0,
        after: 0,
        input: size,
        output: 1,
    }
}

/// Every size a global pooling works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The window on the input.
    pub grid: Grid,
    /// Channels.
    pub channels: usize,
    /// Shape of the output.
    pub output: Shape,
}

impl Op for GlobalAvgPool2d {
    const NAME: &'static str = "global_avg_pool2d";
    const PARAMS: &'static [ParamInfo] = &[];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::global_avg_pool2d(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::global_avg_pool2d(&plan, inputs[0], output);
        Ok(())
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let plan = self.plan(inputs)?;
        Ok(Kernel {
            name: Self::NAME,
            source: wgsl!(),
            params: vec![plan.channels as u32],
            workgroup: [1, 1, 64],
            turns: plan.grid.y.kernel * plan.grid.x.kernel,
            grid: plan.grid,
            rows: Rows::Window,
            inputs: inputs.to_vec(),
            bound: 1,
            output: plan.output,
        })
    }
}

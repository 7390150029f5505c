//! The gradient of a global average: each cell gets an equal part of its map's error.

use super::GlobalAvgPool2d;
use crate::{
    error::Error,
    op::{
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};
#[cfg(feature = "gpu")]
use crate::{
    kernel::{Kernel, Rows, gradient_wgsl},
    op::gradient::{Flows, Read},
    shape::Shape,
};

impl Gradient for GlobalAvgPool2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        let Some(input) = input else { return Ok(()) };
        let cells = plan.grid.y.input * plan.grid.x.input;
        let pictures = input.data_mut().chunks_exact_mut(cells * plan.channels);
        for (picture, errors) in pictures.zip(pass.error.data().chunks_exact(plan.channels)) {
            for pixel in picture.chunks_exact_mut(plan.channels) {
                let parts = errors.iter().map(|error| error / cells as f32);
                pixel.iter_mut().zip(parts).for_each(|(cell, part)| *cell = part);
            }
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let plan = self.plan(inputs)?;
        let kernel = Kernel {
            name: "global_avg_pool2d_gradient",
            source: gradient_wgsl!("gradient.wgsl"),
            params: vec![plan.channels as u32],
            workgroup: [8, 8, 1],
            turns: 1,
            grid: plan.grid,
            rows: Rows::Any,
            inputs: vec![plan.output],
            bound: 1,
            output: inputs[0],
        };
        Ok(Flows::of(kernel, &[Read::Error]))
    }
}

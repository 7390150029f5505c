//! The gradient of an average pooling: each cell under a window gets an equal part of the output's error.

use super::{AvgPool2d, naive::divisor};
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

impl Gradient for AvgPool2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.pooling.output)?;
        let Some(input) = input else { return Ok(()) };
        let pooling = &plan.pooling;
        input.data_mut().fill(0.0);
        let spans = pooling.spans();
        let divisors: Vec<f32> = pooling
            .grid
            .walk()
            .map(|(out_y, out_x)| divisor(&plan, out_y, out_x))
            .collect();
        let mut errors = pass.error.data().chunks_exact(pooling.channels);
        for picture in input.data_mut().chunks_exact_mut(pooling.picture()) {
            let outputs = divisors.iter().zip(&mut errors);
            for (cells, (divisor, errors)) in spans.windows().zip(outputs) {
                cells.each(|at| {
                    let cell = &mut picture[at..][..pooling.channels];
                    cell.iter_mut()
                        .zip(errors)
                        .for_each(|(cell, error)| *cell += error / divisor);
                });
            }
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let plan = self.plan(inputs)?;
        let (pooling, counts) = (&plan.pooling, u32::from(self.count_include_pad));
        let kernel = Kernel {
            name: "avg_pool2d_gradient",
            source: gradient_wgsl!("gradient.wgsl"),
            params: vec![pooling.channels as u32, counts],
            workgroup: [8, 8, 1],
            turns: pooling.grid.y.kernel.saturating_mul(pooling.grid.x.kernel),
            grid: pooling.grid,
            rows: Rows::Any,
            inputs: vec![pooling.output],
            bound: 1,
            output: inputs[0],
        };
        Ok(Flows::of(kernel, &[Read::Error]))
    }
}

//! The gradient of a softmax: each share times how much its error exceeds the errors' mean, weighted by the shares.

#[cfg(feature = "gpu")]
use super::Plan;
use super::Softmax;
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
    kernel::{Kernel, gradient_wgsl},
    op::{
        elementwise::over_rows,
        gradient::{Flows, Read},
    },
    shape::Shape,
};

impl Gradient for Softmax {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        let Some(input) = input else { return Ok(()) };
        let block = plan.size * plan.inner;
        let parts = pass
            .output
            .data()
            .chunks_exact(block)
            .zip(pass.error.data().chunks_exact(block));
        for ((shares, errors), gradient) in parts.zip(input.data_mut().chunks_exact_mut(block)) {
            for i in 0..plan.inner {
                let line = || (0..plan.size).map(|k| k * plan.inner + i);
                let mean: f32 = line().map(|at| shares[at] * errors[at]).sum();
                line().for_each(|at| gradient[at] = shares[at] * (errors[at] - mean));
            }
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let Plan { outer, size, inner, .. } = self.plan(inputs)?;
        let (rows, params) = ([1, outer, size * inner], vec![size as u32, inner as u32]);
        let kernel = over_rows("softmax_gradient", gradient_wgsl!("gradient.wgsl"), params, rows)?;
        let kernel = Kernel {
            turns: size,
            bound: 2,
            inputs: vec![kernel.output; 2],
            ..kernel
        };
        Ok(Flows::of(kernel, &[Read::Output, Read::Error]))
    }
}

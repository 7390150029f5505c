//! The gradient of a softmax: each share times how much its error exceeds the errors' mean, weighted by the shares.

use super::Softmax;
use crate::{
    error::Error,
    op::{
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
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
}

//! The gradient of a convolution: two more convolutions.
//!
//! - By the filter: the error map slides over the picture; where it lies at a tap's offset, the products add up to the
//!   derivative by that tap's weight.
//! - By the input: each error stamps the filter back on the cells that its window saw.
//! - By the bias: the errors, added up.

mod by_filter;
mod by_input;
mod naive;

use super::Conv2d;
use crate::{
    error::Error,
    op::{
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};

impl Gradient for Conv2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        if let Some(input) = input {
            by_input::compute(&plan, pass.inputs[1], pass.error, input);
        }
        by_filter::compute(&plan, pass.inputs[0], pass.error, weights);
        Ok(())
    }

    fn naive_gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        if let Some(input) = input {
            naive::by_input(&plan, pass.inputs[1], pass.error, input);
        }
        naive::by_weights(&plan, pass.inputs[0], pass.error, weights);
        Ok(())
    }
}

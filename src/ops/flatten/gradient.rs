//! The gradient of a flattening: each error stays with its value.

use super::Flatten;
use crate::{
    error::Error,
    op::{
        Op,
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};
#[cfg(feature = "gpu")]
use crate::{op::gradient::Flows, shape::Shape};

impl Gradient for Flatten {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        pass.check(Op::output_shape(self, &shapes(pass.inputs))?)?;
        if let Some(input) = input {
            input.data_mut().copy_from_slice(pass.error.data());
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        Op::output_shape(self, inputs)?;
        Ok(Flows {
            input: None,
            weights: Vec::new(),
        })
    }
}

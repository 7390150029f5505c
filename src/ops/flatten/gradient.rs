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

impl Gradient for Flatten {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        pass.check(Op::output_shape(self, &shapes(pass.inputs))?)?;
        if let Some(input) = input {
            input.data_mut().copy_from_slice(pass.error.data());
        }
        Ok(())
    }
}

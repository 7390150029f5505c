//! The gradient of a sigmoid: the error times `out · (1 - out)`, the curve's slope.

use super::Sigmoid;
use crate::{
    error::Error,
    op::{
        elementwise::each_error,
        gradient::{Gradient, Pass},
    },
    tensor::Tensor,
};

impl Gradient for Sigmoid {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        each_error(self, pass, input, |error, _, out| error * (out * (1.0 - out)))
    }
}

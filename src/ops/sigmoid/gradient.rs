//! The gradient of a sigmoid: the error times `out · (1 - out)`, the curve's slope.

use super::Sigmoid;
use crate::{
    error::Error,
    op::{
        Op,
        elementwise::each_error,
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};

impl Gradient for Sigmoid {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        pass.check(Op::output_shape(self, &shapes(pass.inputs))?)?;
        each_error(pass, input, |error, _, out| error * (out * (1.0 - out)));
        Ok(())
    }
}

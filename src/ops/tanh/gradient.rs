//! The gradient of a hyperbolic tangent: the error times `1 - out²`, the curve's slope.

use super::Tanh;
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

impl Gradient for Tanh {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        pass.check(Op::output_shape(self, &shapes(pass.inputs))?)?;
        each_error(pass, input, |error, _, out| error * (1.0 - out * out));
        Ok(())
    }
}

//! The gradient of a ReLU: an error passes where the value was positive. At 0, where the curve has a corner, it is stopped, as in
//! TensorFlow and PyTorch; at NaN too, as in TensorFlow.

use super::Relu;
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

impl Gradient for Relu {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        pass.check(Op::output_shape(self, &shapes(pass.inputs))?)?;
        each_error(pass, input, |error, _, out| if out > 0.0 { error } else { 0.0 });
        Ok(())
    }
}

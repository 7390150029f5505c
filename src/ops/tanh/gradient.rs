//! The gradient of a hyperbolic tangent: the error times `1 - out²`, the curve's slope.

use super::Tanh;
use crate::{
    error::Error,
    op::{
        elementwise::each_error,
        gradient::{Gradient, Pass},
    },
    tensor::Tensor,
};
#[cfg(feature = "gpu")]
use crate::{
    kernel::gradient_wgsl,
    op::{elementwise::flows, gradient::Flows},
    shape::Shape,
};

impl Gradient for Tanh {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        each_error(self, pass, input, |error, _, out| error * (1.0 - out * out))
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let source = gradient_wgsl!("../../op/elementwise/gradient.wgsl", "gradient.wgsl");
        flows(source, 0.0, inputs)
    }
}

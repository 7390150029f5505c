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
#[cfg(feature = "gpu")]
use crate::{
    kernel::gradient_wgsl,
    op::{elementwise::flows, gradient::Flows},
    shape::Shape,
};

impl Gradient for Sigmoid {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        each_error(self, pass, input, |error, _, out| error * (out * (1.0 - out)))
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let source = gradient_wgsl!("../../op/elementwise/gradient.wgsl", "gradient.wgsl");
        flows(source, 0.0, inputs)
    }
}

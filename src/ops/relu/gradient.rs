//! The gradient of a ReLU: an error passes where the value was positive. At 0, where the curve has a corner, it is stopped, as in
//! TensorFlow and PyTorch; at NaN too, as in TensorFlow.

use super::Relu;
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

impl Gradient for Relu {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        each_error(self, pass, input, |error, _, out| if out > 0.0 { error } else { 0.0 })
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let source = gradient_wgsl!("../../op/elementwise/gradient.wgsl", "gradient.wgsl");
        flows(source, 0.0, inputs)
    }
}

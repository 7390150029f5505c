//! The gradient of a leaky ReLU: an error passes where the value was positive, and is scaled down elsewhere; at 0 too, as in
//! TensorFlow and PyTorch.

use super::LeakyRelu;
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

impl Gradient for LeakyRelu {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let slope = self.negative_slope;
        each_error(
            self,
            pass,
            input,
            |error, x, _| if x > 0.0 { error } else { error * slope },
        )
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let source = gradient_wgsl!("../../op/elementwise/gradient.wgsl", "gradient.wgsl");
        flows(source, self.negative_slope, inputs)
    }
}

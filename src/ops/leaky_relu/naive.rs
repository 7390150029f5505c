//! The definition, as a learner would write it. Every other path must give these numbers.

use crate::{op::elementwise::each, tensor::Tensor};

/// A negative value is multiplied by the slope; every other stays, NaN among them.
pub fn leaky_relu(negative_slope: f32, input: &Tensor) -> Tensor {
    each(input, |value| if value < 0.0 { value * negative_slope } else { value })
}

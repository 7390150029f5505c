//! The definition, as a learner would write it. Every other path must give these numbers.

use crate::{elementary::exp, op::elementwise::each, tensor::Tensor};

/// Each value by itself.
pub fn sigmoid(input: &Tensor) -> Tensor {
    each(input, logistic)
}

/// `1 / (1 + e^-x)`. Far below 0 the exponential is infinite and the result 0.
pub fn logistic(value: f32) -> f32 {
    1.0 / (1.0 + exp(-value))
}

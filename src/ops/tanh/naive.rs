//! The definition, as a learner would write it. Every other path must give these numbers.

use crate::{elementary, op::elementwise::each, tensor::Tensor};

/// The hyperbolic tangent, `(e^x - e^-x) / (e^x + e^-x)`.
pub fn tanh(input: &Tensor) -> Tensor {
    each(input, elementary::tanh)
}

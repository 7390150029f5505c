//! The definition, as a learner would write it. Every other path must give these numbers.

use crate::tensor::Tensor;

/// For each value: take off its channel's mean, scale, add beta. The inputs are those that the op checked.
pub fn batch_norm(epsilon: f32, inputs: &[&Tensor]) -> Tensor {
    let [gamma, beta, mean, variance] = core::array::from_fn(|i| inputs[1 + i].data());
    let mut output = inputs[0].clone();
    for (at, value) in output.data_mut().iter_mut().enumerate() {
        let c = at % gamma.len();
        *value = (*value - mean[c]) * scale(gamma[c], variance[c], epsilon) + beta[c];
    }
    output
}

/// What a channel is multiplied by.
pub fn scale(gamma: f32, variance: f32, epsilon: f32) -> f32 {
    gamma / (variance + epsilon).sqrt()
}

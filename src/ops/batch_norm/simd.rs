//! Four values at a time.
//!
//! Mean, scale and beta of each channel are laid out four times over: that many values hold whole vectors and whole pixels,
//! however many channels there are. Each value is computed as in the definition, so it is the same number bit for bit.

use super::scale;
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
};

/// As the definition.
pub fn batch_norm(epsilon: f32, inputs: &[&Tensor], output: &mut [f32]) {
    let [gamma, beta, mean, variance] = core::array::from_fn(|i| inputs[1 + i].data());
    let channels = (0..LANES).flat_map(|_| 0..gamma.len());
    // (-mean, scale, beta)
    let steps: Vec<[f32; 3]> = channels
        .map(|c| [-mean[c], scale(gamma[c], variance[c], epsilon), beta[c]])
        .collect();
    let vectors: Vec<[F32x4; 3]> = steps.as_chunks::<LANES>().0.iter().map(beside).collect();
    for (values, out) in inputs[0].data().chunks(steps.len()).zip(output.chunks_mut(steps.len())) {
        let ((fours, rest), (out_fours, out_rest)) = (values.as_chunks::<LANES>(), out.as_chunks_mut::<LANES>());
        let tail = &steps[fours.len() * LANES..];
        for ((four, out), [shift, scale, beta]) in fours.iter().zip(out_fours).zip(&vectors) {
            *out = F32x4::load(four).plus(*shift).times(*scale).plus(*beta).to_array();
        }
        for ((value, out), [shift, scale, beta]) in rest.iter().zip(out_rest).zip(tail) {
            *out = (value + shift) * scale + beta;
        }
    }
}

/// The steps of four channels, each kind side by side.
fn beside(steps: &[[f32; 3]; LANES]) -> [F32x4; 3] {
    core::array::from_fn(|i| F32x4::load(&steps.map(|step| step[i])))
}

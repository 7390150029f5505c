//! Four values at a time; each is chosen as the definition chooses, so it is the same number bit for bit.

use crate::{lanes::F32x4, op::elementwise::fours_into, tensor::Tensor};

/// As the definition.
pub fn relu(input: &Tensor, output: &mut [f32]) {
    fours_into(input, output, |value| value.or_larger(F32x4::splat(0.0)));
}

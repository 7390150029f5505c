//! Four values at a time; each is chosen as the definition chooses, so it is the same number bit for bit.

use crate::{lanes::F32x4, op::elementwise::fours_into, tensor::Tensor};

/// As the definition.
pub fn leaky_relu(negative_slope: f32, input: &Tensor, output: &mut [f32]) {
    let slope = F32x4::splat(negative_slope);
    fours_into(input, output, |value| value.or_where_negative(value.times(slope)));
}

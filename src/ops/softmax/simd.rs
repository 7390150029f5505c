//! One value at a time, as the definition. Not done: an exponential of four values at once. It would be a polynomial of
//! our own, with other last digits than the system's, for an op that is met on a few scores.

use super::{Plan, naive::fill_shares};
use crate::tensor::Tensor;

/// As the definition.
pub fn softmax(plan: &Plan, input: &Tensor, output: &mut [f32]) {
    output.copy_from_slice(input.data());
    fill_shares(plan, output);
}

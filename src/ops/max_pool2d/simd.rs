//! The largest of the values under each window, gathered as [`gather`] describes.
//!
//! Each output meets its values in the order of the definition, so it keeps the same one of equal zeros. That a NaN was met is
//! kept beside the largest value and asked at the end ([`Largest`]), for half the instructions.
//!
//! Not done: the largest of each column first, then across. It meets equal zeros in another order.

use super::Plan;
use crate::{lanes::Largest, op::pooling::gather};

/// As the definition.
pub fn max_pool2d(plan: &Plan, input: &[f32], output: &mut [f32]) {
    gather::<Largest>(plan, input, output);
}

//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::{elementary::exp, tensor::Tensor};

/// The shares in place of the values.
pub fn softmax(plan: &Plan, input: &Tensor) -> Tensor {
    let mut output = input.clone();
    fill_shares(plan, output.data_mut());
    output
}

/// Along the axis: take off the largest value, so that no exponential overflows; raise e to the rest; divide by the sum.
pub fn fill_shares(plan: &Plan, values: &mut [f32]) {
    for row in values.chunks_exact_mut(plan.size * plan.inner) {
        for i in 0..plan.inner {
            let mut largest = f32::NEG_INFINITY;
            for k in 0..plan.size {
                largest = largest.max(row[k * plan.inner + i]);
            }
            let mut sum = 0.0;
            for k in 0..plan.size {
                let share = &mut row[k * plan.inner + i];
                *share = exp(*share - largest);
                sum += *share;
            }
            for k in 0..plan.size {
                row[k * plan.inner + i] /= sum;
            }
        }
    }
}

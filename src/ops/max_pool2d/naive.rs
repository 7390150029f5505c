//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::tensor::Tensor;

/// For each output cell, row by row: the largest input value under the window. Padding is never picked; a NaN is.
pub fn max_pool2d(plan: &Plan, input: &Tensor) -> Tensor {
    let mut output = Tensor::zeros(plan.output);
    let cells = output.data_mut();
    let mut next = 0;
    for n in 0..plan.batch {
        for (out_y, out_x) in plan.grid.walk() {
            for c in 0..plan.channels {
                let mut largest = f32::NEG_INFINITY;
                for k_y in 0..plan.grid.y.kernel {
                    for k_x in 0..plan.grid.x.kernel {
                        let place = (plan.grid.y.in_from_out(out_y, k_y), plan.grid.x.in_from_out(out_x, k_x));
                        if let (Some(in_y), Some(in_x)) = place {
                            largest = larger(largest, input.at([n, in_y, in_x, c]));
                        }
                    }
                }
                cells[next] = largest;
                next += 1;
            }
        }
    }
    output
}

/// The larger of two values; a NaN wins and stays.
pub fn larger(a: f32, b: f32) -> f32 {
    if a.is_nan() || a >= b { a } else { b }
}

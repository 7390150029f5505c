//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::tensor::Tensor;

/// For each output cell, row by row: the input cell that it repeats, or 0.
pub fn pad2d(plan: &Plan, input: &Tensor) -> Tensor {
    let mut output = Tensor::zeros(plan.output);
    let cells = output.data_mut();
    let mut next = 0;
    for n in 0..plan.output.dims()[0] {
        for (out_y, out_x) in plan.grid.walk() {
            for c in 0..plan.channels {
                let source = (plan.source(&plan.grid.y, out_y), plan.source(&plan.grid.x, out_x));
                if let (Some(in_y), Some(in_x)) = source {
                    cells[next] = input.at([n, in_y, in_x, c]);
                }
                next += 1;
            }
        }
    }
    output
}

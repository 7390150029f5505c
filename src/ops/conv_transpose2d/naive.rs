//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::tensor::Tensor;

/// For each output cell, row by row: every input cell whose stamp covers it, times the weight that it stamps there;
/// add up, add the bias.
pub fn conv_transpose2d(plan: &Plan, input: &Tensor, filter: &Tensor, bias: Option<&Tensor>) -> Tensor {
    let mut output = Tensor::zeros(plan.output);
    let cells = output.data_mut();
    let mut next = 0;
    for n in 0..plan.batch {
        for out_y in 0..plan.grid.y.input {
            // The window slides over the output, so its places are input cells.
            let rows = plan.grid.y.outs_from_in(out_y);
            for out_x in 0..plan.grid.x.input {
                let columns = plan.grid.x.outs_from_in(out_x);
                for o in 0..plan.filters {
                    let mut sum = 0.0;
                    for &(in_y, k_y) in &rows {
                        for &(in_x, k_x) in &columns {
                            for i in 0..plan.depth {
                                let c = channel(plan, i, o);
                                sum += input.at([n, in_y, in_x, c]) * filter.at([k_y, k_x, c, o % plan.each]);
                            }
                        }
                    }
                    cells[next] = sum + bias.map_or(0.0, |bias| bias.data()[o]);
                    next += 1;
                }
            }
        }
    }
    output
}

/// The input channel that output channel `o` sees as its channel `i`.
pub fn channel(plan: &Plan, i: usize, o: usize) -> usize {
    o / plan.each * plan.depth + i
}

//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::tensor::Tensor;

/// For each output cell, row by row: multiply the window by the filter, add up, add the bias.
/// A cell of the padding counts as 0.
pub fn conv2d(plan: &Plan, input: &Tensor, filter: &Tensor, bias: Option<&Tensor>) -> Tensor {
    let mut output = Tensor::zeros(plan.output);
    let cells = output.data_mut();
    let mut next = 0;
    for n in 0..plan.batch {
        for (out_y, out_x) in plan.grid.walk() {
            for o in 0..plan.filters {
                let mut sum = 0.0;
                for k_y in 0..plan.grid.y.kernel {
                    for k_x in 0..plan.grid.x.kernel {
                        for i in 0..plan.depth {
                            let weight = filter.at(tap_weight(plan, [k_y, k_x, i, o]));
                            sum += value(plan, input, n, (out_y, k_y), (out_x, k_x), channel(plan, i, o)) * weight;
                        }
                    }
                }
                cells[next] = sum + bias.map_or(0.0, |bias| bias.data()[o]);
                next += 1;
            }
        }
    }
    output
}

/// The input value under a tap, 0 in the padding.
pub fn value(plan: &Plan, input: &Tensor, n: usize, y: (usize, usize), x: (usize, usize), c: usize) -> f32 {
    match (plan.grid.y.in_from_out(y.0, y.1), plan.grid.x.in_from_out(x.0, x.1)) {
        (Some(in_y), Some(in_x)) => input.at([n, in_y, in_x, c]),
        _ => 0.0,
    }
}

/// The input channel that filter `o` sees as its channel `i`.
pub fn channel(plan: &Plan, i: usize, o: usize) -> usize {
    o / (plan.filters / plan.groups) * plan.depth + i
}

/// Where the weight of tap `[k_y, k_x, in, out]` stands in the filter: itself, or mirrored for a flip.
pub fn tap_weight(plan: &Plan, tap: [usize; 4]) -> [usize; 4] {
    if !plan.flip {
        return tap;
    }
    [
        plan.grid.y.kernel - 1 - tap[0],
        plan.grid.x.kernel - 1 - tap[1],
        tap[2],
        tap[3],
    ]
}

//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::{tensor::Tensor, window::Line};

/// For each output cell, row by row: add up the input values under the window and divide by how many cells count.
pub fn avg_pool2d(plan: &Plan, input: &Tensor) -> Tensor {
    let mut output = Tensor::zeros(plan.pooling.output);
    let cells = output.data_mut();
    let mut next = 0;
    for n in 0..plan.pooling.batch {
        for (out_y, out_x) in plan.pooling.grid.walk() {
            for c in 0..plan.pooling.channels {
                let mut sum = 0.0;
                for k_y in 0..plan.pooling.grid.y.kernel {
                    for k_x in 0..plan.pooling.grid.x.kernel {
                        let place = (
                            plan.pooling.grid.y.in_from_out(out_y, k_y),
                            plan.pooling.grid.x.in_from_out(out_x, k_x),
                        );
                        if let (Some(in_y), Some(in_x)) = place {
                            sum += input.at([n, in_y, in_x, c]);
                        }
                    }
                }
                cells[next] = sum / divisor(plan, out_y, out_x);
                next += 1;
            }
        }
    }
    output
}

/// How many cells the window of an output counts.
pub fn divisor(plan: &Plan, out_y: usize, out_x: usize) -> f32 {
    let rows = counted(&plan.pooling.grid.y, out_y, plan.count_include_pad);
    let columns = counted(&plan.pooling.grid.x, out_x, plan.count_include_pad);
    (rows * columns) as f32
}

/// Along one axis: the taps on the input, or those on the input and its padding. What a ceil-mode window overhangs
/// beyond the padding never counts.
pub fn counted(line: &Line, out: usize, with_padding: bool) -> usize {
    if !with_padding {
        return line.taps_inside(out).len();
    }
    let room = line.before + line.input + line.after - out * line.stride;
    room.div_ceil(line.dilation).min(line.kernel)
}

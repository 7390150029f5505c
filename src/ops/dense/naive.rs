//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::tensor::Tensor;

/// For each row and each unit: multiply the row by the unit's column of the kernel, add up, add the bias.
pub fn dense(plan: &Plan, input: &Tensor, kernel: &Tensor, bias: Option<&Tensor>) -> Tensor {
    let mut output = Tensor::zeros(plan.output);
    let cells = output.data_mut();
    for row in 0..plan.rows {
        for o in 0..plan.units {
            let mut sum = 0.0;
            for i in 0..plan.width {
                sum += input.data()[row * plan.width + i] * kernel.data()[i * plan.units + o];
            }
            cells[row * plan.units + o] = sum + bias.map_or(0.0, |bias| bias.data()[o]);
        }
    }
    output
}

//! The definition, as a learner would write it. Every other path must give these numbers.

use super::Plan;
use crate::tensor::Tensor;

/// For each picture and channel: add up all values, y first, then x, and divide by how many there are.
///
/// The sum is held in 64 bits: in 32, the mean of a 12-megapixel map could be wrong in its first digits.
pub fn global_avg_pool2d(plan: &Plan, input: &Tensor) -> Tensor {
    let (height, width) = (plan.grid.y.input, plan.grid.x.input);
    let mut output = Tensor::zeros(plan.output);
    for (at, cell) in output.data_mut().iter_mut().enumerate() {
        let (n, c) = (at / plan.channels, at % plan.channels);
        let mut sum = 0.0;
        for y in 0..height {
            for x in 0..width {
                sum += f64::from(input.at([n, y, x, c]));
            }
        }
        *cell = (sum / (height * width) as f64) as f32;
    }
    output
}

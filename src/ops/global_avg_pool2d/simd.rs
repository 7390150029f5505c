//! All channels of a pixel before the next pixel: the input is read once, in the order in which it stands.
//!
//! Each channel adds its values in the definition's order, so it is the same number bit for bit. Not done: lanes. Only two
//! 64-bit sums stand side by side in one, and reading the input takes longer than adding it up.

use super::Plan;
use crate::tensor::Tensor;

/// As the definition.
pub fn global_avg_pool2d(plan: &Plan, input: &Tensor, output: &mut [f32]) {
    let count = plan.grid.y.input * plan.grid.x.input;
    let pictures = input.data().chunks_exact(count * plan.channels);
    for (picture, means) in pictures.zip(output.chunks_exact_mut(plan.channels)) {
        let mut sums = vec![0.0; plan.channels];
        for pixel in picture.chunks_exact(plan.channels) {
            for (sum, &value) in sums.iter_mut().zip(pixel) {
                *sum += f64::from(value);
            }
        }
        for (mean, sum) in means.iter_mut().zip(sums) {
            *mean = (sum / count as f64) as f32;
        }
    }
}

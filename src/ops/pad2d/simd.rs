//! The middle of each row is copied in one go; left and right of it, pixel by pixel.

use super::Plan;
use crate::tensor::Tensor;

/// As the definition.
pub fn pad2d(plan: &Plan, input: &Tensor, output: &mut [f32]) {
    let (y, x, channels) = (&plan.grid.y, &plan.grid.x, plan.channels);
    let line = x.input * channels;
    let maps = output.chunks_exact_mut(y.output * x.output * channels);
    for (picture, map) in input.data().chunks_exact(y.input * line).zip(maps) {
        for (out_y, out) in map.chunks_exact_mut(x.output * channels).enumerate() {
            let Some(in_y) = plan.source(y, out_y) else {
                out.fill(0.0);
                continue;
            };
            let row = &picture[in_y * line..][..line];
            for out_x in (0..x.before).chain(x.before + x.input..x.output) {
                let pixel = &mut out[out_x * channels..][..channels];
                match plan.source(x, out_x) {
                    Some(in_x) => pixel.copy_from_slice(&row[in_x * channels..][..channels]),
                    None => pixel.fill(0.0),
                }
            }
            out[x.before * channels..][..line].copy_from_slice(row);
        }
    }
}

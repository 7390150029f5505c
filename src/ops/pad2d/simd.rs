//! The middle of each row is copied in one go; left and right of it, pixel by pixel.

use super::Plan;
use crate::tensor::Tensor;

/// As the definition.
pub fn pad2d(plan: &Plan, input: &Tensor) -> Tensor {
    let (y, x, channels) = (&plan.grid.y, &plan.grid.x, plan.channels);
    let line = x.input * channels;
    let zeros = vec![0.0; line.max(x.output * channels)];
    let mut output = Vec::with_capacity(plan.output.len());
    for picture in input.data().chunks_exact(y.input * line) {
        for out_y in 0..y.output {
            let Some(in_y) = plan.source(y, out_y) else {
                output.extend_from_slice(&zeros[..x.output * channels]);
                continue;
            };
            let row = &picture[in_y * line..][..line];
            let pixel = |out_x| match plan.source(x, out_x) {
                Some(in_x) => &row[in_x * channels..][..channels],
                None => &zeros[..channels],
            };
            (0..x.before).for_each(|out_x| output.extend_from_slice(pixel(out_x)));
            output.extend_from_slice(row);
            (x.before + x.input..x.output).for_each(|out_x| output.extend_from_slice(pixel(out_x)));
        }
    }
    Tensor::with_shape(plan.output, output).expect("one row of outputs for each row of the padded input")
}

//! Sums of products.

use super::{Explanation, Tap, check_cell, kernel_walk, read_tap};
use crate::{
    error::Error,
    ops::conv2d::{self, Conv2d, tap_weight},
    shape::Shape,
    tensor::offset,
};

/// Opens up one cell `[n, y, x, c]` of a convolution.
///
/// `input` and `filter` read one value by its place in the row-major data, so that a caller need not copy a whole
/// picture to explain nine of its pixels.
///
/// # Errors
/// What [`Conv2d::plan`] refuses, and a cell outside the output.
pub fn explain_conv2d(
    op: &Conv2d,
    shapes: &[Shape],
    cell: [usize; 4],
    input: impl Fn(usize) -> f32,
    filter: impl Fn(usize) -> f32,
    bias: impl Fn(usize) -> f32,
) -> Result<Explanation, Error> {
    let plan = op.plan(shapes)?;
    check_cell(cell, plan.output)?;
    let [n, out_y, out_x, o] = cell;
    let (mut taps, mut partial, mut sum) = (Vec::new(), Vec::new(), 0.0);
    for (k_y, k_x) in kernel_walk(&plan.grid) {
        for i in 0..plan.depth {
            let weight = filter(offset(shapes[1], tap_weight(&plan, [k_y, k_x, i, o])));
            let c = conv2d::channel(&plan, i, o);
            let tap = read_tap(&plan.grid, shapes[0], [n, c], [out_y, out_x], [k_y, k_x], &input);
            let tap = Tap {
                weight,
                product: tap.value * weight,
                ..tap
            };
            sum += tap.product;
            taps.push(tap);
            partial.push(sum);
        }
    }
    let bias = if shapes.len() > 2 { bias(o) } else { 0.0 };
    Ok(Explanation {
        taps,
        partial,
        bias,
        result: sum + bias,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Op, Padding, Tensor};

    fn ramp(dims: &[usize]) -> Tensor {
        let len = dims.iter().product();
        Tensor::new(dims, (0..len).map(|i| (i * 7 % 23) as f32 - 9.0).collect()).unwrap()
    }

    #[test]
    fn every_cell_explains_the_output() {
        let (input, filter, bias) = (ramp(&[2, 5, 6, 4]), ramp(&[3, 2, 2, 6]), ramp(&[6]));
        for flip in [false, true] {
            let op = Conv2d {
                strides: [2, 1],
                padding: Padding::Same,
                dilations: [1, 2],
                groups: 2,
                flip,
            };
            let output = op.naive(&[&input, &filter, &bias]).unwrap();
            let shapes = [input.shape(), filter.shape(), bias.shape()];
            let [n, h, w, c] = output.shape().nhwc().unwrap();
            for at in 0..output.data().len() {
                let cell = [at / c / w / h % n, at / c / w % h, at / c % w, at % c];
                let told = explain_conv2d(
                    &op,
                    &shapes,
                    cell,
                    |i| input.data()[i],
                    |i| filter.data()[i],
                    |i| bias.data()[i],
                )
                .unwrap();
                assert_eq!(told.result, output.at(cell));
                assert_eq!(told.taps.len(), 3 * 2 * 2);
                assert_eq!(told.partial.last().unwrap() + told.bias, told.result);
            }
        }
    }
}

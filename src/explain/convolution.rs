//! Sums of products.

use super::{Explanation, Tap, Told, Values, check_cell, kernel_walk, read_tap};
use crate::{
    error::Error,
    ops::{
        conv_transpose2d::{self, ConvTranspose2d},
        conv2d::{self, Conv2d, tap_weight},
        dense::Dense,
    },
    shape::Shape,
    tensor::offset,
};

/// Opens up one cell `[n, y, x, c]` of a convolution.
///
/// # Errors
/// What [`Conv2d::plan`] refuses, and a cell outside the output.
pub fn explain_conv2d(
    op: &Conv2d,
    shapes: &[Shape],
    cell: [usize; 4],
    input: Values<'_>,
    filter: Values<'_>,
    bias: Values<'_>,
) -> Result<Explanation, Error> {
    let plan = op.plan(shapes)?;
    check_cell(cell, plan.output)?;
    let [n, out_y, out_x, o] = cell;
    let mut sum = Sum::default();
    for (k_y, k_x) in kernel_walk(&plan.grid) {
        for i in 0..plan.depth {
            let weight = filter(offset(shapes[1], tap_weight(&plan, [k_y, k_x, i, o])));
            let c = conv2d::channel(&plan, i, o);
            let tap = read_tap(&plan.grid, shapes[0], [n, c], [out_y, out_x], [k_y, k_x], input);
            sum.add(tap, weight);
        }
    }
    Ok(sum.with_bias((shapes.len() > 2).then(|| bias(o))))
}

/// Opens up one cell `[n, y, x, c]` of a transposed convolution: a tap for each stamp that covers it.
///
/// # Errors
/// What [`ConvTranspose2d::plan`] refuses, and a cell outside the output.
pub fn explain_conv_transpose2d(
    op: &ConvTranspose2d,
    shapes: &[Shape],
    cell: [usize; 4],
    input: Values<'_>,
    filter: Values<'_>,
    bias: Values<'_>,
) -> Result<Explanation, Error> {
    let plan = op.plan(shapes)?;
    check_cell(cell, plan.output)?;
    let [n, out_y, out_x, o] = cell;
    let columns = plan.grid.x.outs_from_in(out_x);
    let mut sum = Sum::default();
    for (y, k_y) in plan.grid.y.outs_from_in(out_y) {
        for &(x, k_x) in &columns {
            for i in 0..plan.depth {
                let c = conv_transpose2d::channel(&plan, i, o);
                let value = input(offset(shapes[0], [n, y, x, c]));
                let weight = filter(offset(shapes[1], [k_y, k_x, c, o % plan.each]));
                sum.add(inner_tap([y, x, c], value), weight);
            }
        }
    }
    Ok(sum.with_bias((shapes.len() > 2).then(|| bias(o))))
}

/// Opens up one cell `[n, 0, 0, o]` of a dense layer, `n` being its row: a tap for each value of that row, at `y` 0,
/// `x` 0.
///
/// # Errors
/// What [`Dense::plan`] refuses, and a cell outside the output.
pub fn explain_dense(
    op: &Dense,
    shapes: &[Shape],
    cell: [usize; 4],
    input: Values<'_>,
    kernel: Values<'_>,
    bias: Values<'_>,
) -> Result<Explanation, Error> {
    let plan = op.plan(shapes)?;
    check_cell(cell, Shape::new(&[plan.rows, 1, 1, plan.units])?)?;
    let [row, _, _, o] = cell;
    let mut sum = Sum::default();
    for i in 0..plan.width {
        let value = input(row * plan.width + i);
        sum.add(inner_tap([0, 0, i], value), kernel(i * plan.units + o));
    }
    Ok(sum.with_bias((shapes.len() > 2).then(|| bias(o))))
}

/// A sum of products as it grows.
#[derive(Default)]
struct Sum {
    told: Told,
    sum: f32,
}

impl Sum {
    #[inline(never)]
    fn add(&mut self, tap: Tap, weight: f32) {
        let product = tap.value * weight;
        self.sum += product;
        self.told.add(Tap { weight, product, ..tap }, self.sum);
    }

    fn with_bias(self, bias: Option<f32>) -> Explanation {
        let bias = bias.unwrap_or(0.0);
        self.told.with(bias, self.sum + bias)
    }
}

/// A cell of the input.
fn inner_tap([y, x, c]: [usize; 3], value: f32) -> Tap {
    Tap {
        y: y as isize,
        x: x as isize,
        c,
        inside: true,
        value,
        weight: 0.0,
        product: 0.0,
    }
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
                let told = explain_conv2d(&op, &shapes, cell, &|i| input.data()[i], &|i| filter.data()[i], &|i| {
                    bias.data()[i]
                })
                .unwrap();
                assert_eq!(told.result, output.at(cell));
                assert_eq!(told.taps.len(), 3 * 2 * 2);
                assert_eq!(told.partial.last().unwrap() + told.bias, told.result);
            }
        }
    }

    #[test]
    fn every_cell_of_a_transposed_convolution_adds_up_its_stamps() {
        let (input, filter, bias) = (ramp(&[2, 3, 4, 4]), ramp(&[3, 2, 4, 3]), ramp(&[6]));
        let op = ConvTranspose2d {
            strides: [2, 3],
            padding: Padding::Explicit([[1, 0], [0, 1]]),
            output_padding: [1, 2],
            dilations: [1, 2],
            groups: 2,
        };
        let output = op.naive(&[&input, &filter, &bias]).unwrap();
        let shapes = [input.shape(), filter.shape(), bias.shape()];
        let [_, h, w, c] = output.shape().nhwc().unwrap();
        let mut fewest = usize::MAX;
        for at in 0..output.data().len() {
            let cell = [at / c / w / h, at / c / w % h, at / c % w, at % c];
            let [input, filter, bias] = [&input, &filter, &bias].map(Tensor::data);
            let told =
                explain_conv_transpose2d(&op, &shapes, cell, &|i| input[i], &|i| filter[i], &|i| bias[i]).unwrap();
            assert_eq!(told.result, output.at(cell));
            assert_eq!(told.partial.len(), told.taps.len());
            fewest = fewest.min(told.taps.len());
        }
        assert_eq!(fewest, 0, "no stamp covers a cell of the output padding");
    }

    #[test]
    fn a_unit_adds_up_its_row() {
        let (input, kernel) = (ramp(&[2, 5]), ramp(&[5, 3]));
        let output = Dense.naive(&[&input, &kernel]).unwrap();
        let shapes = [input.shape(), kernel.shape()];
        let [input, kernel] = [&input, &kernel].map(Tensor::data);
        let told = |cell| explain_dense(&Dense, &shapes, cell, &|i| input[i], &|i| kernel[i], &|_| 9.0);
        for (row, o) in [(0, 0), (1, 2)] {
            let told = told([row, 0, 0, o]).unwrap();
            assert_eq!((told.result, told.taps.len()), (output.data()[row * 3 + o], 5));
        }
        assert!(matches!(told([2, 0, 0, 0]), Err(Error::CellOutside { .. })));
    }
}

//! Where one output value comes from: taps, products, partial sums, bias, result. As data, for a picture to draw.

use crate::{
    error::Error,
    ops::{
        conv2d::{self, Conv2d, tap_weight},
        max_pool2d::{MaxPool2d, larger},
    },
    shape::Shape,
    tensor::offset,
    window::Grid,
};

/// One place under the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tap {
    /// Row of the input; negative or beyond its height in the padding.
    pub y: isize,
    /// Column of the input; negative or beyond its width in the padding.
    pub x: isize,
    /// Channel of the input.
    pub c: usize,
    /// Whether the place is a cell of the input.
    pub inside: bool,
    /// The input value there; 0 in the padding.
    pub value: f32,
    /// The filter's weight; for max pooling 1 for the value that is picked and 0 for the others.
    pub weight: f32,
    /// `value · weight`.
    pub product: f32,
}

/// How one output cell is computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The places under the window: y first, then x, then the channel.
    pub taps: Vec<Tap>,
    /// The running sum (max pooling: the running maximum) after each tap.
    pub partial: Vec<f32>,
    /// The bias; 0 where there is none.
    pub bias: f32,
    /// The output value.
    pub result: f32,
}

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

/// Opens up one cell `[n, y, x, c]` of a max pooling; `input` as in [`explain_conv2d`].
///
/// # Errors
/// What [`MaxPool2d::plan`] refuses, and a cell outside the output.
pub fn explain_max_pool2d(
    op: &MaxPool2d,
    input_shape: Shape,
    cell: [usize; 4],
    input: impl Fn(usize) -> f32,
) -> Result<Explanation, Error> {
    let plan = op.plan(&[input_shape])?;
    check_cell(cell, plan.output)?;
    let [n, out_y, out_x, c] = cell;
    let (mut taps, mut partial) = (Vec::new(), Vec::new());
    let (mut largest, mut picked) = (f32::NEG_INFINITY, None);
    for (k_y, k_x) in kernel_walk(&plan.grid) {
        let tap = read_tap(&plan.grid, input_shape, [n, c], [out_y, out_x], [k_y, k_x], &input);
        if tap.inside {
            let larger = larger(largest, tap.value);
            if picked.is_none() || larger.to_bits() != largest.to_bits() {
                picked = Some(taps.len());
            }
            largest = larger;
        }
        taps.push(tap);
        partial.push(largest);
    }
    if let Some(tap) = picked.map(|at: usize| &mut taps[at]) {
        (tap.weight, tap.product) = (1.0, tap.value);
    }
    Ok(Explanation {
        taps,
        partial,
        bias: 0.0,
        result: largest,
    })
}

fn check_cell(cell: [usize; 4], output: Shape) -> Result<(), Error> {
    let inside = cell.iter().zip(output.dims()).all(|(at, size)| at < size);
    if inside {
        Ok(())
    } else {
        Err(Error::CellOutside {
            cell,
            shape: output.to_string(),
        })
    }
}

/// The taps of one window, y first, then x.
fn kernel_walk(grid: &Grid) -> impl Iterator<Item = (usize, usize)> + use<> {
    let (height, width) = (grid.y.kernel, grid.x.kernel);
    (0..height).flat_map(move |y| (0..width).map(move |x| (y, x)))
}

fn read_tap(
    grid: &Grid,
    shape: Shape,
    [n, c]: [usize; 2],
    out: [usize; 2],
    k: [usize; 2],
    input: &impl Fn(usize) -> f32,
) -> Tap {
    let cell = (grid.y.in_from_out(out[0], k[0]), grid.x.in_from_out(out[1], k[1]));
    let (inside, value) = match cell {
        (Some(y), Some(x)) => (true, input(offset(shape, [n, y, x, c]))),
        _ => (false, 0.0),
    };
    let (y, x) = (grid.y.place(out[0], k[0]), grid.x.place(out[1], k[1]));
    Tap {
        y,
        x,
        c,
        inside,
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

    #[test]
    fn pooling_names_the_tap_it_picked() {
        let input = ramp(&[1, 5, 5, 2]);
        let op = MaxPool2d {
            padding: Padding::Explicit([[1, 1], [1, 1]]),
            ..MaxPool2d::new([3, 3])
        };
        let output = op.naive(&[&input]).unwrap();
        let told = explain_max_pool2d(&op, input.shape(), [0, 0, 1, 1], |i| input.data()[i]).unwrap();
        assert_eq!(told.result, output.at([0, 0, 1, 1]));
        let picked: Vec<_> = told.taps.iter().filter(|tap| tap.weight == 1.0).collect();
        assert_eq!((picked.len(), picked[0].value), (1, told.result));
    }

    #[test]
    fn a_cell_outside_is_refused() {
        let error = explain_max_pool2d(
            &MaxPool2d::new([2, 2]),
            ramp(&[1, 4, 4, 1]).shape(),
            [0, 2, 0, 0],
            |_| 0.0,
        );
        assert_eq!(
            error.unwrap_err().to_string(),
            "there is no cell [0, 2, 0, 0] in an output of shape (1, 2, 2, 1)"
        );
    }
}

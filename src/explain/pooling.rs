//! The largest and the mean of a window.

use super::{Explanation, Tap, Told, Values, check_cell, kernel_walk, read_tap};
use crate::{
    error::Error,
    ops::{
        avg_pool2d::{AvgPool2d, divisor},
        global_avg_pool2d::GlobalAvgPool2d,
        max_pool2d::{MaxPool2d, larger},
    },
    shape::Shape,
};

/// Opens up one cell `[n, y, x, c]` of a max pooling.
///
/// # Errors
/// What [`MaxPool2d::plan`] refuses, and a cell outside the output.
pub fn explain_max_pool2d(
    op: &MaxPool2d,
    input_shape: Shape,
    cell: [usize; 4],
    input: Values<'_>,
) -> Result<Explanation, Error> {
    let plan = op.plan(&[input_shape])?;
    check_cell(cell, plan.output)?;
    let [n, out_y, out_x, c] = cell;
    let mut told = Told::default();
    let (mut largest, mut picked) = (f32::NEG_INFINITY, None);
    for (k_y, k_x) in kernel_walk(&plan.grid) {
        let tap = read_tap(&plan.grid, input_shape, [n, c], [out_y, out_x], [k_y, k_x], input);
        if tap.inside {
            let larger = larger(largest, tap.value);
            if picked.is_none() || larger.to_bits() != largest.to_bits() {
                picked = Some(told.taps.len());
            }
            largest = larger;
        }
        told.add(tap, largest);
    }
    if let Some(tap) = picked.map(|at: usize| &mut told.taps[at]) {
        (tap.weight, tap.product) = (1.0, tap.value);
    }
    Ok(told.with(0.0, largest))
}

/// Opens up one cell `[n, y, x, c]` of an average pooling.
///
/// # Errors
/// What [`AvgPool2d::plan`] refuses, and a cell outside the output.
pub fn explain_avg_pool2d(
    op: &AvgPool2d,
    input_shape: Shape,
    cell: [usize; 4],
    input: Values<'_>,
) -> Result<Explanation, Error> {
    let plan = op.plan(&[input_shape])?;
    check_cell(cell, plan.pooling.output)?;
    let [n, out_y, out_x, c] = cell;
    let divisor = divisor(&plan, out_y, out_x);
    let (mut told, mut sum) = (Told::default(), 0.0);
    for (k_y, k_x) in kernel_walk(&plan.pooling.grid) {
        let tap = read_tap(
            &plan.pooling.grid,
            input_shape,
            [n, c],
            [out_y, out_x],
            [k_y, k_x],
            input,
        );
        if tap.inside {
            sum += tap.value;
        }
        let (weight, product) = (1.0 / divisor, tap.value / divisor);
        told.add(Tap { weight, product, ..tap }, sum / divisor);
    }
    Ok(told.with(0.0, sum / divisor))
}

/// Opens up one cell `[n, 0, 0, c]` of a global average pooling. A partial sum is rounded to 32 bits; the next goes on from the exact one.
///
/// # Errors
/// What [`GlobalAvgPool2d::plan`] refuses, and a cell outside the output.
pub fn explain_global_avg_pool2d(
    op: &GlobalAvgPool2d,
    input_shape: Shape,
    cell: [usize; 4],
    input: Values<'_>,
) -> Result<Explanation, Error> {
    let plan = op.plan(&[input_shape])?;
    check_cell(cell, plan.output)?;
    let [n, _, _, c] = cell;
    let count = (plan.grid.y.input * plan.grid.x.input) as f64;
    let (mut told, mut sum) = (Told::default(), 0.0);
    for k in kernel_walk(&plan.grid) {
        let tap = read_tap(&plan.grid, input_shape, [n, c], [0, 0], k.into(), input);
        sum += f64::from(tap.value);
        let (weight, product) = ((1.0 / count) as f32, (f64::from(tap.value) / count) as f32);
        told.add(Tap { weight, product, ..tap }, (sum / count) as f32);
    }
    Ok(told.with(0.0, (sum / count) as f32))
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
    fn pooling_names_the_tap_it_picked() {
        let input = ramp(&[1, 5, 5, 2]);
        let op = MaxPool2d {
            padding: Padding::Explicit([[1, 1], [1, 1]]),
            ..MaxPool2d::new([3, 3])
        };
        let output = op.naive(&[&input]).unwrap();
        let told = explain_max_pool2d(&op, input.shape(), [0, 0, 1, 1], &|i| input.data()[i]).unwrap();
        assert_eq!(told.result, output.at([0, 0, 1, 1]));
        let picked: Vec<_> = told.taps.iter().filter(|tap| tap.weight == 1.0).collect();
        assert_eq!((picked.len(), picked[0].value), (1, told.result));
    }

    #[test]
    fn an_average_shares_its_window_out() {
        let input = ramp(&[1, 4, 5, 2]);
        for count_include_pad in [false, true] {
            let op = AvgPool2d {
                strides: [1, 2],
                padding: Padding::Same,
                count_include_pad,
                ..AvgPool2d::new([3, 2])
            };
            let output = op.naive(&[&input]).unwrap();
            let told = explain_avg_pool2d(&op, input.shape(), [0, 0, 2, 1], &|i| input.data()[i]).unwrap();
            assert_eq!(told.result, output.at([0, 0, 2, 1]));
            assert_eq!(told.partial.last(), Some(&told.result));
            // The window reaches out of the picture at the top and at the right.
            let divisor = if count_include_pad { 6.0 } else { 2.0 };
            assert!(told.taps.iter().all(|tap| tap.weight == 1.0 / divisor));
            assert_eq!(told.taps.iter().filter(|tap| tap.inside).count(), 2);
        }
    }

    #[test]
    fn a_whole_map_is_one_average() {
        let input = ramp(&[2, 3, 5, 2]);
        let output = GlobalAvgPool2d.naive(&[&input]).unwrap();
        for (n, c) in [(0, 0), (1, 1)] {
            let cell = [n, 0, 0, c];
            let told = explain_global_avg_pool2d(&GlobalAvgPool2d, input.shape(), cell, &|i| input.data()[i]).unwrap();
            assert_eq!((told.result, told.taps.len()), (output.at(cell), 15));
            assert_eq!(told.partial.last(), Some(&told.result));
        }
    }

    #[test]
    fn a_cell_outside_is_refused() {
        let error = explain_max_pool2d(
            &MaxPool2d::new([2, 2]),
            ramp(&[1, 4, 4, 1]).shape(),
            [0, 2, 0, 0],
            &|_| 0.0,
        );
        assert_eq!(
            error.unwrap_err().to_string(),
            "there is no cell [0, 2, 0, 0] in an output of shape (1, 2, 2, 1)"
        );
    }
}

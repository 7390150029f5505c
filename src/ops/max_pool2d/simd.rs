//! Several output cells at a time.
//!
//! ```text
//! for each picture and output row:
//!     rows  = the input rows under it; rows of the padding are left out
//!     inner = the outputs whose window lies wholly inside in x
//!     for the inner outputs, four neighbours at once (1):
//!         largest = -∞
//!         for each row, k_x:  largest = the larger of it and the input
//!     the outputs at the left and right edge one by one, over the taps that lie inside
//! ```
//!
//! Each output meets its values in the order of the definition, so it keeps the same one of equal zeros and the same
//! NaN. What differs:
//!
//! 1. The four neighbours are channels where there are at least four, else outputs next to one another in x.
//! 2. An output row is computed in a small buffer and appended: the output is written once.
//!
//! Not done: the largest of each column first, then across. It meets equal zeros in another order.

use super::{Plan, naive};
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
};

/// As the definition.
pub fn max_pool2d(plan: &Plan, input: &Tensor) -> Tensor {
    let line = plan.grid.x.input * plan.channels;
    let inner = plan.grid.x.inner();
    let mut row = vec![0.0; plan.grid.x.output * plan.channels];
    let mut rows: Vec<&[f32]> = Vec::with_capacity(plan.grid.y.kernel);
    let mut output = Vec::with_capacity(plan.output.len());
    for picture in input.data().chunks_exact(plan.grid.y.input * line) {
        for out_y in 0..plan.grid.y.output {
            let inside = |k_y| plan.grid.y.in_from_out(out_y, k_y);
            rows.clear();
            rows.extend(
                (0..plan.grid.y.kernel)
                    .filter_map(inside)
                    .map(|in_y| &picture[in_y * line..][..line]),
            );
            for out_x in (0..inner.start).chain(inner.end..plan.grid.x.output) {
                let cell = &mut row[out_x * plan.channels..][..plan.channels];
                cell.iter_mut()
                    .enumerate()
                    .for_each(|(c, cell)| *cell = alone(plan, &rows, out_x, c));
            }
            if plan.channels >= LANES {
                over_channels(plan, &rows, &mut row);
            } else {
                along_x(plan, &rows, &mut row);
            }
            output.extend_from_slice(&row);
        }
    }
    Tensor::with_shape(plan.output, output).expect("one row of outputs for each place of the window")
}

/// One output, over the taps that lie inside.
fn alone(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize) -> f32 {
    let mut largest = f32::NEG_INFINITY;
    for row in rows {
        for in_x in (0..plan.grid.x.kernel).filter_map(|k_x| plan.grid.x.in_from_out(out_x, k_x)) {
            largest = naive::larger(largest, row[in_x * plan.channels + c]);
        }
    }
    largest
}

/// The inner outputs of a row, four channels at a time; the last four overlap the ones before.
fn over_channels(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let x = plan.grid.x;
    for out_x in x.inner() {
        let first = x.place(out_x, 0).unsigned_abs() * plan.channels;
        for c in (0..plan.channels).step_by(LANES).map(|c| c.min(plan.channels - LANES)) {
            let mut largest = F32x4::splat(f32::NEG_INFINITY);
            for row in rows {
                for k_x in 0..x.kernel {
                    let at = first + k_x * x.dilation * plan.channels + c;
                    largest = largest.larger(F32x4::load(&row[at..]));
                }
            }
            largest.store(&mut out[out_x * plan.channels + c..]);
        }
    }
}

/// The inner outputs of a row, four neighbours in x at a time, one channel after another.
fn along_x(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    match plan.grid.x.stride * plan.channels {
        1 => sweep::<1>(plan, rows, out),
        2 => sweep::<2>(plan, rows, out),
        3 => sweep::<3>(plan, rows, out),
        _ => sweep::<0>(plan, rows, out),
    }
}

fn sweep<const STEP: usize>(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let inner = plan.grid.x.inner();
    for c in 0..plan.channels {
        let mut out_x = inner.start;
        while out_x + LANES <= inner.end {
            let cells = out[out_x * plan.channels + c..].iter_mut().step_by(plan.channels);
            let largest = four::<STEP>(plan, rows, out_x, c);
            cells.zip(largest).for_each(|(cell, value)| *cell = value);
            out_x += LANES;
        }
        for out_x in out_x..inner.end {
            out[out_x * plan.channels + c] = alone(plan, rows, out_x, c);
        }
    }
}

#[inline(always)]
fn four<const STEP: usize>(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize) -> [f32; LANES] {
    let x = plan.grid.x;
    let step = if STEP == 0 { x.stride * plan.channels } else { STEP };
    let first = x.place(out_x, 0).unsigned_abs() * plan.channels + c;
    let mut largest = F32x4::splat(f32::NEG_INFINITY);
    for row in rows {
        for k_x in 0..x.kernel {
            let values = &row[first + k_x * x.dilation * plan.channels..];
            largest = largest.larger(F32x4::load_every::<STEP>(values, step));
        }
    }
    largest.to_array()
}

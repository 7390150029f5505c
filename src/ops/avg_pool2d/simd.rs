//! Several output cells at a time.
//!
//! ```text
//! for each picture and output row:
//!     rows  = the input rows under it; rows of the padding are left out
//!     inner = the outputs whose window lies wholly inside in x
//!     for the inner outputs, four neighbours at once (1):
//!         sum = 0
//!         for each row, k_x:  sum += the input
//!     the outputs at the left and right edge one by one, over the taps that lie inside
//!     every sum of the row is divided by the cells that its window counts (2)
//! ```
//!
//! Each output adds its own values in the definition's order, so it is the same number bit for bit. What differs:
//!
//! 1. The four neighbours are channels where there are at least four, else outputs next to one another in x.
//! 2. A row's sums are divided together, which needs no lanes of its own: the compiler finds them.
//!
//! Not done: running sums, which would make the time independent of the window's size. They round differently, and one
//! NaN would spoil the rest of the row.

use super::{Plan, naive::counted};
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
};

/// As the definition.
pub fn avg_pool2d(plan: &Plan, input: &Tensor, output: &mut [f32]) {
    let (y, x) = (&plan.pooling.grid.y, &plan.pooling.grid.x);
    let line = x.input * plan.pooling.channels;
    let inner = x.inner();
    // The cells counted in x, once for each channel.
    let columns: Vec<f32> = (0..x.output)
        .flat_map(|out_x| core::iter::repeat_n(counted(x, out_x, plan.count_include_pad) as f32, plan.pooling.channels))
        .collect();
    let mut rows: Vec<&[f32]> = Vec::with_capacity(y.kernel);
    let maps = output.chunks_exact_mut(y.output * columns.len());
    for (picture, map) in input.data().chunks_exact(y.input * line).zip(maps) {
        for (out_y, row) in map.chunks_exact_mut(columns.len()).enumerate() {
            let inside = y.taps_inside(out_y).filter_map(|k_y| y.in_from_out(out_y, k_y));
            rows.clear();
            rows.extend(inside.map(|in_y| &picture[in_y * line..][..line]));
            for out_x in (0..inner.start).chain(inner.end..x.output) {
                for c in 0..plan.pooling.channels {
                    row[out_x * plan.pooling.channels + c] = alone(plan, &rows, out_x, c);
                }
            }
            if plan.pooling.channels >= LANES {
                over_channels(plan, &rows, row);
            } else {
                along_x(plan, &rows, row);
            }
            let counted_rows = counted(y, out_y, plan.count_include_pad) as f32;
            let sums = row.iter_mut().zip(&columns);
            sums.for_each(|(sum, counted_columns)| *sum /= counted_rows * counted_columns);
        }
    }
}

/// The sum of one output, over the taps that lie inside.
fn alone(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize) -> f32 {
    let mut sum = 0.0;
    for row in rows {
        for in_x in (0..plan.pooling.grid.x.kernel).filter_map(|k_x| plan.pooling.grid.x.in_from_out(out_x, k_x)) {
            sum += row[in_x * plan.pooling.channels + c];
        }
    }
    sum
}

/// The inner sums of a row, four channels at a time; the last four overlap the ones before.
fn over_channels(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let x = plan.pooling.grid.x;
    for out_x in x.inner() {
        let first = x.place(out_x, 0).unsigned_abs() * plan.pooling.channels;
        for c in (0..plan.pooling.channels)
            .step_by(LANES)
            .map(|c| c.min(plan.pooling.channels - LANES))
        {
            let sum = four::<1>(plan, rows, first + c, 1);
            sum.store(&mut out[out_x * plan.pooling.channels + c..]);
        }
    }
}

/// The inner sums of a row, four neighbours in x at a time, one channel after another.
fn along_x(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    match plan.pooling.grid.x.stride * plan.pooling.channels {
        1 => sweep::<1>(plan, rows, out),
        2 => sweep::<2>(plan, rows, out),
        _ => sweep::<0>(plan, rows, out),
    }
}

fn sweep<const STEP: usize>(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let x = plan.pooling.grid.x;
    let (inner, step) = (x.inner(), x.stride * plan.pooling.channels);
    for c in 0..plan.pooling.channels {
        let mut out_x = inner.start;
        while out_x + LANES <= inner.end {
            let first = x.place(out_x, 0).unsigned_abs() * plan.pooling.channels + c;
            let cells = out[out_x * plan.pooling.channels + c..]
                .iter_mut()
                .step_by(plan.pooling.channels);
            let sums = four::<STEP>(plan, rows, first, step).to_array();
            cells.zip(sums).for_each(|(cell, sum)| *cell = sum);
            out_x += LANES;
        }
        for out_x in out_x..inner.end {
            out[out_x * plan.pooling.channels + c] = alone(plan, rows, out_x, c);
        }
    }
}

/// Four sums whose windows begin at `first` of each row, `step` values apart.
#[inline(always)]
fn four<const STEP: usize>(plan: &Plan, rows: &[&[f32]], first: usize, step: usize) -> F32x4 {
    let x = plan.pooling.grid.x;
    let step = if STEP == 0 { step } else { STEP };
    let mut sum = F32x4::splat(0.0);
    for row in rows {
        for k_x in 0..x.kernel {
            let values = &row[first + k_x * x.dilation * plan.pooling.channels..];
            sum = sum.plus(F32x4::load_every::<STEP>(values, step));
        }
    }
    sum
}

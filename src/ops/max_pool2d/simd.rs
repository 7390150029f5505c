//! Several output cells at a time.
//!
//! ```text
//! for each picture and output row:
//!     rows  = the input rows under it; rows of the padding are left out
//!     inner = the outputs whose window lies wholly inside in x
//!     for the inner outputs, several neighbours at once (1):
//!         largest = -∞
//!         for each row, k_x:  largest = the larger of it and the input
//!     the outputs at the left and right edge one by one, over the taps that lie inside
//! ```
//!
//! Each output meets its values in the order of the definition, so it keeps the same one of equal zeros. What differs:
//!
//! 1. The neighbours are channels where there are at least four, else outputs next to one another in x.
//! 2. That a NaN was met is kept beside the largest value and asked at the end ([`Largest`]), for half the instructions.
//!
//! Not done: the largest of each column first, then across. It meets equal zeros in another order.

use super::{Plan, naive};
use crate::lanes::{F32x4, LANES, Largest};

/// Neighbours in x that are computed together; a row with fewer is computed one by one.
const LEAST: usize = 2 * LANES;

/// As the definition, written to `output`, which is as long as the plan says.
pub fn max_pool2d(plan: &Plan, input: &[f32], output: &mut [f32]) {
    let (y, x) = (plan.grid.y, plan.grid.x);
    let (in_line, out_line) = (x.input * plan.channels, x.output * plan.channels);
    let mut rows: Vec<&[f32]> = Vec::with_capacity(y.kernel);
    let maps = output.chunks_exact_mut(y.output * out_line);
    for (picture, map) in input.chunks_exact(y.input * in_line).zip(maps) {
        for (out_y, out) in map.chunks_exact_mut(out_line).enumerate() {
            let inside = y.taps_inside(out_y).filter_map(|k_y| y.in_from_out(out_y, k_y));
            rows.clear();
            rows.extend(inside.map(|in_y| &picture[in_y * in_line..][..in_line]));
            fill_row(plan, &rows, out);
        }
    }
}

fn fill_row(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let mut inner = plan.grid.x.inner();
    if plan.channels >= LANES {
        inner.clone().for_each(|out_x| over_channels(plan, rows, out_x, out));
    } else if inner.len() >= LEAST {
        match plan.grid.x.stride * plan.channels {
            1 => along_x::<1>(plan, rows, out),
            2 => along_x::<2>(plan, rows, out),
            3 => along_x::<3>(plan, rows, out),
            _ => along_x::<0>(plan, rows, out),
        }
    } else {
        inner = 0..0;
    }
    for out_x in (0..inner.start).chain(inner.end..plan.grid.x.output) {
        (0..plan.channels).for_each(|c| out[out_x * plan.channels + c] = alone(plan, rows, out_x, c));
    }
}

/// One output, over the taps that lie inside.
#[inline(never)]
fn alone(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize) -> f32 {
    let mut largest = f32::NEG_INFINITY;
    for row in rows {
        for in_x in (0..plan.grid.x.kernel).filter_map(|k_x| plan.grid.x.in_from_out(out_x, k_x)) {
            largest = naive::larger(largest, row[in_x * plan.channels + c]);
        }
    }
    largest
}

/// An inner output, sixteen channels at a time while they last, then four; the last four overlap the ones before.
fn over_channels(plan: &Plan, rows: &[&[f32]], out_x: usize, out: &mut [f32]) {
    const WIDE: usize = 4;
    let out = &mut out[out_x * plan.channels..][..plan.channels];
    let mut c = 0;
    while c + WIDE * LANES <= plan.channels {
        channels::<WIDE>(plan, rows, out_x, c, out);
        c += WIDE * LANES;
    }
    while c < plan.channels {
        channels::<1>(plan, rows, out_x, c.min(plan.channels - LANES), out);
        c += LANES;
    }
}

/// `V` vectors of channels from channel `c` on.
#[inline(never)]
fn channels<const V: usize>(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize, out: &mut [f32]) {
    let x = plan.grid.x;
    let first = x.place(out_x, 0).unsigned_abs() * plan.channels + c;
    let mut largest = [Largest::none(); V];
    for row in rows {
        for k_x in 0..x.kernel {
            let values = &row[first + k_x * x.dilation * plan.channels..][..V * LANES];
            for (v, largest) in largest.iter_mut().enumerate() {
                largest.meet(F32x4::load(&values[v * LANES..]));
            }
        }
    }
    for (four, largest) in out[c..].as_chunks_mut::<LANES>().0.iter_mut().zip(largest) {
        *four = largest.get().to_array();
    }
}

/// The inner outputs, one channel after another, eight neighbours in x at a time; the last overlap the ones before.
#[inline(never)]
fn along_x<const STEP: usize>(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let (x, channels) = (plan.grid.x, plan.channels);
    let inner = x.inner();
    let step = if STEP == 0 { x.stride * channels } else { STEP };
    let reach = (LEAST - 1) * step + 1;
    for c in 0..channels {
        for out_x in inner.clone().step_by(LEAST) {
            let out_x = out_x.min(inner.end - LEAST);
            let first = x.place(out_x, 0).unsigned_abs() * channels + c;
            let mut largest = [Largest::none(); LEAST / LANES];
            for row in rows {
                for k_x in 0..x.kernel {
                    let values = &row[first + k_x * x.dilation * channels..][..reach];
                    for (v, largest) in largest.iter_mut().enumerate() {
                        largest.meet(F32x4::load_every::<STEP>(&values[v * LANES * step..], step));
                    }
                }
            }
            let cells = out[out_x * channels + c..].iter_mut().step_by(channels);
            let values = largest.iter().flat_map(|largest| largest.get().to_array());
            cells.zip(values).for_each(|(cell, value)| *cell = value);
        }
    }
}

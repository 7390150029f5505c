//! Four neighbours in x in the lanes: one filter at a time, its weight the same for all of them.
//!
//! Eight such vectors are summed together. Tried: four of them, and a loop over `i` inside the loop over `k_x` rather
//! than one list of taps; together they take twice as long, for most of it goes into finding the next tap.

use super::{Block, Strip};
use crate::lanes::{F32x4, LANES};

/// Vectors of outputs that are summed together, so that one addition need not wait for another.
const WIDE: usize = 8;

pub fn compute(strip: &Strip, block: &Block, out: &mut [f32]) {
    match strip.steps.output {
        1 => sweep::<1>(strip, block, out),
        2 => sweep::<2>(strip, block, out),
        3 => sweep::<3>(strip, block, out),
        _ => sweep::<0>(strip, block, out),
    }
}

/// From left to right: 32 outputs at once while they last, then four, the last four overlapping the ones before.
fn sweep<const STEP: usize>(strip: &Strip, block: &Block, out: &mut [f32]) {
    if strip.count < LANES {
        return (0..strip.count).for_each(|x| out[x * strip.steps.filters + block.first] = alone(strip, block, x));
    }
    let mut x = 0;
    while x + WIDE * LANES <= strip.count {
        write(strip, block, x, several::<STEP, WIDE>(strip, block, x), out);
        x += WIDE * LANES;
    }
    while x < strip.count {
        let from = x.min(strip.count - LANES);
        write(strip, block, from, several::<STEP, 1>(strip, block, from), out);
        x += LANES;
    }
}

/// `V` vectors of outputs, from output `x` on.
#[inline(always)]
fn several<const STEP: usize, const V: usize>(strip: &Strip, block: &Block, x: usize) -> [F32x4; V] {
    let step = if STEP == 0 { strip.steps.output } else { STEP };
    let reach = (V * LANES - 1) * step + 1;
    let first = x * step + block.channel;
    let mut sums = [F32x4::splat(0.0); V];
    for (row, weights) in strip
        .rows
        .iter()
        .zip(block.weights.chunks_exact(strip.steps.taps.len()))
    {
        let row = &row[first..];
        for (&tap, &weight) in strip.steps.taps.iter().zip(weights) {
            let values = &row[tap..][..reach];
            let weight = F32x4::splat(weight);
            for (v, sum) in sums.iter_mut().enumerate() {
                let values = F32x4::load_every::<STEP>(&values[v * LANES * step..], step);
                *sum = sum.plus(values.times(weight));
            }
        }
    }
    let bias = F32x4::splat(block.bias[0]);
    sums.map(|sum| sum.plus(bias))
}

/// Writes outputs that are neighbours in x; with more than one filter they lie apart.
#[inline(always)]
fn write<const V: usize>(strip: &Strip, block: &Block, x: usize, sums: [F32x4; V], out: &mut [f32]) {
    if strip.steps.filters == 1 {
        for (four, sum) in out[x..].as_chunks_mut::<LANES>().0.iter_mut().zip(sums) {
            *four = sum.to_array();
        }
        return;
    }
    let cells = out[x * strip.steps.filters..].chunks_exact_mut(strip.steps.filters);
    for (cell, value) in cells.zip(sums.iter().flat_map(|sum| sum.to_array())) {
        cell[block.first] = value;
    }
}

/// One output.
fn alone(strip: &Strip, block: &Block, x: usize) -> f32 {
    let first = x * strip.steps.output + block.channel;
    let mut sum = 0.0;
    for (row, weights) in strip
        .rows
        .iter()
        .zip(block.weights.chunks_exact(strip.steps.taps.len()))
    {
        for (&tap, weight) in strip.steps.taps.iter().zip(weights) {
            sum += row[first + tap] * weight;
        }
    }
    sum + block.bias[0]
}

//! Four neighbours in x in the lanes: one filter at a time, its weight the same for all of them.

use super::{Block, Strip};
use crate::lanes::{F32x4, LANES};

/// Vectors of outputs that are summed together, so that one addition need not wait for another.
const WIDE: usize = 4;

pub fn compute(strip: &Strip, block: &Block, out: &mut [f32]) {
    match strip.out_step {
        1 => sweep::<1>(strip, block, out),
        2 => sweep::<2>(strip, block, out),
        3 => sweep::<3>(strip, block, out),
        _ => sweep::<0>(strip, block, out),
    }
}

/// From left to right: sixteen outputs at once while they last, then four, the last four overlapping the ones before.
fn sweep<const STEP: usize>(strip: &Strip, block: &Block, out: &mut [f32]) {
    if strip.count < LANES {
        return (0..strip.count).for_each(|x| out[x * strip.filters + block.first] = alone(strip, block, x));
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
    let step = if STEP == 0 { strip.out_step } else { STEP };
    let reach = (V * LANES - 1) * step + 1;
    let mut sums = [F32x4::splat(0.0); V];
    let mut weights = block.weights.iter();
    for row in strip.rows {
        for k_x in 0..strip.kernel_x {
            let first = x * step + k_x * strip.tap_step + block.channel;
            for (i, &weight) in (0..strip.depth).zip(&mut weights) {
                let values = &row[first + i..][..reach];
                let weight = F32x4::splat(weight);
                for (v, sum) in sums.iter_mut().enumerate() {
                    let values = F32x4::load_every::<STEP>(&values[v * LANES * step..], step);
                    *sum = sum.plus(values.times(weight));
                }
            }
        }
    }
    let bias = F32x4::splat(block.bias[0]);
    sums.map(|sum| sum.plus(bias))
}

/// Writes outputs that are neighbours in x; with more than one filter they lie apart.
#[inline(always)]
fn write<const V: usize>(strip: &Strip, block: &Block, x: usize, sums: [F32x4; V], out: &mut [f32]) {
    if strip.filters == 1 {
        for (four, sum) in out[x..].as_chunks_mut::<LANES>().0.iter_mut().zip(sums) {
            *four = sum.to_array();
        }
        return;
    }
    let cells = out[x * strip.filters..].chunks_exact_mut(strip.filters);
    for (cell, value) in cells.zip(sums.iter().flat_map(|sum| sum.to_array())) {
        cell[block.first] = value;
    }
}

/// One output.
fn alone(strip: &Strip, block: &Block, x: usize) -> f32 {
    let mut sum = 0.0;
    let mut weights = block.weights.iter();
    for row in strip.rows {
        for k_x in 0..strip.kernel_x {
            let first = x * strip.out_step + k_x * strip.tap_step + block.channel;
            for (value, weight) in row[first..][..strip.depth].iter().zip(&mut weights) {
                sum += value * weight;
            }
        }
    }
    sum + block.bias[0]
}

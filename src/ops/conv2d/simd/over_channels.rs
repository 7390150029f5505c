//! Channels in the lanes: a depthwise convolution, where input, weights and outputs are neighbours in memory.

use super::{Block, Strip};
use crate::lanes::{F32x4, LANES};

/// Places of the window that are summed together: each weight is loaded once for all of them.
const WIDE: usize = 8;

/// From left to right: `WIDE` places at once while they last, then one by one.
pub fn compute(strip: &Strip, block: &Block, out: &mut [f32]) {
    let mut x = 0;
    while x + WIDE <= strip.count {
        write(strip, block, x, places::<WIDE>(strip, block, x), out);
        x += WIDE;
    }
    while x < strip.count {
        write(strip, block, x, places::<1>(strip, block, x), out);
        x += 1;
    }
}

/// The sums of `P` places from output `x` on.
#[inline(always)]
fn places<const P: usize>(strip: &Strip, block: &Block, x: usize) -> [F32x4; P] {
    let mut sums = [F32x4::splat(0.0); P];
    let mut weights = block.weights.as_chunks::<LANES>().0.iter();
    for row in strip.rows {
        for (k_x, weight) in (0..strip.steps.runs).zip(&mut weights) {
            let weight = F32x4::load(weight);
            let values = &row[x * strip.steps.output + k_x * strip.steps.tap + block.channel..];
            for (p, sum) in sums.iter_mut().enumerate() {
                *sum = sum.plus(F32x4::load(&values[p * strip.steps.output..]).times(weight));
            }
        }
    }
    sums
}

#[inline(always)]
fn write<const P: usize>(strip: &Strip, block: &Block, x: usize, sums: [F32x4; P], out: &mut [f32]) {
    let bias = F32x4::load(&block.bias);
    let cells = out[x * strip.steps.filters..].chunks_exact_mut(strip.steps.filters);
    for (cell, sum) in cells.zip(sums) {
        sum.plus(bias).store(&mut cell[block.first..]);
    }
}

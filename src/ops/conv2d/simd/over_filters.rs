//! Filters in the lanes: one input value, the same for all of them, times the weights of up to sixteen filters.
//!
//! Several places of the window are summed together: each weight is loaded once for all of them. Sixteen filters at
//! two places beat eight at four by a tenth, for fewer addresses have to be computed. Tried: eight at five and sixteen
//! at three places run out of registers and take half as long again, or more.

use super::{Block, Strip};
use crate::lanes::{F32x4, LANES};

/// Filters of one full block.
pub const WIDE: usize = 4 * LANES;

/// For how many places a strip has to have the inputs, however few it has.
pub const LEAST: usize = 8;

/// As many places as leave their sums, the weights and an input value room in fifteen registers.
pub fn compute(strip: &Strip, block: &Block, out: &mut [f32]) {
    match block.bias.len() {
        4 => sweep::<4, 1, LEAST>(strip, block, out),
        8 => sweep::<8, 2, 4>(strip, block, out),
        _ => sweep::<WIDE, 4, 2>(strip, block, out),
    }
}

/// The lanes of a block that begins with `left` filters of the group to go.
pub fn lanes(left: usize) -> usize {
    match left {
        ..=4 => 4,
        5..=12 => 8,
        _ => WIDE,
    }
}

/// From left to right: `P` places at once, the last overlapping the ones before. `L` lanes are `V` vectors.
#[inline(always)]
fn sweep<const L: usize, const V: usize, const P: usize>(strip: &Strip, block: &Block, out: &mut [f32]) {
    for x in (0..strip.count).step_by(P) {
        // A strip of fewer places has the inputs for more, and the ones too many are not written.
        let x = x.min(strip.count.max(P) - P);
        write(strip, block, x, places::<L, V, P>(strip, block, x), out);
    }
}

/// The sums of `P` places from output `x` on.
#[inline(always)]
fn places<const L: usize, const V: usize, const P: usize>(strip: &Strip, block: &Block, x: usize) -> [[F32x4; V]; P] {
    let (runs, run) = (strip.steps.runs, strip.steps.run);
    let mut sums = [[F32x4::splat(0.0); V]; P];
    let mut weights = block.weights.as_chunks::<L>().0.chunks_exact(run);
    for row in strip.rows {
        for (k, weights) in (0..runs).zip(&mut weights) {
            let first = x * strip.steps.output + k * strip.steps.tap + block.channel;
            let values: [&[f32]; P] = core::array::from_fn(|p| &row[first + p * strip.steps.output..][..run]);
            for (i, weights) in weights.iter().enumerate() {
                let weights: [F32x4; V] = core::array::from_fn(|v| F32x4::load(&weights[v * LANES..]));
                for (sums, values) in sums.iter_mut().zip(values) {
                    let value = F32x4::splat(values[i]);
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum = sum.plus(value.times(weight));
                    }
                }
            }
        }
    }
    sums
}

/// Adds the bias and writes what is no padding of the block.
#[inline(always)]
fn write<const V: usize, const P: usize>(
    strip: &Strip,
    block: &Block,
    x: usize,
    sums: [[F32x4; V]; P],
    out: &mut [f32],
) {
    let cells = out[x * strip.steps.filters..].chunks_exact_mut(strip.steps.filters);
    for (cell, sums) in cells.take(strip.count).zip(sums) {
        let cell = &mut cell[block.first..][..block.count];
        for (v, sum) in sums.into_iter().enumerate() {
            let sum = sum.plus(F32x4::load(&block.bias[v * LANES..]));
            match cell.get_mut(v * LANES..) {
                Some(room) if room.len() >= LANES => sum.store(room),
                Some(room) => room.copy_from_slice(&sum.to_array()[..room.len()]),
                None => {}
            }
        }
    }
}

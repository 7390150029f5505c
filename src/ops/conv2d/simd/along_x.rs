//! Neighbours in x in the lanes: one filter at a time, its weight the same for all of them.
//!
//! Where it can be, four output rows are summed together, a *band*. An input row is then loaded once for all the output
//! rows that see it:
//!
//! ```text
//! for eight neighbours in x:
//!     for each input row of the band, k_x, i:
//!         values = eight inputs
//!         for each output row that sees this input row:  sums += values · its weight
//! ```
//!
//! 1. The first three and the last three input rows are seen by fewer than four output rows ([`banded`] has the order).
//! 2. For a 3×3 kernel on one channel the nine weights stay in registers, and one loop goes along the whole row.
//!
//! Tried, in Chromium and in Node.js, which allocate registers differently: bands of three rows with twelve neighbours (a
//! tenth faster in one, half as slow again in the other) and of four with twelve or sixteen (they run out of registers);
//! the loops inlined into their caller, where the compiler moves the arithmetic behind the checks of what comes next: three
//! times as slow. So the loops below are functions of their own.

use super::{Block, Strip};
use crate::lanes::{F32x4, LANES};

/// Output rows of a band.
pub const BAND: usize = 4;
/// Vectors that are summed together in each row of a band.
const NARROW: usize = 2;
/// Vectors that are summed together in a row alone.
const WIDE: usize = 8;

/// For how many outputs a strip has to have the inputs, however few it has.
pub fn least(height: usize) -> usize {
    LANES * if height == BAND { NARROW } else { WIDE }
}

/// Whether this step from one output to the next has a loop for bands.
pub fn has_bands(step: usize) -> bool {
    step == 1 || step == 3
}

pub fn compute(strip: &Strip, block: &Block, out: &mut [f32]) {
    let (filters, count) = (strip.steps.filters, strip.count.max(least(strip.height)));
    if filters == 1 && strip.count == count {
        return fill(strip, block, out);
    }
    // Beside those of other filters, or with ones that lie in the padding of the input's copy: apart, then where they belong.
    let mut apart = vec![0.0; strip.height * count];
    let alone = Strip {
        line: count,
        count,
        ..*strip
    };
    fill(&alone, block, &mut apart);
    for (r, values) in apart.chunks_exact(count).enumerate() {
        let cells = out[r * strip.line + block.first..].iter_mut().step_by(filters);
        cells
            .zip(&values[..strip.count])
            .for_each(|(cell, &value)| *cell = value);
    }
}

/// As if there were no other filter, and enough outputs.
fn fill(strip: &Strip, block: &Block, out: &mut [f32]) {
    match (strip.height, strip.steps.output) {
        (1, 1) => sweep(strip, 0, out, |x| row::<1, 8>(strip, block, x)),
        (1, 2) => sweep(strip, 0, out, |x| row::<2, 8>(strip, block, x)),
        (1, _) => sweep(strip, 0, out, |x| row::<0, 4>(strip, block, x)),
        (_, 1) => {
            let is_nine = strip.rows.len() == BAND + 2 && strip.steps.run == 3;
            let done = if is_nine { nine(strip, block, out) } else { 0 };
            sweep(strip, done, out, |x| band::<1>(strip, block, x));
        }
        _ => sweep(strip, 0, out, |x| band::<3>(strip, block, x)),
    }
}

/// The weights of a band's output rows, in the order in which the rows under them are read: for each input row and tap, those
/// of the output rows that see it.
#[inline(never)]
pub fn banded(weights: &[f32], taps: usize) -> Vec<f32> {
    let kernel = weights.len() / taps;
    let mut banded = Vec::with_capacity(BAND * weights.len());
    for row in 0..kernel + BAND - 1 {
        for tap in 0..taps {
            for r in 0..BAND {
                if (r..r + kernel).contains(&row) {
                    banded.push(weights[(row - r) * taps + tap]);
                }
            }
        }
    }
    banded
}

/// From output `x` to the right: as many as `compute` gives, again and again, the last overlapping the ones before.
#[inline(always)]
fn sweep<const R: usize, const V: usize>(
    strip: &Strip,
    mut x: usize,
    out: &mut [f32],
    compute: impl Fn(usize) -> [[F32x4; V]; R],
) {
    while x < strip.count {
        let from = x.min(strip.count - V * LANES);
        for (r, sums) in compute(from).iter().enumerate() {
            let fours = out[r * strip.line + from..].as_chunks_mut::<LANES>().0.iter_mut();
            fours.zip(sums).for_each(|(four, sum)| *four = sum.to_array());
        }
        x += V * LANES;
    }
}

/// Vectors of outputs of one row, from output `x` on.
#[inline(always)]
fn row<const STEP: usize, const V: usize>(strip: &Strip, block: &Block, x: usize) -> [[F32x4; V]; 1] {
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
    [sums.map(|sum| sum.plus(bias))]
}

/// Vectors of outputs of each row of a band, from output `x` on.
#[inline(never)]
fn band<const STEP: usize>(strip: &Strip, block: &Block, x: usize) -> [[F32x4; NARROW]; BAND] {
    let (first, run) = (x * STEP + block.channel, strip.steps.run);
    let reach = (NARROW * LANES - 1) * STEP + run;
    let kernel = strip.rows.len() + 1 - BAND;
    let mut weights = &block.weights[..];
    let mut next = |rows| {
        let (now, later) = weights.split_at(rows * run);
        weights = later;
        now
    };
    let row = |y: usize| &strip.rows[y][first..][..reach];
    let mut sums = [[F32x4::splat(0.0); NARROW]; BAND];
    add::<STEP, 0, 1>(&mut sums, row(0), next(1));
    add::<STEP, 0, 2>(&mut sums, row(1), next(2));
    add::<STEP, 0, 3>(&mut sums, row(2), next(3));
    for y in 3..kernel {
        add::<STEP, 0, 4>(&mut sums, row(y), next(4));
    }
    add::<STEP, 1, 4>(&mut sums, row(kernel), next(3));
    add::<STEP, 2, 4>(&mut sums, row(kernel + 1), next(2));
    add::<STEP, 3, 4>(&mut sums, row(kernel + 2), next(1));
    let bias = F32x4::splat(block.bias[0]);
    sums.map(|sums| sums.map(|sum| sum.plus(bias)))
}

/// Adds an input row to the rows `FROM..TO` of a band.
#[inline(always)]
fn add<const STEP: usize, const FROM: usize, const TO: usize>(
    sums: &mut [[F32x4; NARROW]; BAND],
    row: &[f32],
    weights: &[f32],
) {
    let taps = row.windows((NARROW * LANES - 1) * STEP + 1);
    for (values, weights) in taps.zip(weights.chunks_exact(TO - FROM)) {
        let values: [F32x4; NARROW] =
            core::array::from_fn(|v| F32x4::load_every::<STEP>(&values[v * LANES * STEP..], STEP));
        for (sums, &weight) in sums[FROM..TO].iter_mut().zip(weights) {
            let weight = F32x4::splat(weight);
            for (sum, values) in sums.iter_mut().zip(values) {
                *sum = sum.plus(values.times(weight));
            }
        }
    }
}

/// The outputs of a strip under a 3×3 kernel, four of each row of the band at a time, and how many of each row they are:
/// all but the last one to three.
#[inline(never)]
fn nine(strip: &Strip, block: &Block, out: &mut [f32]) -> usize {
    let count = strip.count / LANES * LANES;
    let rows: [&[f32]; BAND + 2] = core::array::from_fn(|row| &strip.rows[row][..count + 2]);
    let mut lines = out.chunks_mut(strip.line);
    let mut lines: [&mut [f32]; BAND] =
        core::array::from_fn(|_| &mut lines.next().expect("a row of the band")[..count]);
    // The third input row is the first to meet all nine weights: for each k_x, those of the last k_y first.
    let weights: [F32x4; 9] = core::array::from_fn(|w| F32x4::splat(block.weights[9 + w]));
    let bias = F32x4::splat(block.bias[0]);
    let mut x = 0;
    while x + LANES <= count {
        let mut sums = [F32x4::splat(0.0); BAND];
        for (y, row) in rows.iter().enumerate() {
            for k_x in 0..3 {
                let values = F32x4::load(&row[x + k_x..]);
                for r in 0..BAND {
                    if (r..r + 3).contains(&y) {
                        sums[r] = sums[r].plus(values.times(weights[3 * k_x + 2 - (y - r)]));
                    }
                }
            }
        }
        for (line, sum) in lines.iter_mut().zip(sums) {
            sum.plus(bias).store(&mut line[x..]);
        }
        x += LANES;
    }
    count
}

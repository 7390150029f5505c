//! Winograd's F(2×2, 3×3): four outputs under a 3×3 kernel from 16 multiplications for each channel instead of 36.
//!
//! A tile is four inputs by four, and gives two outputs by two; tiles overlap by two. With
//!
//! ```text
//!      ⎡1  0 -1  0⎤       ⎡ 1    0    0 ⎤
//! Bᵀ = ⎢0  1  1  0⎥   G = ⎢1/2  1/2  1/2⎥   Aᵀ = ⎡1  1  1  0⎤
//!      ⎢0 -1  1  0⎥       ⎢1/2 -1/2  1/2⎥        ⎣0  1 -1 -1⎦
//!      ⎣0  1  0 -1⎦       ⎣ 0    0    1 ⎦
//! ```
//!
//! it is
//!
//! ```text
//! for each filter o, channel i:  U = G · weights · Gᵀ           16 numbers, once
//! for each pair of output rows, and so many tiles of it (1):
//!     for each tile, channel i:  V = Bᵀ · inputs · B            16 numbers (2)
//!     for each of the 16 places: M[tile, o] = Σ i  V[tile, i] · U[i, o]      a matrix product (3)
//!     for each tile, filter o:   outputs = Aᵀ · M · A + bias (4)
//! ```
//!
//! 1. As many tiles as keep V and M in the second cache, while U streams past them; from 8 to 56 it makes no difference.
//!    What lies between two places is no power of two: that alone is a fifth of the time ([`GAP`]).
//! 2. Four channels at once. The two input rows that the next pair shares are kept, with their padding.
//! 3. Two tiles by sixteen filters in registers.
//! 4. Four filters at once. Outputs of the last tiles that lie beyond the map are not written.
//!
//! The sums run in another order than the definition's and so differ in the last digits. They are nearer to the exact sum
//! than the definition's own, for fewer products stand in one sum: on 64 channels of noise the largest error is 0.8·10⁻⁷ of
//! the sum of the products' magnitudes, where the definition's is 2·10⁻⁷. What would not stay near goes the direct way
//! ([`keeps_digits`]): whole numbers on whole weights, which are promised exactly; NaN and infinity, which would reach a
//! whole tile; numbers so large that a transformed one could overflow. Looking at them takes a hundredth of the time.
//!
//! Tried: F(4×4, 3×3) needs little more than half of these multiplications, but its error is twenty times larger
//! (1.8·10⁻⁶), and quarters are no longer exact. Five or six tiles by eight filters in the matrix product, or two channels in
//! a turn of its loop, run out of registers; four tiles by eight filters are as fast.

use super::Plan;
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
};

/// Inputs of a tile along one axis; two of them are those of the next tile too.
const TILE: usize = 4;
/// Numbers of a transformed tile.
const PLACES: usize = TILE * TILE;
/// Tiles whose transforms are held at once.
const HELD: usize = 16;
/// Between the numbers of one place and those of the next: were it a power of two, they would push one another out of the
/// first cache.
const GAP: usize = 4;
/// Vectors of filters in one block of the matrix product.
const WIDE: usize = 4;
/// Fewer channels or filters than these do not pay for the transforms.
const FEWEST: usize = 16;
/// Transformed numbers and their products stay far below what an f32 can hold.
const LARGEST: f32 = 1e15;

/// Four channels, or four filters.
type Four = [f32; LANES];

const ZERO: Four = [0.0; LANES];

/// Whether the shape is one for which this way is the faster.
pub fn suits(plan: &Plan) -> bool {
    let lines = [plan.grid.y, plan.grid.x];
    let is_near = lines
        .iter()
        .all(|line| line.kernel == 3 && line.stride == 1 && line.dilation == 1);
    let are_many = |count: usize| count >= FEWEST && count.is_multiple_of(LANES);
    is_near && plan.groups == 1 && are_many(plan.channels) && are_many(plan.filters)
}

/// Whether the other order of the sums may be taken on these numbers.
pub fn keeps_digits(input: &[f32], weights: &[f32]) -> bool {
    let [input, weights] = [input, weights].map(Kind::of);
    input.is_moderate && weights.is_moderate && !(input.is_whole && weights.is_whole)
}

/// What kind of numbers a tensor holds.
struct Kind {
    is_moderate: bool,
    is_whole: bool,
}

impl Kind {
    #[inline(never)]
    fn of(values: &[f32]) -> Self {
        let mut kind = Self {
            is_moderate: true,
            is_whole: true,
        };
        // In parts: within one the compiler may look at several values at once, between them the search may end.
        for part in values.chunks(1024) {
            kind.is_moderate &= part.iter().fold(true, |all, value| all & (value.abs() < LARGEST));
            if kind.is_whole {
                kind.is_whole = part.iter().fold(true, |all, &value| all & (value.trunc() == value));
            }
        }
        kind
    }
}

/// As the definition, but for the last digits.
pub fn conv2d_into(plan: &Plan, input: &[f32], filter: &Tensor, bias: Option<&Tensor>, output: &mut [f32]) {
    let tiles = plan.grid.x.output.div_ceil(2);
    let (channels, filters) = (plan.channels / LANES, plan.filters / LANES);
    let blocks = filters.div_ceil(WIDE);
    let mut work = Work {
        plan,
        weights: transformed_weights(plan, filter),
        bias: bias.map_or_else(|| vec![ZERO; filters], |bias| fours(bias.data()).to_vec()),
        rows: core::array::from_fn(|_| vec![ZERO; (2 * tiles + 2) * channels]),
        inputs: vec![ZERO; PLACES * (HELD * channels + GAP)],
        sums: vec![ZERO; PLACES * (HELD * blocks * WIDE + GAP)],
    };
    let (y, in_line, out_line) = (plan.grid.y, plan.grid.x.input * channels, plan.grid.x.output * filters);
    let maps = output.as_chunks_mut().0.chunks_exact_mut(y.output * out_line);
    for (picture, map) in fours(input).chunks_exact(y.input * in_line).zip(maps) {
        for (pair, out) in map.chunks_mut(2 * out_line).enumerate() {
            work.rows.rotate_left(2);
            for k in if pair == 0 { 0..TILE } else { 2..TILE } {
                let in_y = y.in_from_out(2 * pair, k);
                work.fill_row(k, in_y.map_or(&[], |in_y| &picture[in_y * in_line..][..in_line]));
            }
            for first in (0..tiles).step_by(HELD) {
                let count = HELD.min(tiles - first);
                (0..count).for_each(|tile| work.transform_input(first + tile, tile));
                work.multiply(count);
                (0..count).for_each(|tile| work.transform_sums(tile, first + tile, out));
            }
        }
    }
}

fn fours(values: &[f32]) -> &[Four] {
    values.as_chunks().0
}

/// U: for each place, block of filters and channel, the numbers of the block's filters; zeros beyond the last filter.
#[inline(never)]
fn transformed_weights(plan: &Plan, filter: &Tensor) -> Vec<[f32; WIDE * LANES]> {
    const WIDTH: usize = WIDE * LANES;
    let blocks = plan.filters.div_ceil(WIDTH);
    let mut all = vec![[0.0; WIDTH]; PLACES * blocks * plan.channels];
    let ends = |[a, b, c]: [f32; 3]| [a, (a + b + c) * 0.5, (a - b + c) * 0.5, c];
    for o in 0..plan.filters {
        for i in 0..plan.channels {
            let weight = |tap| super::weight(plan, filter, [tap / 3, tap % 3, i, o]);
            let mut taps = [0.0; 9];
            taps.iter_mut().enumerate().for_each(|(tap, room)| *room = weight(tap));
            let rows: [_; 3] = core::array::from_fn(|k_y| ends([taps[3 * k_y], taps[3 * k_y + 1], taps[3 * k_y + 2]]));
            let columns: [_; TILE] = core::array::from_fn(|x| ends(rows.map(|row| row[x])));
            for place in 0..PLACES {
                let panel = place * blocks + o / WIDTH;
                all[panel * plan.channels + i][o % WIDTH] = columns[place % TILE][place / TILE];
            }
        }
    }
    all
}

/// What stays from tile to tile, and what is written again for each lot of them.
struct Work<'a> {
    plan: &'a Plan,
    /// U.
    weights: Vec<[f32; WIDE * LANES]>,
    bias: Vec<Four>,
    /// The input rows under a pair of output rows, with their padding.
    rows: [Vec<Four>; TILE],
    /// V: for each place and tile, the numbers of all channels.
    inputs: Vec<Four>,
    /// M: for each place and tile, the numbers of all filters, in whole blocks.
    sums: Vec<Four>,
}

impl Work<'_> {
    /// Copies an input row between the padding at its ends; an empty one is a row of padding.
    fn fill_row(&mut self, k: usize, row: &[Four]) {
        let before = self.plan.grid.x.before * self.plan.channels / LANES;
        let room = &mut self.rows[k];
        let end = room.len().min(before + row.len());
        room[..before].fill(ZERO);
        room[before..end].copy_from_slice(&row[..end - before]);
        room[end..].fill(ZERO);
    }

    /// `V = Bᵀ · inputs · B` of a tile, written to place `to` among those held.
    #[inline(never)]
    fn transform_input(&mut self, tile: usize, to: usize) {
        let channels = self.plan.channels / LANES;
        let rows = self
            .rows
            .each_ref()
            .map(|row| &row[2 * tile * channels..][..TILE * channels]);
        let place = HELD * channels + GAP;
        let room = &mut self.inputs[to * channels..];
        let ends = |[a, b, c, d]: [F32x4; TILE]| [a.minus(c), b.plus(c), c.minus(b), b.minus(d)];
        for c in 0..channels {
            let columns: [_; TILE] =
                core::array::from_fn(|x| ends(rows.map(|row| F32x4::load(&row[x * channels + c]))));
            for y in 0..TILE {
                for (x, number) in ends(columns.map(|column| column[y])).into_iter().enumerate() {
                    room[(y * TILE + x) * place + c] = number.to_array();
                }
            }
        }
    }

    /// M of the first `count` tiles held.
    fn multiply(&mut self, count: usize) {
        let (channels, line) = (self.plan.channels, (self.plan.filters / LANES).next_multiple_of(WIDE));
        let places = self.inputs.as_flattened().chunks_exact(HELD * channels + GAP * LANES);
        let mut panels = self.weights.chunks_exact(channels);
        for (inputs, sums) in places.zip(self.sums.chunks_exact_mut(HELD * line + GAP)) {
            for (block, panel) in (0..line).step_by(WIDE).zip(&mut panels) {
                // With an odd last tile, what lies behind it is multiplied too.
                for tile in (0..count).step_by(2) {
                    let (one, other) = sums[tile * line..][..2 * line].split_at_mut(line);
                    let out = [one, other].map(|sums| sums[block..].first_chunk_mut().expect("a whole block"));
                    multiply_pair(&inputs[tile * channels..][..2 * channels], panel, out);
                }
            }
        }
    }

    /// `Aᵀ · M · A + bias` of a tile held: its outputs that lie in these one or two rows.
    #[inline(never)]
    fn transform_sums(&self, from: usize, tile: usize, out: &mut [Four]) {
        let filters = self.plan.filters / LANES;
        let line = filters.next_multiple_of(WIDE);
        let out_line = self.plan.grid.x.output * filters;
        let place = HELD * line + GAP;
        let sums = &self.sums[from * line..];
        let ends = |[a, b, c, d]: [F32x4; TILE]| [a.plus(b).plus(c), b.minus(c).minus(d)];
        let is_wide = 2 * tile + 1 < self.plan.grid.x.output;
        for (o, bias) in self.bias.iter().enumerate() {
            let number = |y: usize, x: usize| F32x4::load(&sums[(y * TILE + x) * place + o]);
            let columns: [_; TILE] = core::array::from_fn(|x| ends(core::array::from_fn(|y| number(y, x))));
            for y in 0..out.len() / out_line {
                let [one, other] = ends(columns.map(|column| column[y])).map(|sum| sum.plus(F32x4::load(bias)));
                let at = y * out_line + 2 * tile * filters + o;
                out[at] = one.to_array();
                if is_wide {
                    out[at + filters] = other.to_array();
                }
            }
        }
    }
}

/// One place of two tiles by the weights of a block of filters.
#[inline(never)]
fn multiply_pair(inputs: &[f32], panel: &[[f32; WIDE * LANES]], [out_one, out_other]: [&mut [Four; WIDE]; 2]) {
    let (one, other) = (&inputs[..panel.len()], &inputs[panel.len()..][..panel.len()]);
    let mut sums = [[F32x4::splat(0.0); WIDE]; 2];
    for i in 0..panel.len() {
        let weights: [F32x4; WIDE] = core::array::from_fn(|v| F32x4::load(&panel[i][v * LANES..]));
        for (sums, value) in sums.iter_mut().zip([one[i], other[i]]) {
            let value = F32x4::splat(value);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = sum.plus(value.times(weight));
            }
        }
    }
    let [one, other] = sums.map(|sums| sums.map(F32x4::to_array));
    *out_one = one;
    *out_other = other;
}

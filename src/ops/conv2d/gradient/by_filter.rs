//! By filter and bias: filters in the lanes, and several taps at once.
//!
//! ```text
//! for each block of up to sixteen filters, for each picture:
//!     for several taps at once (1):
//!         sums = 0
//!         for each output, y first:  sums += input under the taps · errors of the filters
//!         the sums are added to the gradient (2)
//! ```
//!
//! Each weight adds its own products in the definition's order, so it is the same number bit for bit. What differs:
//!
//! 1. As many taps as leave their sums, the errors and an input value room in sixteen registers; the errors are loaded once
//!    for all of them. The last taps overlap the ones before, rather than being fewer.
//! 2. Sums of a picture first, then pictures: they round less than one long sum, and a picture stays in the first cache.
//! 3. A picture with padding is copied into a frame of zeros, so that the loops need not ask.

use super::super::{Plan, naive};
use crate::{
    lanes::{F32x4, LANES},
    tensor::{Tensor, offset},
    window::Line,
};

/// Filters of one full block.
const WIDE: usize = 4 * LANES;

/// Adds the gradients by the weights: filter, then bias.
pub fn compute(plan: &Plan, input: &Tensor, error: &Tensor, weights: &mut [Tensor]) {
    let Some((filter, rest)) = weights.split_first_mut() else {
        return;
    };
    let mut bias = rest.first_mut();
    let group = plan.filters / plan.groups;
    let frame = Frame::new(plan);
    let mut scratch = Scratch::default();
    let pictures = input
        .data()
        .chunks_exact(plan.grid.y.input * plan.grid.x.input * plan.channels);
    let errors = error.data().chunks_exact(plan.grid.steps() * plan.filters);
    for (picture, errors) in pictures.zip(errors) {
        frame.fill(plan, picture, &mut scratch.framed);
        for g in 0..plan.groups {
            for first in (0..group).step_by(WIDE) {
                let count = WIDE.min(group - first);
                let block = Block {
                    first: g * group + first,
                    count,
                    channel: g * plan.depth,
                };
                let framed = if frame.is_needed { &scratch.framed } else { picture };
                let sums = &mut scratch.sums;
                match count.div_ceil(LANES) {
                    1 => block.sums::<4, 1>(plan, &frame, framed, errors, &mut scratch.errors, sums),
                    2 => block.sums::<8, 2>(plan, &frame, framed, errors, &mut scratch.errors, sums),
                    3 => block.sums::<12, 3>(plan, &frame, framed, errors, &mut scratch.errors, sums),
                    _ => block.sums::<16, 4>(plan, &frame, framed, errors, &mut scratch.errors, sums),
                }
                block.add(plan, sums, filter, bias.as_deref_mut());
            }
        }
    }
}

/// What is kept from picture to picture.
#[derive(Default)]
struct Scratch {
    /// The picture in its frame of zeros.
    framed: Vec<f32>,
    /// The errors of a block, where they do not lie side by side.
    errors: Vec<f32>,
    /// For each tap, and then for the bias: the sum of each lane.
    sums: Vec<f32>,
}

/// A picture with as much of its padding as the window sees.
struct Frame {
    /// Whether there is padding, so that it has to be copied.
    is_needed: bool,
    rows: usize,
    /// Values of a row.
    line: usize,
    /// For each `k_y, k_x, i`: from the window's first cell to this tap.
    taps: Vec<usize>,
}

impl Frame {
    fn new(plan: &Plan) -> Self {
        let (y, x) = (&plan.grid.y, &plan.grid.x);
        let reach = |line: &Line| (line.output - 1) * line.stride + line.effective();
        let is_needed = [y, x].iter().any(|line| line.before > 0 || reach(line) > line.input);
        let width = if is_needed { reach(x) } else { x.input };
        let line = width * plan.channels;
        let tap = |k_y: usize, k_x: usize| k_y * y.dilation * line + k_x * x.dilation * plan.channels;
        let rows = (0..y.kernel).flat_map(|k_y| (0..x.kernel).map(move |k_x| (k_y, k_x)));
        let taps = rows.flat_map(|(k_y, k_x)| (0..plan.depth).map(move |i| tap(k_y, k_x) + i));
        Self {
            is_needed,
            rows: reach(y),
            line,
            taps: taps.collect(),
        }
    }

    fn fill(&self, plan: &Plan, picture: &[f32], framed: &mut Vec<f32>) {
        if !self.is_needed {
            return;
        }
        framed.resize(self.rows * self.line, 0.0);
        let (y, x) = (&plan.grid.y, &plan.grid.x);
        let first = x.before * plan.channels;
        let rows = framed.chunks_exact_mut(self.line).skip(y.before);
        for (row, source) in rows.zip(picture.chunks_exact(x.input * plan.channels)) {
            let Some(room) = row.get_mut(first..) else { return };
            let count = room.len().min(source.len());
            room[..count].copy_from_slice(&source[..count]);
        }
    }
}

/// A few filters of a group.
struct Block {
    first: usize,
    count: usize,
    /// The input channel that they see first.
    channel: usize,
}

impl Block {
    /// The sums of one picture, `L` lanes in `V` vectors for each tap, and then for the bias.
    fn sums<const L: usize, const V: usize>(
        &self,
        plan: &Plan,
        frame: &Frame,
        picture: &[f32],
        errors: &[f32],
        copied: &mut Vec<f32>,
        sums: &mut Vec<f32>,
    ) {
        let errors = if self.count == L && plan.filters == L {
            errors
        } else {
            self.copy::<L>(plan, errors, copied)
        };
        let walk = Walk {
            errors: errors.as_chunks::<L>().0,
            width: plan.grid.x.output,
            down: plan.grid.y.stride * frame.line,
            along: plan.grid.x.stride * plan.channels,
            picture: &picture[self.channel..],
        };
        sums.resize((frame.taps.len() + 1) * L, 0.0);
        let (taps, bias) = sums.as_chunks_mut::<L>().0.split_at_mut(frame.taps.len());
        walk.sweep::<V>(&frame.taps, taps);
        bias[0] = total(walk.errors);
    }

    /// The block's errors side by side, with zeros in the lanes beyond them.
    fn copy<'a, const L: usize>(&self, plan: &Plan, errors: &[f32], copied: &'a mut Vec<f32>) -> &'a [f32] {
        copied.clear();
        for cell in errors.chunks_exact(plan.filters) {
            copied.extend_from_slice(&cell[self.first..][..self.count]);
            copied.resize(copied.len() + L - self.count, 0.0);
        }
        copied
    }

    /// Adds a picture's sums to the gradient.
    fn add(&self, plan: &Plan, sums: &[f32], filter: &mut Tensor, bias: Option<&mut Tensor>) {
        let lanes = self.count.next_multiple_of(LANES);
        let shape = filter.shape();
        let mut rows = sums.chunks_exact(lanes);
        let mut add = |room: &mut [f32]| {
            let row = rows.next().unwrap_or(&[]);
            room.iter_mut().zip(row).for_each(|(total, sum)| *total += sum);
        };
        for (k_y, k_x) in (0..plan.grid.y.kernel).flat_map(|k_y| (0..plan.grid.x.kernel).map(move |k_x| (k_y, k_x))) {
            for i in 0..plan.depth {
                let at = offset(shape, naive::tap_weight(plan, [k_y, k_x, i, self.first]));
                add(&mut filter.data_mut()[at..][..self.count]);
            }
        }
        if let Some(bias) = bias {
            add(&mut bias.data_mut()[self.first..][..self.count]);
        }
    }
}

/// The errors added up, in their order.
fn total<const L: usize>(errors: &[[f32; L]]) -> [f32; L] {
    let mut sums = [0.0; L];
    for cell in errors {
        sums.iter_mut().zip(cell).for_each(|(sum, error)| *sum += error);
    }
    sums
}

/// The walk over one picture's output.
struct Walk<'a, const L: usize> {
    errors: &'a [[f32; L]],
    /// Outputs of a row.
    width: usize,
    /// From one output row to the next, in values of the picture.
    down: usize,
    /// From one output of a row to the next.
    along: usize,
    picture: &'a [f32],
}

impl<const L: usize> Walk<'_, L> {
    fn sweep<const V: usize>(&self, taps: &[usize], sums: &mut [[f32; L]]) {
        match (V, taps.len()) {
            (1, 6..) => self.tiles::<V, 6>(taps, sums),
            (2, count @ 4..) if count % 3 != 0 => self.tiles::<V, 4>(taps, sums),
            (1 | 2, 3..) => self.tiles::<V, 3>(taps, sums),
            (3 | 4, 3..) => self.tiles::<V, 3>(taps, sums),
            (3 | 4, 2..) => self.tiles::<V, 2>(taps, sums),
            _ => self.tiles::<V, 1>(taps, sums),
        }
    }

    fn tiles<const V: usize, const T: usize>(&self, taps: &[usize], sums: &mut [[f32; L]]) {
        for first in (0..taps.len()).step_by(T).map(|first| first.min(taps.len() - T)) {
            let tile = self.tile::<V, T>(taps[first..].first_chunk().expect("so many taps are left"));
            for (room, sums) in sums[first..].iter_mut().zip(tile) {
                let vectors = room.as_chunks_mut::<LANES>().0.iter_mut();
                vectors.zip(sums).for_each(|(room, sum)| *room = sum.to_array());
            }
        }
    }

    /// `T` taps at once.
    #[inline(always)]
    fn tile<const V: usize, const T: usize>(&self, taps: &[usize; T]) -> [[F32x4; V]; T] {
        let mut sums = [[F32x4::splat(0.0); V]; T];
        let reach = (self.width - 1) * self.along + 1;
        for (out_y, errors) in self.errors.chunks_exact(self.width).enumerate() {
            let rows: [&[f32]; T] = taps.map(|tap| &self.picture[out_y * self.down + tap..][..reach]);
            let mut at = 0;
            for errors in errors {
                let errors: [F32x4; V] = core::array::from_fn(|v| F32x4::load(&errors[v * LANES..]));
                for (sums, row) in sums.iter_mut().zip(rows) {
                    let value = F32x4::splat(row[at]);
                    for (sum, error) in sums.iter_mut().zip(errors) {
                        *sum = sum.plus(value.times(error));
                    }
                }
                at += self.along;
            }
        }
        sums
    }
}

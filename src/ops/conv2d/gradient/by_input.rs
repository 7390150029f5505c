//! By the input: input channels in the lanes, and several outputs at once.
//!
//! ```text
//! for each picture, for each block of up to sixteen input channels:
//!     frame = 0, a cell for each place that the window sees (1)
//!     for each tap, for several outputs at once (2):
//!         cells = the frame's cells under the tap
//!         for each filter:  cells += error · weights
//!     the frame without its padding is the gradient
//! ```
//!
//! Each input cell adds its own products in the definition's order, so it is the same number bit for bit. What differs:
//!
//! 1. The frame has room for the padding, so that the loops need not ask, and for all lanes.
//! 2. No two outputs see the same cell through the same tap, so they may be any neighbours in the walk, across rows.

use super::super::{Plan, naive};
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
    window::Line,
};

/// Channels of one full block.
const WIDE: usize = 4 * LANES;

/// Overwrites `input` with its gradient.
pub fn compute(plan: &Plan, filter: &Tensor, error: &Tensor, input: &mut Tensor) {
    let frame = Frame::new(plan);
    let blocks = (0..plan.groups).flat_map(|g| (0..plan.depth).step_by(WIDE).map(move |first| (g, first)));
    for (g, first) in blocks {
        let count = WIDE.min(plan.depth - first);
        let block = Block { g, first, count };
        match count.div_ceil(LANES) {
            1 => block.compute::<4, 1, 8>(plan, &frame, filter, error, input),
            2 => block.compute::<8, 2, 4>(plan, &frame, filter, error, input),
            3 => block.compute::<12, 3, 2>(plan, &frame, filter, error, input),
            _ => block.compute::<16, 4, 2>(plan, &frame, filter, error, input),
        }
    }
}

/// Every place that the window sees.
struct Frame {
    rows: usize,
    columns: usize,
    /// For each output of the walk: the first cell of its window.
    windows: Vec<usize>,
    /// For each `k_y, k_x`: from the window's first cell to this one.
    taps: Vec<usize>,
}

impl Frame {
    fn new(plan: &Plan) -> Self {
        let (y, x) = (&plan.grid.y, &plan.grid.x);
        let reach = |line: &Line| (line.output - 1) * line.stride + line.effective();
        let columns = reach(x);
        let windows = plan
            .grid
            .walk()
            .map(|(out_y, out_x)| out_y * y.stride * columns + out_x * x.stride);
        let taps = (0..y.kernel).flat_map(|k_y| (0..x.kernel).map(move |k_x| (k_y, k_x)));
        Self {
            rows: reach(y),
            columns,
            windows: windows.collect(),
            taps: taps
                .map(|(k_y, k_x)| k_y * y.dilation * columns + k_x * x.dilation)
                .collect(),
        }
    }
}

/// A few input channels of a group.
struct Block {
    g: usize,
    first: usize,
    count: usize,
}

impl Block {
    /// `L` lanes in `V` vectors, `P` outputs at once.
    fn compute<const L: usize, const V: usize, const P: usize>(
        &self,
        plan: &Plan,
        frame: &Frame,
        filter: &Tensor,
        error: &Tensor,
        input: &mut Tensor,
    ) {
        let weights = self.weights::<L>(plan, filter);
        let group = plan.filters / plan.groups;
        let mut cells = vec![[0.0; L]; frame.rows * frame.columns];
        let pictures = input
            .data_mut()
            .chunks_exact_mut(plan.grid.y.input * plan.grid.x.input * plan.channels);
        for (picture, errors) in pictures.zip(error.data().chunks_exact(plan.grid.steps() * plan.filters)) {
            cells.fill([0.0; L]);
            for (tap, weights) in frame.taps.iter().zip(weights.chunks_exact(group)) {
                let errors = Errors {
                    data: &errors[self.g * group..],
                    step: plan.filters,
                };
                let (full, rest) = frame.windows.as_chunks::<P>();
                for (p, windows) in full.iter().enumerate() {
                    stamp::<L, V, P>(windows, *tap, &errors, p * P, weights, &mut cells);
                }
                for (p, window) in rest.iter().enumerate() {
                    stamp::<L, V, 1>(&[*window], *tap, &errors, full.len() * P + p, weights, &mut cells);
                }
            }
            self.crop(plan, frame, &cells, picture);
        }
    }

    /// For each `k_y, k_x`, for each filter of the group: the weight of each lane's channel.
    fn weights<const L: usize>(&self, plan: &Plan, filter: &Tensor) -> Vec<[f32; L]> {
        let group = plan.filters / plan.groups;
        let taps = (0..plan.grid.y.kernel).flat_map(|k_y| (0..plan.grid.x.kernel).map(move |k_x| (k_y, k_x)));
        let filters = taps.flat_map(|(k_y, k_x)| (0..group).map(move |o| (k_y, k_x, o)));
        filters
            .map(|(k_y, k_x, o)| {
                core::array::from_fn(|lane| {
                    if lane >= self.count {
                        return 0.0;
                    }
                    let tap = [k_y, k_x, self.first + lane, self.g * group + o];
                    filter.at(naive::tap_weight(plan, tap))
                })
            })
            .collect()
    }

    /// Copies what lies on the input into its channels; a cell that no window sees has no part in the loss.
    fn crop<const L: usize>(&self, plan: &Plan, frame: &Frame, cells: &[[f32; L]], picture: &mut [f32]) {
        let (y, x) = (&plan.grid.y, &plan.grid.x);
        let channel = self.g * plan.depth + self.first;
        for (in_y, row) in picture.chunks_exact_mut(x.input * plan.channels).enumerate() {
            let line = cells.chunks_exact(frame.columns).nth(in_y + y.before).unwrap_or(&[]);
            let mut line = line.get(x.before..).unwrap_or(&[]).iter();
            for cell in row.chunks_exact_mut(plan.channels) {
                let room = &mut cell[channel..][..self.count];
                match line.next() {
                    Some(gradient) => room.copy_from_slice(&gradient[..self.count]),
                    None => room.fill(0.0),
                }
            }
        }
    }
}

/// The errors of a picture, from the group's first filter on.
struct Errors<'a> {
    data: &'a [f32],
    /// From one output to the next.
    step: usize,
}

/// Stamps the weights of one tap, times their errors, on the cells of `P` outputs, of which `first` is the first.
#[inline(always)]
fn stamp<const L: usize, const V: usize, const P: usize>(
    windows: &[usize; P],
    tap: usize,
    errors: &Errors,
    first: usize,
    weights: &[[f32; L]],
    cells: &mut [[f32; L]],
) {
    let errors: [&[f32]; P] = core::array::from_fn(|p| &errors.data[(first + p) * errors.step..][..weights.len()]);
    let mut sums: [[F32x4; V]; P] =
        windows.map(|window| core::array::from_fn(|v| F32x4::load(&cells[window + tap][v * LANES..])));
    for (o, weights) in weights.iter().enumerate() {
        let weights: [F32x4; V] = core::array::from_fn(|v| F32x4::load(&weights[v * LANES..]));
        for (sums, errors) in sums.iter_mut().zip(errors) {
            let error = F32x4::splat(errors[o]);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = sum.plus(error.times(weight));
            }
        }
    }
    for (window, sums) in windows.iter().zip(sums) {
        let cell = &mut cells[window + tap];
        for (v, sum) in sums.into_iter().enumerate() {
            sum.store(&mut cell[v * LANES..]);
        }
    }
}

//! Several output cells at a time.
//!
//! ```text
//! for each picture and output row, or band of four rows (1):
//!     rows  = the input rows under it (2)
//!     inner = the outputs whose window lies wholly on those rows (3)
//!     for the inner outputs, several at once:
//!         sums = 0
//!         for k_y, k_x, i:  sums += inputs · weights          in the order of the definition
//!         sums + bias
//! ```
//!
//! Each output still adds its own products in the definition's order, so it is the same number bit for bit. Only a 3×3
//! kernel on many channels goes another way, which adds in another order ([`winograd`]).
//! What differs from the definition:
//!
//! 1. Rows that overlap in what they read are computed together where that saves loads ([`along_x`]). The last band
//!    overlaps the one before it, rather than being lower.
//! 2. A row of the padding is a row of zeros, so that the loops need not ask; a zero times a weight is still added,
//!    and an infinite weight still makes it NaN.
//! 3. What the outputs at the left and right edge see is copied with its zeros, and computed like the rest.
//! 4. The weights are copied in the order in which they are read, flipped if need be ([`Block`]).
//! 5. What stands side by side in the lanes depends on the shape ([`Way`]).
//!
//! Not done: a copy of the whole picture with its padding, which would touch another 48 MB for a phone photo. Tried: each
//! output row in a small buffer that is appended to the output, which saves filling the output with zeros first; on 12
//! megapixels the extra copy costs a fifth more than the zeros, and an output that is kept needs neither.

mod along_x;
mod over_channels;
mod over_filters;
mod winograd;

use super::{Plan, naive};
use crate::{lanes::LANES, tensor::Tensor};
use core::ops::Range;

/// What stands side by side in the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Outputs next to one another in x: for one or two filters.
    AlongX,
    /// Filters, whose weights and outputs are neighbours in memory.
    OverFilters,
    /// Channels of a depthwise convolution with one filter each.
    OverChannels,
}

impl Way {
    fn of(plan: &Plan) -> Self {
        if plan.depth == 1 && plan.filters == plan.channels && plan.channels >= LANES {
            Self::OverChannels
        } else if plan.filters / plan.groups > 2 {
            Self::OverFilters
        } else {
            Self::AlongX
        }
    }

    /// Output rows that are computed together.
    fn height(self, plan: &Plan) -> usize {
        let y = plan.grid.y;
        let is_near = y.stride == 1 && y.dilation == 1 && plan.grid.x.dilation == 1 && plan.depth == plan.channels;
        let is_high = y.kernel >= 3 && y.output >= along_x::BAND;
        if self == Self::AlongX && is_near && is_high && along_x::has_bands(plan.grid.x.stride * plan.channels) {
            along_x::BAND
        } else {
            1
        }
    }

    /// The fewest outputs of a strip; the last of them may lie in the padding of a copy.
    fn least(self, height: usize) -> usize {
        match self {
            Self::AlongX => along_x::least(height),
            Self::OverFilters => over_filters::LEAST,
            Self::OverChannels => 1,
        }
    }
}

/// How far one reads on, counted in values.
struct Steps {
    /// From the window of one output to that of the next.
    output: usize,
    /// From the window's first tap in a row to each of the others.
    taps: Vec<usize>,
    /// Taps that follow one another without a gap.
    run: usize,
    /// How many such runs a row of the window has.
    runs: usize,
    /// From one run to the next.
    tap: usize,
    /// Output channels: from one output to the next.
    filters: usize,
}

impl Steps {
    fn new(plan: &Plan) -> Self {
        let (x, depth) = (plan.grid.x, plan.depth);
        let tap = x.dilation * plan.channels;
        let (run, runs) = if tap == depth {
            (x.kernel * depth, 1)
        } else {
            (depth, x.kernel)
        };
        Self {
            output: x.stride * plan.channels,
            taps: (0..x.kernel)
                .flat_map(|k_x| (0..depth).map(move |i| k_x * tap + i))
                .collect(),
            run,
            runs,
            tap,
            filters: plan.filters,
        }
    }
}

/// Neighbouring outputs of one row or of a band of rows, and the input they read. No tap of theirs lies outside.
#[derive(Clone, Copy)]
struct Strip<'a> {
    /// The input rows, from the first output's first tap on.
    rows: &'a [&'a [f32]],
    /// How many outputs in each row.
    count: usize,
    /// How many output rows, each of which begins one input row further down.
    height: usize,
    /// From one output row to the next.
    line: usize,
    steps: &'a Steps,
}

/// A few filters and their weights, in the order in which the loops read them.
struct Block {
    /// The first filter.
    first: usize,
    /// How many filters; the lanes beyond them hold zeros.
    count: usize,
    /// The input channel that they see first.
    channel: usize,
    /// For each `k_y, k_x, i`: the weight of each lane; for a band in the order of [`along_x::banded`].
    weights: Vec<f32>,
    /// The bias of each lane.
    bias: Vec<f32>,
}

impl Block {
    #[inline(never)]
    fn new(plan: &Plan, filter: &Tensor, bias: Option<&Tensor>, first: usize, count: usize, lanes: usize) -> Self {
        let mut weights = Vec::with_capacity(plan.grid.y.kernel * plan.grid.x.kernel * plan.depth * lanes);
        for k_y in 0..plan.grid.y.kernel {
            for k_x in 0..plan.grid.x.kernel {
                for i in 0..plan.depth {
                    for lane in 0..lanes {
                        let is_filter = lane < count;
                        weights.push(if is_filter {
                            weight(plan, filter, [k_y, k_x, i, first + lane])
                        } else {
                            0.0
                        });
                    }
                }
            }
        }
        let bias = |lane| {
            bias.filter(|_| lane < count)
                .map_or(0.0, |bias| bias.data()[first + lane])
        };
        Self {
            first,
            count,
            channel: naive::channel(plan, 0, first),
            weights,
            bias: (0..lanes).map(bias).collect(),
        }
    }

    #[inline(never)]
    fn all(plan: &Plan, way: Way, height: usize, filter: &Tensor, bias: Option<&Tensor>) -> Vec<Self> {
        let group = plan.filters / plan.groups;
        let mut blocks = Vec::new();
        let mut next = 0;
        while next < plan.filters {
            let left = group - next % group;
            let (first, count, lanes) = match way {
                Way::AlongX => (next, 1, 1),
                // The last block overlaps the one before it, rather than being narrower.
                Way::OverChannels => (next.min(plan.filters - LANES), LANES, LANES),
                Way::OverFilters => {
                    let lanes = over_filters::lanes(left);
                    (next, left.min(lanes), lanes)
                }
            };
            let mut block = Self::new(plan, filter, bias, first, count, lanes);
            if height == along_x::BAND {
                block.weights = along_x::banded(&block.weights, plan.grid.x.kernel * plan.depth);
            }
            blocks.push(block);
            next = first + count;
        }
        blocks
    }
}

/// One weight, flipped if need be.
#[inline(never)]
fn weight(plan: &Plan, filter: &Tensor, tap: [usize; 4]) -> f32 {
    filter.at(naive::tap_weight(plan, tap))
}

/// As the definition, written to `output`, which is as long as the plan says.
pub fn conv2d(plan: &Plan, input: &[f32], filter: &Tensor, bias: Option<&Tensor>, output: &mut [f32]) {
    if winograd::suits(plan) && winograd::keeps_digits(input, filter.data()) {
        return winograd::conv2d_into(plan, input, filter, bias, output);
    }
    let way = Way::of(plan);
    let height = way.height(plan);
    let work = Work {
        plan,
        way,
        height,
        blocks: Block::all(plan, way, height, filter, bias),
        steps: Steps::new(plan),
    };
    let (y, in_line, out_line) = (
        plan.grid.y,
        plan.grid.x.input * plan.channels,
        plan.grid.x.output * plan.filters,
    );
    let zeros = vec![0.0; in_line];
    let mut rows: Vec<&[f32]> = Vec::with_capacity(y.kernel + height - 1);
    let maps = output.chunks_exact_mut(y.output * out_line);
    for (picture, map) in input.chunks_exact(y.input * in_line).zip(maps) {
        for out_y in (0..y.output).step_by(height) {
            // The last band overlaps the one before it.
            let out_y = out_y.min(y.output - height);
            let read = |k_y| match y.in_from_out(out_y, k_y) {
                Some(in_y) => &picture[in_y * in_line..][..in_line],
                None => &zeros,
            };
            rows.clear();
            rows.extend((0..y.kernel + height - 1).map(read));
            work.fill_rows(&rows, &mut map[out_y * out_line..][..height * out_line]);
        }
    }
}

/// What stays the same from row to row.
struct Work<'a> {
    plan: &'a Plan,
    way: Way,
    /// Output rows that are computed together.
    height: usize,
    blocks: Vec<Block>,
    steps: Steps,
}

impl Work<'_> {
    /// Computes the output rows over `rows`.
    fn fill_rows(&self, rows: &[&[f32]], out: &mut [f32]) {
        let (x, filters) = (self.plan.grid.x, self.plan.filters);
        let mut inner = x.inner();
        if inner.len() < self.way.least(self.height) {
            inner = x.output..x.output;
        }
        for edge in [0..inner.start, inner.end..x.output] {
            if !edge.is_empty() {
                let copied = self.copy_rows(rows, &edge);
                let rows: Vec<&[f32]> = copied.chunks_exact(copied.len() / rows.len()).collect();
                self.fill_strip(&rows, edge.len(), &mut out[edge.start * filters..]);
            }
        }
        if !inner.is_empty() {
            let first = x.place(inner.start, 0).unsigned_abs() * self.plan.channels;
            let rows: Vec<&[f32]> = rows.iter().map(|row| &row[first..]).collect();
            self.fill_strip(&rows, inner.len(), &mut out[inner.start * filters..]);
        }
    }

    fn fill_strip(&self, rows: &[&[f32]], count: usize, out: &mut [f32]) {
        let strip = Strip {
            rows,
            count,
            height: self.height,
            line: self.plan.grid.x.output * self.plan.filters,
            steps: &self.steps,
        };
        for block in &self.blocks {
            match self.way {
                Way::AlongX => along_x::compute(&strip, block, out),
                Way::OverFilters => over_filters::compute(&strip, block, out),
                Way::OverChannels => over_channels::compute(&strip, block, out),
            }
        }
    }

    /// What the windows of some outputs see of each row, with zeros where they reach into the padding.
    fn copy_rows(&self, rows: &[&[f32]], outs: &Range<usize>) -> Vec<f32> {
        let (x, channels) = (self.plan.grid.x, self.plan.channels);
        let count = outs.len().max(self.way.least(self.height));
        let cells = (count - 1) * x.stride + x.effective();
        let first = x.place(outs.start, 0);
        let before = cells.min(first.min(0).unsigned_abs());
        let inside = first.max(0).unsigned_abs().min(x.input);
        let inside = inside..x.input.min(inside + cells - before);
        let mut copied = Vec::with_capacity(rows.len() * cells * channels);
        for row in rows {
            let end = copied.len() + cells * channels;
            copied.resize(copied.len() + before * channels, 0.0);
            copied.extend_from_slice(&row[inside.start * channels..inside.end * channels]);
            copied.resize(end, 0.0);
        }
        copied
    }
}

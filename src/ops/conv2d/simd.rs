//! Several output cells at a time.
//!
//! ```text
//! for each picture and output row:
//!     rows  = the k_y input rows under it (1)
//!     inner = the outputs whose window lies wholly on those rows (2)
//!     for the inner outputs, several at once:
//!         sums = 0
//!         for k_y, k_x, i:  sums += inputs · weights          in the order of the definition
//!         sums + bias
//! ```
//!
//! Each output still adds its own products in the definition's order, so it is the same number bit for bit.
//! What differs from the definition:
//!
//! 1. A row of the padding is a row of zeros, so that the loops need not ask; a zero times a weight is still added,
//!    and an infinite weight still makes it NaN.
//! 2. At the left and right edge, each window is copied with its zeros and computed alone.
//! 3. The weights are copied in the order in which they are read, flipped if need be ([`Block`]).
//! 4. What stands side by side in the lanes depends on the shape ([`Way`]).
//! 5. An output row is computed in a small buffer and appended: the output, 48 MB for a phone photo, is written once
//!    and never filled with zeros first.
//!
//! Not done: a copy of the whole picture with its padding, which would touch another 48 MB; two output rows at once,
//! which would load each input value half as often but would have to keep two rows of sums.

mod along_x;
mod over_channels;
mod over_filters;

use super::{Plan, naive};
use crate::{lanes::LANES, tensor::Tensor};

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
}

/// How far one reads on, counted in values.
struct Steps {
    /// From the window of one output to that of the next.
    output: usize,
    /// From one tap in x to the next.
    tap: usize,
    /// For each `k_x, i`: from the window's first tap to this one.
    taps: Vec<usize>,
    /// Taps in x.
    kernel_x: usize,
    /// Input channels under each tap.
    depth: usize,
    /// Output channels: from one output to the next.
    filters: usize,
}

impl Steps {
    fn new(plan: &Plan, tap: usize) -> Self {
        let (kernel_x, depth) = (plan.grid.x.kernel, plan.depth);
        Self {
            output: plan.grid.x.stride * plan.channels,
            tap,
            taps: (0..kernel_x)
                .flat_map(|k_x| (0..depth).map(move |i| k_x * tap + i))
                .collect(),
            kernel_x,
            depth,
            filters: plan.filters,
        }
    }
}

/// Neighbouring outputs of one row, and the input they read. No tap of theirs lies outside.
struct Strip<'a> {
    /// One input row for each `k_y`, from the first output's first tap on.
    rows: &'a [&'a [f32]],
    /// How many outputs.
    count: usize,
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
    /// For each `k_y, k_x, i`: the weight of each lane.
    weights: Vec<f32>,
    /// The bias of each lane.
    bias: Vec<f32>,
}

impl Block {
    fn new(plan: &Plan, filter: &Tensor, bias: Option<&Tensor>, first: usize, count: usize, lanes: usize) -> Self {
        let mut weights = Vec::with_capacity(plan.grid.y.kernel * plan.grid.x.kernel * plan.depth * lanes);
        for k_y in 0..plan.grid.y.kernel {
            for k_x in 0..plan.grid.x.kernel {
                for i in 0..plan.depth {
                    let weight = |lane| filter.at(naive::tap_weight(plan, [k_y, k_x, i, first + lane]));
                    weights.extend((0..count).map(weight));
                    weights.resize(weights.len() + lanes - count, 0.0);
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

    fn all(plan: &Plan, way: Way, filter: &Tensor, bias: Option<&Tensor>) -> Vec<Self> {
        let block = |first, count, lanes| Self::new(plan, filter, bias, first, count, lanes);
        let firsts = 0..plan.filters;
        match way {
            Way::AlongX => firsts.map(|first| block(first, 1, 1)).collect(),
            // The last block overlaps the one before it, rather than being narrower.
            Way::OverChannels => firsts
                .step_by(LANES)
                .map(|first| block(first.min(plan.filters - LANES), LANES, LANES))
                .collect(),
            Way::OverFilters => {
                let group = plan.filters / plan.groups;
                let inside = (0..group).step_by(over_filters::WIDE).map(|first| {
                    let count = over_filters::WIDE.min(group - first);
                    (first, count, count.next_multiple_of(LANES))
                });
                (0..plan.groups)
                    .flat_map(|g| {
                        inside
                            .clone()
                            .map(move |(first, count, lanes)| (g * group + first, count, lanes))
                    })
                    .map(|(first, count, lanes)| block(first, count, lanes))
                    .collect()
            }
        }
    }
}

/// As the definition.
pub fn conv2d(plan: &Plan, input: &Tensor, filter: &Tensor, bias: Option<&Tensor>) -> Tensor {
    let way = Way::of(plan);
    let work = Work {
        plan,
        way,
        blocks: Block::all(plan, way, filter, bias),
        inner: Steps::new(plan, plan.grid.x.dilation * plan.channels),
        edge: Steps::new(plan, plan.channels),
    };
    let line = plan.grid.x.input * plan.channels;
    let zeros = vec![0.0; line];
    let mut row = vec![0.0; plan.grid.x.output * plan.filters];
    let mut rows: Vec<&[f32]> = Vec::with_capacity(plan.grid.y.kernel);
    let mut output = Vec::with_capacity(plan.output.len());
    for picture in input.data().chunks_exact(plan.grid.y.input * line) {
        for out_y in 0..plan.grid.y.output {
            let read = |k_y| match plan.grid.y.in_from_out(out_y, k_y) {
                Some(in_y) => &picture[in_y * line..][..line],
                None => &zeros,
            };
            rows.clear();
            rows.extend((0..plan.grid.y.kernel).map(read));
            work.fill_row(&mut rows, &mut row);
            output.extend_from_slice(&row);
        }
    }
    Tensor::with_shape(plan.output, output).expect("one row of outputs for each place of the window")
}

/// What stays the same from row to row.
struct Work<'a> {
    plan: &'a Plan,
    way: Way,
    blocks: Vec<Block>,
    /// Steps on the input.
    inner: Steps,
    /// Steps on the copy of one window.
    edge: Steps,
}

impl Work<'_> {
    /// Computes the output row over `rows`.
    fn fill_row(&self, rows: &mut [&[f32]], out: &mut [f32]) {
        let (x, channels, filters) = (self.plan.grid.x, self.plan.channels, self.plan.filters);
        let inner = x.inner();
        let mut window = Vec::new();
        for out_x in (0..inner.start).chain(inner.end..x.output) {
            copy_window(self.plan, rows, out_x, &mut window);
            let lines: Vec<&[f32]> = window.chunks_exact(x.kernel * channels).collect();
            self.fill_strip(&lines, 1, &self.edge, &mut out[out_x * filters..][..filters]);
        }
        if !inner.is_empty() {
            let first = x.place(inner.start, 0).unsigned_abs() * channels;
            rows.iter_mut().for_each(|row| *row = &row[first..]);
            let out = &mut out[inner.start * filters..inner.end * filters];
            self.fill_strip(rows, inner.len(), &self.inner, out);
        }
    }

    fn fill_strip(&self, rows: &[&[f32]], count: usize, steps: &Steps, out: &mut [f32]) {
        let strip = Strip { rows, count, steps };
        for block in &self.blocks {
            match self.way {
                Way::AlongX => along_x::compute(&strip, block, out),
                Way::OverFilters => over_filters::compute(&strip, block, out),
                Way::OverChannels => over_channels::compute(&strip, block, out),
            }
        }
    }
}

/// The window of one output, its taps side by side, with zeros where it reaches into the padding.
fn copy_window(plan: &Plan, rows: &[&[f32]], out_x: usize, window: &mut Vec<f32>) {
    window.clear();
    for row in rows {
        for k_x in 0..plan.grid.x.kernel {
            match plan.grid.x.in_from_out(out_x, k_x) {
                Some(in_x) => window.extend_from_slice(&row[in_x * plan.channels..][..plan.channels]),
                None => window.resize(window.len() + plan.channels, 0.0),
            }
        }
    }
}

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
//! Tried without gain: a copy of the whole picture with its padding (the copy costs more than the sums of a 3×3).

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

    fn compute(self, strip: &Strip, blocks: &[Block], out: &mut [f32]) {
        for block in blocks {
            match self {
                Self::AlongX => along_x::compute(strip, block, out),
                Self::OverFilters => over_filters::compute(strip, block, out),
                Self::OverChannels => over_channels::compute(strip, block, out),
            }
        }
    }
}

/// Neighbouring outputs of one row, and the input they read. No tap of theirs lies outside.
struct Strip<'a> {
    /// One input row for each `k_y`, from the first output's first tap on.
    rows: &'a [&'a [f32]],
    /// How many outputs.
    count: usize,
    /// Values between the windows of two outputs.
    out_step: usize,
    /// Values between two taps in x.
    tap_step: usize,
    /// Taps in x.
    kernel_x: usize,
    /// Input channels under each tap.
    depth: usize,
    /// Output channels.
    filters: usize,
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
    let blocks = Block::all(plan, way, filter, bias);
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
            fill_row(plan, way, &blocks, &mut rows, &mut row);
            output.extend_from_slice(&row);
        }
    }
    Tensor::with_shape(plan.output, output).expect("one row of outputs for each place of the window")
}

/// Computes the output row over `rows`.
fn fill_row(plan: &Plan, way: Way, blocks: &[Block], rows: &mut [&[f32]], out: &mut [f32]) {
    let x = plan.grid.x;
    let inner = x.inner();
    let mut window = Vec::new();
    for out_x in (0..inner.start).chain(inner.end..x.output) {
        copy_window(plan, rows, out_x, &mut window);
        let lines: Vec<&[f32]> = window.chunks_exact(x.kernel * plan.channels).collect();
        let alone = strip(plan, &lines, 1, plan.channels);
        way.compute(&alone, blocks, &mut out[out_x * plan.filters..][..plan.filters]);
    }
    if !inner.is_empty() {
        let first = x.place(inner.start, 0).unsigned_abs() * plan.channels;
        rows.iter_mut().for_each(|row| *row = &row[first..]);
        let strip = strip(plan, rows, inner.len(), x.dilation * plan.channels);
        way.compute(
            &strip,
            blocks,
            &mut out[inner.start * plan.filters..inner.end * plan.filters],
        );
    }
}

fn strip<'a>(plan: &Plan, rows: &'a [&'a [f32]], count: usize, tap_step: usize) -> Strip<'a> {
    Strip {
        rows,
        count,
        out_step: plan.grid.x.stride * plan.channels,
        tap_step,
        kernel_x: plan.grid.x.kernel,
        depth: plan.depth,
        filters: plan.filters,
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

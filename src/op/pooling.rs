//! What poolings share: a window that must see the input, and keeps the channels apart.

use super::{ParamInfo, one_input};
use crate::{
    error::Error,
    lanes::{F32x4, LANES, Largest},
    shape::Shape,
    window::{Grid, Line, Window},
};

/// What a lab lets a learner set on any pooling.
pub const PARAMS: &[ParamInfo] = &[
    ParamInfo::new("size", 1.0, 11.0, 3.0),
    ParamInfo::new("strides", 1.0, 11.0, 3.0),
    ParamInfo::new("padding", 0.0, 5.0, 0.0),
    ParamInfo::new("dilations", 1.0, 8.0, 1.0),
];

/// Every size a pooling works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The window on the input.
    pub grid: Grid,
    /// Pictures in the batch.
    pub batch: usize,
    /// Channels.
    pub channels: usize,
    /// Shape of the output.
    pub output: Shape,
}

impl Plan {
    /// Values of one picture of the input.
    pub fn picture(&self) -> usize {
        self.grid.y.input * self.grid.x.input * self.channels
    }

    /// The input under each output row and each output column: where it begins, in values of the picture, and how many of
    /// the window's taps lie on it.
    pub fn spans(&self) -> Spans {
        let (y, x) = (&self.grid.y, &self.grid.x);
        let line = x.input * self.channels;
        let along = |axis: &Line, step: usize| {
            let span = |out| {
                let taps = axis.taps_inside(out);
                (axis.place(out, taps.start).unsigned_abs() * step, taps.len())
            };
            (0..axis.output).map(span).collect()
        };
        Spans {
            rows: along(y, line),
            columns: along(x, self.channels),
            down: y.dilation * line,
            right: x.dilation * self.channels,
        }
    }
}

/// What lies under the windows of a pooling.
pub struct Spans {
    /// For each output row: the first row under it, and how many.
    rows: Vec<(usize, usize)>,
    /// For each output column: the first column under it, and how many.
    columns: Vec<(usize, usize)>,
    down: usize,
    right: usize,
}

impl Spans {
    /// Every window of the walk.
    pub fn windows(&self) -> impl Iterator<Item = Cells> {
        self.rows.iter().flat_map(move |&(top, rows)| {
            self.columns.iter().map(move |&(left, columns)| Cells {
                first: top + left,
                rows,
                columns,
                down: self.down,
                right: self.right,
            })
        })
    }
}

/// The input cells under one window.
#[derive(Clone, Copy)]
pub struct Cells {
    first: usize,
    rows: usize,
    columns: usize,
    down: usize,
    right: usize,
}

impl Cells {
    /// Calls `f` with where each begins in its picture, y first, then x.
    #[inline(always)]
    pub fn each(self, mut f: impl FnMut(usize)) {
        let mut row = self.first;
        for _ in 0..self.rows {
            let mut at = row;
            for _ in 0..self.columns {
                f(at);
                at += self.right;
            }
            row += self.down;
        }
    }
}

/// Lays a pooling's window on its one input.
///
/// # Errors
/// A sentence for whatever does not fit, and for a window that would see padding alone.
pub fn plan(op: &'static str, window: &Window, inputs: &[Shape]) -> Result<Plan, Error> {
    let [batch, height, width, channels] = one_input(op, inputs)?.nhwc()?;
    let grid = window.over(height, width)?.seeing_input()?;
    let output = Shape::new(&[batch, grid.y.output, grid.x.output, channels])?;
    Ok(Plan {
        grid,
        batch,
        channels,
        output,
    })
}

/// What a pooling keeps of the values that it meets one after another, four neighbours at a time.
pub trait Gathered: Copy {
    /// Before any value is met.
    fn none() -> Self;
    /// Meets four more values.
    fn meet(&mut self, values: F32x4);
    /// What is kept.
    fn get(self) -> F32x4;
}

impl Gathered for Largest {
    #[inline(always)]
    fn none() -> Self {
        Self::none()
    }

    #[inline(always)]
    fn meet(&mut self, values: F32x4) {
        self.meet(values);
    }

    #[inline(always)]
    fn get(self) -> F32x4 {
        self.get()
    }
}

/// A sum, of which F32x4 is the way to keep it.
impl Gathered for F32x4 {
    #[inline(always)]
    fn none() -> Self {
        Self::splat(0.0)
    }

    #[inline(always)]
    fn meet(&mut self, values: F32x4) {
        *self = self.plus(values);
    }

    #[inline(always)]
    fn get(self) -> F32x4 {
        self
    }
}

/// Neighbours in x that are gathered together; a row with fewer is gathered one by one.
const LEAST: usize = 2 * LANES;

/// Gathers the values under each window, several neighbours at once.
///
/// ```text
/// for each picture and output row:
///     rows  = the input rows under it; rows of the padding are left out
///     inner = the outputs whose window lies wholly inside in x
///     for the inner outputs, several neighbours at once (1):
///         for each row, k_x:  meet the input
///     the outputs at the left and right edge one by one, over the taps that lie inside
/// ```
///
/// Each output meets its values in the order of the definition. What differs:
///
/// 1. The neighbours are channels where there are at least four, else outputs next to one another in x.
pub fn gather<G: Gathered>(plan: &Plan, input: &[f32], output: &mut [f32]) {
    let (y, x) = (plan.grid.y, plan.grid.x);
    let (in_line, out_line) = (x.input * plan.channels, x.output * plan.channels);
    let mut rows: Vec<&[f32]> = Vec::with_capacity(y.kernel);
    let maps = output.chunks_exact_mut(y.output * out_line);
    for (picture, map) in input.chunks_exact(y.input * in_line).zip(maps) {
        for (out_y, out) in map.chunks_exact_mut(out_line).enumerate() {
            let inside = y.taps_inside(out_y).filter_map(|k_y| y.in_from_out(out_y, k_y));
            rows.clear();
            rows.extend(inside.map(|in_y| &picture[in_y * in_line..][..in_line]));
            fill_row::<G>(plan, &rows, out);
        }
    }
}

fn fill_row<G: Gathered>(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let mut inner = plan.grid.x.inner();
    if plan.channels >= LANES {
        inner
            .clone()
            .for_each(|out_x| over_channels::<G>(plan, rows, out_x, out));
    } else if inner.len() >= LEAST {
        match plan.grid.x.stride * plan.channels {
            2 => along_x::<G, 2>(plan, rows, out),
            3 => along_x::<G, 3>(plan, rows, out),
            _ => along_x::<G, 0>(plan, rows, out),
        }
    } else {
        inner = 0..0;
    }
    for out_x in (0..inner.start).chain(inner.end..plan.grid.x.output) {
        (0..plan.channels).for_each(|c| out[out_x * plan.channels + c] = alone::<G>(plan, rows, out_x, c));
    }
}

/// One output, over the taps that lie inside.
#[inline(never)]
fn alone<G: Gathered>(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize) -> f32 {
    let mut gathered = G::none();
    for row in rows {
        for in_x in (0..plan.grid.x.kernel).filter_map(|k_x| plan.grid.x.in_from_out(out_x, k_x)) {
            gathered.meet(F32x4::splat(row[in_x * plan.channels + c]));
        }
    }
    gathered.get().to_array()[0]
}

/// An inner output, sixteen channels at a time while they last, then four; the last four overlap the ones before.
fn over_channels<G: Gathered>(plan: &Plan, rows: &[&[f32]], out_x: usize, out: &mut [f32]) {
    const WIDE: usize = 4;
    let out = &mut out[out_x * plan.channels..][..plan.channels];
    let mut c = 0;
    while c + WIDE * LANES <= plan.channels {
        channels::<G, WIDE>(plan, rows, out_x, c, out);
        c += WIDE * LANES;
    }
    while c < plan.channels {
        channels::<G, 1>(plan, rows, out_x, c.min(plan.channels - LANES), out);
        c += LANES;
    }
}

/// `V` vectors of channels from channel `c` on.
#[inline(never)]
fn channels<G: Gathered, const V: usize>(plan: &Plan, rows: &[&[f32]], out_x: usize, c: usize, out: &mut [f32]) {
    let x = plan.grid.x;
    let first = x.place(out_x, 0).unsigned_abs() * plan.channels + c;
    let mut gathered = [G::none(); V];
    for row in rows {
        for k_x in 0..x.kernel {
            let values = &row[first + k_x * x.dilation * plan.channels..][..V * LANES];
            for (v, gathered) in gathered.iter_mut().enumerate() {
                gathered.meet(F32x4::load(&values[v * LANES..]));
            }
        }
    }
    for (four, gathered) in out[c..].as_chunks_mut::<LANES>().0.iter_mut().zip(gathered) {
        *four = gathered.get().to_array();
    }
}

/// The inner outputs, one channel after another, eight neighbours in x at a time; the last overlap the ones before.
#[inline(never)]
fn along_x<G: Gathered, const STEP: usize>(plan: &Plan, rows: &[&[f32]], out: &mut [f32]) {
    let (x, channels) = (plan.grid.x, plan.channels);
    let inner = x.inner();
    let step = if STEP == 0 { x.stride * channels } else { STEP };
    let reach = (LEAST - 1) * step + 1;
    for c in 0..channels {
        for out_x in inner.clone().step_by(LEAST) {
            let out_x = out_x.min(inner.end - LEAST);
            let first = x.place(out_x, 0).unsigned_abs() * channels + c;
            let mut gathered = [G::none(); LEAST / LANES];
            for row in rows {
                for k_x in 0..x.kernel {
                    let values = &row[first + k_x * x.dilation * channels..][..reach];
                    for (v, gathered) in gathered.iter_mut().enumerate() {
                        gathered.meet(F32x4::load_every::<STEP>(&values[v * LANES * step..], step));
                    }
                }
            }
            let cells = out[out_x * channels + c..].iter_mut().step_by(channels);
            let values = gathered.iter().flat_map(|gathered| gathered.get().to_array());
            cells.zip(values).for_each(|(cell, value)| *cell = value);
        }
    }
}

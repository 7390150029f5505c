//! A GPU kernel as plain data: what to run, over which rows. Nothing here knows a GPU.
//!
//! Every kernel walks one picture of the batch, over a band of its output rows, so that a picture of any size can be
//! cut to what an adapter binds and dispatches at once. Its bindings, all in group 0:
//!
//! | binding | type | holds |
//! |---|---|---|
//! | 0 | uniform | [`Band`]'s four words, then [`Kernel::params`] |
//! | 1 | storage, read | the band's input rows |
//! | 2 … | storage, read | the weights: filter, bias |
//! | last | storage, read and write | the band's output rows |

use crate::{shape::Shape, window::Line};
use core::ops::Range;

/// A WGSL kernel and what it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    /// The op's name, which is also the WGSL entry point.
    pub name: &'static str,
    /// The WGSL source.
    pub source: &'static str,
    /// The op's own uniform words, in the order of the WGSL struct, after [`Band`]'s.
    pub params: Vec<u32>,
    /// Threads of one workgroup along x, y and z, as the WGSL says.
    pub workgroup: [u32; 3],
    /// Threads that one output row needs along x and z (channels): `[x, z]`; y counts the band's rows.
    pub threads: [u32; 2],
    /// Which input rows an output row needs.
    pub rows: Line,
    /// Shape of the input, NHWC.
    pub input: Shape,
    /// Shape of the output, NHWC.
    pub output: Shape,
}

/// The part of the output that one dispatch computes: some rows of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Which picture of the batch.
    pub picture: usize,
    /// Output rows.
    pub output_rows: Range<usize>,
    /// The input rows that those read.
    pub input_rows: Range<usize>,
}

impl Band {
    /// The four words at the head of every kernel's uniform: first input row, input rows, first output row, output rows.
    pub fn words(&self) -> [u32; 4] {
        [
            self.input_rows.start,
            self.input_rows.len(),
            self.output_rows.start,
            self.output_rows.len(),
        ]
        .map(|word| word as u32)
    }
}

impl Kernel {
    /// The bands that cover the output, each of at most `output_rows` rows and `input_rows` rows read.
    ///
    /// Returns `None` when not even one output row fits.
    pub fn bands(&self, output_rows: usize, input_rows: usize) -> Option<Vec<Band>> {
        let line = &self.rows;
        let reach = line.effective().min(line.input);
        if output_rows == 0 || input_rows < reach {
            return None;
        }
        let step = output_rows.min((input_rows - reach) / line.stride + 1).min(line.output);
        let pictures = self.output.dims()[0];
        let starts = (0..line.output).step_by(step);
        let band = |picture, first: usize| {
            let last = (first + step).min(line.output);
            Band {
                picture,
                output_rows: first..last,
                input_rows: input_rows_of(line, first..last),
            }
        };
        Some(
            (0..pictures)
                .flat_map(|picture| starts.clone().map(move |first| band(picture, first)))
                .collect(),
        )
    }
}

/// The input rows that a range of output rows reads; at least one row, so that a binding is never empty.
fn input_rows_of(line: &Line, outputs: Range<usize>) -> Range<usize> {
    let clamp = |place: isize| usize::try_from(place).unwrap_or(0).min(line.input);
    let first = clamp(line.place(outputs.start, 0)).min(line.input - 1);
    let last = clamp(line.place(outputs.end - 1, line.kernel - 1) + 1);
    first..last.max(first + 1)
}

//! A GPU kernel as plain data: what to run, over which rows. Nothing here knows a GPU.
//!
//! One thread computes one output cell, or a few. A dispatch covers a [`Band`]: whole pictures, or some rows of one picture, so
//! that an input of any size can be cut to what a GPU binds and dispatches at once. Bindings, all in group 0:
//!
//! | binding | type | holds |
//! |---|---|---|
//! | 0 | uniform | [`Kernel::words`]: the band, the two axes of the window, the op's own words |
//! | 1 | storage, read | the band's input rows |
//! | 2 … | storage, read | the weights: filter, bias |
//! | last | storage, read and write | the band's output rows |

use crate::{
    shape::Shape,
    window::{Grid, Line},
};
use core::ops::Range;

/// The WGSL beside the op that asks for it, after what every kernel is given first; what else is named comes last.
macro_rules! wgsl {
    ($($file:literal),*) => {
        concat!(include_str!("../../kernel/band.wgsl"), include_str!("kernel.wgsl"), $(include_str!($file)),*)
    };
}
pub(crate) use wgsl;

/// The same for a gradient's WGSL, in parts that are put together.
#[cfg(feature = "gpu")]
macro_rules! gradient_wgsl {
    ($($file:literal),+) => {
        concat!(
            include_str!("../../kernel/band.wgsl"),
            include_str!("../../kernel/gradient.wgsl"),
            $(include_str!($file)),+
        )
    };
}
#[cfg(feature = "gpu")]
pub(crate) use gradient_wgsl;

/// A WGSL kernel and what it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    /// The WGSL entry point: the op's name, or one that begins with it.
    pub name: &'static str,
    /// The WGSL source.
    pub source: &'static str,
    /// The op's own uniform words, in the order of the WGSL struct, after the band and the window.
    pub params: Vec<u32>,
    /// Output cells of one workgroup along x, y and z: the threads that the WGSL says, times the cells of each.
    pub workgroup: [u32; 3],
    /// Turns of one thread's loops: how long it runs.
    pub turns: usize,
    /// The window.
    pub grid: Grid,
    /// What the window slides over, and so which input rows an output row reads.
    pub rows: Rows,
    /// Shapes of the inputs: the picture batch (NHWC), then the weights that are given.
    pub inputs: Vec<Shape>,
    /// How many inputs the WGSL binds; one that is not given (no bias) is bound to a single 0.
    pub bound: usize,
    /// Shape of the output, NHWC. An op on tensors of any rank gives its kernel both shapes with four axes; their
    /// values stand in the same order.
    pub output: Shape,
}

/// Which input rows an output row reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Those under the window, which slides over the input.
    Window,
    /// Those whose window holds it: the window slides over the output, one place for each input cell.
    Transposed,
    /// Any of its picture.
    Any,
}

/// Loop turns of one thread, beyond which a single core of the CPU is quicker than it.
const THREAD_TURNS: usize = 1 << 20;

/// What one dispatch may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Values of one binding.
    pub values: usize,
    /// Workgroups along each dimension.
    pub workgroups: usize,
    /// Loop turns of all threads together, beyond which a screen would stutter or a watchdog end the work.
    /// A band has at least one row, however many turns that takes.
    pub turns: usize,
}

/// The part of the output that one dispatch computes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Pictures of the batch; several only where all their rows belong to the band.
    pub pictures: Range<usize>,
    /// Output rows of each.
    pub output_rows: Range<usize>,
    /// The input rows that those read.
    pub input_rows: Range<usize>,
}

impl Band {
    /// The output rows of all its pictures.
    pub fn rows(&self) -> usize {
        self.pictures.len() * self.output_rows.len()
    }
}

impl Kernel {
    /// The bands that cover the output, in its order; `None` when not even one row fits, or the work of one thread
    /// would take longer than all of it on the CPU.
    pub fn bands(&self, bounds: &Bounds) -> Option<Vec<Band>> {
        let groups = |threads: usize, i: usize| threads.div_ceil(self.workgroup[i] as usize);
        let [pictures, rows, columns, channels] = self.output.nhwc().ok()?;
        let fits = self.turns <= THREAD_TURNS
            && self.inputs[1..].iter().all(|weights| weights.len() <= bounds.values)
            && groups(columns, 0) <= bounds.workgroups
            && groups(channels, 2) <= bounds.workgroups
            && [self.grid.y, self.grid.x].iter().all(counts_in_i32);
        let most_out = (bounds.values / self.output_row())
            .min(bounds.workgroups.saturating_mul(self.workgroup[1] as usize))
            .min((bounds.turns / self.output_row().saturating_mul(self.turns).max(1)).max(1));
        let most_in = bounds.values / self.input_row();
        let input = self.input_rows();
        if most_out >= rows && most_in >= input {
            let step = (most_out / rows).min(most_in / input);
            return fits.then(|| whole_pictures(pictures, step, input, rows));
        }
        let step = most_out.min(self.most_rows(most_in));
        if !fits || step == 0 {
            return None;
        }
        let band = |picture, first: usize| {
            let output_rows = first..(first + step).min(rows);
            Band {
                pictures: picture..picture + 1,
                input_rows: self.input_rows_of(&output_rows),
                output_rows,
            }
        };
        let starts = (0..rows).step_by(step);
        Some(
            (0..pictures)
                .flat_map(|picture| starts.clone().map(move |first| band(picture, first)))
                .collect(),
        )
    }

    /// The uniform of a band: five words and three of padding for the band, eight for each axis, the op's own; filled
    /// up to a multiple of four, as uniforms are.
    pub fn words(&self, band: &Band) -> Vec<u32> {
        let head = [
            band.pictures.len(),
            band.input_rows.start,
            band.input_rows.len(),
            band.output_rows.start,
            band.output_rows.len(),
            0,
            0,
            0,
        ];
        let lines = [self.grid.y, self.grid.x];
        let sizes = head.into_iter().chain(lines.iter().flat_map(line_words));
        let mut words: Vec<u32> = sizes
            .map(|word| word as u32)
            .chain(self.params.iter().copied())
            .collect();
        words.resize(words.len().next_multiple_of(4), 0);
        words
    }

    /// The workgroups of a band along x, y and z.
    pub fn workgroups(&self, band: &Band) -> [u32; 3] {
        let [_, _, columns, channels] = self.four_output();
        let threads = [columns, band.rows(), channels];
        core::array::from_fn(|i| (threads[i] as u32).div_ceil(self.workgroup[i]))
    }

    /// Where a band's input lies in the picture batch.
    pub fn input_range(&self, band: &Band) -> Range<usize> {
        let first = (band.pictures.start * self.input_rows() + band.input_rows.start) * self.input_row();
        first..first + band.pictures.len() * band.input_rows.len() * self.input_row()
    }

    /// How many values of the output a band computes.
    pub fn output_len(&self, band: &Band) -> usize {
        band.rows() * self.output_row()
    }

    /// The most neighbouring output rows that read no more than so many input rows.
    fn most_rows(&self, input: usize) -> usize {
        let (line, all) = (&self.grid.y, self.input_rows());
        if input >= all {
            return usize::MAX;
        }
        let room = match self.rows {
            Rows::Window => input.checked_sub(line.effective()).map(|room| room / line.stride + 1),
            Rows::Transposed => (input * line.stride + 1).checked_sub(line.effective()),
            Rows::Any => None,
        };
        room.unwrap_or(0)
    }

    /// The input rows that a range of output rows reads; at least one row, so that a binding is never empty.
    fn input_rows_of(&self, outputs: &Range<usize>) -> Range<usize> {
        let (line, all) = (&self.grid.y, self.input_rows());
        let (first, end) = match self.rows {
            Rows::Window => {
                let clamp = |place: isize| usize::try_from(place).unwrap_or(0).min(line.input);
                let last = clamp(line.place(outputs.end - 1, line.kernel - 1) + 1);
                (clamp(line.place(outputs.start, 0)), last)
            }
            Rows::Transposed => {
                let reached = (outputs.start + line.before + 1).saturating_sub(line.effective());
                let last = (outputs.end - 1 + line.before) / line.stride;
                (reached.div_ceil(line.stride), (last + 1).min(all))
            }
            Rows::Any => (0, all),
        };
        let first = first.min(all - 1);
        first..end.max(first + 1)
    }

    /// Rows of one input picture.
    fn input_rows(&self) -> usize {
        self.inputs[0].dims()[1]
    }

    fn input_row(&self) -> usize {
        let dims = self.inputs[0].dims();
        dims[2] * dims[3]
    }

    fn output_row(&self) -> usize {
        let [_, _, columns, channels] = self.four_output();
        columns * channels
    }

    fn four_output(&self) -> [usize; 4] {
        core::array::from_fn(|i| self.output.dims()[i])
    }
}

/// The fields of a [`Line`] in their order, as the WGSL struct of that name has them.
fn line_words(line: &Line) -> [usize; 8] {
    [
        line.axis as usize,
        line.kernel,
        line.stride,
        line.dilation,
        line.before,
        line.after,
        line.input,
        line.output,
    ]
}

/// Whether a kernel can count this axis in 32 bits, places in the padding included.
fn counts_in_i32(line: &Line) -> bool {
    let reach = [line.before, line.input, line.after, line.stride].map(|size| size as u64);
    i32::try_from(reach.iter().sum::<u64>()).is_ok()
}

/// Bands of `step` pictures each.
fn whole_pictures(pictures: usize, step: usize, input: usize, output: usize) -> Vec<Band> {
    let band = |first: usize| Band {
        pictures: first..(first + step).min(pictures),
        output_rows: 0..output,
        input_rows: 0..input,
    };
    (0..pictures).step_by(step).map(band).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::{Padding, Window};

    const ROOMY: Bounds = Bounds {
        values: 1 << 25,
        workgroups: 65_535,
        turns: usize::MAX,
    };

    fn kernel(pictures: usize, stride: usize, padding: usize) -> Kernel {
        let window = Window {
            strides: [stride, 1],
            padding: Padding::Explicit([[padding; 2], [0; 2]]),
            ..Window::new([3, 3])
        };
        let grid = window.over(20, 10).unwrap();
        let shape = |dims: [usize; 4]| Shape::new(&dims).unwrap();
        Kernel {
            name: "test",
            source: "",
            params: vec![7],
            workgroup: [8, 8, 1],
            turns: 9,
            grid,
            rows: Rows::Window,
            inputs: vec![shape([pictures, 20, 10, 2])],
            bound: 1,
            output: shape([pictures, grid.y.output, grid.x.output, 3]),
        }
    }

    #[test]
    fn a_batch_that_fits_is_one_band() {
        let bands = kernel(4, 1, 0).bands(&ROOMY).unwrap();
        assert_eq!(bands.len(), 1);
        assert_eq!((bands[0].pictures.clone(), bands[0].rows()), (0..4, 72));
    }

    #[test]
    fn bands_cover_every_row_once_with_the_input_it_reads() {
        for (stride, padding, values) in [(1, 0, 100), (2, 1, 80), (3, 4, 60), (1, 2, 200), (5, 0, 60)] {
            let kernel = kernel(2, stride, padding);
            let bounds = Bounds { values, ..ROOMY };
            let line = kernel.grid.y;
            let mut next = 0;
            for band in kernel.bands(&bounds).unwrap() {
                assert!(kernel.input_range(&band).len() <= values && kernel.output_len(&band) <= values);
                assert_eq!(band.pictures.start * line.output + band.output_rows.start, next);
                for (out, k) in band.output_rows.clone().flat_map(|out| (0..3).map(move |k| (out, k))) {
                    assert!(line.in_from_out(out, k).is_none_or(|y| band.input_rows.contains(&y)));
                }
                next += band.rows();
            }
            assert_eq!(next, 2 * line.output);
        }
    }

    #[test]
    fn bands_of_a_transposed_window_hold_every_stamp_that_reaches_them() {
        for (stride, padding, values) in [(1, 0, 100), (2, 1, 80), (3, 2, 70), (4, 0, 60)] {
            let mut kernel = kernel(2, stride, padding);
            let line = kernel.grid.y;
            kernel.rows = Rows::Transposed;
            core::mem::swap(&mut kernel.inputs[0], &mut kernel.output);
            let mut next = 0;
            for band in kernel.bands(&Bounds { values, ..ROOMY }).unwrap() {
                assert!(kernel.input_range(&band).len() <= values && kernel.output_len(&band) <= values);
                assert_eq!(band.pictures.start * line.input + band.output_rows.start, next);
                for (place, _) in band.output_rows.clone().flat_map(|cell| line.outs_from_in(cell)) {
                    assert!(band.input_rows.contains(&place), "{place} for {band:?}");
                }
                next += band.rows();
            }
            assert_eq!(next, 2 * line.input);
        }
    }

    #[test]
    fn a_thread_that_would_take_too_long_is_not_started() {
        let mut kernel = kernel(1, 1, 0);
        kernel.turns = THREAD_TURNS + 1;
        assert_eq!(kernel.bands(&ROOMY), None);
    }

    #[test]
    fn long_work_is_cut_to_rows() {
        let kernel = kernel(1, 1, 0);
        let turns = 8 * 3 * 9 * 5;
        assert_eq!(kernel.bands(&Bounds { turns, ..ROOMY }).unwrap().len(), 4);
        assert_eq!(kernel.bands(&Bounds { turns: 1, ..ROOMY }).unwrap().len(), 18);
    }

    #[test]
    fn what_cannot_be_cut_does_not_fit() {
        let kernel = kernel(1, 1, 0);
        assert_eq!(kernel.bands(&Bounds { values: 59, ..ROOMY }), None);
        assert_eq!(kernel.bands(&Bounds { workgroups: 0, ..ROOMY }), None);
        assert_eq!(kernel.bands(&Bounds { workgroups: 2, ..ROOMY }), None);
    }

    #[test]
    fn the_uniform_is_band_window_and_params() {
        let kernel = kernel(1, 2, 1);
        let words = kernel.words(&kernel.bands(&ROOMY).unwrap()[0]);
        assert_eq!(words[..8], [1, 0, 20, 0, 10, 0, 0, 0]);
        assert_eq!(words[8..16], [0, 3, 2, 1, 1, 1, 20, 10]);
        assert_eq!(words[24..], [7, 0, 0, 0]);
    }
}

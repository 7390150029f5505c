//! The sliding window: **the** output-size rule, **the** index map and **the** y-then-x walk.
//!
//! ```text
//!            x →                      effective kernel e = (k - 1)·dilation + 1
//!      ┌─────────────────────┐        output size        = floor((before + in + after - e) / stride) + 1
//!    y │ padding             │        in_y(out_y, k_y)   = out_y·stride - before + k_y·dilation
//!    ↓ │   ┌─────────────┐   │
//!      │   │ ■ ■ ■       │   │        The window ■ starts at the top left and moves along x;
//!      │   │ ■ ■ ■ input │   │        at the end of a row it moves down by one stride in y.
//!      │   │ ■ ■ ■       │   │
//!      │   └─────────────┘   │        A position in the padding has an in_y below 0 or
//!      └─────────────────────┘        at least `in`: it is a place, but no cell of the input.
//! ```
//!
//! The sizes are TensorFlow's (`tf.nn.convolution`, "VALID" and "SAME") and, for explicit padding and ceil mode,
//! PyTorch's (`torch.nn.MaxPool2d`).

use crate::{
    error::{Axis, Error},
    shape::MAX_VALUES,
};

/// The largest kernel, stride, dilation or padding along one axis; beyond it the arithmetic could overflow.
pub const MAX_PARAMETER: usize = 1 << 16;

/// What surrounds the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Padding {
    /// Nothing: only windows that lie wholly inside.
    #[default]
    Valid,
    /// TensorFlow's SAME: `out = ceil(in / stride)`; an odd total puts the larger half *after*.
    Same,
    /// Rows and columns chosen by hand, as `[[top, bottom], [left, right]]`.
    Explicit([[usize; 2]; 2]),
}

/// A window, before it meets an input. Pairs are `[y, x]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Rows and columns of the kernel.
    pub kernel: [usize; 2],
    /// How far it moves.
    pub strides: [usize; 2],
    /// What surrounds the input.
    pub padding: Padding,
    /// The distance between two of its taps.
    pub dilations: [usize; 2],
    /// Pooling only: keep a last window that overhangs, if it starts inside the input or its leading padding.
    pub ceil_mode: bool,
}

impl Window {
    /// A window of `kernel` with stride 1, no padding and no dilation.
    pub fn new(kernel: [usize; 2]) -> Self {
        Self {
            kernel,
            strides: [1, 1],
            padding: Padding::Valid,
            dilations: [1, 1],
            ceil_mode: false,
        }
    }

    /// The window laid on an input of `height` and `width`.
    ///
    /// # Errors
    /// A parameter of 0 or beyond `65 536`, or a kernel larger than the padded input.
    ///
    /// ```
    /// use convscope::Window;
    /// let grid = Window::new([3, 3]).over(427, 640).unwrap();
    /// assert_eq!((grid.y.output, grid.x.output), (425, 638));
    /// ```
    pub fn over(&self, height: usize, width: usize) -> Result<Grid, Error> {
        Ok(Grid {
            y: self.line(Axis::Y, height)?,
            x: self.line(Axis::X, width)?,
        })
    }

    /// The height and width on which this window takes so many places and leaves nothing over: the output of a
    /// transposed convolution. Under [`Padding::Same`] it is the places times the stride.
    ///
    /// # Errors
    /// A parameter of 0 or beyond `65 536`, padding that leaves nothing, or a size beyond what a tensor may hold.
    ///
    /// ```
    /// use convscope::Window;
    /// let window = Window { strides: [2, 2], ..Window::new([3, 3]) };
    /// assert_eq!(window.under([4, 5]).unwrap(), [9, 11]);
    /// assert_eq!(window.over(9, 11).unwrap().x.output, 5);
    /// ```
    pub fn under(&self, places: [usize; 2]) -> Result<[usize; 2], Error> {
        let [height, width] = places;
        Ok([self.size_under(Axis::Y, height)?, self.size_under(Axis::X, width)?])
    }

    fn size_under(&self, axis: Axis, places: usize) -> Result<usize, Error> {
        let effective = self.effective(axis)? as u64;
        let (stride, places) = (self.strides[axis as usize] as u64, places as u64);
        let (mut size, [before, after]) = ((places - 1) * stride + effective, self.explicit(axis)?);
        if self.padding == Padding::Same {
            size = places * stride;
        }
        if size > MAX_VALUES as u64 {
            return Err(Error::TooLarge {
                shape: format!("({size},)"),
                limit: MAX_VALUES,
            });
        }
        let size = size as usize;
        size.checked_sub(before + after)
            .filter(|&size| size > 0)
            .ok_or(Error::PaddingTooLarge {
                axis,
                before,
                after,
                size,
            })
    }

    /// How far the window reaches along an axis, once kernel, stride and dilation are known to be in range.
    fn effective(&self, axis: Axis) -> Result<usize, Error> {
        let i = axis as usize;
        check(["size y", "size x"][i], self.kernel[i], 1)?;
        check(["strides y", "strides x"][i], self.strides[i], 1)?;
        check(["dilations y", "dilations x"][i], self.dilations[i], 1)?;
        Ok((self.kernel[i] - 1) * self.dilations[i] + 1)
    }

    /// The padding chosen by hand; none otherwise.
    fn explicit(&self, axis: Axis) -> Result<[usize; 2], Error> {
        let (i, Padding::Explicit(pairs)) = (axis as usize, self.padding) else {
            return Ok([0, 0]);
        };
        check(["padding top", "padding left"][i], pairs[i][0], 0)?;
        check(["padding bottom", "padding right"][i], pairs[i][1], 0)?;
        Ok(pairs[i])
    }

    fn line(&self, axis: Axis, input: usize) -> Result<Line, Error> {
        let i = axis as usize;
        let [kernel, stride, dilation] = [self.kernel[i], self.strides[i], self.dilations[i]];
        let effective = self.effective(axis)?;
        let [before, after] = match self.padding {
            Padding::Same => {
                let output = input.div_ceil(stride);
                let total = ((output - 1) * stride + effective).saturating_sub(input);
                [total / 2, total - total / 2]
            }
            _ => self.explicit(axis)?,
        };
        let padded = before + input + after;
        if effective > padded {
            return Err(Error::KernelTooLarge {
                axis,
                kernel,
                dilation,
                effective,
                input,
                before,
                after,
            });
        }
        let room = padded - effective;
        let mut output = room / stride + 1;
        if self.ceil_mode && !room.is_multiple_of(stride) && output * stride < before + input {
            output += 1;
        }
        Ok(Line {
            axis,
            kernel,
            stride,
            dilation,
            before,
            after,
            input,
            output,
        })
    }
}

fn check(name: &'static str, value: usize, min: usize) -> Result<(), Error> {
    if (min..=MAX_PARAMETER).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange {
        name,
        value: value as f64,
        min: min as f64,
        max: MAX_PARAMETER as f64,
    })
}

/// A window laid on an input: its two axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Down the picture.
    pub y: Line,
    /// Along a row.
    pub x: Line,
}

/// One axis of a window laid on an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which axis.
    pub axis: Axis,
    /// Kernel size.
    pub kernel: usize,
    /// Stride.
    pub stride: usize,
    /// Dilation.
    pub dilation: usize,
    /// Padding before the first cell.
    pub before: usize,
    /// Padding after the last cell.
    pub after: usize,
    /// Input size.
    pub input: usize,
    /// Output size: how many places the window takes.
    pub output: usize,
}

impl Line {
    /// `(kernel - 1)·dilation + 1`: how far the window reaches.
    pub fn effective(&self) -> usize {
        (self.kernel - 1) * self.dilation + 1
    }

    /// Where tap `k` of output `out` lies; negative or `>= input` means in the padding.
    pub fn place(&self, out: usize, k: usize) -> isize {
        (out * self.stride + k * self.dilation) as isize - self.before as isize
    }

    /// The input cell of tap `k` of output `out`, or `None` in the padding.
    pub fn in_from_out(&self, out: usize, k: usize) -> Option<usize> {
        usize::try_from(self.place(out, k))
            .ok()
            .filter(|&cell| cell < self.input)
    }

    /// The taps of output `out` that lie on the input, as a range of `k`.
    pub fn taps_inside(&self, out: usize) -> core::ops::Range<usize> {
        let start = self.place(out, 0);
        let first = usize::try_from(-start)
            .unwrap_or(0)
            .div_ceil(self.dilation)
            .min(self.kernel);
        let room = usize::try_from(self.input as isize - start).unwrap_or(0);
        first..room.div_ceil(self.dilation).min(self.kernel).max(first)
    }

    /// The input cells that neighbouring outputs read, and the padding before and after them with which this window, laid
    /// on those cells alone, gives these outputs and no others. None where they see padding alone.
    pub fn part(&self, outputs: &core::ops::Range<usize>) -> Option<(core::ops::Range<usize>, [usize; 2])> {
        let first = self.place(outputs.start, 0);
        let end = self.place(outputs.end - 1, self.kernel - 1) + 1;
        let inside = |place: isize| usize::try_from(place).unwrap_or(0).min(self.input);
        let cells = inside(first)..inside(end);
        let padding = [cells.start as isize - first, end - cells.end as isize].map(isize::unsigned_abs);
        (!cells.is_empty()).then_some((cells, padding))
    }

    /// The outputs whose every tap lies on the input; those before and after them reach into the padding.
    pub fn inner(&self) -> core::ops::Range<usize> {
        let first = self.before.div_ceil(self.stride).min(self.output);
        let room = (self.before + self.input).checked_sub(self.effective());
        let last = room.map_or(0, |room| room / self.stride + 1).min(self.output);
        first..last.max(first)
    }

    /// Every `(out, k)` that reads input cell `cell`, in order of `out`.
    pub fn outs_from_in(&self, cell: usize) -> Vec<(usize, usize)> {
        let at = cell + self.before;
        let last = (at / self.stride).min(self.output - 1);
        let first = (at + 1).saturating_sub(self.effective()).div_ceil(self.stride);
        let tap = |out: usize| (out, (at - out * self.stride) / self.dilation);
        (first..=last)
            .filter(|out| (at - out * self.stride).is_multiple_of(self.dilation))
            .map(tap)
            .collect()
    }

    /// Whether any window reads this input cell.
    pub fn is_read(&self, cell: usize) -> bool {
        !self.outs_from_in(cell).is_empty()
    }

    /// How many input cells at the end no window reaches: what a stride leaves over.
    pub fn unused_after(&self) -> usize {
        let reach = (self.output - 1) * self.stride + self.effective();
        (self.before + self.input).saturating_sub(reach).min(self.input)
    }

    /// The padding, widened where a last ceil-mode window overhangs it.
    pub fn drawn_after(&self) -> usize {
        let reach = (self.output - 1) * self.stride + self.effective();
        self.after.max(reach.saturating_sub(self.before + self.input))
    }
}

impl Grid {
    /// Every output cell in the order the window visits it: y first, then x.
    ///
    /// ```
    /// let grid = convscope::Window::new([2, 2]).over(3, 3).unwrap();
    /// assert_eq!(grid.walk().collect::<Vec<_>>(), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    /// ```
    pub fn walk(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let width = self.x.output;
        (0..self.y.output).flat_map(move |y| (0..width).map(move |x| (y, x)))
    }

    /// The steps of the walk.
    pub fn steps(&self) -> usize {
        self.y.output * self.x.output
    }

    /// The output cell of step `step` of the walk.
    pub fn cell_of(&self, step: usize) -> (usize, usize) {
        (step / self.x.output, step % self.x.output)
    }

    /// The step at which the walk comes to `(y, x)`.
    pub fn step_of(&self, y: usize, x: usize) -> usize {
        y * self.x.output + x
    }

    /// The same grid if each window sees at least one input cell, as pooling needs.
    ///
    /// # Errors
    /// [`Error::WindowOutside`] for the first that does not.
    pub fn seeing_input(self) -> Result<Self, Error> {
        for line in [&self.y, &self.x] {
            if let Some(out) = (0..line.output).find(|&out| line.taps_inside(out).is_empty()) {
                let &Line {
                    axis,
                    kernel,
                    before,
                    after,
                    input,
                    ..
                } = line;
                return Err(Error::WindowOutside {
                    axis,
                    out,
                    kernel,
                    before,
                    after,
                    input,
                });
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kernel: usize, stride: usize, dilation: usize, padding: Padding, input: usize) -> Line {
        let window = Window {
            kernel: [kernel, 1],
            strides: [stride, 1],
            padding,
            dilations: [dilation, 1],
            ceil_mode: false,
        };
        window.over(input, 1).unwrap().y
    }

    #[test]
    fn same_puts_the_larger_half_after() {
        let even = line(2, 1, 1, Padding::Same, 5);
        assert_eq!((even.before, even.after, even.output), (0, 1, 5));
        let strided = line(3, 2, 1, Padding::Same, 6);
        assert_eq!((strided.before, strided.after, strided.output), (0, 1, 3));
    }

    #[test]
    fn a_stride_leaves_rows_over() {
        let pooled = line(3, 3, 1, Padding::Valid, 427);
        assert_eq!((pooled.output, pooled.unused_after()), (142, 1));
        assert!(!pooled.is_read(426) && pooled.is_read(425));
    }

    #[test]
    fn ceil_mode_keeps_a_window_only_if_it_starts_inside() {
        let grid = |input, padding| {
            let window = Window {
                kernel: [2, 2],
                strides: [2, 2],
                padding: Padding::Explicit([[padding; 2]; 2]),
                dilations: [1, 1],
                ceil_mode: true,
            };
            window.over(input, input).unwrap().y
        };
        assert_eq!((grid(5, 0).output, grid(5, 0).drawn_after()), (3, 1));
        assert_eq!(grid(4, 1).output, 3);
    }

    #[test]
    fn forward_and_backward_maps_agree() {
        for (kernel, stride, dilation, before, after, input) in [
            (3, 1, 1, 0, 0, 9),
            (3, 2, 2, 3, 1, 10),
            (2, 3, 1, 0, 2, 11),
            (4, 1, 3, 5, 5, 7),
        ] {
            let padding = Padding::Explicit([[before, after], [0, 0]]);
            let line = line(kernel, stride, dilation, padding, input);
            for cell in 0..input {
                let searched: Vec<_> = (0..line.output)
                    .flat_map(|out| (0..kernel).map(move |k| (out, k)))
                    .filter(|&(out, k)| line.in_from_out(out, k) == Some(cell))
                    .collect();
                assert_eq!(line.outs_from_in(cell), searched);
            }
            for out in 0..line.output {
                let inside: Vec<_> = (0..kernel).filter(|&k| line.in_from_out(out, k).is_some()).collect();
                assert_eq!(line.taps_inside(out).collect::<Vec<_>>(), inside);
                assert_eq!(line.inner().contains(&out), inside.len() == kernel);
            }
        }
    }

    #[test]
    fn under_so_many_places_lies_what_they_lie_on() {
        let paddings = [Padding::Valid, Padding::Same, Padding::Explicit([[2, 1], [0, 0]])];
        for (padding, kernel, stride, dilation) in paddings
            .into_iter()
            .flat_map(|padding| [(padding, 3, 1, 1), (padding, 4, 2, 3), (padding, 3, 5, 1)])
        {
            let window = Window {
                kernel: [kernel, 1],
                strides: [stride, 1],
                padding,
                dilations: [dilation, 1],
                ceil_mode: false,
            };
            let [size, _] = window.under([6, 1]).unwrap();
            assert_eq!(window.over(size, 1).unwrap().y.output, 6, "{window:?} on {size}");
        }
        let padding = Padding::Explicit([[1, 2], [0, 0]]);
        let error = Window {
            padding,
            ..Window::new([1, 1])
        }
        .under([3, 1])
        .unwrap_err();
        assert_eq!(error.to_string(), "padding 1 + 2 leaves nothing of the 3 cells along y");
    }

    #[test]
    fn a_kernel_that_does_not_fit_says_so() {
        let error = Window::new([5, 1]).over(3, 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "kernel 5 does not fit input 3 with padding 0 + 0 along y"
        );
    }

    #[test]
    fn a_window_of_padding_alone_is_refused() {
        let window = Window {
            padding: Padding::Explicit([[2, 0], [0, 0]]),
            ..Window::new([2, 1])
        };
        let error = window.over(4, 4).unwrap().seeing_input().unwrap_err();
        assert!(matches!(
            error,
            Error::WindowOutside {
                axis: Axis::Y,
                out: 0,
                ..
            }
        ));
    }
}

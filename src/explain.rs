//! Where one output value comes from: taps, products, partial sums, bias, result. As data, for a picture to draw.

mod convolution;
mod gradient;
mod pooling;

use crate::{error::Error, shape::Shape, tensor::offset, window::Grid};

pub use convolution::{explain_conv_transpose2d, explain_conv2d, explain_dense};
pub use gradient::{GradientExplanation, Term, explain_conv2d_gradient, explain_dense_gradient};
pub use pooling::{explain_avg_pool2d, explain_global_avg_pool2d, explain_max_pool2d};

/// Reads one value by its place in the row-major data, so that a caller need not copy a whole picture to explain nine
/// of its pixels.
pub type Values<'a> = &'a dyn Fn(usize) -> f32;

/// One place under the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tap {
    /// Row of the input; negative or beyond its height in the padding.
    pub y: isize,
    /// Column of the input; negative or beyond its width in the padding.
    pub x: isize,
    /// Channel of the input.
    pub c: usize,
    /// Whether the place is a cell of the input.
    pub inside: bool,
    /// The input value there; 0 in the padding.
    pub value: f32,
    /// The filter's weight; for max pooling 1 for the value that is picked and 0 for the others, for average pooling
    /// its share: 1 / divisor.
    pub weight: f32,
    /// `value · weight`.
    pub product: f32,
}

/// How one output cell is computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The places under the window: y first, then x, then the channel.
    pub taps: Vec<Tap>,
    /// The running sum after each tap; for max pooling the running maximum, for average pooling the running sum over
    /// the divisor.
    pub partial: Vec<f32>,
    /// The bias; 0 where there is none.
    pub bias: f32,
    /// The output value.
    pub result: f32,
}

/// Taps and partial results as they come. One compiled copy serves every op: nothing here has to be fast.
#[derive(Default)]
struct Told {
    taps: Vec<Tap>,
    partial: Vec<f32>,
}

impl Told {
    #[inline(never)]
    fn add(&mut self, tap: Tap, partial: f32) {
        self.taps.push(tap);
        self.partial.push(partial);
    }

    fn with(self, bias: f32, result: f32) -> Explanation {
        Explanation {
            taps: self.taps,
            partial: self.partial,
            bias,
            result,
        }
    }
}

#[inline(never)]
fn check_cell(cell: [usize; 4], output: Shape) -> Result<(), Error> {
    let inside = cell.iter().zip(output.dims()).all(|(at, size)| at < size);
    if inside {
        Ok(())
    } else {
        Err(Error::CellOutside {
            cell,
            shape: output.to_string(),
        })
    }
}

/// The taps of one window, y first, then x.
fn kernel_walk(grid: &Grid) -> impl Iterator<Item = (usize, usize)> + use<> {
    let (height, width) = (grid.y.kernel, grid.x.kernel);
    (0..height).flat_map(move |y| (0..width).map(move |x| (y, x)))
}

#[inline(never)]
fn read_tap(grid: &Grid, shape: Shape, [n, c]: [usize; 2], out: [usize; 2], k: [usize; 2], input: Values<'_>) -> Tap {
    let cell = (grid.y.in_from_out(out[0], k[0]), grid.x.in_from_out(out[1], k[1]));
    let (inside, value) = match cell {
        (Some(y), Some(x)) => (true, input(offset(shape, [n, y, x, c]))),
        _ => (false, 0.0),
    };
    let (y, x) = (grid.y.place(out[0], k[0]), grid.x.place(out[1], k[1]));
    Tap {
        y,
        x,
        c,
        inside,
        value,
        weight: 0.0,
        product: 0.0,
    }
}

//! Colours to grey where the picture lies.

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    shape::Shape,
    window::Window,
};

/// The kernel over a picture's bytes, four to a word; `method` counts those of [`Grey::NAMES`](crate::pixels::Grey::NAMES).
///
/// # Errors
/// When the picture is larger than a tensor may be.
pub fn kernel([height, width]: [usize; 2], method: u32) -> Result<Kernel, Error> {
    Ok(Kernel {
        name: "greyscale",
        source: wgsl!(),
        params: vec![method],
        workgroup: [8, 8, 1],
        turns: 1,
        grid: Window::new([1, 1]).over(height, width)?,
        rows: Rows::Any,
        inputs: vec![Shape::new(&[1, 1, (height * width * 3).div_ceil(4), 1])?],
        bound: 1,
        output: Shape::new(&[1, height, width, 1])?,
    })
}

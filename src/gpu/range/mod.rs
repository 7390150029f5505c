//! The smallest and the largest value of a map where it lies.

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    shape::Shape,
    window::Window,
};

/// Values that one thread looks at.
const STRIP: usize = 256;

/// The kernel that leaves of so many values two for every [`STRIP`] of them: the smallest, the largest. Run again on what it
/// gave, it finds the same ends, for an infinity stands where there was no finite number.
///
/// # Errors
/// When the values are more than a tensor may hold.
pub fn kernel(values: usize) -> Result<Kernel, Error> {
    let parts = values.div_ceil(STRIP);
    Ok(Kernel {
        name: "range",
        source: wgsl!(),
        params: vec![values as u32],
        workgroup: [64, 1, 1],
        turns: STRIP,
        grid: Window::new([1, 1]).over(1, parts)?,
        rows: Rows::Any,
        inputs: vec![Shape::new(&[1, 1, values, 1])?],
        bound: 1,
        output: Shape::new(&[1, 1, parts, 2])?,
    })
}

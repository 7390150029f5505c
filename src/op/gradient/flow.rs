//! Gradients as GPU kernels, which are plain data: what they read of a pass, and how a sum is split among threads.

use crate::{
    error::Error,
    kernel::{Kernel, Rows, gradient_wgsl},
    shape::Shape,
    window::{Grid, Window},
};

/// What a kernel reads of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// What went into the op.
    Input,
    /// What came out.
    Output,
    /// The loss's derivative by that.
    Error,
    /// The op's kernel: its first weights.
    Kernel,
}

/// One of an op's gradients.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Its kernel.
    pub kernel: Kernel,
    /// What that reads, in the order of its bindings.
    pub reads: &'static [Read],
}

/// All gradients of an op.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// By the input; none where the error passes as it is.
    pub input: Option<Flow>,
    /// By each of the weights, in parts that are to be added up.
    pub weights: Vec<Flow>,
}

impl Flows {
    /// Those of an op without weights.
    pub fn of(kernel: Kernel, reads: &'static [Read]) -> Self {
        Self {
            input: Some(Flow { kernel, reads }),
            weights: Vec::new(),
        }
    }
}

/// So many threads keep a GPU busy.
const BUSY: usize = 1 << 14;

/// A sum over `rows` for each of `weights`: into how many parts it is cut, and how many rows each has.
pub fn cut(weights: usize, rows: usize) -> [usize; 2] {
    let wanted = (BUSY / weights).clamp(1, rows);
    let each = rows.div_ceil(wanted);
    [rows.div_ceil(each), each]
}

/// The derivative by a bias: the errors of each channel, added up.
///
/// # Errors
/// When there are more errors than a tensor may hold.
pub fn by_bias(rows: usize, channels: usize) -> Result<Flow, Error> {
    let [parts, each] = cut(channels, rows);
    let kernel = Kernel {
        name: "by_bias",
        source: gradient_wgsl!("by_bias.wgsl"),
        params: vec![channels as u32, rows as u32, each as u32],
        workgroup: [1, 8, 8],
        turns: each,
        grid: single()?,
        rows: Rows::Any,
        inputs: vec![Shape::new(&[1, rows, 1, channels])?],
        bound: 1,
        output: Shape::new(&[1, parts, 1, channels])?,
    };
    Ok(Flow {
        kernel,
        reads: &[Read::Error],
    })
}

/// Adds the parts of `weights` derivatives to what is there.
///
/// # Errors
/// When they are more than a tensor may hold.
pub fn sum(partial: Shape, weights: usize) -> Result<Kernel, Error> {
    let parts = partial.len() / weights;
    Ok(Kernel {
        name: "sum_parts",
        source: gradient_wgsl!("sum.wgsl"),
        params: vec![parts as u32],
        workgroup: [64, 1, 1],
        turns: parts,
        grid: Window::new([1, 1]).over(1, weights)?,
        rows: Rows::Any,
        inputs: vec![Shape::new(&[1, parts, weights, 1])?],
        bound: 1,
        output: Shape::new(&[1, 1, weights, 1])?,
    })
}

/// For a kernel that asks nothing of a window.
pub fn single() -> Result<Grid, Error> {
    Window::new([1, 1]).over(1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_every_row_and_none_is_empty() {
        for weights in [1, 72, 1152, 1 << 20] {
            for rows in [1, 7, 832, 100_000] {
                let [parts, each] = cut(weights, rows);
                assert!(parts * each >= rows && (parts - 1) * each < rows, "{weights} {rows}");
                assert!(parts == 1 || parts * weights <= BUSY, "{weights} {rows}");
            }
        }
    }
}

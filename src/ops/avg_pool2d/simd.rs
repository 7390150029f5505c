//! The sum of the values under each window, gathered as [`gather`] describes, and divided by the cells that the window counts.
//!
//! Each output adds its own values in the definition's order, so it is the same number bit for bit.
//!
//! Not done: running sums, which would make the time independent of the window's size. They round differently, and one
//! NaN would spoil the rest of the row.

use super::{Plan, naive::counted};
use crate::{lanes::F32x4, op::pooling::gather, tensor::Tensor};

/// As the definition.
pub fn avg_pool2d(plan: &Plan, input: &Tensor, output: &mut [f32]) {
    gather::<F32x4>(&plan.pooling, input.data(), output);
    let (y, x) = (&plan.pooling.grid.y, &plan.pooling.grid.x);
    // The cells counted in x, once for each channel.
    let columns: Vec<f32> = (0..x.output)
        .flat_map(|out_x| core::iter::repeat_n(counted(x, out_x, plan.count_include_pad) as f32, plan.pooling.channels))
        .collect();
    for (row, sums) in output.chunks_exact_mut(columns.len()).enumerate() {
        let counted_rows = counted(y, row % y.output, plan.count_include_pad) as f32;
        // The compiler divides several at once.
        let sums = sums.iter_mut().zip(&columns);
        sums.for_each(|(sum, counted_columns)| *sum /= counted_rows * counted_columns);
    }
}

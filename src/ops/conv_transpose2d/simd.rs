//! Several filters at a time: their weights for one input value are neighbours in memory.
//!
//! ```text
//! for each picture, output row and column:
//!     stamps = the input cells whose stamp covers it, each with its tap (1)
//!     for each group, four of its filters at once, or one by one where there are fewer:
//!         sums = 0
//!         for each stamp, i:  sums += input · weights          in the order of the definition
//!         sums + bias
//! ```
//!
//! Each output adds its own products in the definition's order, so it is the same number bit for bit. What differs:
//!
//! 1. The stamps that cover a row, and those that cover a column, are listed once, not for each cell.
//! 2. The last four filters of a group overlap the ones before, rather than being fewer.
//!
//! Not done: neighbours in x in the lanes, for one or two filters. With a stride their taps differ, and each phase of the
//! stride would need a sweep of its own.

use super::Plan;
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
    window::Line,
};

/// For each cell of one axis of the output: the input cells and taps that reach it.
fn stamps(line: &Line) -> Vec<Vec<(usize, usize)>> {
    (0..line.input).map(|cell| line.outs_from_in(cell)).collect()
}

/// As the definition.
pub fn conv_transpose2d(plan: &Plan, input: &Tensor, filter: &Tensor, bias: Option<&Tensor>, output: &mut [f32]) {
    let (rows, columns) = (stamps(&plan.grid.y), stamps(&plan.grid.x));
    let bias: Vec<f32> = bias.map_or_else(|| vec![0.0; plan.filters], |bias| bias.data().to_vec());
    let mut pixels = output.chunks_exact_mut(plan.filters);
    let mut taps = Vec::new();
    for picture in input.data().chunks_exact(input.data().len() / plan.batch) {
        for rows in &rows {
            for (columns, pixel) in columns.iter().zip(&mut pixels) {
                taps.clear();
                for &(in_y, k_y) in rows {
                    taps.extend(columns.iter().map(|&(in_x, k_x)| {
                        let tap = k_y * plan.grid.x.kernel + k_x;
                        (in_y * plan.grid.x.output + in_x, tap)
                    }));
                }
                fill_pixel(plan, picture, filter.data(), &taps, pixel);
                pixel.iter_mut().zip(&bias).for_each(|(cell, bias)| *cell += bias);
            }
        }
    }
}

/// The sums of all filters at one output cell. A tap is an input pixel and the place of its weights.
fn fill_pixel(plan: &Plan, picture: &[f32], filter: &[f32], taps: &[(usize, usize)], out: &mut [f32]) {
    let (depth, each) = (plan.depth, plan.each);
    for (g, out) in out.chunks_exact_mut(each).enumerate() {
        let products = || {
            taps.iter().flat_map(|&(pixel, tap)| {
                let values = &picture[pixel * plan.channels + g * depth..][..depth];
                let weights = filter[(tap * plan.channels + g * depth) * each..].chunks_exact(each);
                values.iter().zip(weights)
            })
        };
        if each < LANES {
            for (o, cell) in out.iter_mut().enumerate() {
                *cell = products().fold(0.0, |sum, (value, weights)| sum + value * weights[o]);
            }
            continue;
        }
        for o in (0..each).step_by(LANES).map(|o| o.min(each - LANES)) {
            let mut sum = F32x4::splat(0.0);
            for (&value, weights) in products() {
                sum = sum.plus(F32x4::splat(value).times(F32x4::load(&weights[o..])));
            }
            sum.store(&mut out[o..]);
        }
    }
}

//! Several units at a time: their weights for one input value are neighbours in memory.
//!
//! ```text
//! for each row, for sixteen units at once, then four, then one (1):
//!     sums = 0
//!     for i:  sums += input · weights          in the order of the definition
//!     sums + bias
//! ```
//!
//! Each unit adds its own products in the definition's order, so it is the same number bit for bit. What differs:
//!
//! 1. The last four units overlap the ones before, rather than being fewer.

use super::Plan;
use crate::{
    lanes::{F32x4, LANES},
    tensor::Tensor,
};

/// Vectors of units that are summed together, so that one addition need not wait for another.
const WIDE: usize = 4;

/// As the definition.
pub fn dense(plan: &Plan, input: &Tensor, kernel: &Tensor, bias: Option<&Tensor>, output: &mut [f32]) {
    let bias: Vec<f32> = bias.map_or_else(|| vec![0.0; plan.units], |bias| bias.data().to_vec());
    let rows = input.data().chunks_exact(plan.width);
    for (row, out) in rows.zip(output.chunks_exact_mut(plan.units)) {
        let mut o = 0;
        while o + WIDE * LANES <= plan.units {
            units::<WIDE>(row, kernel.data(), &bias, o, out);
            o += WIDE * LANES;
        }
        while o < plan.units && plan.units >= LANES {
            units::<1>(row, kernel.data(), &bias, o.min(plan.units - LANES), out);
            o += LANES;
        }
        for o in o..plan.units {
            let products = row.iter().zip(kernel.data()[o..].iter().step_by(plan.units));
            out[o] = products.fold(0.0, |sum, (value, weight)| sum + value * weight) + bias[o];
        }
    }
}

/// `V` vectors of units, from unit `o` on.
fn units<const V: usize>(row: &[f32], kernel: &[f32], bias: &[f32], o: usize, out: &mut [f32]) {
    let mut sums = [F32x4::splat(0.0); V];
    for (&value, weights) in row.iter().zip(kernel.chunks_exact(bias.len())) {
        let value = F32x4::splat(value);
        for (sum, weights) in sums.iter_mut().zip(weights[o..].as_chunks::<LANES>().0) {
            *sum = sum.plus(value.times(F32x4::load(weights)));
        }
    }
    for (v, sum) in sums.into_iter().enumerate() {
        let at = o + v * LANES;
        sum.plus(F32x4::load(&bias[at..])).store(&mut out[at..]);
    }
}

//! The definition, as a learner would write it.

use super::super::{
    Plan,
    naive::{channel, tap_weight, value},
};
use crate::tensor::{Tensor, offset};

/// For each weight: error times the input value that met the weight there, added up over the output of a picture, and then
/// over the pictures. The bias met a 1 everywhere.
pub fn by_weights(plan: &Plan, input: &Tensor, error: &Tensor, weights: &mut [Tensor]) {
    for n in 0..plan.batch {
        for o in 0..plan.filters {
            if let Some(filter) = weights.first_mut() {
                for (k_y, k_x, i) in taps(plan) {
                    let mut sum = 0.0;
                    for (out_y, out_x) in plan.grid.walk() {
                        let value = value(plan, input, n, (out_y, k_y), (out_x, k_x), channel(plan, i, o));
                        sum += value * error.at([n, out_y, out_x, o]);
                    }
                    let at = offset(filter.shape(), tap_weight(plan, [k_y, k_x, i, o]));
                    filter.data_mut()[at] += sum;
                }
            }
            if let Some(bias) = weights.get_mut(1) {
                let mut sum = 0.0;
                for (out_y, out_x) in plan.grid.walk() {
                    sum += error.at([n, out_y, out_x, o]);
                }
                bias.data_mut()[o] += sum;
            }
        }
    }
}

/// For each input cell: the error of each output that read it, times the weight through which it did, added up tap by tap
/// and filter by filter.
pub fn by_input(plan: &Plan, filter: &Tensor, error: &Tensor, input: &mut Tensor) {
    let (y, x) = (&plan.grid.y, &plan.grid.x);
    let group = plan.filters / plan.groups;
    let shape = input.shape();
    for n in 0..plan.batch {
        for (in_y, in_x) in (0..y.input).flat_map(|in_y| (0..x.input).map(move |in_x| (in_y, in_x))) {
            for c in 0..plan.channels {
                let (g, i) = (c / plan.depth, c % plan.depth);
                let mut sum = 0.0;
                // In order of the tap: the last output that reads a cell does so through its first tap.
                for (out_y, k_y) in y.outs_from_in(in_y).into_iter().rev() {
                    for (out_x, k_x) in x.outs_from_in(in_x).into_iter().rev() {
                        for o in g * group..(g + 1) * group {
                            let weight = filter.at(tap_weight(plan, [k_y, k_x, i, o]));
                            sum += error.at([n, out_y, out_x, o]) * weight;
                        }
                    }
                }
                input.data_mut()[offset(shape, [n, in_y, in_x, c])] = sum;
            }
        }
    }
}

/// Every tap of a filter, `(k_y, k_x, i)`.
fn taps(plan: &Plan) -> impl Iterator<Item = (usize, usize, usize)> + use<> {
    let (height, width, depth) = (plan.grid.y.kernel, plan.grid.x.kernel, plan.depth);
    (0..height).flat_map(move |k_y| (0..width).flat_map(move |k_x| (0..depth).map(move |i| (k_y, k_x, i))))
}

//! The gradient of a dense layer.
//!
//! - By the kernel: input value times the unit's error, added up over the rows.
//! - By the input: the unit's error times the kernel's weight, added up over the units.
//! - By the bias: the errors, added up over the rows.
//!
//! Sixteen units at a time for the kernel, with the rows in the inner loop, so that each weight's sum is held in a register;
//! for the input the kernel is turned, and sixteen input values stand side by side.

use super::{Dense, Plan};
use crate::{
    error::Error,
    lanes::{F32x4, LANES},
    op::{
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};
#[cfg(feature = "gpu")]
use crate::{
    kernel::{Kernel, Rows, gradient_wgsl},
    op::gradient::{
        Flow, Flows, Read,
        flow::{by_bias, cut, single},
    },
    shape::Shape,
};

impl Gradient for Dense {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        let error = pass.error.data();
        if let Some(input) = input {
            by_input(&plan, pass.inputs[1].data(), error, input.data_mut());
        }
        if let Some(kernel) = weights.first_mut() {
            by_kernel(&plan, pass.inputs[0].data(), error, kernel.data_mut());
        }
        if let Some(bias) = weights.get_mut(1) {
            for errors in error.chunks_exact(plan.units) {
                bias.data_mut()
                    .iter_mut()
                    .zip(errors)
                    .for_each(|(sum, error)| *sum += error);
            }
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let plan = self.plan(inputs)?;
        let mut weights = vec![Flow {
            kernel: weights_kernel(&plan)?,
            reads: &[Read::Input, Read::Error],
        }];
        if inputs.len() == 3 {
            weights.push(by_bias(plan.rows, plan.units)?);
        }
        let input = Flow {
            kernel: input_kernel(&plan, inputs[1])?,
            reads: &[Read::Error, Read::Kernel],
        };
        Ok(Flows {
            input: Some(input),
            weights,
        })
    }
}

#[cfg(feature = "gpu")]
fn input_kernel(plan: &Plan, kernel: Shape) -> Result<Kernel, Error> {
    Ok(Kernel {
        name: "dense_by_input",
        source: gradient_wgsl!("by_input.wgsl"),
        params: vec![plan.width as u32, plan.units as u32],
        workgroup: [8, 8, 1],
        turns: plan.units,
        grid: single()?,
        rows: Rows::Any,
        inputs: vec![Shape::new(&[1, plan.rows, 1, plan.units])?, kernel],
        bound: 2,
        output: Shape::new(&[1, plan.rows, plan.width, 1])?,
    })
}

#[cfg(feature = "gpu")]
fn weights_kernel(plan: &Plan) -> Result<Kernel, Error> {
    let [parts, each] = cut(plan.width * plan.units, plan.rows);
    let sizes = [plan.width, plan.units, plan.rows, each];
    Ok(Kernel {
        name: "dense_by_kernel",
        source: gradient_wgsl!("by_kernel.wgsl"),
        params: sizes.map(|size| size as u32).to_vec(),
        workgroup: [8, 1, 8],
        turns: each,
        grid: single()?,
        rows: Rows::Any,
        inputs: vec![
            Shape::new(&[1, plan.rows, 1, plan.width])?,
            Shape::new(&[1, plan.rows, 1, plan.units])?,
        ],
        bound: 2,
        output: Shape::new(&[1, parts, plan.width, plan.units])?,
    })
}

fn by_kernel(plan: &Plan, input: &[f32], error: &[f32], gradient: &mut [f32]) {
    let mut o = 0;
    while o + 4 * LANES <= plan.units {
        columns::<4>(plan, input, error, gradient, o);
        o += 4 * LANES;
    }
    while o + LANES <= plan.units {
        columns::<1>(plan, input, error, gradient, o);
        o += LANES;
    }
    for o in o..plan.units {
        for i in 0..plan.width {
            let values = input[i..].iter().step_by(plan.width);
            let products = values.zip(error[o..].iter().step_by(plan.units));
            let sum = &mut gradient[i * plan.units + o];
            products.for_each(|(value, error)| *sum += value * error);
        }
    }
}

/// The weights of `V` vectors of units, from unit `o` on.
fn columns<const V: usize>(plan: &Plan, input: &[f32], error: &[f32], gradient: &mut [f32], o: usize) {
    for (i, weights) in gradient.chunks_exact_mut(plan.units).enumerate() {
        let weights = weights[o..].as_chunks_mut::<LANES>().0;
        let mut sums: [F32x4; V] = core::array::from_fn(|v| F32x4::load(&weights[v]));
        for (row, errors) in input.chunks_exact(plan.width).zip(error.chunks_exact(plan.units)) {
            let value = F32x4::splat(row[i]);
            for (sum, errors) in sums.iter_mut().zip(errors[o..].as_chunks::<LANES>().0) {
                *sum = sum.plus(value.times(F32x4::load(errors)));
            }
        }
        weights
            .iter_mut()
            .zip(sums)
            .for_each(|(weights, sum)| *weights = sum.to_array());
    }
}

fn by_input(plan: &Plan, kernel: &[f32], error: &[f32], gradient: &mut [f32]) {
    let lanes = plan.width.next_multiple_of(4 * LANES);
    let mut turned = vec![0.0; plan.units * lanes];
    for (i, weights) in kernel.chunks_exact(plan.units).enumerate() {
        weights
            .iter()
            .enumerate()
            .for_each(|(o, weight)| turned[o * lanes + i] = *weight);
    }
    let rows = error
        .chunks_exact(plan.units)
        .zip(gradient.chunks_exact_mut(plan.width));
    for (errors, row) in rows {
        for (block, room) in row.chunks_mut(4 * LANES).enumerate() {
            let mut sums = [F32x4::splat(0.0); 4];
            for (error, weights) in errors.iter().zip(turned.chunks_exact(lanes)) {
                let error = F32x4::splat(*error);
                let weights = weights[block * 4 * LANES..].as_chunks::<LANES>().0;
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = sum.plus(error.times(F32x4::load(weights)));
                }
            }
            for (room, sum) in room.chunks_mut(LANES).zip(sums) {
                room.copy_from_slice(&sum.to_array()[..room.len()]);
            }
        }
    }
}

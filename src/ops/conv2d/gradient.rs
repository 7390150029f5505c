//! The gradient of a convolution: two more convolutions.
//!
//! - By the filter: the error map slides over the picture; where it lies at a tap's offset, the products add up to the
//!   derivative by that tap's weight.
//! - By the input: each error stamps the filter back on the cells that its window saw.
//! - By the bias: the errors, added up.

mod by_filter;
mod by_input;
mod naive;

use super::Conv2d;
use crate::{
    error::Error,
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
        flow::{by_bias, cut},
    },
    shape::Shape,
};

impl Gradient for Conv2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        if let Some(input) = input {
            by_input::compute(&plan, pass.inputs[1], pass.error, input);
        }
        by_filter::compute(&plan, pass.inputs[0], pass.error, weights);
        Ok(())
    }

    fn naive_gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        if let Some(input) = input {
            naive::by_input(&plan, pass.inputs[1], pass.error, input);
        }
        naive::by_weights(&plan, pass.inputs[0], pass.error, weights);
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let plan = self.plan(inputs)?;
        let mut weights = vec![Flow {
            kernel: filter_kernel(&plan)?,
            reads: &[Read::Input, Read::Error],
        }];
        if inputs.len() == 3 {
            weights.push(by_bias(plan.output.len() / plan.filters, plan.filters)?);
        }
        let input = Flow {
            kernel: input_kernel(&plan, inputs),
            reads: &[Read::Error, Read::Kernel],
        };
        Ok(Flows {
            input: Some(input),
            weights,
        })
    }
}

#[cfg(feature = "gpu")]
fn words(plan: &super::Plan) -> Vec<u32> {
    let sizes = [plan.channels, plan.depth, plan.filters, plan.groups];
    let flip = u32::from(plan.flip);
    sizes.map(|size| size as u32).into_iter().chain([flip]).collect()
}

#[cfg(feature = "gpu")]
fn input_kernel(plan: &super::Plan, inputs: &[Shape]) -> Kernel {
    Kernel {
        name: "conv2d_by_input",
        source: gradient_wgsl!("gradient/by_input.wgsl"),
        params: words(plan),
        workgroup: [8, 8, 1],
        turns: plan.grid.y.kernel * plan.grid.x.kernel * (plan.filters / plan.groups),
        grid: plan.grid,
        rows: Rows::Any,
        inputs: vec![plan.output, inputs[1]],
        bound: 2,
        output: inputs[0],
    }
}

#[cfg(feature = "gpu")]
fn filter_kernel(plan: &super::Plan) -> Result<Kernel, Error> {
    let (height, width) = (plan.grid.y.input, plan.grid.x.input);
    let taps = plan.grid.y.kernel * plan.grid.x.kernel;
    let rows = plan.batch * plan.grid.y.output;
    let [parts, each] = cut(taps * plan.depth * plan.filters, rows);
    let mut params = words(plan);
    params.extend([plan.batch as u32, each as u32]);
    Ok(Kernel {
        name: "conv2d_by_filter",
        source: gradient_wgsl!("gradient/by_filter.wgsl"),
        params,
        workgroup: [1, 8, 8],
        turns: each * plan.grid.x.output,
        grid: plan.grid,
        rows: Rows::Any,
        // One picture: each part is of all of them.
        inputs: vec![
            Shape::new(&[1, plan.batch * height, width, plan.channels])?,
            plan.output,
        ],
        bound: 2,
        output: Shape::new(&[1, parts * taps, plan.depth, plan.filters])?,
    })
}

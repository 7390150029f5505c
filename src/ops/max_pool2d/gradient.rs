//! The gradient of a max pooling: the error goes to the cell that was picked.
//!
//! Where several cells of a window are equally large, it goes to the first of them, y first, then x. PyTorch and TensorFlow do the
//! same on the CPU; shared among them, as some libraries do, the error would be as much in all.
//!
//! Four channels at a time: what is left of an error is zero once it has been given away.

use super::MaxPool2d;
use crate::{
    error::Error,
    lanes::{F32x4, LANES},
    op::{
        gradient::{Gradient, Pass},
        pooling::Cells,
        shapes,
    },
    tensor::Tensor,
};
#[cfg(feature = "gpu")]
use crate::{
    kernel::{Kernel, Rows, gradient_wgsl},
    op::gradient::{Flows, Read},
    shape::Shape,
};

impl Gradient for MaxPool2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        let Some(input) = input else { return Ok(()) };
        input.data_mut().fill(0.0);
        let spans = plan.spans();
        let outputs = pass.output.data().chunks_exact(plan.channels);
        let mut outputs = outputs.zip(pass.error.data().chunks_exact(plan.channels));
        let values = pass.inputs[0].data().chunks_exact(plan.picture());
        for (values, gradient) in values.zip(input.data_mut().chunks_exact_mut(plan.picture())) {
            // In this order, for the windows end with the picture and the outputs do not.
            for (cells, (largest, errors)) in spans.windows().zip(&mut outputs) {
                give(cells, values, largest, errors, gradient);
            }
        }
        Ok(())
    }

    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error> {
        let plan = self.plan(inputs)?;
        let taps = plan.grid.y.kernel.saturating_mul(plan.grid.x.kernel);
        let kernel = Kernel {
            name: "max_pool2d_gradient",
            source: gradient_wgsl!("gradient.wgsl"),
            params: vec![plan.channels as u32],
            workgroup: [8, 8, 1],
            turns: taps.saturating_mul(taps),
            grid: plan.grid,
            rows: Rows::Any,
            inputs: vec![inputs[0], plan.output, plan.output],
            bound: 3,
            output: inputs[0],
        };
        Ok(Flows::of(kernel, &[Read::Input, Read::Output, Read::Error]))
    }
}

/// Gives the errors of an output, one for each channel, to the first cells of its window that hold what was picked.
#[inline(always)]
fn give(cells: Cells, values: &[f32], largest: &[f32], errors: &[f32], gradient: &mut [f32]) {
    let channels = errors.len();
    let (fours, rest) = errors.as_chunks::<LANES>();
    for (four, errors) in fours.iter().enumerate() {
        let c = four * LANES;
        let largest = F32x4::load(&largest[c..]);
        let mut left = F32x4::load(errors);
        cells.each(|at| {
            let (given, rest) = left.split_where_same(F32x4::load(&values[at + c..]), largest);
            let room = &mut gradient[at + c..];
            F32x4::load(room).plus(given).store(room);
            left = rest;
        });
    }
    for (c, error) in (channels - rest.len()..channels).zip(rest) {
        let mut left = *error;
        cells.each(|at| {
            let value = values[at + c];
            if value == largest[c] || (value.is_nan() && largest[c].is_nan()) {
                gradient[at + c] += left;
                left = 0.0;
            }
        });
    }
}

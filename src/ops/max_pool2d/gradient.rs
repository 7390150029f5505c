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
        shapes,
    },
    tensor::Tensor,
};

impl Gradient for MaxPool2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        let Some(input) = input else { return Ok(()) };
        input.data_mut().fill(0.0);
        let outputs = pass.output.data().chunks_exact(plan.channels);
        let mut outputs = outputs.zip(pass.error.data().chunks_exact(plan.channels));
        let values = pass.inputs[0].data().chunks_exact(plan.picture());
        for (values, gradient) in values.zip(input.data_mut().chunks_exact_mut(plan.picture())) {
            for ((out_y, out_x), (largest, errors)) in plan.grid.walk().zip(&mut outputs) {
                let window = Window {
                    values,
                    largest,
                    errors,
                };
                window.give(|| plan.cells(out_y, out_x), gradient);
            }
        }
        Ok(())
    }
}

/// One output, all channels.
struct Window<'a> {
    /// The picture.
    values: &'a [f32],
    /// What was picked.
    largest: &'a [f32],
    errors: &'a [f32],
}

impl Window<'_> {
    /// Gives the errors to the first of `cells` that hold what was picked.
    #[inline(always)]
    fn give<I: Iterator<Item = usize>>(&self, cells: impl Fn() -> I, gradient: &mut [f32]) {
        let channels = self.errors.len();
        for c in (0..channels - channels % LANES).step_by(LANES) {
            let largest = F32x4::load(&self.largest[c..]);
            let mut left = F32x4::load(&self.errors[c..]);
            for at in cells() {
                let (given, rest) = left.split_where_same(F32x4::load(&self.values[at + c..]), largest);
                let room = &mut gradient[at + c..];
                F32x4::load(room).plus(given).store(room);
                left = rest;
            }
        }
        for c in channels - channels % LANES..channels {
            let picked = |at: &usize| {
                let value = self.values[at + c];
                value == self.largest[c] || (value.is_nan() && self.largest[c].is_nan())
            };
            if let Some(at) = cells().find(picked) {
                gradient[at + c] += self.errors[c];
            }
        }
    }
}

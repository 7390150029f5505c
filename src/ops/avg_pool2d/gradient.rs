//! The gradient of an average pooling: each cell under a window gets an equal part of the output's error.

use super::{AvgPool2d, naive::divisor};
use crate::{
    error::Error,
    op::{
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};

impl Gradient for AvgPool2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.pooling.output)?;
        let Some(input) = input else { return Ok(()) };
        let pooling = &plan.pooling;
        input.data_mut().fill(0.0);
        let mut errors = pass.error.data().chunks_exact(pooling.channels);
        let pictures = input.data_mut().chunks_exact_mut(pooling.picture());
        for picture in pictures {
            // The errors outlast the walk by the other pictures'.
            for ((out_y, out_x), errors) in pooling.grid.walk().zip(&mut errors) {
                let divisor = divisor(&plan, out_y, out_x);
                for at in pooling.cells(out_y, out_x) {
                    let cell = &mut picture[at..][..pooling.channels];
                    cell.iter_mut()
                        .zip(errors)
                        .for_each(|(cell, error)| *cell += error / divisor);
                }
            }
        }
        Ok(())
    }
}

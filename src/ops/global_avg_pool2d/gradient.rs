//! The gradient of a global average: each cell gets an equal part of its map's error.

use super::GlobalAvgPool2d;
use crate::{
    error::Error,
    op::{
        gradient::{Gradient, Pass},
        shapes,
    },
    tensor::Tensor,
};

impl Gradient for GlobalAvgPool2d {
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, _: &mut [Tensor]) -> Result<(), Error> {
        let plan = self.plan(&shapes(pass.inputs))?;
        pass.check(plan.output)?;
        let Some(input) = input else { return Ok(()) };
        let cells = plan.grid.y.input * plan.grid.x.input;
        let pictures = input.data_mut().chunks_exact_mut(cells * plan.channels);
        for (picture, errors) in pictures.zip(pass.error.data().chunks_exact(plan.channels)) {
            for pixel in picture.chunks_exact_mut(plan.channels) {
                let parts = errors.iter().map(|error| error / cells as f32);
                pixel.iter_mut().zip(parts).for_each(|(cell, part)| *cell = part);
            }
        }
        Ok(())
    }
}

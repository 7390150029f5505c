#![doc = include_str!("README.md")]

mod gradient;
mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, wgsl},
    op::{Op, ParamInfo, check_room, elementwise, one_input, shapes},
    shape::Shape,
    tensor::Tensor,
};

/// Lays each picture out as one row; it has no parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flatten;

impl Op for Flatten {
    const NAME: &'static str = "flatten";
    const PARAMS: &'static [ParamInfo] = &[];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        let input = one_input(Self::NAME, inputs)?;
        let pictures = input.dims()[0];
        Shape::new(&[pictures, input.len() / pictures])
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::flatten(self.output_shape(&shapes(inputs))?, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        check_room(self.output_shape(&shapes(inputs))?, output)?;
        simd::flatten(inputs[0], output);
        Ok(())
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let input = one_input(Self::NAME, inputs)?;
        elementwise::kernel(Self::NAME, wgsl!(), vec![], input)
    }
}

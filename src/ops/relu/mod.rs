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
use core::ops::Range;

/// Cuts negative values off; it has no parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relu;

impl Op for Relu {
    const NAME: &'static str = "relu";
    const PARAMS: &'static [ParamInfo] = &[];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        one_input(Self::NAME, inputs)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        self.output_shape(&shapes(inputs))?;
        Ok(naive::relu(inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        check_room(self.output_shape(&shapes(inputs))?, output)?;
        simd::relu(inputs[0], output);
        Ok(())
    }

    fn part(&self, _: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        Some((rows.clone(), *self))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let input = one_input(Self::NAME, inputs)?;
        elementwise::kernel(Self::NAME, wgsl!(), vec![], input)
    }
}

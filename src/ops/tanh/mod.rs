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

/// Squeezes values between -1 and 1; it has no parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tanh;

impl Op for Tanh {
    const NAME: &'static str = "tanh";
    const PARAMS: &'static [ParamInfo] = &[];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        one_input(Self::NAME, inputs)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        self.output_shape(&shapes(inputs))?;
        Ok(naive::tanh(inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        check_room(self.output_shape(&shapes(inputs))?, output)?;
        simd::tanh(inputs[0], output);
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

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

/// Scales negative values down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    /// What a negative value is multiplied by.
    pub negative_slope: f32,
}

impl Default for LeakyRelu {
    /// The slope that Keras has unless told otherwise.
    fn default() -> Self {
        Self { negative_slope: 0.3 }
    }
}

impl Op for LeakyRelu {
    const NAME: &'static str = "leaky_relu";
    const PARAMS: &'static [ParamInfo] = &[ParamInfo::new("negativeSlope", 0.0, 1.0, 0.3)];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        one_input(Self::NAME, inputs)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        self.output_shape(&shapes(inputs))?;
        Ok(naive::leaky_relu(self.negative_slope, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        check_room(self.output_shape(&shapes(inputs))?, output)?;
        simd::leaky_relu(self.negative_slope, inputs[0], output);
        Ok(())
    }

    fn part(&self, _: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        Some((rows.clone(), *self))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let input = one_input(Self::NAME, inputs)?;
        elementwise::kernel(Self::NAME, wgsl!(), vec![self.negative_slope.to_bits()], input)
    }
}

#![doc = include_str!("README.md")]

mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, wgsl},
    op::{Op, ParamInfo, check_room, elementwise, shapes},
    shape::Shape,
    tensor::Tensor,
};
use core::ops::Range;

pub use naive::scale;

/// Batch normalisation with statistics that are known, as a trained network uses it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchNorm {
    /// What is added to the variance, so that nothing is divided by 0.
    pub epsilon: f32,
}

impl Default for BatchNorm {
    /// The epsilon that Keras has unless told otherwise.
    fn default() -> Self {
        Self { epsilon: 1e-3 }
    }
}

/// The weights in their order.
const WEIGHTS: [&str; 4] = ["gamma", "beta", "mean", "variance"];

impl Op for BatchNorm {
    const NAME: &'static str = "batch_norm";
    const PARAMS: &'static [ParamInfo] = &[ParamInfo::new("epsilon", 0.0, 1.0, 1e-3)];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        let [input, weights @ ..] = inputs else {
            return Err(wrong_count(inputs));
        };
        if weights.len() != WEIGHTS.len() {
            return Err(wrong_count(inputs));
        }
        let channels = channels(*input);
        match WEIGHTS
            .iter()
            .zip(weights)
            .find(|(_, weight)| weight.dims() != [channels])
        {
            None => Ok(*input),
            Some((what, weight)) => Err(Error::WeightShape {
                what,
                shape: weight.to_string(),
                expected: format!("({channels},)"),
            }),
        }
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        self.output_shape(&shapes(inputs))?;
        Ok(naive::batch_norm(self.epsilon, inputs))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        check_room(self.output_shape(&shapes(inputs))?, output)?;
        simd::batch_norm(self.epsilon, inputs, output);
        Ok(())
    }

    fn part(&self, _: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        Some((rows.clone(), *self))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let input = self.output_shape(inputs)?;
        let params = vec![channels(input) as u32, self.epsilon.to_bits()];
        let mut kernel = elementwise::kernel(Self::NAME, wgsl!(), params, input)?;
        kernel.inputs.extend(&inputs[1..]);
        kernel.bound = inputs.len();
        Ok(kernel)
    }
}

fn wrong_count(inputs: &[Shape]) -> Error {
    Error::InputCount {
        op: BatchNorm::NAME,
        expected: "an input, gamma, beta, mean and variance",
        actual: inputs.len(),
    }
}

/// The last axis.
fn channels(input: Shape) -> usize {
    input.dims()[input.dims().len() - 1]
}

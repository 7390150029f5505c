#![doc = include_str!("README.md")]

pub mod cross_entropy;
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

/// Turns scores along one axis into shares that add up to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Softmax {
    /// The axis, from 0 for the outermost; -1 is the innermost, -2 the one before it.
    pub axis: isize,
}

impl Default for Softmax {
    fn default() -> Self {
        Self { axis: -1 }
    }
}

impl Softmax {
    /// Cuts the input along the axis.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for an axis that the input does not have.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let input = one_input(Self::NAME, inputs)?;
        let rank = input.dims().len();
        let counted = if self.axis < 0 { rank as isize } else { 0 };
        let axis = self
            .axis
            .checked_add(counted)
            .and_then(|axis| usize::try_from(axis).ok());
        let axis = axis.filter(|&axis| axis < rank).ok_or(Error::OutOfRange {
            name: "axis",
            value: self.axis as f64,
            min: -(rank as f64),
            max: rank as f64 - 1.0,
        })?;
        Ok(Plan {
            outer: input.dims()[..axis].iter().product(),
            size: input.dims()[axis],
            inner: input.dims()[axis + 1..].iter().product(),
            output: input,
        })
    }
}

/// The input, cut along the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Cells of the axes outside it.
    pub outer: usize,
    /// Cells of the axis.
    pub size: usize,
    /// Cells of the axes inside it: how far apart two neighbours along the axis lie.
    pub inner: usize,
    /// Shape of the output.
    pub output: Shape,
}

impl Op for Softmax {
    const NAME: &'static str = "softmax";
    const PARAMS: &'static [ParamInfo] = &[ParamInfo::new("axis", -4.0, 3.0, -1.0)];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::softmax(&self.plan(&shapes(inputs))?, inputs[0]))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::softmax(&plan, inputs[0], output);
        Ok(())
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let Plan { outer, size, inner, .. } = self.plan(inputs)?;
        let rows = [1, outer, size * inner];
        let params = vec![size as u32, inner as u32];
        Ok(Kernel {
            turns: 2 * size,
            ..elementwise::over_rows(Self::NAME, wgsl!(), params, rows)?
        })
    }
}

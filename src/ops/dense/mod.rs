#![doc = include_str!("README.md")]

mod gradient;
mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    op::{Op, ParamInfo, check_room, shapes, weights},
    shape::Shape,
    tensor::Tensor,
    window::Window,
};

/// A fully connected layer; it has no parameters, for its kernel says everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dense;

impl Dense {
    /// Checks input, kernel and bias against one another.
    ///
    /// # Errors
    /// A sentence for whatever does not fit.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let (input, kernel, bias) = match inputs {
            [input, kernel] => (input, kernel, None),
            [input, kernel, bias] => (input, kernel, Some(bias)),
            _ => {
                return Err(Error::InputCount {
                    op: Self::NAME,
                    expected: "an input, a kernel and perhaps a bias",
                    actual: inputs.len(),
                });
            }
        };
        let mut dims = input.dims().to_vec();
        let width = dims[dims.len() - 1];
        let &[_, units] = kernel.dims() else {
            return Err(wrong_kernel(width, kernel));
        };
        if kernel.dims()[0] != width {
            return Err(wrong_kernel(width, kernel));
        }
        weights::check_bias(bias.copied(), units)?;
        *dims.last_mut().expect("a shape has an axis") = units;
        Ok(Plan {
            rows: input.len() / width,
            width,
            units,
            output: Shape::new(&dims)?,
        })
    }
}

fn wrong_kernel(width: usize, kernel: &Shape) -> Error {
    Error::WeightShape {
        what: "kernel",
        shape: kernel.to_string(),
        expected: format!("({width}, out)"),
    }
}

/// Every size a dense layer works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Rows of the input.
    pub rows: usize,
    /// Values of a row.
    pub width: usize,
    /// Values of an output row.
    pub units: usize,
    /// Shape of the output.
    pub output: Shape,
}

impl Op for Dense {
    const NAME: &'static str = "dense";
    const PARAMS: &'static [ParamInfo] = &[ParamInfo::new("units", 1.0, 512.0, 10.0)];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        let plan = self.plan(&shapes(inputs))?;
        Ok(naive::dense(&plan, inputs[0], inputs[1], inputs.get(2).copied()))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::dense(&plan, inputs[0], inputs[1], inputs.get(2).copied(), output);
        Ok(())
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let Plan { rows, width, units, .. } = self.plan(inputs)?;
        let mut shapes = inputs.to_vec();
        shapes[0] = Shape::new(&[1, rows, 1, width])?;
        Ok(Kernel {
            name: Self::NAME,
            source: wgsl!(),
            params: vec![width as u32, units as u32, u32::from(inputs.len() == 3)],
            workgroup: [1, 8, 8],
            turns: width,
            grid: Window::new([1, 1]).over(rows, 1)?,
            rows: Rows::Window,
            inputs: shapes,
            bound: 3,
            output: Shape::new(&[1, rows, 1, units])?,
        })
    }
}

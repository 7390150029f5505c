//! What every op offers: one shape rule and three ways to compute.

pub mod elementwise;
pub mod gradient;
pub mod pooling;
pub mod weights;

use crate::{error::Error, kernel::Kernel, shape::Shape, tensor::Tensor};
use core::ops::Range;

/// One parameter, its limits and its default: the same row drives controls, links, checks and test ranges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParamInfo {
    /// The parameter's name as JavaScript, attributes and links spell it.
    pub name: &'static str,
    /// The smallest value a lab offers.
    pub min: f64,
    /// The largest value a lab offers.
    pub max: f64,
    /// Where a lab starts.
    pub default: f64,
}

impl ParamInfo {
    /// A row of an op's table.
    pub const fn new(name: &'static str, min: f64, max: f64, default: f64) -> Self {
        Self {
            name,
            min,
            max,
            default,
        }
    }
}

/// An op: parameters that know their output shape and can be computed by definition, by SIMD and on a GPU.
///
/// `inputs` are the picture batch first (NHWC), then the weights in the order the op names them.
pub trait Op: Sized + 'static {
    /// One name everywhere: the folder, the module, the WGSL entry point, the page.
    const NAME: &'static str;
    /// What a lab lets a learner set.
    const PARAMS: &'static [ParamInfo];

    /// The shape rule.
    ///
    /// # Errors
    /// When parameters and inputs do not fit together.
    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error>;

    /// The definition, loop by loop: the oracle of the other two.
    ///
    /// # Errors
    /// As [`Op::output_shape`].
    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error>;

    /// The same numbers, several at a time, written over the values of `output`.
    ///
    /// # Errors
    /// As [`Op::output_shape`], and [`Error::DataLength`] when `output` has another length.
    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error>;

    /// As [`Op::simd_into`], in a new tensor.
    ///
    /// # Errors
    /// As [`Op::output_shape`].
    fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        let mut output = Tensor::zeros(self.output_shape(&shapes(inputs))?);
        self.simd_into(inputs, output.data_mut())?;
        Ok(output)
    }

    /// The op that gives the output rows `rows` of one picture, of rank 4, from some of its input rows, and which those
    /// are; the values are the same bit for bit. None for an op that is not cut so.
    ///
    /// Part by part an input need not lie in memory as a whole.
    fn part(&self, inputs: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        let _ = (inputs, rows);
        None
    }

    /// The same loops as a GPU kernel.
    ///
    /// # Errors
    /// As [`Op::output_shape`].
    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error>;
}

/// An [`Op`] whose kind is known only when it runs. What takes it is compiled once for all ops.
pub trait DynOp {
    /// As [`Op::output_shape`].
    ///
    /// # Errors
    /// The same.
    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error>;

    /// As [`Op::simd_into`].
    ///
    /// # Errors
    /// The same.
    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error>;

    /// As [`Op::simd`].
    ///
    /// # Errors
    /// The same.
    fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error>;

    /// As [`Op::part`].
    fn part(&self, inputs: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Box<dyn DynOp>)>;

    /// As [`Op::kernel`]. Without a GPU its WGSL need not be carried along.
    ///
    /// # Errors
    /// The same.
    #[cfg(feature = "gpu")]
    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error>;
}

impl<O: Op> DynOp for O {
    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Op::output_shape(self, inputs)
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        Op::simd_into(self, inputs, output)
    }

    fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Op::simd(self, inputs)
    }

    fn part(&self, inputs: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Box<dyn DynOp>)> {
        let (input_rows, op) = Op::part(self, inputs, rows)?;
        Some((input_rows, Box::new(op)))
    }

    #[cfg(feature = "gpu")]
    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        Op::kernel(self, inputs)
    }
}

/// The one input of an op that takes no weights.
///
/// # Errors
/// [`Error::InputCount`].
pub fn one_input(op: &'static str, inputs: &[Shape]) -> Result<Shape, Error> {
    match inputs {
        &[input] => Ok(input),
        _ => Err(Error::InputCount {
            op,
            expected: "one input",
            actual: inputs.len(),
        }),
    }
}

/// Whether `output` has room for exactly the values of `shape`.
///
/// # Errors
/// [`Error::DataLength`].
pub fn check_room(shape: Shape, output: &[f32]) -> Result<(), Error> {
    if shape.len() == output.len() {
        return Ok(());
    }
    Err(Error::DataLength {
        shape: shape.to_string(),
        expected: shape.len(),
        actual: output.len(),
    })
}

/// The shapes of `tensors`.
pub fn shapes(tensors: &[&Tensor]) -> Vec<Shape> {
    tensors.iter().map(|tensor| tensor.shape()).collect()
}

//! How an error flows back through an op.

#[cfg(feature = "gpu")]
pub mod flow;

#[cfg(feature = "gpu")]
pub use flow::{Flow, Flows, Read};

use super::{DynOp, shapes};
use crate::{error::Error, shape::Shape, tensor::Tensor};

/// One pass through an op: what went in, what came out, and the error that comes back.
#[derive(Clone, Copy)]
pub struct Pass<'a> {
    /// What went in: the picture batch, then the weights.
    pub inputs: &'a [&'a Tensor],
    /// What came out.
    pub output: &'a Tensor,
    /// How much the loss grows with each value of the output: its derivative.
    pub error: &'a Tensor,
}

impl Pass<'_> {
    /// Whether output and error are of the shape that the op gives.
    ///
    /// # Errors
    /// [`Error::Unfit`].
    pub fn check(&self, output: Shape) -> Result<(), Error> {
        let wrong = [self.output.shape(), self.error.shape()]
            .into_iter()
            .find(|&shape| shape != output);
        wrong.map_or(Ok(()), |shape| {
            Err(Error::Unfit {
                what: "error".into(),
                shape: shape.to_string(),
                expected: output.to_string(),
            })
        })
    }
}

/// An op through which an error flows back: the chain rule for it.
pub trait Gradient: DynOp {
    /// Overwrites `input`, where it is wanted, with the loss's derivative by the input, and adds its derivatives by the
    /// weights to `weights`, where any are given: kernel, then bias.
    ///
    /// # Errors
    /// As [`DynOp::output_shape`], and [`Error::Unfit`].
    fn gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error>;

    /// The same by definition, loop by loop, where that is another way.
    ///
    /// # Errors
    /// The same.
    fn naive_gradient(&self, pass: &Pass<'_>, input: Option<&mut Tensor>, weights: &mut [Tensor]) -> Result<(), Error> {
        self.gradient(pass, input, weights)
    }

    /// The same as GPU kernels.
    ///
    /// # Errors
    /// As [`DynOp::output_shape`].
    #[cfg(feature = "gpu")]
    fn flows(&self, inputs: &[Shape]) -> Result<Flows, Error>;
}

/// The loss's derivative by each input of an op, given its derivative by the output.
///
/// # Errors
/// As [`Gradient::gradient`].
///
/// ```
/// use convscope::{Conv2d, Tensor, gradient};
/// let picture = Tensor::new(&[1, 2, 2, 1], vec![1., 2., 3., 4.])?;
/// let filter = Tensor::new(&[1, 1, 1, 1], vec![10.])?;
/// let error = Tensor::new(&[1, 2, 2, 1], vec![1., 0., 0., -1.])?;
/// let [by_picture, by_filter] = gradient(&Conv2d::default(), &[&picture, &filter], &error)?.try_into().unwrap();
/// assert_eq!(by_picture.data(), [10., 0., 0., -10.]);
/// assert_eq!(by_filter.data(), [1. * 1. - 1. * 4.]); // the error times the picture, added up
/// # Ok::<(), convscope::Error>(())
/// ```
pub fn gradient(op: &dyn Gradient, inputs: &[&Tensor], error: &Tensor) -> Result<Vec<Tensor>, Error> {
    op.output_shape(&shapes(inputs))?;
    let output = op.simd(inputs)?;
    let pass = Pass {
        inputs,
        output: &output,
        error,
    };
    let mut gradients: Vec<Tensor> = inputs.iter().map(|input| Tensor::zeros(input.shape())).collect();
    let (input, weights) = gradients.split_first_mut().expect("an op has an input");
    op.gradient(&pass, Some(input), weights)?;
    Ok(gradients)
}

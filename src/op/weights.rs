//! What ops with a filter share: which tensors they take, and how long the bias must be.

use crate::{error::Error, shape::Shape};

/// Input, filter and, if there is one, the bias.
///
/// # Errors
/// [`Error::InputCount`].
pub fn with_filter(op: &'static str, inputs: &[Shape]) -> Result<(Shape, Shape, Option<Shape>), Error> {
    match *inputs {
        [input, filter] => Ok((input, filter, None)),
        [input, filter, bias] => Ok((input, filter, Some(bias))),
        _ => Err(Error::InputCount {
            op,
            expected: "an input, a filter and perhaps a bias",
            actual: inputs.len(),
        }),
    }
}

/// One value of bias for each output channel.
///
/// # Errors
/// [`Error::BiasLength`].
pub fn check_bias(bias: Option<Shape>, outputs: usize) -> Result<(), Error> {
    match bias.filter(|bias| bias.dims() != [outputs]) {
        None => Ok(()),
        Some(bias) => Err(Error::BiasLength {
            expected: outputs,
            actual: bias.len(),
        }),
    }
}

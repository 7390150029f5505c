//! One weight's derivative on a batch, opened up.

use super::{Layer, Network, loss::Targets};
use crate::{
    error::Error,
    explain::{GradientExplanation, explain_conv2d_gradient, explain_dense_gradient},
    tensor::Tensor,
};

impl Network {
    /// The derivative of a batch's mean loss by one weight: `index` is `[k_y, k_x, in, out]` in a filter, `[in, out]` in a dense
    /// kernel, `[out]` in a bias.
    ///
    /// # Errors
    /// For a batch that does not fit, and for a name or index that there is not.
    pub fn explain_gradient(
        &mut self,
        batch: &Tensor,
        targets: &Targets<'_>,
        name: &str,
        index: &[usize],
    ) -> Result<GradientExplanation, Error> {
        let unknown = || Error::UnknownChoice {
            name: "weights",
            value: name.into(),
            choices: "those that the network's weights are called",
        };
        let at = self.names.iter().position(|other| other == name).ok_or_else(unknown)?;
        let layer = self
            .layers
            .iter()
            .position(|layer| layer.weights.contains(&at))
            .ok_or_else(unknown)?;
        let [input, error] = self.traced(batch, targets, layer)?;
        let kernel = self.weights[self.layers[layer].weights.start].shape();
        let refused = || Error::WrongCount {
            what: "numbers in the index",
            actual: index.len(),
            expected: self.weights[at].shape().dims().len(),
        };
        let op = match self.layers[layer].layer {
            Layer::Conv2d { op, .. } => Some(op),
            _ => None,
        };
        match (op, index) {
            (Some(op), &[k_y, k_x, i, out]) => {
                explain_conv2d_gradient(&op, &input, kernel, &error, Some([k_y, k_x, i]), out)
            }
            (Some(op), &[out]) if name.ends_with("bias") => {
                explain_conv2d_gradient(&op, &input, kernel, &error, None, out)
            }
            (None, &[i, out]) => explain_dense_gradient(&input, kernel, &error, Some(i), out),
            (None, &[out]) if name.ends_with("bias") => explain_dense_gradient(&input, kernel, &error, None, out),
            _ => Err(refused()),
        }
    }
}

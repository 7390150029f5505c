//! All values at once: no value changes its place in memory.

use crate::tensor::Tensor;

/// As the definition.
pub fn flatten(input: &Tensor, output: &mut [f32]) {
    output.copy_from_slice(input.data());
}

//! An op part by part: some rows come in, are computed, and go out while they lie in the processor's cache.
//!
//! Copied as a whole, 12 megapixels would go through memory three times each way, and stay in ours, which never shrinks.
//! What is cut so is told by [`Op::part`](crate::Op::part). Tried: parts of a quarter, of twice and of four times the size.

use crate::{error::Error, op::DynOp, shape::Shape, tensor::Tensor};

use super::arrays::{Held, Output};

/// Values of a part, those that come in and those that go out: half a megabyte.
pub const VALUES: usize = 1 << 17;

/// With more weights than these computing takes so long that copying is nothing, and each part would prepare them anew.
const FEW_WEIGHTS: usize = 1 << 11;

/// Computes an op part by part; whether it could.
pub fn compute(op: &dyn DynOp, inputs: &[Held], output: &Output, shape: Shape) -> Result<bool, Error> {
    let [input, weights @ ..] = inputs else {
        return Ok(false);
    };
    let (&[pictures, in_rows, in_columns, channels], &[_, rows, columns, filters]) = (input.shape.dims(), shape.dims())
    else {
        return Ok(false);
    };
    let shapes: Vec<Shape> = inputs.iter().map(|input| input.shape).collect();
    let (in_line, line) = (in_columns * channels, columns * filters);
    let step = (VALUES / (line + in_line * in_rows / rows).max(1)).max(1);
    let is_large = input.shape.len() + shape.len() > 2 * VALUES;
    let are_few = weights.iter().all(|weights| weights.shape.len() <= FEW_WEIGHTS);
    if !is_large || !are_few || step >= rows || inputs.iter().any(|input| output.touches(input)) {
        return Ok(false);
    }
    let parts: Option<Vec<_>> = (0..rows)
        .step_by(step)
        .map(|first| first..rows.min(first + step))
        .map(|rows| op.part(&shapes, &rows).map(|(in_rows, op)| (rows, in_rows, op)))
        .collect();
    let Some(parts) = parts else { return Ok(false) };
    let weights = weights.iter().map(Held::copied).collect::<Result<Vec<_>, _>>()?;
    let (mut values, mut result) = (Vec::new(), Vec::new());
    for picture in 0..pictures {
        for (out, read, op) in &parts {
            values.resize(read.len() * in_line, 0.0);
            result.resize(out.len() * line, 0.0);
            input.read((picture * in_rows + read.start) * in_line, &mut values);
            let part = Tensor::new(&[1, read.len(), in_columns, channels], values)?;
            let all: Vec<&Tensor> = [&part].into_iter().chain(weights.iter().map(AsRef::as_ref)).collect();
            op.simd_into(&all, &mut result)?;
            output.write((picture * rows + out.start) * line, &result);
            values = part.into_data();
        }
    }
    Ok(true)
}

//! The gradient of one op, and one weight's share of it opened up.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    explain::{GradientExplanation, Term, explain_conv2d_gradient, explain_dense_gradient},
    op::gradient::{Gradient, gradient},
    shape::Shape,
    tensor::Tensor,
};

use super::{
    arrays::{Names, given},
    asked::{AnyOp, Asked, Later},
    lists::List,
    network::{read, wholes},
    values::object,
};

const DIFFERENTIABLE: &str =
    "conv2d, maxPool2d, avgPool2d, globalAvgPool2d, relu, leakyRelu, sigmoid, tanh, softmax, flatten, dense";
const EXPLAINED: &str = "conv2d, dense";
const INPUT: Names = super::arrays::INPUT;
const ERROR: Names = Names {
    what: "error",
    data: "error.data",
    shape: "error.shape",
};

/// `{input, filter, bias}`: the loss's derivative by each, given its derivative by the output.
#[wasm_bindgen(js_name = gradient)]
pub fn op_gradient(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    error: &JsValue,
    options: &JsValue,
) -> Result<JsValue, Error> {
    let asked = Asked::of(op, options)?;
    let filter = asked.filter(filter, read)?;
    let mut inputs = vec![read(input, &INPUT)?];
    let has_filter = filter.is_some();
    inputs.extend(filter);
    for weights in &asked.weights {
        inputs.push(weights.owned()?);
    }
    let subject = differentiable(&asked.op).ok_or_else(|| asked.not_among(DIFFERENTIABLE))?;
    let inputs: Vec<&Tensor> = inputs.iter().collect();
    let gradients = gradient(subject, &inputs, &read(error, &ERROR)?)?;
    let names = ["input", "filter", "bias"]
        .into_iter()
        .filter(|name| has_filter || *name != "filter");
    let entries = names.zip(&gradients).map(|(name, tensor)| Ok((name, given(tensor)?)));
    Ok(object(&entries.collect::<Result<Vec<_>, Error>>()?))
}

/// `{terms, pictures, result}`: the derivative by weight `index` of the filter, or by the bias of `[out]`.
#[wasm_bindgen(js_name = explainGradient)]
pub fn explain_gradient(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    error: &JsValue,
    options: &JsValue,
    index: &JsValue,
) -> Result<JsValue, Error> {
    let asked = Asked::of(op, options)?;
    let filter: Option<Shape> = asked.filter(filter, |filter, names| Ok(read(filter, names)?.shape()))?;
    let (input, error) = (read(input, &INPUT)?, read(error, &ERROR)?);
    let count = List::of(index).map_or(0, |list| list.len).clamp(1, 4);
    let index = wholes(index, "index", count, u32::MAX as usize)?;
    let wrong = || Error::WrongCount {
        what: "numbers in the index",
        actual: count,
        expected: filter.map_or(0, |filter| filter.dims().len()),
    };
    let explained = match (&asked.op, filter, index.as_slice()) {
        (AnyOp::Conv2d(op), Some(filter), &[k_y, k_x, i, out]) => {
            explain_conv2d_gradient(op, &input, filter, &error, Some([k_y, k_x, i]), out)
        }
        (AnyOp::Conv2d(op), Some(filter), &[out]) => explain_conv2d_gradient(op, &input, filter, &error, None, out),
        (AnyOp::Later(Later::Dense(_)), Some(kernel), &[i, out]) => {
            explain_dense_gradient(&input, kernel, &error, Some(i), out)
        }
        (AnyOp::Later(Later::Dense(_)), Some(kernel), &[out]) => {
            explain_dense_gradient(&input, kernel, &error, None, out)
        }
        (AnyOp::Conv2d(_) | AnyOp::Later(Later::Dense(_)), ..) => Err(wrong()),
        _ => Err(asked.not_among(EXPLAINED)),
    };
    Ok(told(&explained?))
}

/// The op, if an error flows back through it.
fn differentiable(op: &AnyOp) -> Option<&dyn Gradient> {
    Some(match op {
        AnyOp::Conv2d(op) => op,
        AnyOp::MaxPool2d(op) => op,
        AnyOp::AvgPool2d(op) => op,
        AnyOp::Relu(op) => op,
        AnyOp::Flatten(op) => op,
        AnyOp::Later(op) => return op.differentiable(),
    })
}

/// An explanation as a plain object.
pub fn told(explained: &GradientExplanation) -> JsValue {
    let keys = ["n", "y", "x", "inY", "inX", "inside", "value", "error", "product"].map(JsValue::from);
    let term = |term: &Term| {
        let values: [JsValue; 9] = [
            (term.n as f64).into(),
            (term.y as f64).into(),
            (term.x as f64).into(),
            (term.in_y as f64).into(),
            (term.in_x as f64).into(),
            term.inside.into(),
            term.value.into(),
            term.error.into(),
            term.product.into(),
        ];
        let object = object(&[]);
        for (key, value) in keys.iter().zip(&values) {
            // Setting a property of an object made here cannot fail.
            let _ = Reflect::set(&object, key, value);
        }
        object
    };
    let sums = |sums: &[f32]| sums.iter().map(|&sum| JsValue::from(sum)).collect::<Array>();
    object(&[
        ("terms", explained.terms.iter().map(term).collect::<Array>().into()),
        ("pictures", sums(&explained.pictures).into()),
        ("result", explained.result.into()),
    ])
}

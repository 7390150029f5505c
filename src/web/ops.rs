//! The ops on the CPU, and one output cell opened up.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    explain::{Explanation, Tap, explain_conv2d, explain_max_pool2d},
    op::Op,
    shape::Shape,
    tensor::Tensor,
};

use super::{
    arrays::{FILTER, Held, INPUT, check_room, given},
    lists::Wholes,
    options::{self, AnyOp, conv2d_shapes, optional_filter},
    values::object,
};

/// The most taps that are opened up: each becomes an object.
const MAX_TAPS: usize = 1 << 20;

const CELL: Wholes<4> = Wholes {
    name: "cell",
    expected: "four whole numbers [n, y, x, c]",
    entries: ["cell n", "cell y", "cell x", "cell c"],
    min: 0,
    max: u32::MAX as usize,
};

/// An op with its inputs, all of them checked; nothing is copied yet.
pub struct Call<O> {
    /// The op.
    pub op: O,
    inputs: Vec<Held>,
}

impl<O: Op> Call<O> {
    fn of(op: O, inputs: Vec<Held>) -> Result<Self, Error> {
        let shapes: Vec<Shape> = inputs.iter().map(|input| input.shape).collect();
        let output = op.output_shape(&shapes)?;
        let values = shapes.iter().map(|shape| shape.len()).sum::<usize>() + output.len();
        check_room(output, values.saturating_mul(size_of::<f32>()))?;
        Ok(Self { op, inputs })
    }

    /// Its inputs in our memory.
    pub fn copied(&self) -> Result<Vec<Tensor>, Error> {
        self.inputs.iter().map(Held::copied).collect()
    }

    fn on_cpu(self) -> Result<JsValue, Error> {
        let tensors = self.copied()?;
        given(&self.op.simd(&tensors.iter().collect::<Vec<_>>())?)
    }
}

/// A convolution as JavaScript asks for it.
pub fn conv2d_call(
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
) -> Result<Call<impl Op + Copy + use<>>, Error> {
    let (input, filter) = (Held::of(input, &INPUT)?, Held::of(filter, &FILTER)?);
    let (op, bias) = options::conv2d(options)?;
    Call::of(op, [Some(input), Some(filter), bias].into_iter().flatten().collect())
}

/// A max pooling as JavaScript asks for it.
pub fn max_pool2d_call(input: &JsValue, options: &JsValue) -> Result<Call<impl Op + Copy + use<>>, Error> {
    let input = Held::of(input, &INPUT)?;
    Call::of(options::max_pool2d(options)?, vec![input])
}

/// `conv2d(input, filter, options)`.
#[wasm_bindgen]
pub fn conv2d(input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
    conv2d_call(input, filter, options)?.on_cpu()
}

/// `maxPool2d(input, options)`.
#[wasm_bindgen(js_name = maxPool2d)]
pub fn max_pool2d(input: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
    max_pool2d_call(input, options)?.on_cpu()
}

/// `explain(op, input, filter, options, cell)`; reads only the values under the window.
#[wasm_bindgen]
pub fn explain(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    cell: &JsValue,
) -> Result<JsValue, Error> {
    let op = AnyOp::of(op, options)?;
    let input = Held::of(input, &INPUT)?;
    let filter = optional_filter(&op, filter, |filter| Held::of(filter, &FILTER))?;
    let cell = CELL.read(cell)?;
    let filter_shape = filter.as_ref().map(|filter| filter.shape);
    let (grid, _) = op.plan(input.shape, filter_shape)?;
    let depth = filter_shape.map_or(1, |shape| shape.dims()[2]);
    check_taps([grid.y.kernel, grid.x.kernel, depth])?;
    let at = |held: &Option<Held>, index| held.as_ref().map_or(0.0, |held: &Held| held.at(index));
    let told = match &op {
        AnyOp::Conv2d(op, bias) => {
            let shapes = conv2d_shapes(input.shape, filter_shape, bias.as_ref());
            explain_conv2d(op, &shapes, cell, |i| input.at(i), |i| at(&filter, i), |i| at(bias, i))
        }
        AnyOp::MaxPool2d(op) => explain_max_pool2d(op, input.shape, cell, |i| input.at(i)),
    };
    Ok(explanation(&told?))
}

fn check_taps([height, width, depth]: [usize; 3]) -> Result<(), Error> {
    let taps = height.checked_mul(width).and_then(|area| area.checked_mul(depth));
    if taps.is_some_and(|taps| taps <= MAX_TAPS) {
        return Ok(());
    }
    Err(Error::TooLarge {
        shape: format!("({height}, {width}, {depth})"),
        limit: MAX_TAPS,
    })
}

fn explanation(told: &Explanation) -> JsValue {
    let keys = ["y", "x", "c", "inside", "value", "weight", "product"].map(JsValue::from);
    let tap = |tap: &Tap| {
        let values: [JsValue; 7] = [
            (tap.y as f64).into(),
            (tap.x as f64).into(),
            (tap.c as f64).into(),
            tap.inside.into(),
            tap.value.into(),
            tap.weight.into(),
            tap.product.into(),
        ];
        let object = object(&[]);
        for (key, value) in keys.iter().zip(&values) {
            // Setting a property of an object made here cannot fail.
            let _ = Reflect::set(&object, key, value);
        }
        object
    };
    let taps = told.taps.iter().map(tap).collect::<Array>();
    let partial = told.partial.iter().map(|&sum| JsValue::from(sum)).collect::<Array>();
    object(&[
        ("taps", taps.into()),
        ("partial", partial.into()),
        ("bias", told.bias.into()),
        ("result", told.result.into()),
    ])
}

/// The crate's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

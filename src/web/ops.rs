//! The ops on the CPU, and one output cell opened up.

use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    explain::{Explanation, Tap, Values, explain_avg_pool2d, explain_conv2d, explain_max_pool2d},
    shape::Shape,
    tensor::Tensor,
};

use super::{
    arrays::{Held, INPUT, Output, check_room},
    asked::{AnyOp, Asked, EXPLAINED},
    lists::Wholes,
    parts, residents,
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
pub struct Call {
    /// The op.
    pub op: AnyOp,
    inputs: Vec<Held>,
    output: Shape,
}

impl Call {
    /// The op of that name on these inputs; `filter` is null for an op without one.
    pub fn of(op: &JsValue, input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<Self, Error> {
        let input = Held::of(input, &INPUT)?;
        let asked = Asked::of(op, options)?;
        let filter = asked.filter(filter, Held::of)?;
        let shapes = asked.shapes(input.shape, filter.as_ref().map(|filter| filter.shape));
        let output = asked.op.any().output_shape(&shapes)?;
        let inputs = [input].into_iter().chain(filter).chain(asked.weights);
        Ok(Self {
            op: asked.op,
            inputs: inputs.collect(),
            output,
        })
    }

    /// The op of that name for an input of that shape that lies elsewhere, with its weights in our memory.
    #[cfg(feature = "gpu")]
    pub fn weights(
        op: &JsValue,
        input: Shape,
        filter: &JsValue,
        options: &JsValue,
    ) -> Result<(AnyOp, Vec<Rc<Tensor>>), Error> {
        let asked = Asked::of(op, options)?;
        let filter = asked.filter(filter, Held::of)?;
        let shapes = asked.shapes(input, filter.as_ref().map(|filter| filter.shape));
        asked.op.any().output_shape(&shapes)?;
        let weights = filter.into_iter().chain(asked.weights);
        let weights = weights.map(|weights| weights.copied()).collect::<Result<_, _>>()?;
        Ok((asked.op, weights))
    }

    /// Its inputs in our memory, where there is room for them and the output.
    pub fn copied(&self) -> Result<Vec<Rc<Tensor>>, Error> {
        let away = self.inputs.iter().filter(|input| input.here().is_none());
        let values = away.map(|input| input.shape.len()).sum::<usize>() + self.output.len();
        check_room(self.output, values.saturating_mul(size_of::<f32>()))?;
        self.inputs.iter().map(Held::copied).collect()
    }

    /// Computes and writes the result.
    fn write(&self, output: &Output) -> Result<(), Error> {
        let op = self.op.any();
        if parts::compute(op, &self.inputs, output, self.output)? {
            return Ok(());
        }
        let tensors = self.copied()?;
        let tensors: Vec<&Tensor> = tensors.iter().map(AsRef::as_ref).collect();
        output.write(0, op.simd(&tensors)?.data());
        Ok(())
    }

    /// Computes and keeps the result.
    fn keep(&self) -> Result<JsValue, Error> {
        let tensors = self.inputs.iter().map(Held::copied).collect::<Result<Vec<_>, _>>()?;
        let tensors: Vec<&Tensor> = tensors.iter().map(AsRef::as_ref).collect();
        residents::compute(self.op.any(), &tensors, self.output)
    }
}

/// `compute(op, input, filter, options, output)`: every op on the CPU. The result is written to `output`; without one it
/// stays here where the input lies here, and is new otherwise.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn compute(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    output: &JsValue,
) -> Result<JsValue, Error> {
    let call = Call::of(op, input, filter, options)?;
    if !output.is_undefined() {
        call.write(&Output::given(output, call.output)?)?;
        return Ok(output.clone());
    }
    if call.inputs[0].here().is_some() {
        return call.keep();
    }
    let output = Output::new(call.output)?;
    call.write(&output)?;
    Ok(output.tensor())
}

/// `explain(op, input, filter, options, cell)`; reads only the values under the window.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn explain(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    cell: &JsValue,
) -> Result<JsValue, Error> {
    let asked = Asked::of(op, options)?;
    let input = Held::of(input, &INPUT)?;
    let filter = asked.filter(filter, Held::of)?;
    let cell = CELL.read(cell)?;
    let shapes = asked.shapes(input.shape, filter.as_ref().map(|filter| filter.shape));
    asked.op.any().output_shape(&shapes)?;
    check_taps(&asked, &shapes)?;
    let value: Values<'_> = &|index| input.at(index);
    let weight: Values<'_> = &|index| filter.as_ref().map_or(0.0, |filter| filter.at(index));
    let bias: Values<'_> = &|index| asked.weights.first().map_or(0.0, |bias| bias.at(index));
    let told = match &asked.op {
        AnyOp::Conv2d(op) => explain_conv2d(op, &shapes, cell, value, weight, bias),
        AnyOp::MaxPool2d(op) => explain_max_pool2d(op, input.shape, cell, value),
        AnyOp::AvgPool2d(op) => explain_avg_pool2d(op, input.shape, cell, value),
        AnyOp::Later(op) => op
            .explain(&shapes, cell, [value, weight, bias])
            .unwrap_or_else(|| Err(asked.not_among(EXPLAINED))),
        AnyOp::Relu(_) | AnyOp::Flatten(_) => Err(asked.not_among(EXPLAINED)),
    };
    Ok(explanation(&told?))
}

/// Refuses a window of more taps than can be told one by one.
fn check_taps(asked: &Asked, shapes: &[Shape]) -> Result<(), Error> {
    let [height, width, depth] = match &asked.op {
        AnyOp::MaxPool2d(op) => [op.size[0], op.size[1], 1],
        AnyOp::AvgPool2d(op) => [op.size[0], op.size[1], 1],
        AnyOp::Conv2d(_) => core::array::from_fn(|i| shapes[1].dims()[i]),
        AnyOp::Later(op) => op.reads(shapes),
        AnyOp::Relu(_) | AnyOp::Flatten(_) => [1, 1, 1],
    };
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
#[cfg(feature = "web")]
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

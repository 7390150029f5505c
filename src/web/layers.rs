//! Layers as JavaScript writes them: `{ type: "conv2d", filters: 8, size: [3, 3] }`.

use wasm_bindgen::JsValue;

use crate::{error::Error, network::Layer, ops::leaky_relu::LeakyRelu, window::MAX_PARAMETER};

use super::{
    asked::{avg_pool2d, conv2d, max_pool2d},
    lists::{List, Whole, text},
    options::{Options, SIZE},
    values::{get, wrong},
};

const TYPES: &str =
    "conv2d, dense, maxPool2d, avgPool2d, globalAvgPool2d, relu, leakyRelu, sigmoid, tanh, softmax, flatten";

/// Every layer of a list. A mistake names the layer by its place, counted from 0.
pub fn layers(value: &JsValue) -> Result<Vec<Layer>, Error> {
    let list = List::of(value).ok_or_else(|| wrong("layers", "a list of layers", value))?;
    let place = |at: usize, cause| Error::InLayer {
        layer: at.to_string(),
        cause: Box::new(cause),
    };
    (0..list.len)
        .map(|at| layer(&list.at(at)).map_err(|cause| place(at, cause)))
        .collect()
}

fn layer(value: &JsValue) -> Result<Layer, Error> {
    if !value.is_object() {
        return Err(wrong("layer", "an object such as {type: \"relu\"}", value));
    }
    let kind = text(&get(value, "type"), "type", "the name of a layer, such as \"conv2d\"")?;
    let options = |choices| Options::of(value, choices);
    Ok(match kind.as_str() {
        "conv2d" => {
            let options = options("type, filters, size, strides, padding, dilations, groups, useBias")?;
            Layer::Conv2d {
                filters: whole(value, "filters")?,
                size: options.needed_pair(&SIZE)?,
                bias: use_bias(value)?,
                op: conv2d(&options)?,
            }
        }
        "dense" => {
            options("type, units, useBias")?;
            Layer::Dense {
                units: whole(value, "units")?,
                bias: use_bias(value)?,
            }
        }
        "maxPool2d" => Layer::MaxPool2d(max_pool2d(&options(
            "type, size, strides, padding, dilations, ceilMode",
        )?)?),
        "avgPool2d" => Layer::AvgPool2d(avg_pool2d(&options(
            "type, size, strides, padding, dilations, ceilMode, countIncludePad",
        )?)?),
        "leakyRelu" => Layer::LeakyRelu(LeakyRelu {
            negative_slope: options("type, negativeSlope")?
                .number("negativeSlope", LeakyRelu::default().negative_slope)?,
        }),
        _ => {
            let plain = [
                ("globalAvgPool2d", Layer::GlobalAvgPool2d),
                ("relu", Layer::Relu),
                ("sigmoid", Layer::Sigmoid),
                ("tanh", Layer::Tanh),
                ("softmax", Layer::Softmax),
                ("flatten", Layer::Flatten),
            ];
            let found = plain.into_iter().find(|(name, _)| *name == kind);
            let (_, layer) = found.ok_or(Error::UnknownChoice {
                name: "type",
                value: kind,
                choices: TYPES,
            })?;
            options("type")?;
            layer
        }
    })
}

fn whole(value: &JsValue, name: &'static str) -> Result<usize, Error> {
    let rule = Whole {
        name,
        min: 1,
        max: MAX_PARAMETER,
    };
    rule.read(&get(value, name))
}

fn use_bias(value: &JsValue) -> Result<bool, Error> {
    let given = get(value, "useBias");
    if given.is_undefined() {
        return Ok(true);
    }
    given.as_bool().ok_or_else(|| wrong("useBias", "true or false", &given))
}

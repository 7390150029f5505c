//! Loose JavaScript options become strict Rust, here and nowhere else.
//!
//! A new op adds one variant, one function and one row in each `match`.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    error::Error,
    op::{Op, ParamInfo},
    ops::{conv2d::Conv2d, max_pool2d::MaxPool2d},
    shape::Shape,
    window::{Grid, MAX_PARAMETER, Padding},
};

use super::{
    arrays::{FILTER, Held, INPUT, shape},
    lists::{List, Whole, Wholes, text},
    values::{get, wrong},
};

/// The names of the ops.
const OPS: &str = "conv2d, maxPool2d";

const SIZE: Wholes<2> = pair("size", ["size y", "size x"], 1);
const STRIDES: Wholes<2> = pair("strides", ["strides y", "strides x"], 1);
const DILATIONS: Wholes<2> = pair("dilations", ["dilations y", "dilations x"], 1);
const PADDING: &str = "\"valid\", \"same\" or [[top, bottom], [left, right]]";
const PADDING_Y: Wholes<2> = Wholes {
    expected: PADDING,
    ..pair("padding", ["padding top", "padding bottom"], 0)
};
const PADDING_X: Wholes<2> = Wholes {
    entries: ["padding left", "padding right"],
    ..PADDING_Y
};
const GROUPS: Whole = Whole {
    name: "groups",
    min: 1,
    max: MAX_PARAMETER,
};

const fn pair(name: &'static str, entries: [&'static str; 2], min: usize) -> Wholes<2> {
    Wholes {
        name,
        expected: "a pair [y, x] of whole numbers",
        entries,
        min,
        max: MAX_PARAMETER,
    }
}

/// An options object whose keys are known to be among the op's.
struct Options<'a>(&'a JsValue);

impl<'a> Options<'a> {
    fn of(value: &'a JsValue, names: &[&str], choices: &'static str) -> Result<Self, Error> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self(value));
        }
        if !value.is_object() || List::of(value).is_some() {
            return Err(wrong("options", "an object", value));
        }
        // A misspelt option would silently compute something else.
        let mut keys = Object::keys(value.unchecked_ref::<Object>())
            .into_iter()
            .filter_map(|key| key.as_string());
        match keys.find(|key| !names.contains(&key.as_str()) && !get(value, key).is_undefined()) {
            None => Ok(Self(value)),
            Some(value) => Err(Error::UnknownChoice {
                name: "option",
                value,
                choices,
            }),
        }
    }

    fn get<T>(&self, key: &str, read: impl Fn(&JsValue) -> Result<T, Error>) -> Result<Option<T>, Error> {
        if !self.0.is_object() {
            return Ok(None);
        }
        let value = get(self.0, key);
        if value.is_undefined() {
            Ok(None)
        } else {
            read(&value).map(Some)
        }
    }

    fn flag(&self, name: &'static str) -> Result<bool, Error> {
        let read = |value: &JsValue| value.as_bool().ok_or_else(|| wrong(name, "true or false", value));
        Ok(self.get(name, read)?.unwrap_or(false))
    }

    fn padding(&self) -> Result<Padding, Error> {
        Ok(self.get("padding", padding)?.unwrap_or_default())
    }
}

fn padding(value: &JsValue) -> Result<Padding, Error> {
    if let Some(word) = value.as_string() {
        return match word.as_str() {
            "valid" => Ok(Padding::Valid),
            "same" => Ok(Padding::Same),
            _ => Err(Error::UnknownChoice {
                name: "padding",
                value: word,
                choices: "valid, same, [[top, bottom], [left, right]]",
            }),
        };
    }
    let pairs = List::of(value).filter(|list| list.len == 2);
    let pairs = pairs.ok_or_else(|| wrong("padding", PADDING, value))?;
    Ok(Padding::Explicit([
        PADDING_Y.read(&pairs.at(0))?,
        PADDING_X.read(&pairs.at(1))?,
    ]))
}

/// Options of `conv2d`, and the bias among them.
pub fn conv2d(options: &JsValue) -> Result<(Conv2d, Option<Held>), Error> {
    let options = Options::of(
        options,
        &["strides", "padding", "dilations", "groups", "bias", "flip"],
        "strides, padding, dilations, groups, bias, flip",
    )?;
    let op = Conv2d {
        strides: options.get("strides", |value| STRIDES.read(value))?.unwrap_or([1, 1]),
        padding: options.padding()?,
        dilations: options
            .get("dilations", |value| DILATIONS.read(value))?
            .unwrap_or([1, 1]),
        groups: options.get("groups", |value| GROUPS.read(value))?.unwrap_or(1),
        flip: options.flag("flip")?,
    };
    let bias = options.get("bias", |value| {
        (!value.is_null()).then(|| Held::flat(value, "bias", None)).transpose()
    })?;
    Ok((op, bias.flatten()))
}

/// Options of `maxPool2d`.
pub fn max_pool2d(options: &JsValue) -> Result<MaxPool2d, Error> {
    let options = Options::of(
        options,
        &["size", "strides", "padding", "dilations", "ceilMode"],
        "size, strides, padding, dilations, ceilMode",
    )?;
    let size = options.get("size", |value| SIZE.read(value))?;
    let size = size.ok_or_else(|| wrong(SIZE.name, SIZE.expected, &JsValue::UNDEFINED))?;
    Ok(MaxPool2d {
        size,
        strides: options.get("strides", |value| STRIDES.read(value))?.unwrap_or(size),
        padding: options.padding()?,
        dilations: options
            .get("dilations", |value| DILATIONS.read(value))?
            .unwrap_or([1, 1]),
        ceil_mode: options.flag("ceilMode")?,
    })
}

/// An op chosen by name, with its options.
pub enum AnyOp {
    /// `conv2d`, and its bias.
    Conv2d(Conv2d, Option<Held>),
    /// `maxPool2d`.
    MaxPool2d(MaxPool2d),
}

impl AnyOp {
    /// The op of that name.
    pub fn of(name: &JsValue, options: &JsValue) -> Result<Self, Error> {
        match op_name(name)?.as_str() {
            "conv2d" => conv2d(options).map(|(op, bias)| Self::Conv2d(op, bias)),
            "maxPool2d" => max_pool2d(options).map(Self::MaxPool2d),
            other => Err(unknown_op(other)),
        }
    }

    /// Whether it takes a filter.
    pub fn has_filter(&self) -> bool {
        matches!(self, Self::Conv2d(..))
    }

    /// The op's window laid on the input, and the output's shape.
    pub fn plan(&self, input: Shape, filter: Option<Shape>) -> Result<(Grid, Shape), Error> {
        match self {
            Self::Conv2d(op, bias) => {
                let plan = op.plan(&conv2d_shapes(input, filter, bias.as_ref()))?;
                Ok((plan.grid, plan.output))
            }
            Self::MaxPool2d(op) => {
                let plan = op.plan(&[input])?;
                Ok((plan.grid, plan.output))
            }
        }
    }
}

/// The shapes that a convolution is planned with.
pub fn conv2d_shapes(input: Shape, filter: Option<Shape>, bias: Option<&Held>) -> Vec<Shape> {
    [Some(input), filter, bias.map(|bias| bias.shape)]
        .into_iter()
        .flatten()
        .collect()
}

/// What a lab lets a learner set.
pub fn params(name: &JsValue) -> Result<&'static [ParamInfo], Error> {
    match op_name(name)?.as_str() {
        "conv2d" => Ok(Conv2d::PARAMS),
        "maxPool2d" => Ok(MaxPool2d::PARAMS),
        other => Err(unknown_op(other)),
    }
}

fn op_name(name: &JsValue) -> Result<String, Error> {
    text(name, "op", "the name of an op: conv2d, maxPool2d")
}

fn unknown_op(name: &str) -> Error {
    Error::UnknownChoice {
        name: "op",
        value: name.into(),
        choices: OPS,
    }
}

/// An op laid on an input, without any data.
pub struct Laid {
    /// Both axes.
    pub grid: Grid,
    /// The output's shape.
    pub output: Shape,
}

impl Laid {
    /// From the op's name, the shapes of its input and filter (`null` where it takes none), and its options.
    pub fn of(name: &JsValue, input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<Self, Error> {
        let op = AnyOp::of(name, options)?;
        let input = shape(input, &INPUT)?;
        let filter = optional_filter(&op, filter, |filter| shape(filter, &FILTER))?;
        let (grid, output) = op.plan(input, filter)?;
        Ok(Self { grid, output })
    }
}

/// The filter, which an op either needs or must not be given.
pub fn optional_filter<T>(
    op: &AnyOp,
    filter: &JsValue,
    read: impl Fn(&JsValue) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    if op.has_filter() {
        read(filter).map(Some)
    } else if filter.is_null() || filter.is_undefined() {
        Ok(None)
    } else {
        Err(wrong("filter", "null, because this op takes none", filter))
    }
}

//! An op as JavaScript asks for it: by its name, with its options and the weights among them.
//!
//! A new op adds its name to [`OPS`], and to [`Later`] one variant and one row in each `match`; in `package/core.js` it joins
//! those that lie elsewhere. What the first page computes stands in [`AnyOp`] itself.

use wasm_bindgen::JsValue;

use crate::{
    error::Error,
    op::{DynOp, Op, ParamInfo},
    ops::{avg_pool2d::AvgPool2d, conv2d::Conv2d, flatten::Flatten, max_pool2d::MaxPool2d, relu::Relu},
    shape::Shape,
    window::Grid,
};

use super::{
    arrays::{FILTER, Held, Names},
    lists::{is_among, text},
    options::{DILATIONS, Options, SIZE, STRIDES},
    values::wrong,
};

#[cfg_attr(not(any(feature = "web-network", feature = "gpu")), path = "asked/absent.rs")]
mod later;
pub use later::Later;

/// The names of the ops.
const OPS: &str = "conv2d, maxPool2d, avgPool2d, relu, leakyRelu, sigmoid, tanh, softmax, flatten, dense, \
                   globalAvgPool2d, batchNorm, pad2d, convTranspose2d";
/// Those whose window slides over the input.
const WINDOWED: &str = "conv2d, maxPool2d, avgPool2d";
/// Those that have taps.
pub const EXPLAINED: &str = "conv2d, maxPool2d, avgPool2d, dense, globalAvgPool2d, convTranspose2d";

/// An op with its parameters.
#[derive(Clone, Copy)]
pub enum AnyOp {
    /// `conv2d`.
    Conv2d(Conv2d),
    /// `maxPool2d`.
    MaxPool2d(MaxPool2d),
    /// `avgPool2d`.
    AvgPool2d(AvgPool2d),
    /// `relu`.
    Relu(Relu),
    /// `flatten`.
    Flatten(Flatten),
    /// One that no first page needs.
    Later(Later),
}

impl AnyOp {
    /// The op of that name, with these options.
    fn of(name: &str, options: &Options) -> Result<Self, Error> {
        Ok(match name {
            "conv2d" => Self::Conv2d(conv2d(options)?),
            "maxPool2d" => Self::MaxPool2d(max_pool2d(options)?),
            "avgPool2d" => Self::AvgPool2d(avg_pool2d(options)?),
            "relu" => Self::Relu(Relu),
            "flatten" => Self::Flatten(Flatten),
            _ => Self::Later(Later::of(name, options)?),
        })
    }

    /// What every op offers.
    pub fn any(&self) -> &dyn DynOp {
        match self {
            Self::Conv2d(op) => op,
            Self::MaxPool2d(op) => op,
            Self::AvgPool2d(op) => op,
            Self::Relu(op) => op,
            Self::Flatten(op) => op,
            Self::Later(op) => op.any(),
        }
    }

    /// What the second input is called, if there is one.
    fn filter(&self) -> Option<&'static Names> {
        match self {
            Self::Conv2d(_) => Some(&FILTER),
            Self::Later(op) => op.filter(),
            _ => None,
        }
    }

    /// The weights among the options.
    fn weights(&self, options: &Options) -> Result<Vec<Held>, Error> {
        match self {
            Self::Conv2d(_) => Ok(options.bias()?.into_iter().collect()),
            Self::Later(op) => op.weights(options),
            _ => Ok(Vec::new()),
        }
    }
}

/// The names of an op's options.
fn known(name: &str) -> &'static str {
    match name {
        "conv2d" => "strides, padding, dilations, groups, bias, flip",
        "maxPool2d" => "size, strides, padding, dilations, ceilMode",
        "avgPool2d" => "size, strides, padding, dilations, ceilMode, countIncludePad",
        name => later::known(name),
    }
}

/// Its parameters among the options.
pub fn conv2d(options: &Options) -> Result<Conv2d, Error> {
    Ok(Conv2d {
        strides: options.pair(&STRIDES, [1, 1])?,
        padding: options.padding()?,
        dilations: options.pair(&DILATIONS, [1, 1])?,
        groups: options.groups()?,
        flip: options.flag("flip")?,
    })
}

/// Its parameters among the options.
pub fn max_pool2d(options: &Options) -> Result<MaxPool2d, Error> {
    let size = options.needed_pair(&SIZE)?;
    Ok(MaxPool2d {
        size,
        strides: options.pair(&STRIDES, size)?,
        padding: options.padding()?,
        dilations: options.pair(&DILATIONS, [1, 1])?,
        ceil_mode: options.flag("ceilMode")?,
    })
}

/// Its parameters among the options.
pub fn avg_pool2d(options: &Options) -> Result<AvgPool2d, Error> {
    let MaxPool2d {
        size,
        strides,
        padding,
        dilations,
        ceil_mode,
    } = max_pool2d(options)?;
    Ok(AvgPool2d {
        size,
        strides,
        padding,
        dilations,
        ceil_mode,
        count_include_pad: options.flag("countIncludePad")?,
    })
}

/// An op that is asked for, and the weights that came among its options.
pub struct Asked {
    /// The op.
    pub op: AnyOp,
    /// Its name in JavaScript.
    name: String,
    /// A bias, or what a batch normalisation knows of its channels.
    pub weights: Vec<Held>,
}

impl Asked {
    /// The op of that name.
    pub fn of(name: &JsValue, options: &JsValue) -> Result<Self, Error> {
        let name = op_name(name)?;
        let options = Options::of(options, known(&name))?;
        let op = AnyOp::of(&name, &options)?;
        let weights = op.weights(&options)?;
        Ok(Self { op, name, weights })
    }

    /// The filter, which an op either needs or must not be given.
    pub fn filter<T>(
        &self,
        filter: &JsValue,
        read: impl Fn(&JsValue, &Names) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        match self.op.filter() {
            Some(names) => read(filter, names).map(Some),
            None if filter.is_null() || filter.is_undefined() => Ok(None),
            None => Err(wrong("filter", "null, because this op takes none", filter)),
        }
    }

    /// The shapes of all inputs, in the op's order.
    pub fn shapes(&self, input: Shape, filter: Option<Shape>) -> Vec<Shape> {
        let weights = self.weights.iter().map(|weights| weights.shape);
        [input].into_iter().chain(filter).chain(weights).collect()
    }

    /// The op's window laid on the input.
    ///
    /// # Errors
    /// For an op without one, too.
    pub fn grid(&self, shapes: &[Shape]) -> Result<Grid, Error> {
        match &self.op {
            AnyOp::Conv2d(op) => Ok(op.plan(shapes)?.grid),
            AnyOp::MaxPool2d(op) => Ok(op.plan(shapes)?.grid),
            AnyOp::AvgPool2d(op) => Ok(op.plan(shapes)?.pooling.grid),
            _ => Err(self.not_among(WINDOWED)),
        }
    }

    /// A sentence for an op that does not do what is asked.
    pub fn not_among(&self, choices: &'static str) -> Error {
        unknown_op(&self.name, choices)
    }
}

/// What a lab lets a learner set.
pub fn params(name: &JsValue) -> Result<&'static [ParamInfo], Error> {
    Ok(match op_name(name)?.as_str() {
        "conv2d" => Conv2d::PARAMS,
        "maxPool2d" => MaxPool2d::PARAMS,
        "avgPool2d" => AvgPool2d::PARAMS,
        name => later::params(name),
    })
}

fn op_name(name: &JsValue) -> Result<String, Error> {
    let name = text(name, "op", "the name of an op, such as conv2d")?;
    if is_among(&name, OPS) {
        Ok(name)
    } else {
        Err(unknown_op(&name, OPS))
    }
}

#[cold]
fn unknown_op(name: &str, choices: &'static str) -> Error {
    Error::UnknownChoice {
        name: "op",
        value: name.into(),
        choices,
    }
}

//! The cases that TensorFlow, PyTorch, NumPy, Pillow and matplotlib wrote, for every backend to answer.
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

pub mod random;

use convscope::{
    AvgPool2d, BatchNorm, Conv2d, ConvTranspose2d, Dense, Error, Flatten, GlobalAvgPool2d, Gradient, Kernel, LeakyRelu,
    MaxPool2d, Op, Pad2d, PadMode, Padding, Relu, Shape, Sigmoid, Softmax, Tanh, Tensor,
};
use serde_json::Value;
use std::{fmt::Debug, fs, path::PathBuf};

/// One question, its answer, and how near one must come.
pub struct Case {
    /// A sentence, unique within its op.
    pub name: String,
    /// The op with its parameters.
    pub subject: Subject,
    /// The picture batch, then the weights.
    pub inputs: Vec<Tensor>,
    /// What the library answered.
    pub output: Tensor,
    /// `|got - want| <= tolerance · max(1, |want|)`.
    pub tolerance: f64,
    /// Why this crate answers otherwise, on purpose.
    pub known_difference: Option<String>,
}

/// An op of any kind with its parameters.
pub type Subject = Box<dyn Computes>;

/// What an op of any kind can be asked.
pub trait Computes {
    /// The op's parameters, as Rust prints them.
    fn text(&self) -> String;
    /// By definition.
    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error>;
    /// Several cells at a time.
    fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error>;
    /// As a GPU kernel.
    fn kernel(&self, inputs: &[&Tensor]) -> Result<Kernel, Error>;
    /// The shape of the answer.
    fn output_shape(&self, inputs: &[&Tensor]) -> Result<Shape, Error>;
}

impl<O: Op + Debug> Computes for O {
    fn text(&self) -> String {
        format!("{self:?}")
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Op::naive(self, inputs)
    }

    fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Op::simd(self, inputs)
    }

    fn kernel(&self, inputs: &[&Tensor]) -> Result<Kernel, Error> {
        Op::kernel(self, &shapes(inputs))
    }

    fn output_shape(&self, inputs: &[&Tensor]) -> Result<Shape, Error> {
        Op::output_shape(self, &shapes(inputs))
    }
}

/// One NaN is as good as another; everything else is told by its bits.
pub fn patterns(tensor: &Tensor) -> Vec<u32> {
    let pattern = |value: &f32| if value.is_nan() { u32::MAX } else { value.to_bits() };
    tensor.data().iter().map(pattern).collect()
}

/// The shapes of tensors.
pub fn shapes(tensors: &[&Tensor]) -> Vec<Shape> {
    tensors.iter().map(|tensor| tensor.shape()).collect()
}

/// The ops that a case file can speak of.
pub const NAMES: &[&str] = &[
    AvgPool2d::NAME,
    BatchNorm::NAME,
    Conv2d::NAME,
    ConvTranspose2d::NAME,
    Dense::NAME,
    Flatten::NAME,
    GlobalAvgPool2d::NAME,
    LeakyRelu::NAME,
    MaxPool2d::NAME,
    Pad2d::NAME,
    Relu::NAME,
    Sigmoid::NAME,
    Softmax::NAME,
    Tanh::NAME,
];

/// The op of that name with the parameters of a case.
fn subject(op: &str, params: &Value) -> Subject {
    match op {
        AvgPool2d::NAME => Box::new(avg_pool2d(params)),
        BatchNorm::NAME => Box::new(BatchNorm {
            epsilon: number(&params["epsilon"]),
        }),
        Conv2d::NAME => Box::new(conv2d(params)),
        ConvTranspose2d::NAME => Box::new(ConvTranspose2d {
            strides: pair(&params["strides"]),
            padding: padding(&params["padding"]),
            output_padding: pair(&params["output_padding"]),
            dilations: pair(&params["dilations"]),
            groups: whole(&params["groups"]),
        }),
        Dense::NAME => Box::new(Dense),
        Flatten::NAME => Box::new(Flatten),
        GlobalAvgPool2d::NAME => Box::new(GlobalAvgPool2d),
        LeakyRelu::NAME => Box::new(LeakyRelu {
            negative_slope: number(&params["negative_slope"]),
        }),
        MaxPool2d::NAME => Box::new(max_pool2d(params)),
        Pad2d::NAME => Box::new(Pad2d {
            padding: [pair(&params["padding"][0]), pair(&params["padding"][1])],
            mode: mode(&params["mode"]),
        }),
        Relu::NAME => Box::new(Relu),
        Sigmoid::NAME => Box::new(Sigmoid),
        Softmax::NAME => Box::new(softmax(params)),
        Tanh::NAME => Box::new(Tanh),
        _ => panic!("{op} is not among {NAMES:?}"),
    }
}

/// The op of that name, if an error flows back through it.
pub fn differentiable(op: &str, params: &Value) -> Box<dyn Gradient> {
    match op {
        AvgPool2d::NAME => Box::new(avg_pool2d(params)),
        Conv2d::NAME => Box::new(conv2d(params)),
        Dense::NAME => Box::new(Dense),
        Flatten::NAME => Box::new(Flatten),
        GlobalAvgPool2d::NAME => Box::new(GlobalAvgPool2d),
        LeakyRelu::NAME => Box::new(LeakyRelu {
            negative_slope: number(&params["negative_slope"]),
        }),
        MaxPool2d::NAME => Box::new(max_pool2d(params)),
        Relu::NAME => Box::new(Relu),
        Sigmoid::NAME => Box::new(Sigmoid),
        Softmax::NAME => Box::new(softmax(params)),
        Tanh::NAME => Box::new(Tanh),
        _ => panic!("{op} has no gradient"),
    }
}

fn avg_pool2d(params: &Value) -> AvgPool2d {
    AvgPool2d {
        size: pair(&params["size"]),
        strides: pair(&params["strides"]),
        padding: padding(&params["padding"]),
        dilations: params.get("dilations").map_or([1, 1], pair),
        ceil_mode: flag(&params["ceil_mode"]),
        count_include_pad: flag(&params["count_include_pad"]),
    }
}

fn conv2d(params: &Value) -> Conv2d {
    Conv2d {
        strides: pair(&params["strides"]),
        padding: padding(&params["padding"]),
        dilations: pair(&params["dilations"]),
        groups: whole(&params["groups"]),
        flip: flag(&params["flip"]),
    }
}

fn max_pool2d(params: &Value) -> MaxPool2d {
    MaxPool2d {
        size: pair(&params["size"]),
        strides: pair(&params["strides"]),
        padding: padding(&params["padding"]),
        dilations: pair(&params["dilations"]),
        ceil_mode: flag(&params["ceil_mode"]),
    }
}

fn softmax(params: &Value) -> Softmax {
    Softmax {
        axis: params["axis"].as_i64().expect("an axis") as isize,
    }
}

impl Case {
    /// Whether `got` is the library's answer, as the file says it must or must not be; else what is wrong.
    pub fn verdict(&self, got: &Result<Tensor, Error>) -> Result<(), String> {
        let answer = match got {
            Ok(got) => self.compare(got),
            Err(error) => Err(format!("refused: {error}")),
        };
        match (&self.known_difference, answer) {
            (None, Ok(())) | (Some(_), Err(_)) => Ok(()),
            (None, Err(wrong)) => Err(format!("{}: {wrong}", self.name)),
            (Some(reason), Ok(())) => Err(format!("{}: agrees, though the file says \"{reason}\"", self.name)),
        }
    }

    fn compare(&self, got: &Tensor) -> Result<(), String> {
        if got.shape() != self.output.shape() {
            return Err(format!("shape {} instead of {}", got.shape(), self.output.shape()));
        }
        let cells = got.data().iter().zip(self.output.data()).enumerate();
        for (at, (&got, &want)) in cells {
            if !close(got, want, self.tolerance) {
                return Err(format!("value {at} is {got} instead of {want}"));
            }
        }
        Ok(())
    }

    /// The inputs as an op takes them.
    pub fn inputs(&self) -> Vec<&Tensor> {
        self.inputs.iter().collect()
    }
}

/// NaN is met by NaN and an infinity by itself; a number by one that is near enough.
pub fn close(got: f32, want: f32, tolerance: f64) -> bool {
    if got == want || (got.is_nan() && want.is_nan()) {
        return true;
    }
    let (got, want) = (f64::from(got), f64::from(want));
    got.is_finite() && want.is_finite() && (got - want).abs() <= tolerance * want.abs().max(1.0)
}

/// Every case of `src/ops/<op>/cases.json`, and of `onnx.json` where ONNX has cases of the op.
pub fn of(op: &str) -> Vec<Case> {
    let path = |name| format!("src/ops/{op}/{name}.json");
    let mut cases = in_file(op, &path("cases"));
    if root().join(path("onnx")).is_file() {
        cases.extend(in_file(op, &path("onnx")));
    }
    cases
}

/// The answers of `tests/oracle/differences.json` that one of our ops gives too, or on purpose does not.
pub fn differences() -> Vec<Case> {
    let file = json("tests/oracle/differences.json");
    let mut cases = Vec::new();
    for example in list(&file["differences"]) {
        let op = example["op"].as_str().expect("an op");
        let answers = list(&example["answers"]).iter();
        // What a library refuses has no parameters of ours.
        for answer in answers.filter(|answer| answer.get("params").is_some()) {
            let mut case = answer.clone();
            case["name"] = format!("{op}: {}", answer["call"]).into();
            case["tolerance"] = example["tolerance"].clone();
            cases.push(read(op, &case));
        }
    }
    cases
}

fn in_file(op: &str, path: &str) -> Vec<Case> {
    let file = json(path);
    assert_eq!(file["op"], op);
    list(&file["cases"]).iter().map(|case| read(op, case)).collect()
}

fn read(op: &str, case: &Value) -> Case {
    let name = case["name"].as_str().expect("name").to_owned();
    Case {
        subject: subject(op, &case["params"]),
        inputs: list(&case["inputs"]).iter().map(tensor).collect(),
        output: tensor(&case["output"]),
        tolerance: case["tolerance"].as_f64().expect("tolerance"),
        known_difference: case
            .get("known_difference")
            .map(|reason| reason.as_str().expect("a reason").to_owned()),
        name,
    }
}

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// A file of the repository as JSON.
pub fn json(path: &str) -> Value {
    let path = root().join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The elements of an array.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

/// Bytes of an array.
pub fn bytes(value: &Value) -> Vec<u8> {
    list(value)
        .iter()
        .map(|byte| u8::try_from(whole(byte)).expect("a byte"))
        .collect()
}

/// `f32` values of an array, where text stands for what is no finite number.
pub fn values(value: &Value) -> Vec<f32> {
    let number = |value: &Value| match value.as_str() {
        Some("NaN") => f32::NAN,
        Some("Infinity") => f32::INFINITY,
        Some("-Infinity") => f32::NEG_INFINITY,
        Some(other) => panic!("{other} is no number"),
        None => value.as_f64().expect("a number") as f32,
    };
    list(value).iter().map(number).collect()
}

/// A tensor of a file.
pub fn tensor(value: &Value) -> Tensor {
    let dims: Vec<usize> = list(&value["shape"]).iter().map(whole).collect();
    Tensor::new(&dims, values(&value["data"])).expect("a sound tensor")
}

fn whole(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a whole number")).expect("a size")
}

fn mode(value: &Value) -> PadMode {
    let named = PadMode::NAMES.iter().find(|(name, _)| value == name);
    named.expect("a known mode").1
}

fn number(value: &Value) -> f32 {
    value.as_f64().expect("a number") as f32
}

fn flag(value: &Value) -> bool {
    value.as_bool().expect("true or false")
}

fn pair(value: &Value) -> [usize; 2] {
    [whole(&value[0]), whole(&value[1])]
}

fn padding(value: &Value) -> Padding {
    match value.as_str() {
        Some("valid") => Padding::Valid,
        Some("same") => Padding::Same,
        Some(other) => panic!("padding {other}"),
        None => Padding::Explicit([pair(&value[0]), pair(&value[1])]),
    }
}

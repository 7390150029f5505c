//! The cases that TensorFlow, PyTorch, NumPy, Pillow and matplotlib wrote, for every backend to answer.
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

use convscope::{Conv2d, Error, Kernel, MaxPool2d, Op, Padding, Tensor};
use serde_json::Value;
use std::{fs, path::PathBuf};

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

/// An op of any kind.
pub enum Subject {
    Conv2d(Conv2d),
    MaxPool2d(MaxPool2d),
}

/// Gives `$op` to `$call` whatever it is.
macro_rules! each {
    ($subject:expr, $op:ident => $call:expr) => {
        match $subject {
            Subject::Conv2d($op) => $call,
            Subject::MaxPool2d($op) => $call,
        }
    };
}

impl Subject {
    /// The ops that a case file can speak of.
    pub const NAMES: [&str; 2] = [Conv2d::NAME, MaxPool2d::NAME];

    fn read(op: &str, params: &Value) -> Self {
        match op {
            Conv2d::NAME => Self::Conv2d(Conv2d {
                strides: pair(&params["strides"]),
                padding: padding(&params["padding"]),
                dilations: pair(&params["dilations"]),
                groups: whole(&params["groups"]),
                flip: params["flip"].as_bool().expect("flip"),
            }),
            MaxPool2d::NAME => Self::MaxPool2d(MaxPool2d {
                size: pair(&params["size"]),
                strides: pair(&params["strides"]),
                padding: padding(&params["padding"]),
                dilations: pair(&params["dilations"]),
                ceil_mode: params["ceil_mode"].as_bool().expect("ceil_mode"),
            }),
            _ => panic!("{op} is not among {:?}", Self::NAMES),
        }
    }

    /// By definition.
    pub fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        each!(self, op => op.naive(inputs))
    }

    /// Several cells at a time.
    pub fn simd(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        each!(self, op => op.simd(inputs))
    }

    /// As a GPU kernel.
    pub fn kernel(&self, inputs: &[&Tensor]) -> Result<Kernel, Error> {
        let shapes: Vec<_> = inputs.iter().map(|input| input.shape()).collect();
        each!(self, op => op.kernel(&shapes))
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
fn close(got: f32, want: f32, tolerance: f64) -> bool {
    if got == want || (got.is_nan() && want.is_nan()) {
        return true;
    }
    let (got, want) = (f64::from(got), f64::from(want));
    got.is_finite() && want.is_finite() && (got - want).abs() <= tolerance * want.abs().max(1.0)
}

/// Every case of `src/ops/<op>/cases.json`.
pub fn of(op: &str) -> Vec<Case> {
    let file = json(&format!("src/ops/{op}/cases.json"));
    assert_eq!(file["op"], op);
    list(&file["cases"]).iter().map(|case| read(op, case)).collect()
}

fn read(op: &str, case: &Value) -> Case {
    let name = case["name"].as_str().expect("name").to_owned();
    Case {
        subject: Subject::read(op, &case["params"]),
        inputs: list(&case["inputs"]).iter().map(tensor).collect(),
        output: tensor(&case["output"]),
        tolerance: case["tolerance"].as_f64().expect("tolerance"),
        known_difference: case
            .get("known_difference")
            .map(|reason| reason.as_str().expect("a reason").to_owned()),
        name,
    }
}

/// A file of the repository as JSON.
pub fn json(path: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
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

fn tensor(value: &Value) -> Tensor {
    let dims: Vec<usize> = list(&value["shape"]).iter().map(whole).collect();
    Tensor::new(&dims, values(&value["data"])).expect("a sound tensor")
}

fn whole(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a whole number")).expect("a size")
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

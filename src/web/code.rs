//! A lab's state, as its page keeps it, becomes a program. A module of its own: only who asks for code loads it.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::{
    codegen::{Convolution, Kept, Language, Layer, Made, Picture, Pooling, Target, codegen},
    error::Error,
    pixels::{ColorMap, Grey},
    window::{MAX_PARAMETER, Padding, Window},
};

use super::{
    lists::{List, Whole},
    values::{get, is_typed_array, wrong},
};

const LABS: &str = "convolution, pooling, filters";
/// The textbook's grid, which has a name in place of a file.
const GRID: [u8; 25] = [
    1, 1, 1, 0, 0, //
    0, 1, 1, 1, 0, //
    0, 0, 1, 1, 1, //
    0, 0, 1, 1, 0, //
    0, 1, 1, 0, 0,
];

/// `codegen(state, target, {picture, credit})`.
#[wasm_bindgen]
pub fn code(state: &JsValue, target: &JsValue, more: &JsValue) -> Result<String, Error> {
    if !state.is_object() {
        return Err(wrong("state", "an object", state));
    }
    let target = one_of(
        "target",
        &word(target, "target")?,
        &Target::NAMES,
        "numpy, tensorflow, keras, pytorch, notebook",
    )?;
    let bytes = Bytes::of(
        state,
        &if more.is_object() {
            get(more, "picture")
        } else {
            JsValue::UNDEFINED
        },
    )?;
    let credit = if more.is_object() {
        get(more, "credit")
    } else {
        JsValue::UNDEFINED
    };
    // It stands in a comment, which ends with its line.
    let credit = credit.as_string().unwrap_or_default().replace(['\n', '\r'], " ");
    let made = Made {
        language: match text(state, "lang", "en")?.starts_with("ko") {
            true => Language::Korean,
            false => Language::English,
        },
        picture: bytes.picture(),
        grey: None,
        layers: Vec::new(),
        map: ColorMap::named(&text(state, "view", "gray")?)?,
        credit: &credit,
    };
    let (grey, layers) = layers(state)?;
    codegen(&Made { grey, layers, ..made }, target)
}

/// What the lab does to its picture.
fn layers(state: &JsValue) -> Result<(Option<Grey>, Vec<Layer>), Error> {
    let lab = text(state, "lab", &likely(state))?;
    match lab.as_str() {
        "filters" => Ok((None, vec![bank(state)?])),
        "convolution" => Ok((Some(grey(state)?), vec![convolution(state)?])),
        "pooling" => {
            let before = get(state, "from");
            if !before.is_object() {
                if before.as_string().is_some_and(|id| !id.is_empty()) {
                    return Err(wrong("from", "the state of the lab whose map is pooled", &before));
                }
                return Ok((Some(grey(state)?), vec![pooling(state)?]));
            }
            Ok((Some(grey(&before)?), vec![convolution(&before)?, pooling(state)?]))
        }
        _ => Err(Error::UnknownChoice {
            name: "lab",
            value: lab,
            choices: LABS,
        }),
    }
}

/// Which lab has such a state, if it does not say.
fn likely(state: &JsValue) -> String {
    let has = |key| !get(state, key).is_undefined();
    let lab = match () {
        () if has("filters") => "filters",
        () if has("layers") => "pipeline",
        () if has("op") || has("size") => "pooling",
        () => "convolution",
    };
    lab.into()
}

fn grey(state: &JsValue) -> Result<Grey, Error> {
    Grey::named(&text(state, "grey", "mean")?)
}

fn convolution(state: &JsValue) -> Result<Layer, Error> {
    let filter = match get(state, "filter") {
        given if given.is_undefined() => vec![vec![-1.0, 0.0, 1.0]; 3],
        given => matrix(&given, "filter")?,
    };
    let size = [filter.len(), filter[0].len()];
    let bias = number(&get(state, "bias"), "bias")?;
    Ok(Layer::Convolution(Convolution {
        weights: filter.concat(),
        shape: [size[0], size[1], 1, 1],
        bias: if bias == 0.0 { vec![] } else { vec![bias] },
        window: window(state, size, [1, 1])?,
        flip: truth(state, "flip"),
    }))
}

fn pooling(state: &JsValue) -> Result<Layer, Error> {
    let size = pair(state, "size", 1, [3, 3])?;
    let window = Window {
        ceil_mode: truth(state, "ceil-mode"),
        ..window(state, size, [3, 3])?
    };
    let counts_padding = truth(state, "count-include-pad");
    let kinds = [("max", Kept::Largest), ("avg", Kept::Mean { counts_padding })];
    let kept = one_of("op", &text(state, "op", "max")?, &kinds, "max, avg")?;
    Ok(Layer::Pooling(Pooling { kept, window }))
}

/// Filters with a plane of weights for each colour.
fn bank(state: &JsValue) -> Result<Layer, Error> {
    const EXPECTED: &str = "a list of {planes: [R, G, B], bias}";
    let given = get(state, "filters");
    let list = List::of(&given)
        .filter(|list| list.len > 0)
        .ok_or_else(|| wrong("filters", EXPECTED, &given))?;
    let (mut filters, mut bias) = (Vec::new(), Vec::new());
    for at in 0..list.len {
        let one = list.at(at);
        let planes = if one.is_object() {
            get(&one, "planes")
        } else {
            JsValue::UNDEFINED
        };
        let planes = List::of(&planes)
            .filter(|planes| planes.len == 3)
            .ok_or_else(|| wrong("filters", EXPECTED, &one))?;
        filters.push(
            (0..3)
                .map(|c| matrix(&planes.at(c), "planes"))
                .collect::<Result<Vec<_>, _>>()?,
        );
        bias.push(number(&get(&one, "bias"), "bias")?);
    }
    let size = [filters[0][0].len(), filters[0][0][0].len()];
    if filters
        .iter()
        .flatten()
        .any(|plane| plane.len() != size[0] || plane[0].len() != size[1])
    {
        return Err(wrong("filters", "filters of one size", &given));
    }
    let shape = [size[0], size[1], 3, filters.len()];
    let mut weights = Vec::with_capacity(shape.iter().product());
    for y in 0..size[0] {
        for x in 0..size[1] {
            for c in 0..3 {
                weights.extend(filters.iter().map(|filter| filter[c][y][x]));
            }
        }
    }
    let bias = if bias.iter().all(|&bias| bias == 0.0) {
        vec![]
    } else {
        bias
    };
    Ok(Layer::Convolution(Convolution {
        weights,
        shape,
        bias,
        window: window(state, size, [1, 1])?,
        flip: false,
    }))
}

fn window(state: &JsValue, kernel: [usize; 2], strides: [usize; 2]) -> Result<Window, Error> {
    Ok(Window {
        kernel,
        strides: pair(state, "strides", 1, strides)?,
        padding: padding(state)?,
        dilations: pair(state, "dilations", 1, [1, 1])?,
        ceil_mode: false,
    })
}

/// The picture's bytes, on this side.
enum Bytes {
    None,
    Pixels(Vec<u8>, [usize; 2]),
    File(Vec<u8>),
}

impl Bytes {
    fn of(state: &JsValue, given: &JsValue) -> Result<Self, Error> {
        const EXPECTED: &str = "{data, shape} or the bytes of a file";
        if given.is_undefined() || given.is_null() {
            let before = get(state, "from");
            let state = if before.is_object() { &before } else { state };
            let is_grid = get(state, "image").as_string().as_deref() == Some("grid");
            let data = || GRID.iter().flat_map(|&value| [value; 3]).collect();
            return Ok(if is_grid {
                Self::Pixels(data(), [5, 5])
            } else {
                Self::None
            });
        }
        let bytes = |value: &JsValue| value.unchecked_ref::<Uint8Array>().to_vec();
        if is_typed_array(given, "Uint8Array") {
            return Ok(Self::File(bytes(given)));
        }
        let data = if given.is_object() {
            get(given, "data")
        } else {
            JsValue::UNDEFINED
        };
        let is_bytes = is_typed_array(&data, "Uint8Array") || is_typed_array(&data, "Uint8ClampedArray");
        let shape = List::of(&get(given, "shape")).filter(|shape| shape.len == 3 && is_bytes);
        let shape = shape.ok_or_else(|| wrong("picture", EXPECTED, given))?;
        let side = |at| {
            Whole {
                name: "picture.shape",
                min: 1,
                max: MAX_PARAMETER,
            }
            .read(&shape.at(at))
        };
        let (data, size) = (bytes(&data), [side(0)?, side(1)?]);
        if data.len() as u64 != size[0] as u64 * size[1] as u64 * 3 {
            return Err(wrong("picture", EXPECTED, given));
        }
        Ok(Self::Pixels(data, size))
    }

    fn picture(&self) -> Option<Picture<'_>> {
        match self {
            Self::None => None,
            Self::Pixels(data, size) => Some(Picture::Pixels { data, size: *size }),
            Self::File(bytes) => Some(Picture::File(bytes)),
        }
    }
}

// Values of a state: as JSON has them, or as an attribute spells them ------------------------------------------------

fn word(value: &JsValue, name: &'static str) -> Result<String, Error> {
    value.as_string().ok_or_else(|| wrong(name, "a word", value))
}

fn text(state: &JsValue, name: &'static str, otherwise: &str) -> Result<String, Error> {
    match get(state, name) {
        value if value.is_undefined() || value.is_null() => Ok(otherwise.into()),
        value => word(&value, name),
    }
}

fn one_of<T: Copy>(name: &'static str, value: &str, table: &[(&str, T)], choices: &'static str) -> Result<T, Error> {
    let found = table
        .iter()
        .find(|(known, _)| *known == value)
        .map(|&(_, choice)| choice);
    found.ok_or_else(|| Error::UnknownChoice {
        name,
        value: value.into(),
        choices,
    })
}

/// As the page has it: an attribute's mere presence means true.
fn truth(state: &JsValue, name: &str) -> bool {
    let value = get(state, name);
    let said = value.as_string();
    value.as_bool() == Some(true) || said.is_some_and(|said| said != "false" && said != "0")
}

fn number(value: &JsValue, name: &'static str) -> Result<f32, Error> {
    if value.is_undefined() {
        return Ok(0.0);
    }
    let read = Some(spelled(value) as f32).filter(|read| read.is_finite());
    read.ok_or_else(|| wrong(name, "a number", value))
}

/// A number, or the one that a text spells; NaN for anything else.
fn spelled(value: &JsValue) -> f64 {
    if value.as_string().is_some_and(|text| text.trim_ascii().is_empty()) {
        return f64::NAN;
    }
    // JavaScript reads the number: Rust's reader would be a fifth of this module.
    value.unchecked_into_f64()
}

/// The entries of a list, or the words of a text.
fn entries(value: &JsValue) -> Vec<JsValue> {
    if let Some(text) = value.as_string() {
        let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
        return words.map(|word| spelled(&word.into()).into()).collect();
    }
    match List::of(value) {
        Some(list) => (0..list.len).map(|at| list.at(at)).collect(),
        None => vec![value.clone()],
    }
}

fn pair(state: &JsValue, name: &'static str, min: usize, otherwise: [usize; 2]) -> Result<[usize; 2], Error> {
    let value = get(state, name);
    if value.is_undefined() {
        return Ok(otherwise);
    }
    let whole = |value: &JsValue| {
        Whole {
            name,
            min,
            max: MAX_PARAMETER,
        }
        .read(value)
    };
    match entries(&value).as_slice() {
        [both] => whole(both).map(|both| [both, both]),
        [y, x] => Ok([whole(y)?, whole(x)?]),
        _ => Err(wrong(name, "a pair [y, x] of whole numbers", &value)),
    }
}

fn padding(state: &JsValue) -> Result<Padding, Error> {
    let value = get(state, "padding");
    match value.as_string().as_deref() {
        None if value.is_undefined() => return Ok(Padding::Valid),
        Some("valid") => return Ok(Padding::Valid),
        Some("same") => return Ok(Padding::Same),
        _ => {}
    }
    let sides: Vec<JsValue> = entries(&value).iter().flat_map(entries).collect();
    let side = |value: &JsValue| {
        Whole {
            name: "padding",
            min: 0,
            max: MAX_PARAMETER,
        }
        .read(value)
    };
    match sides.as_slice() {
        [top, bottom, left, right] => Ok(Padding::Explicit([
            [side(top)?, side(bottom)?],
            [side(left)?, side(right)?],
        ])),
        _ => Err(wrong(
            "padding",
            "\"valid\", \"same\" or [[top, bottom], [left, right]]",
            &value,
        )),
    }
}

/// Rows of weights, all of one length.
fn matrix(value: &JsValue, name: &'static str) -> Result<Vec<Vec<f32>>, Error> {
    let lines: Vec<JsValue> = match value.as_string() {
        Some(text) => text.split([',', ';']).map(|line| line.trim().into()).collect(),
        None => entries(value),
    };
    let row = |line: &JsValue| {
        entries(line)
            .iter()
            .map(|weight| number(weight, name))
            .collect::<Result<Vec<_>, _>>()
    };
    let rows = lines.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let width = rows.first().map_or(0, Vec::len);
    if width == 0 || rows.iter().any(|row| row.len() != width) {
        return Err(wrong(name, "rows of equal length", value));
    }
    Ok(rows)
}

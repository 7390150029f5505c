//! Tensors, maps and pictures: `{data, shape}` in JavaScript, copied once on the way in and once on the way out.

use js_sys::{Float32Array, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    pixels::Picture,
    shape::Shape,
    tensor::{Tensor, fits_in_memory},
};

use super::{
    lists::{List, Whole},
    values::{get, is_typed_array, numbers, object, wrong},
};

#[wasm_bindgen]
extern "C" {
    // js-sys has these constructors too, but a full heap would throw right through the Rust that calls them.
    #[wasm_bindgen(js_name = Float32Array)]
    type NewFloats;
    #[wasm_bindgen(catch, constructor, js_class = "Float32Array")]
    fn copy_of(values: &[f32]) -> Result<NewFloats, JsValue>;
    #[wasm_bindgen(js_name = Uint8Array)]
    type NewBytes;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn copy_of(values: &[u8]) -> Result<NewBytes, JsValue>;
    #[wasm_bindgen(js_name = Uint8ClampedArray)]
    type NewClamped;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8ClampedArray")]
    fn copy_of(values: &[u8]) -> Result<NewClamped, JsValue>;
}

/// How sentences call an argument and its parts.
#[derive(Clone, Copy)]
pub struct Names {
    /// The argument.
    pub what: &'static str,
    /// Its data.
    pub data: &'static str,
    /// Its shape.
    pub shape: &'static str,
}

/// The names of an op's input.
pub const INPUT: Names = Names {
    what: "input",
    data: "input.data",
    shape: "input.shape",
};
/// The names of a filter.
pub const FILTER: Names = Names {
    what: "filter",
    data: "filter.data",
    shape: "filter.shape",
};
/// The names of a dense layer's kernel.
pub const KERNEL: Names = Names {
    what: "kernel",
    data: "kernel.data",
    shape: "kernel.shape",
};
/// The names of a map.
pub const MAP: Names = Names {
    what: "map",
    data: "map.data",
    shape: "map.shape",
};
const PICTURE: Names = Names {
    what: "picture",
    data: "picture.data",
    shape: "picture.shape",
};

/// A shape from a list of one to four whole numbers.
#[inline(never)]
pub fn shape(value: &JsValue, names: &Names) -> Result<Shape, Error> {
    let refused = || wrong(names.shape, "a list of one to four whole numbers", value);
    let list = List::of(value)
        .filter(|list| (1..=4).contains(&list.len))
        .ok_or_else(refused)?;
    let entry = Whole {
        name: names.shape,
        min: 0,
        max: u32::MAX as usize,
    };
    let dims = (0..list.len)
        .map(|index| entry.read(&list.at(index)))
        .collect::<Result<Vec<_>, _>>()?;
    Shape::new(&dims).map_err(|error| match error {
        Error::EmptyAxis { shape, .. } => Error::EmptyAxis {
            what: names.what,
            shape,
        },
        other => other,
    })
}

fn parts(value: &JsValue, names: &Names) -> Result<(JsValue, Shape), Error> {
    if !value.is_object() || List::of(value).is_some() {
        return Err(wrong(names.what, "an object {data, shape}", value));
    }
    Ok((get(value, "data"), shape(&get(value, "shape"), names)?))
}

fn check_length(shape: Shape, actual: u32) -> Result<(), Error> {
    let (expected, actual) = (shape.len(), actual as usize);
    if expected == actual {
        return Ok(());
    }
    let shape = shape.to_string();
    Err(Error::DataLength {
        shape,
        expected,
        actual,
    })
}

/// A tensor that still lies in JavaScript: its shape is known to match its data.
pub struct Held {
    /// Its shape.
    pub shape: Shape,
    data: Float32Array,
}

impl Held {
    /// `{data: Float32Array, shape}`.
    #[inline(never)]
    pub fn of(value: &JsValue, names: &Names) -> Result<Self, Error> {
        let (data, shape) = parts(value, names)?;
        Self::flat(&data, names.data, Some(shape))
    }

    /// A bare `Float32Array`, such as a bias; without a shape it is a list of its own length.
    pub fn flat(value: &JsValue, name: &'static str, shape: Option<Shape>) -> Result<Self, Error> {
        if !is_typed_array(value, "Float32Array") {
            return Err(wrong(name, "a Float32Array", value));
        }
        let data: Float32Array = value.clone().unchecked_into();
        let shape = shape.map_or_else(|| Shape::new(&[data.length() as usize]), Ok)?;
        check_length(shape, data.length())?;
        Ok(Self { shape, data })
    }

    /// One value, without copying the others.
    #[inline(never)]
    pub fn at(&self, index: usize) -> f32 {
        self.data.get_index(index as u32)
    }

    /// Height and width, if it is one channel of one picture.
    pub fn plane(&self) -> Result<[usize; 2], Error> {
        plane(self.shape)
    }

    /// The tensor in our memory.
    pub fn copied(&self) -> Result<Tensor, Error> {
        Tensor::with_shape(self.shape, self.data.to_vec())
    }
}

/// A sentence instead of a crash where memory ends: `bytes` for something of that shape.
pub fn check_room(shape: Shape, bytes: usize) -> Result<(), Error> {
    if fits_in_memory(bytes) {
        return Ok(());
    }
    let mut limit = shape.len() / 2;
    while limit > 1 && !fits_in_memory(bytes / shape.len().max(1) * limit) {
        limit /= 2;
    }
    let shape = shape.to_string();
    Err(Error::TooLarge { shape, limit })
}

fn no_room(shape: Shape) -> impl Fn(JsValue) -> Error {
    move |_| Error::TooLarge {
        shape: shape.to_string(),
        limit: shape.len() / 2,
    }
}

/// A tensor given to JavaScript.
pub fn given(tensor: &Tensor) -> Result<JsValue, Error> {
    let shape = tensor.shape();
    let data = NewFloats::copy_of(tensor.data()).map_err(no_room(shape))?;
    Ok(object(&[("data", data.into()), ("shape", numbers(shape.dims()))]))
}

/// Bytes given to JavaScript as a `Uint8Array`.
pub fn given_bytes(bytes: &[u8], shape: Shape) -> Result<JsValue, Error> {
    Ok(NewBytes::copy_of(bytes).map_err(no_room(shape))?.into())
}

/// Colours given to JavaScript as a `Uint8ClampedArray`, which is what a canvas takes.
pub fn given_colors(rgba: &[u8], shape: Shape) -> Result<JsValue, Error> {
    Ok(NewClamped::copy_of(rgba).map_err(no_room(shape))?.into())
}

fn plane(shape: Shape) -> Result<[usize; 2], Error> {
    let (&[height, width] | &[height, width, 1] | &[1, height, width, 1]) = shape.dims() else {
        return Err(Error::Rank {
            what: MAP.what,
            expected: "(h, w), (h, w, 1) or (1, h, w, 1)",
            actual: shape.to_string(),
        });
    };
    Ok([height, width])
}

/// A map to be shown: one channel of one picture.
pub struct Map {
    /// Its values.
    pub values: Vec<f32>,
    /// `[height, width]`.
    pub size: [usize; 2],
}

impl Map {
    /// `{data: Float32Array | Uint8Array | Uint8ClampedArray, shape: [h, w] | [h, w, 1] | [1, h, w, 1]}`.
    pub fn of(value: &JsValue) -> Result<Self, Error> {
        let (data, shape) = parts(value, &MAP)?;
        let size = plane(shape)?;
        // The values, and the colours made of them.
        let room = shape.len() * 9;
        let values = if is_typed_array(&data, "Float32Array") {
            let held = Held::flat(&data, MAP.data, Some(shape))?;
            check_room(shape, room)?;
            held.copied()?.into_data()
        } else {
            let bytes = bytes(&data, "a Float32Array or a Uint8Array", &MAP, shape, room)?;
            bytes.into_iter().map(f32::from).collect()
        };
        Ok(Self { values, size })
    }

    /// Its shape.
    pub fn shape(&self) -> Result<Shape, Error> {
        Shape::new(&self.size)
    }
}

fn bytes(data: &JsValue, expected: &'static str, names: &Names, shape: Shape, room: usize) -> Result<Vec<u8>, Error> {
    let check = |len| check_length(shape, len).and_then(|()| check_room(shape, room));
    if is_typed_array(data, "Uint8Array") {
        let data: &Uint8Array = data.unchecked_ref();
        check(data.length())?;
        Ok(data.to_vec())
    } else if is_typed_array(data, "Uint8ClampedArray") {
        let data: &Uint8ClampedArray = data.unchecked_ref();
        check(data.length())?;
        Ok(data.to_vec())
    } else {
        Err(wrong(names.data, expected, data))
    }
}

/// `{data: Uint8Array, shape: [h, w, 3]}`.
pub fn picture(value: &JsValue) -> Result<Picture, Error> {
    let (data, shape) = parts(value, &PICTURE)?;
    let &[height, width, 3] = shape.dims() else {
        return Err(Error::Rank {
            what: PICTURE.what,
            expected: "(h, w, 3)",
            actual: shape.to_string(),
        });
    };
    // The picture, and what is made of it.
    let room = shape.len() * 3;
    let bytes = bytes(&data, "a Uint8Array", &PICTURE, shape, room)?;
    Picture::new(height, width, bytes)
}

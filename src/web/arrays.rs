//! Tensors as JavaScript gives and gets them: `{data, shape}`, or the handle of one that lies here.

use std::rc::Rc;

use js_sys::{Float32Array, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    shape::Shape,
    tensor::{Tensor, fits_in_memory},
};

use super::{
    lists::{List, Whole},
    residents::{self, Resident},
    values::{described_as, get, is_typed_array, numbers, object, wrong},
};

#[wasm_bindgen]
extern "C" {
    // js-sys has these constructors too, but a full heap would throw right through the Rust that calls them.
    #[wasm_bindgen(js_name = Float32Array)]
    type NewFloats;
    #[wasm_bindgen(catch, constructor, js_class = "Float32Array")]
    fn of_length(length: u32) -> Result<NewFloats, JsValue>;
    #[wasm_bindgen(js_name = Uint8Array)]
    type NewBytes;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn of_length(length: u32) -> Result<NewBytes, JsValue>;
    #[wasm_bindgen(js_name = Uint8ClampedArray)]
    type NewClamped;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8ClampedArray")]
    fn of_length(length: u32) -> Result<NewClamped, JsValue>;
}

/// How sentences call an argument and its parts.
#[derive(Clone, Copy)]
pub struct Names {
    /// The argument.
    pub what: &'static str,
    /// Its values.
    pub data: &'static str,
    /// Its shape.
    pub shape: &'static str,
}

const TENSOR: &str = "an object {data, shape}";

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
/// The names of a map.
pub const MAP: Names = Names {
    what: "map",
    data: "map.data",
    shape: "map.shape",
};
/// The names of what a result is written to.
pub const OUTPUT: Names = Names {
    what: "output",
    data: "output.data",
    shape: "output.shape",
};
/// The names of a picture.
pub const PICTURE: Names = Names {
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

pub fn parts(value: &JsValue, names: &Names) -> Result<(JsValue, Shape), Error> {
    if !value.is_object() || List::of(value).is_some() {
        return Err(wrong(names.what, TENSOR, value));
    }
    Ok((get(value, "data"), shape(&get(value, "shape"), names)?))
}

pub fn check_length(shape: Shape, actual: u32) -> Result<(), Error> {
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

/// A tensor wherever it lies: its shape is known to match its data.
pub struct Held {
    /// Its shape.
    pub shape: Shape,
    place: Place,
}

enum Place {
    /// In JavaScript.
    Away(Float32Array),
    /// In our memory, kept for a handle.
    Here(Rc<Tensor>),
}

impl Held {
    /// `{data: Float32Array, shape}`, or the handle of a tensor.
    #[inline(never)]
    pub fn of(value: &JsValue, names: &Names) -> Result<Self, Error> {
        match residents::find(value, names.what)? {
            Some(Resident::Tensor(tensor)) => Ok(Self {
                shape: tensor.shape(),
                place: Place::Here(tensor),
            }),
            Some(Resident::Picture(_)) => Err(described_as(names.what, TENSOR, "the handle of a picture")),
            None => {
                let (data, shape) = parts(value, names)?;
                Self::flat(&data, names.data, Some(shape))
            }
        }
    }

    /// A bare `Float32Array`, such as a bias; without a shape it is a list of its own length.
    pub fn flat(value: &JsValue, name: &'static str, shape: Option<Shape>) -> Result<Self, Error> {
        if !is_typed_array(value, "Float32Array") {
            return Err(wrong(name, "a Float32Array", value));
        }
        let data: Float32Array = value.clone().unchecked_into();
        let shape = shape.map_or_else(|| Shape::new(&[data.length() as usize]), Ok)?;
        check_length(shape, data.length())?;
        let place = Place::Away(data);
        Ok(Self { shape, place })
    }

    /// The tensor, where it lies in our memory.
    pub fn here(&self) -> Option<&Tensor> {
        match &self.place {
            Place::Here(tensor) => Some(tensor),
            Place::Away(_) => None,
        }
    }

    /// Whether what is written to `output` may change it.
    pub fn shares_memory_with(&self, output: &Float32Array) -> bool {
        match &self.place {
            Place::Away(data) => data.buffer() == output.buffer(),
            Place::Here(_) => false,
        }
    }

    /// One value, without copying the others.
    #[inline(never)]
    pub fn at(&self, index: usize) -> f32 {
        match &self.place {
            Place::Away(data) => data.get_index(index as u32),
            Place::Here(tensor) => tensor.data()[index],
        }
    }

    /// Copies as many values as there is room for, from value `first` on.
    pub fn read(&self, first: usize, room: &mut [f32]) {
        match &self.place {
            Place::Away(data) => data.subarray(first as u32, (first + room.len()) as u32).copy_to(room),
            Place::Here(tensor) => room.copy_from_slice(&tensor.data()[first..][..room.len()]),
        }
    }

    /// Height and width, if it is one channel of one picture.
    pub fn plane(&self) -> Result<[usize; 2], Error> {
        plane(self.shape)
    }

    /// The tensor in our memory, to be changed.
    #[cfg(feature = "web-network")]
    pub fn owned(&self) -> Result<Tensor, Error> {
        Ok(Rc::unwrap_or_clone(self.copied()?))
    }

    /// The tensor in our memory.
    pub fn copied(&self) -> Result<Rc<Tensor>, Error> {
        match &self.place {
            Place::Away(data) => Tensor::with_shape(self.shape, data.to_vec()).map(Rc::new),
            Place::Here(tensor) => Ok(Rc::clone(tensor)),
        }
    }
}

/// A tensor in JavaScript that is written.
pub struct Output {
    shape: Shape,
    data: Float32Array,
}

impl Output {
    /// A new one.
    pub fn new(shape: Shape) -> Result<Self, Error> {
        let data = NewFloats::of_length(shape.len() as u32).map_err(no_room(shape))?;
        let data = data.unchecked_into();
        Ok(Self { shape, data })
    }

    /// `{data: Float32Array, shape}`, which must have the shape of the result.
    pub fn given(value: &JsValue, shape: Shape) -> Result<Self, Error> {
        let (data, actual) = parts(value, &OUTPUT)?;
        Held::flat(&data, OUTPUT.data, Some(actual))?;
        check_output(actual, shape)?;
        let data = data.unchecked_into();
        Ok(Self { shape, data })
    }

    /// Whether writing may change `input`.
    pub fn touches(&self, input: &Held) -> bool {
        input.shares_memory_with(&self.data)
    }

    /// Writes values from value `first` on.
    pub fn write(&self, first: usize, values: &[f32]) {
        self.data
            .subarray(first as u32, (first + values.len()) as u32)
            .copy_from(values);
    }

    /// `{data, shape}`.
    pub fn tensor(&self) -> JsValue {
        object(&[("data", (&self.data).into()), ("shape", numbers(self.shape.dims()))])
    }
}

/// A tensor given to JavaScript.
#[cfg(any(feature = "gpu", feature = "web-network"))]
pub fn given(tensor: &Tensor) -> Result<JsValue, Error> {
    let output = Output::new(tensor.shape())?;
    output.write(0, tensor.data());
    Ok(output.tensor())
}

/// Whether an output that was given has the shape of the result.
pub fn check_output(actual: Shape, expected: Shape) -> Result<(), Error> {
    if actual == expected {
        return Ok(());
    }
    Err(Error::WeightShape {
        what: OUTPUT.what,
        shape: actual.to_string(),
        expected: expected.to_string(),
    })
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

/// A `Uint8Array` of `length`, for something of that shape.
pub fn new_bytes(length: usize, shape: Shape) -> Result<Uint8Array, Error> {
    let bytes = NewBytes::of_length(length as u32).map_err(no_room(shape))?;
    Ok(bytes.unchecked_into())
}

/// A `Uint8ClampedArray`, which is what a canvas takes, of `length`, for something of that shape.
pub fn new_colors(length: usize, shape: Shape) -> Result<Uint8ClampedArray, Error> {
    let colors = NewClamped::of_length(length as u32).map_err(no_room(shape))?;
    Ok(colors.unchecked_into())
}

/// Colours given to JavaScript.
pub fn given_colors(rgba: &[u8], shape: Shape) -> Result<JsValue, Error> {
    let colors = new_colors(rgba.len(), shape)?;
    colors.copy_from(rgba);
    Ok(colors.into())
}

/// `[height, width]` of one channel of one picture.
pub fn plane(shape: Shape) -> Result<[usize; 2], Error> {
    let (&[height, width] | &[height, width, 1] | &[1, height, width, 1]) = shape.dims() else {
        return Err(Error::Rank {
            what: MAP.what,
            expected: "(h, w), (h, w, 1) or (1, h, w, 1)",
            actual: shape.to_string(),
        });
    };
    Ok([height, width])
}

/// Bytes of a `Uint8Array` or a `Uint8ClampedArray`, as many as the shape says, seen as a `Uint8Array`.
pub fn bytes(data: &JsValue, name: &'static str, expected: &'static str, shape: Shape) -> Result<Uint8Array, Error> {
    let data = if is_typed_array(data, "Uint8ClampedArray") {
        let data: &Uint8ClampedArray = data.unchecked_ref();
        Uint8Array::new_with_byte_offset_and_length(&data.buffer(), data.byte_offset(), data.length())
    } else if is_typed_array(data, "Uint8Array") {
        data.clone().unchecked_into()
    } else {
        return Err(wrong(name, expected, data));
    };
    check_length(shape, data.length())?;
    Ok(data)
}

//! Maps and pictures wherever they lie, read part by part: what is shown is small, what it is made of need not come in whole.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use crate::{
    error::Error,
    pixels::{self, Picture},
    shape::Shape,
};

use super::{
    arrays::{Held, MAP, PICTURE, bytes, parts, plane},
    parts::VALUES,
    residents::{self, Resident, picture_size},
    values::{described_as, get, is_typed_array},
};

/// A map to be shown: one channel of one picture.
pub struct Map {
    values: Values,
    /// `[height, width]`.
    pub size: [usize; 2],
}

enum Values {
    Floats(Held),
    Bytes(Uint8Array),
}

impl Map {
    /// A handle, or `{data: Float32Array | Uint8Array | Uint8ClampedArray, shape: [h, w] | [h, w, 1] | [1, h, w, 1]}`.
    pub fn of(value: &JsValue) -> Result<Self, Error> {
        let is_here = residents::find(value, MAP.what)?.is_some();
        if is_here || is_typed_array(&get(value, "data"), "Float32Array") {
            let held = Held::of(value, &MAP)?;
            let size = held.plane()?;
            let values = Values::Floats(held);
            return Ok(Self { values, size });
        }
        let (data, shape) = parts(value, &MAP)?;
        let size = plane(shape)?;
        let values = Values::Bytes(bytes(&data, MAP.data, "a Float32Array or a Uint8Array", shape)?);
        Ok(Self { values, size })
    }

    /// Its shape.
    pub fn shape(&self) -> Result<Shape, Error> {
        Shape::new(&self.size)
    }

    /// Hands over all rows from the first to the last, a multiple of `factor` at a time.
    pub fn each_part(&self, factor: usize, work: &mut dyn FnMut(usize, &[f32])) {
        let [height, width] = self.size;
        let (mut floats, mut small) = (Vec::new(), Vec::new());
        for (first, len) in cuts(height, width, factor) {
            if let Values::Floats(held) = &self.values
                && let Some(tensor) = held.here()
            {
                work(first, &tensor.data()[first..][..len]);
                continue;
            }
            floats.resize(len, 0.0);
            match &self.values {
                Values::Floats(held) => held.read(first, &mut floats),
                Values::Bytes(bytes) => {
                    small.resize(len, 0);
                    bytes.subarray(first as u32, (first + len) as u32).copy_to(&mut small);
                    floats
                        .iter_mut()
                        .zip(&small)
                        .for_each(|(value, &byte)| *value = f32::from(byte));
                }
            }
            work(first, &floats);
        }
    }

    /// The smallest and the largest finite value.
    pub fn range(&self) -> (f32, f32) {
        let mut extent = (f32::INFINITY, f32::NEG_INFINITY);
        self.each_part(1, &mut |_, values| {
            let (low, high) = pixels::extent(values);
            extent = (extent.0.min(low), extent.1.max(high));
        });
        pixels::ends(extent)
    }
}

/// Parts of rows as (first value, values): as many rows as a part should have, in multiples of `factor`.
fn cuts(height: usize, width: usize, factor: usize) -> impl Iterator<Item = (usize, usize)> {
    let step = (VALUES / width / factor).max(1) * factor;
    (0..height)
        .step_by(step)
        .map(move |row| (row * width, step.min(height - row) * width))
}

/// A picture.
pub struct Source {
    bytes: Bytes,
    /// `[height, width]`.
    pub size: [usize; 2],
}

enum Bytes {
    Away(Uint8Array),
    Here(Rc<Picture>),
}

impl Source {
    /// A handle, or `{data: Uint8Array, shape: [h, w, 3]}`.
    pub fn of(value: &JsValue) -> Result<Self, Error> {
        match residents::find(value, PICTURE.what)? {
            Some(Resident::Picture(picture)) => Ok(Self {
                size: picture.size(),
                bytes: Bytes::Here(picture),
            }),
            Some(Resident::Tensor(_)) => Err(described_as(PICTURE.what, "a picture", "the handle of a tensor")),
            None => {
                let (data, shape) = parts(value, &PICTURE)?;
                let size = picture_size(shape)?;
                let bytes = Bytes::Away(bytes(&data, PICTURE.data, "a Uint8Array", shape)?);
                Ok(Self { bytes, size })
            }
        }
    }

    /// The picture in our memory, where it lies here.
    pub fn here(&self) -> Option<&Picture> {
        match &self.bytes {
            Bytes::Here(picture) => Some(picture),
            Bytes::Away(_) => None,
        }
    }

    /// Copies as many bytes as there is room for, from byte `first` on.
    pub fn read(&self, first: usize, room: &mut [u8]) {
        match &self.bytes {
            Bytes::Here(picture) => room.copy_from_slice(&picture.data()[first..][..room.len()]),
            Bytes::Away(bytes) => bytes.subarray(first as u32, (first + room.len()) as u32).copy_to(room),
        }
    }

    /// Hands over all rows from the first to the last, a multiple of `factor` at a time: the first pixel, and the bytes.
    pub fn each_part(&self, factor: usize, work: &mut dyn FnMut(usize, &[u8])) {
        let [height, width] = self.size;
        let mut rgb = Vec::new();
        for (first, len) in cuts(height, width, factor) {
            let range = first * 3..(first + len) * 3;
            match &self.bytes {
                Bytes::Here(picture) => work(first, &picture.data()[range]),
                Bytes::Away(_) => {
                    rgb.resize(range.len(), 0);
                    self.read(range.start, &mut rgb);
                    work(first, &rgb);
                }
            }
        }
    }
}

//! Tensors and pictures that stay in our memory between calls. JavaScript holds handles, `{held: number, shape}`.

use std::{cell::RefCell, rc::Rc};

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::{error::Error, op::DynOp, pixels::Picture, shape::Shape, tensor::Tensor};

use super::{
    arrays::{Held, INPUT, Output, PICTURE, bytes, check_output, check_room, new_bytes, parts},
    values::{described_as, get, is_typed_array, numbers, object},
};

/// What a handle stands for.
#[derive(Clone)]
pub enum Resident {
    /// Values.
    Tensor(Rc<Tensor>),
    /// An 8-bit picture.
    Picture(Rc<Picture>),
}

#[derive(Default)]
struct Kept {
    /// What is held, by numbers that are never given twice.
    entries: Vec<(f64, Resident)>,
    last: f64,
    /// The values of a tensor that was released: the next result of about that size is written over them, so that a
    /// map that is computed again and again is not filled with zeros first.
    spare: Vec<f32>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Why a handle that is given stands for nothing here. Each wasm module has a memory of its own.
const EXPECTED: &str = if cfg!(feature = "web") {
    "something that is still held"
} else {
    "an object {data, shape}"
};
const GONE: &str = if cfg!(feature = "web") {
    "a handle that was released"
} else {
    "a handle; give it handle.read()"
};

/// Keeps something and gives its handle.
pub fn keep(resident: Resident) -> JsValue {
    let dims = match &resident {
        Resident::Tensor(tensor) => tensor.shape().dims().to_vec(),
        Resident::Picture(picture) => [&picture.size()[..], &[3]].concat(),
    };
    let number = KEPT.with_borrow_mut(|kept| {
        kept.last += 1.0;
        kept.entries.push((kept.last, resident));
        kept.last
    });
    object(&[("held", number.into()), ("shape", numbers(&dims))])
}

/// What the handle stands for; none where `value` is no handle.
///
/// # Errors
/// For a handle that was released.
#[inline(never)]
pub fn find(value: &JsValue, name: &'static str) -> Result<Option<Resident>, Error> {
    let Some(number) = Some(value)
        .filter(|value| value.is_object())
        .and_then(|value| get(value, "held").as_f64())
    else {
        return Ok(None);
    };
    let found = KEPT.with_borrow(|kept| {
        let mut entries = kept.entries.iter();
        entries
            .find(|(held, _)| *held == number)
            .map(|(_, resident)| resident.clone())
    });
    let released = || described_as(name, EXPECTED, GONE);
    found.map(Some).ok_or_else(released)
}

/// `hold({data, shape})`: a tensor, or a picture where `data` holds bytes.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen)]
pub fn hold(value: &JsValue) -> Result<JsValue, Error> {
    let is_bytes = ["Uint8Array", "Uint8ClampedArray"]
        .iter()
        .any(|name| is_typed_array(&get(value, "data"), name));
    if !is_bytes {
        let held = Held::of(value, &INPUT)?;
        check_room(held.shape, held.shape.len() * size_of::<f32>())?;
        return Ok(keep(Resident::Tensor(held.copied()?)));
    }
    let (data, shape) = parts(value, &PICTURE)?;
    let [height, width] = picture_size(shape)?;
    let data = bytes(&data, PICTURE.data, "a Uint8Array", shape)?;
    check_room(shape, shape.len())?;
    let picture = Picture::new(height, width, data.to_vec())?;
    Ok(keep(Resident::Picture(Rc::new(picture))))
}

/// Height and width of a picture's shape.
pub fn picture_size(shape: Shape) -> Result<[usize; 2], Error> {
    let &[height, width, 3] = shape.dims() else {
        return Err(Error::Rank {
            what: PICTURE.what,
            expected: "(h, w, 3)",
            actual: shape.to_string(),
        });
    };
    Ok([height, width])
}

/// `read(handle, output)`: what it stands for, copied to `output` or, if there is none, to a new object.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen)]
pub fn read(handle: &JsValue, output: &JsValue) -> Result<JsValue, Error> {
    let is_new = output.is_undefined();
    match find(handle, "handle")? {
        Some(Resident::Tensor(tensor)) => {
            let shape = tensor.shape();
            let output = if is_new {
                Output::new(shape)?
            } else {
                Output::given(output, shape)?
            };
            output.write(0, tensor.data());
            Ok(output.tensor())
        }
        Some(Resident::Picture(picture)) => {
            let [height, width] = picture.size();
            let shape = Shape::new(&[height, width, 3])?;
            let data = if is_new {
                new_bytes(shape.len(), shape)?
            } else {
                given_bytes(output, shape)?
            };
            data.copy_from(picture.data());
            Ok(object(&[("data", data.into()), ("shape", numbers(shape.dims()))]))
        }
        None => Err(described_as("handle", "something that is held", "no handle")),
    }
}

/// The bytes of an output `{data: Uint8Array, shape}`, which must have the shape of the result.
pub fn given_bytes(output: &JsValue, shape: Shape) -> Result<Uint8Array, Error> {
    use super::arrays::OUTPUT;
    let (data, actual) = parts(output, &OUTPUT)?;
    let data = bytes(&data, OUTPUT.data, "a Uint8Array", actual)?;
    check_output(actual, shape)?;
    Ok(data)
}

/// `release(held)`: gives the memory of a handle back. Once more does nothing.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen)]
pub fn release(held: f64) {
    KEPT.with_borrow_mut(|kept| {
        let Some(at) = kept.entries.iter().position(|(number, _)| *number == held) else {
            return;
        };
        if let (_, Resident::Tensor(tensor)) = kept.entries.swap_remove(at)
            && let Ok(tensor) = Rc::try_unwrap(tensor)
        {
            kept.spare = tensor.into_data();
        }
    });
}

/// Computes an op on what lies here, and keeps the result.
pub fn compute(op: &dyn DynOp, inputs: &[&Tensor], shape: Shape) -> Result<JsValue, Error> {
    let mut values = take_spare(shape.len());
    if values.is_empty() {
        check_room(shape, shape.len() * size_of::<f32>())?;
        values = vec![0.0; shape.len()];
    }
    op.simd_into(inputs, &mut values)?;
    let tensor = Tensor::with_shape(shape, values)?;
    Ok(keep(Resident::Tensor(Rc::new(tensor))))
}

/// The spare values if they are as many, perhaps some more; else none, and their memory is free.
fn take_spare(len: usize) -> Vec<f32> {
    let mut spare = KEPT.with_borrow_mut(|kept| core::mem::take(&mut kept.spare));
    if spare.len() >= len && spare.len() / 2 <= len {
        spare.truncate(len);
        return spare;
    }
    Vec::new()
}

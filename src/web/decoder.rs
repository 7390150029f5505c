//! The decoders alone, in a module of their own: they are heavy, and needed only when a file is dropped.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::{
    decode::{self, Decoded},
    error::Error,
};

use super::values::{is_typed_array, numbers, object, wrong};

/// `decode(bytes)`: `{data, shape, originalShape, format}`.
#[wasm_bindgen]
pub fn decode(bytes: &JsValue) -> Result<JsValue, Error> {
    if !is_typed_array(bytes, "Uint8Array") {
        return Err(wrong("bytes", "a Uint8Array", bytes));
    }
    let file = bytes.unchecked_ref::<Uint8Array>().to_vec();
    let Decoded {
        picture,
        original,
        format,
    } = decode::decode(&file)?;
    let [height, width] = picture.size();
    Ok(object(&[
        ("data", Uint8Array::from(picture.data()).into()),
        ("shape", numbers(&[height, width, 3])),
        ("originalShape", numbers(&[original[0], original[1], 3])),
        ("format", format.into()),
    ]))
}

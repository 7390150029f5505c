//! A mistake as JavaScript meets it.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::error::Error;

use super::values::object;

/// An `Error` whose message is the sentence, with `code` and `values` for a translation.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let thrown = js_sys::Error::new(&error.to_string()).into();
        let values: Vec<_> = error
            .values()
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect();
        for (key, value) in [("code", error.code().into()), ("values", object(&values))] {
            // Setting a property of an object made here cannot fail.
            let _ = Reflect::set(&thrown, &key.into(), &value);
        }
        thrown
    }
}

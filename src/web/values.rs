//! Single JavaScript values: checked, described in a sentence, and put together into objects.

use js_sys::{Array, ArrayBuffer, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::error::{Error, Plain};

#[wasm_bindgen]
extern "C" {
    /// `Object.prototype.toString.call(value)`: "[object Float32Array]", whatever window or worker it was made in.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag_of(value: &JsValue) -> Result<String, JsValue>;
}

/// "Float32Array", "Object", "Array".
pub fn class(value: &JsValue) -> String {
    let tag = tag_of(value).unwrap_or_default();
    let class = tag.strip_prefix("[object ").and_then(|rest| rest.strip_suffix(']'));
    class.unwrap_or(&tag).into()
}

/// Whether it is a typed array of that class.
pub fn is_typed_array(value: &JsValue, name: &str) -> bool {
    ArrayBuffer::is_view(value) && class(value) == name
}

/// A sentence for a value of the wrong kind.
#[cold]
pub fn wrong(name: &'static str, expected: &'static str, value: &JsValue) -> Error {
    described_as(name, expected, &described(value))
}

/// As [`wrong`], for a value that is described already.
#[cold]
pub fn described_as(name: &'static str, expected: &'static str, actual: &str) -> Error {
    Error::WrongType {
        name,
        expected,
        actual: actual.into(),
    }
}

fn described(value: &JsValue) -> String {
    const LONGEST: usize = 24;
    if let Some(number) = value.as_f64() {
        return Plain(number).to_string();
    }
    if let Some(text) = value.as_string() {
        let cut: String = text.chars().take(LONGEST).collect();
        let dots = if cut.len() < text.len() { "…" } else { "" };
        return format!("\"{cut}{dots}\"");
    }
    if let Some(truth) = value.as_bool() {
        return truth.to_string();
    }
    match class(value).as_str() {
        "Undefined" => "missing".into(),
        "Null" => "null".into(),
        "Array" => format!("a list of {}", length(value)),
        "Object" => "an object".into(),
        class if class.starts_with(['A', 'E', 'I', 'O']) => format!("an {class}"),
        class => format!("a {class}"),
    }
}

/// A property; a getter that throws counts as none.
#[inline(never)]
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The `length` of a list.
pub fn length(list: &JsValue) -> usize {
    get(list, "length").as_f64().map_or(0, |length| length as usize)
}

/// `{key: value, …}`.
pub fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (key, value) in entries {
        // Setting a property of an object made here cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

/// `[n, n, …]`.
pub fn numbers(numbers: &[usize]) -> JsValue {
    numbers
        .iter()
        .map(|&number| JsValue::from(number as f64))
        .collect::<Array>()
        .into()
}

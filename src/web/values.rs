//! Single JavaScript values: checked, described in a sentence, and put together into objects.

use js_sys::{Array, ArrayBuffer, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::error::Error;

#[wasm_bindgen]
extern "C" {
    /// `Object.prototype.toString.call(value)`: "[object Float32Array]", whatever window or worker it was made in.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag_of(value: &JsValue) -> Result<String, JsValue>;
}

/// "Float32Array", "Object", "Array".
pub fn class(value: &JsValue) -> String {
    let tag = tag_of(value).unwrap_or_default();
    tag.trim_start_matches("[object ").trim_end_matches(']').into()
}

/// Whether it is a typed array of that class.
pub fn is_typed_array(value: &JsValue, name: &str) -> bool {
    ArrayBuffer::is_view(value) && class(value) == name
}

/// A sentence for a value of the wrong kind.
pub fn wrong(name: &'static str, expected: &'static str, value: &JsValue) -> Error {
    Error::WrongType {
        name,
        expected,
        actual: described(value),
    }
}

fn described(value: &JsValue) -> String {
    const LONGEST: usize = 24;
    if let Some(number) = value.as_f64() {
        return number.to_string();
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
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn length(list: &JsValue) -> usize {
    get(list, "length").as_f64().map_or(0, |length| length as usize)
}

/// An array or typed array; its entries are still to be checked.
pub struct List {
    list: JsValue,
    /// How many entries it has.
    pub len: usize,
}

impl List {
    /// The list, if it is one.
    pub fn of(value: &JsValue) -> Option<Self> {
        let is_list = Array::is_array(value) || (ArrayBuffer::is_view(value) && class(value) != "DataView");
        is_list.then(|| Self {
            list: value.clone(),
            len: length(value),
        })
    }

    /// An entry.
    pub fn at(&self, index: usize) -> JsValue {
        Reflect::get_u32(&self.list, index as u32).unwrap_or(JsValue::UNDEFINED)
    }
}

/// What a whole number must be.
#[derive(Clone, Copy)]
pub struct Whole {
    /// Its name in a sentence, such as "strides y".
    pub name: &'static str,
    /// The smallest allowed.
    pub min: usize,
    /// The largest allowed.
    pub max: usize,
}

impl Whole {
    /// The number, if it is one.
    pub fn read(&self, value: &JsValue) -> Result<usize, Error> {
        let &Self { name, min, max } = self;
        let expected = "a whole number";
        let Some(number) = value.as_f64() else {
            return Err(wrong(name, expected, value));
        };
        let (low, high) = (min as f64, max as f64);
        if !(low..=high).contains(&number) {
            let (value, min, max) = (number, low, high);
            return Err(Error::OutOfRange { name, value, min, max });
        }
        if number.fract() != 0.0 {
            return Err(wrong(name, expected, value));
        }
        Ok(number as usize)
    }
}

/// What a list of `N` whole numbers must be.
#[derive(Clone, Copy)]
pub struct Wholes<const N: usize> {
    /// Its name in a sentence, such as "strides".
    pub name: &'static str,
    /// What it must be, such as "a pair [y, x] of whole numbers".
    pub expected: &'static str,
    /// The names of its entries.
    pub entries: [&'static str; N],
    /// The smallest allowed.
    pub min: usize,
    /// The largest allowed.
    pub max: usize,
}

impl<const N: usize> Wholes<N> {
    /// The numbers, if they are as many.
    pub fn read(&self, value: &JsValue) -> Result<[usize; N], Error> {
        let refused = || wrong(self.name, self.expected, value);
        let list = List::of(value).filter(|list| list.len == N).ok_or_else(refused)?;
        let mut numbers = [0; N];
        for (index, number) in numbers.iter_mut().enumerate() {
            let (name, min, max) = (self.entries[index], self.min, self.max);
            *number = Whole { name, min, max }.read(&list.at(index))?;
        }
        Ok(numbers)
    }
}

/// A word.
pub fn text(value: &JsValue, name: &'static str, expected: &'static str) -> Result<String, Error> {
    value.as_string().ok_or_else(|| wrong(name, expected, value))
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
    numbers.iter().map(|&number| JsValue::from(number as f64)).collect::<Array>().into()
}

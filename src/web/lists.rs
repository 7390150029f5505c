//! Words, whole numbers and lists of them, each checked against its rule.

use js_sys::{Array, ArrayBuffer, Reflect};
use wasm_bindgen::JsValue;

use crate::error::Error;

use super::values::{class, length, wrong};

/// An array or typed array; its entries are still to be checked.
pub struct List {
    list: JsValue,
    /// How many entries it has.
    pub len: usize,
}

impl List {
    /// The list, if it is one.
    #[inline(never)]
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
    #[inline(never)]
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
    #[inline(never)]
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

/// Whether it is one of the words of a list such as "valid, same".
pub fn is_among(word: &str, list: &str) -> bool {
    list.split(',').any(|entry| entry.trim_ascii_start() == word)
}

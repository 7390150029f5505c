//! Loose JavaScript options become strict Rust, here and nowhere else.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    error::Error,
    window::{MAX_PARAMETER, Padding},
};

use super::{
    arrays::Held,
    lists::{List, Whole, Wholes, is_among},
    values::{get, wrong},
};

#[cfg(any(feature = "web-network", feature = "gpu"))]
mod later;
#[cfg(any(feature = "web-network", feature = "gpu"))]
pub use later::OUTPUT_PADDING;

/// Rows and columns of a window.
pub const SIZE: Wholes<2> = pair("size", ["size y", "size x"], 1);
/// How far it moves.
pub const STRIDES: Wholes<2> = pair("strides", ["strides y", "strides x"], 1);
/// The distance between two taps.
pub const DILATIONS: Wholes<2> = pair("dilations", ["dilations y", "dilations x"], 1);
const PADDING: &str = "\"valid\", \"same\" or [[top, bottom], [left, right]]";
const PADDING_Y: Wholes<2> = Wholes {
    expected: PADDING,
    ..pair("padding", ["padding top", "padding bottom"], 0)
};
const PADDING_X: Wholes<2> = Wholes {
    entries: ["padding left", "padding right"],
    ..PADDING_Y
};
const GROUPS: Whole = Whole {
    name: "groups",
    min: 1,
    max: MAX_PARAMETER,
};

const fn pair(name: &'static str, entries: [&'static str; 2], min: usize) -> Wholes<2> {
    Wholes {
        name,
        expected: "a pair [y, x] of whole numbers",
        entries,
        min,
        max: MAX_PARAMETER,
    }
}

/// An options object whose keys are known to be among the op's.
pub struct Options<'a>(&'a JsValue);

impl<'a> Options<'a> {
    /// The options, if none is unknown; `choices` names those there are, separated by a comma and a space.
    pub fn of(value: &'a JsValue, choices: &'static str) -> Result<Self, Error> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self(value));
        }
        if !value.is_object() || List::of(value).is_some() {
            return Err(wrong("options", "an object", value));
        }
        // A misspelt option would silently compute something else.
        let unknown = Object::keys(value.unchecked_ref::<Object>())
            .into_iter()
            .filter_map(|key| key.as_string())
            .find(|key| !is_among(key, choices) && !get(value, key).is_undefined());
        match unknown {
            None => Ok(Self(value)),
            Some(value) => Err(Error::UnknownChoice {
                name: "option",
                value,
                choices,
            }),
        }
    }

    /// An option that was given.
    #[inline(never)]
    fn given(&self, key: &str) -> Option<JsValue> {
        let value = if self.0.is_object() {
            get(self.0, key)
        } else {
            JsValue::UNDEFINED
        };
        (!value.is_undefined()).then_some(value)
    }

    /// A pair, or what stands for one that was left out.
    #[inline(never)]
    pub fn pair(&self, rule: &Wholes<2>, otherwise: [usize; 2]) -> Result<[usize; 2], Error> {
        self.given(rule.name).map_or(Ok(otherwise), |value| rule.read(&value))
    }

    /// A pair that must be given.
    #[inline(never)]
    pub fn needed_pair(&self, rule: &Wholes<2>) -> Result<[usize; 2], Error> {
        rule.read(&self.given(rule.name).unwrap_or_default())
    }

    /// True or false; false if it was left out.
    #[inline(never)]
    pub fn flag(&self, name: &'static str) -> Result<bool, Error> {
        let Some(value) = self.given(name) else {
            return Ok(false);
        };
        value.as_bool().ok_or_else(|| wrong(name, "true or false", &value))
    }

    /// Channel groups; 1 if they were left out.
    #[inline(never)]
    pub fn groups(&self) -> Result<usize, Error> {
        self.given("groups").map_or(Ok(1), |value| GROUPS.read(&value))
    }

    /// What surrounds the input of a window; nothing if it was left out.
    #[inline(never)]
    pub fn padding(&self) -> Result<Padding, Error> {
        let Some(value) = self.given("padding") else {
            return Ok(Padding::Valid);
        };
        let Some(word) = value.as_string() else {
            return sides(&value, PADDING).map(Padding::Explicit);
        };
        match word.as_str() {
            "valid" => Ok(Padding::Valid),
            "same" => Ok(Padding::Same),
            _ => Err(Error::UnknownChoice {
                name: "padding",
                value: word,
                choices: "valid, same, [[top, bottom], [left, right]]",
            }),
        }
    }

    /// A bias, if there is one.
    #[inline(never)]
    pub fn bias(&self) -> Result<Option<Held>, Error> {
        let bias = self.given("bias").filter(|bias| !bias.is_null());
        bias.map(|bias| Held::flat(&bias, "bias", None)).transpose()
    }
}

fn sides(value: &JsValue, expected: &'static str) -> Result<[[usize; 2]; 2], Error> {
    let pairs = List::of(value).filter(|list| list.len == 2);
    let pairs = pairs.ok_or_else(|| wrong("padding", expected, value))?;
    let [y, x] = [PADDING_Y, PADDING_X].map(|rule| Wholes { expected, ..rule });
    Ok([y.read(&pairs.at(0))?, x.read(&pairs.at(1))?])
}

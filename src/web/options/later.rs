//! The options of the ops that no first page needs.

use crate::{error::Error, ops::pad2d::PadMode};

use super::{
    super::{
        arrays::Held,
        lists::{Wholes, text},
        values::wrong,
    },
    Options, pair, sides,
};

/// Rows and columns that a transposed convolution adds at the end.
pub const OUTPUT_PADDING: Wholes<2> = pair("outputPadding", ["outputPadding y", "outputPadding x"], 0);
impl Options<'_> {
    /// A finite number, or what stands for one that was left out.
    #[inline(never)]
    pub fn number(&self, name: &'static str, otherwise: f32) -> Result<f32, Error> {
        let Some(value) = self.given(name) else {
            return Ok(otherwise);
        };
        let number = value.as_f64().filter(|number| number.is_finite());
        let number = number.ok_or_else(|| wrong(name, "a number", &value))?;
        Ok(number as f32)
    }

    /// The axis of a softmax; the innermost if it was left out.
    pub fn axis(&self) -> Result<isize, Error> {
        let Some(value) = self.given("axis") else {
            return Ok(-1);
        };
        let axis = value.as_f64().filter(|axis| axis.fract() == 0.0);
        let axis = axis.ok_or_else(|| wrong("axis", "a whole number", &value))?;
        Ok(axis as isize)
    }

    /// Padding in numbers, which must be given.
    pub fn sides(&self) -> Result<[[usize; 2]; 2], Error> {
        sides(
            &self.given("padding").unwrap_or_default(),
            "[[top, bottom], [left, right]]",
        )
    }

    /// What padding holds; zeros if it was left out.
    pub fn mode(&self) -> Result<PadMode, Error> {
        let choices = "zero, reflect, replicate, circular";
        let Some(value) = self.given("mode") else {
            return Ok(PadMode::Zero);
        };
        let word = text(&value, "mode", "one of zero, reflect, replicate, circular")?;
        let named = PadMode::NAMES.into_iter().find(|(name, _)| *name == word);
        named.map(|(_, mode)| mode).ok_or(Error::UnknownChoice {
            name: "mode",
            value: word,
            choices,
        })
    }

    /// Weights that must be given.
    pub fn weights(&self, name: &'static str) -> Result<Held, Error> {
        Held::flat(&self.given(name).unwrap_or_default(), name, None)
    }
}

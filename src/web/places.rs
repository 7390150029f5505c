//! Places in arrays: flat indices, slices, the point on graph paper, an order and weights by chance.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{error::Error, place, rng::Rng};

use super::{
    arrays::{INPUT, shape},
    lists::{List, Whole},
    values::wrong,
};

const NUMBER: Whole = Whole {
    name: "index",
    min: 0,
    max: u32::MAX as usize,
};

/// A list that grows in JavaScript: one call for each number keeps every loop here small.
struct Answer(Array);

impl Answer {
    #[inline(never)]
    fn push(&self, number: f64) {
        self.0.push(&number.into());
    }
}

/// `place(question, shape, numbers)`. One door for all these questions, because each door costs a kilobyte:
/// 0 the flat index of a cell, 1 the cell of a flat index, 2 the point `[x, y]` of a pixel, 3 start, stop and size of
/// slices (two ends each, null for none), 4 a shuffled order of the first axis, 5 weights of -1, 0 or 1; the last two
/// from a seed.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn place(question: u8, whole: &JsValue, given: &JsValue) -> Result<JsValue, Error> {
    let whole = shape(whole, &INPUT)?;
    let list = List::of(given).ok_or_else(|| refused(given))?;
    let answer = Answer(Array::new());
    if question == 3 {
        for (axis, &size) in whole.dims().iter().enumerate() {
            let [start, stop] = [2 * axis, 2 * axis + 1].map(|at| list.at(at).as_f64().map(|end| end as i64));
            let range = place::slice(size, start, stop);
            answer.push(range.start as f64);
            answer.push(range.end as f64);
            answer.push(range.len() as f64);
        }
        return Ok(answer.0.into());
    }
    if list.len == 0 || list.len > 4 {
        return Err(refused(given));
    }
    let (mut cell, count) = ([0; 4], list.len);
    for (axis, at) in cell.iter_mut().take(count).enumerate() {
        *at = NUMBER.read(&list.at(axis))?;
    }
    let mut rng = Rng::new(cell[0] as u64);
    match question {
        0 => answer.push(place::flat_index(whole, &cell[..count])? as f64),
        1 => {
            let found = place::cell_of_index(whole, cell[0])?;
            whole
                .dims()
                .iter()
                .zip(found)
                .for_each(|(_, at)| answer.push(at as f64));
        }
        2 => {
            let &[height, width, ..] = whole.dims() else {
                return Err(refused(given));
            };
            let [x, y] = place::cartesian([height, width], [cell[0], cell[1]])?;
            answer.push(x as f64);
            answer.push(y as f64);
        }
        4 => rng
            .permutation(whole.dims()[0] as u32)
            .into_iter()
            .for_each(|at| answer.push(f64::from(at))),
        _ => (0..whole.len()).for_each(|_| answer.push(f64::from(rng.below(3)) - 1.0)),
    }
    Ok(answer.0.into())
}

#[cold]
fn refused(given: &JsValue) -> Error {
    wrong("place", "a list of whole numbers", given)
}

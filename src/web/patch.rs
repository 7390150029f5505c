//! A few cells of a large map in colour, for a loupe: nothing else of the map is read.

use wasm_bindgen::prelude::*;

use crate::{error::Error, pixels};

use super::{
    arrays::{Held, MAP, given_colors},
    lists::List,
    pictures::{color_map, color_range},
    values::{numbers, object, wrong},
};

/// The most cells of a patch.
const MAX_CELLS: usize = 1 << 20;

/// `patch(map, [y0, x0, y1, x1], range, colorMap)`: RGBA of the cells of the box that lie on the map, and where they
/// begin. The box may reach into the padding; its ends are not part of it.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn patch(map: &JsValue, place: &JsValue, range: &JsValue, colors: &JsValue) -> Result<JsValue, Error> {
    let (range, colors) = (color_range(range)?, color_map(colors)?);
    let map = Held::of(map, &MAP)?;
    let ([height, width], [y0, x0, y1, x1]) = (map.plane()?, corners(place)?);
    let clip = |from: f64, to: f64, side: usize| {
        let [from, to] = [from, to].map(|at| at.clamp(0.0, side as f64) as usize);
        from..to.max(from)
    };
    let (rows, columns) = (clip(y0, y1, height), clip(x0, x1, width));
    let size = [rows.len(), columns.len()];
    if size[0].saturating_mul(size[1]) > MAX_CELLS {
        return Err(Error::TooLarge {
            shape: format!("({}, {})", size[0], size[1]),
            limit: MAX_CELLS,
        });
    }
    let cells = rows.clone().flat_map(|y| columns.clone().map(move |x| y * width + x));
    let values: Vec<f32> = cells.map(|at| map.at(at)).collect();
    let range = range.unwrap_or_else(|| pixels::range(&values));
    let rgba = pixels::colorize(&values, range, colors);
    Ok(object(&[
        ("data", given_colors(&rgba, map.shape)?),
        ("shape", numbers(&size)),
        ("y", (rows.start as f64).into()),
        ("x", (columns.start as f64).into()),
    ]))
}

fn corners(value: &JsValue) -> Result<[f64; 4], Error> {
    let refused = || wrong("box", "four whole numbers [y0, x0, y1, x1]", value);
    let list = List::of(value).filter(|list| list.len == 4).ok_or_else(refused)?;
    let mut corners = [0.0; 4];
    for (index, corner) in corners.iter_mut().enumerate() {
        let number = list.at(index).as_f64().filter(|number| number.fract() == 0.0);
        *corner = number.ok_or_else(refused)?;
    }
    Ok(corners)
}

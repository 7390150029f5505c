//! Pictures and maps: grey, colours, and the smaller copy that fits a screen.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    pixels::{self, ColorMap, Grey},
    shape::Shape,
};

use super::{
    arrays::{Map, given_bytes, given_colors, picture},
    lists::{List, Whole, Wholes, text},
    values::{numbers, object, wrong},
};

const RGB: Wholes<3> = Wholes {
    name: "pixel",
    expected: "three whole numbers [r, g, b]",
    entries: ["r", "g", "b"],
    min: 0,
    max: 255,
};
const MAX_SIDE: Whole = Whole {
    name: "maxSide",
    min: 1,
    max: 1 << 16,
};

fn method(value: &JsValue) -> Result<Grey, Error> {
    if value.is_undefined() {
        return Ok(Grey::default());
    }
    Grey::named(&text(value, "method", "one of mean, rec601, rec709, r, g, b")?)
}

/// A scale `[low, high]` for colours; nothing for the map's own smallest and largest value.
pub fn color_range(value: &JsValue) -> Result<Option<(f32, f32)>, Error> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let refused = || wrong("range", "two numbers [low, high]", value);
    let list = List::of(value).filter(|list| list.len == 2).ok_or_else(refused)?;
    let end = |index| list.at(index).as_f64().filter(|end| end.is_finite());
    let (low, high) = end(0).zip(end(1)).ok_or_else(refused)?;
    Ok(Some((low as f32, high as f32)))
}

/// A colour map by name; gray when none is named.
pub fn color_map(value: &JsValue) -> Result<ColorMap, Error> {
    if value.is_undefined() {
        return Ok(ColorMap::default());
    }
    ColorMap::named(&text(value, "map", "one of gray, viridis")?)
}

/// `greyscale(picture, method)`.
#[wasm_bindgen]
pub fn greyscale(source: &JsValue, how: &JsValue) -> Result<JsValue, Error> {
    let how = method(how)?;
    let source = picture(source)?;
    let size = source.size();
    let data = given_bytes(&source.grey(how), Shape::new(&size)?)?;
    Ok(object(&[("data", data), ("shape", numbers(&size))]))
}

/// `greyPixel([r, g, b])`: every method on one pixel.
#[wasm_bindgen(js_name = greyPixel)]
pub fn grey_pixel(pixel: &JsValue) -> Result<JsValue, Error> {
    let pixel = RGB.read(pixel)?.map(|value| value as u8);
    Ok(object(
        &Grey::NAMES.map(|(name, method)| (name, method.of(pixel).into())),
    ))
}

/// `explainGrey([r, g, b], method)`: the grey of one pixel, worked out.
#[wasm_bindgen(js_name = explainGrey)]
pub fn explain_grey(pixel: &JsValue, how: &JsValue) -> Result<JsValue, Error> {
    let how = method(how)?;
    let pixel = RGB.read(pixel)?.map(|value| value as u8);
    let recipe = how.recipe();
    let sum = recipe.sum(pixel);
    let list = |values: [u32; 3]| numbers(&values.map(|value| value as usize));
    Ok(object(&[
        ("weights", list(recipe.weights)),
        ("products", list(recipe.products(pixel))),
        ("added", recipe.added.into()),
        ("sum", sum.into()),
        ("divisor", recipe.divisor.into()),
        ("quotient", (f64::from(sum) / f64::from(recipe.divisor)).into()),
        ("result", how.of(pixel).into()),
    ]))
}

/// `colorize(map, colorMap)`.
#[wasm_bindgen]
pub fn colorize(map: &JsValue, colors: &JsValue) -> Result<JsValue, Error> {
    let colors = color_map(colors)?;
    let map = Map::of(map)?;
    let rgba = pixels::colorize(&map.values, pixels::range(&map.values), colors);
    given_colors(&rgba, map.shape()?)
}

/// `range(map)`.
#[wasm_bindgen]
pub fn range(map: &JsValue) -> Result<JsValue, Error> {
    let (min, max) = pixels::range(&Map::of(map)?.values);
    Ok([min, max].into_iter().map(JsValue::from).collect::<Array>().into())
}

/// `preview(map, maxSide, colorMap, range)`: a small coloured copy on the whole map's scale, or the one asked for.
#[wasm_bindgen]
pub fn preview(map: &JsValue, max_side: &JsValue, colors: &JsValue, scale: &JsValue) -> Result<JsValue, Error> {
    let (max_side, colors, scale) = (MAX_SIDE.read(max_side)?, color_map(colors)?, color_range(scale)?);
    let Map { mut values, size } = Map::of(map)?;
    let (min, max) = pixels::range(&values);
    let factor = factor(size, max_side);
    if factor > 1 {
        values = pixels::shrink(&values, size[0], size[1], factor);
    }
    let size = size.map(|side| side.div_ceil(factor));
    let rgba = pixels::colorize(&values, scale.unwrap_or((min, max)), colors);
    Ok(object(&[
        ("data", given_colors(&rgba, Shape::new(&size)?)?),
        ("shape", numbers(&size)),
        ("factor", (factor as f64).into()),
        ("min", min.into()),
        ("max", max.into()),
    ]))
}

/// `previewPicture(picture, maxSide)`: a small copy, ready for a canvas.
#[wasm_bindgen(js_name = previewPicture)]
pub fn preview_picture(source: &JsValue, max_side: &JsValue) -> Result<JsValue, Error> {
    let max_side = MAX_SIDE.read(max_side)?;
    let mut source = picture(source)?;
    let factor = factor(source.size(), max_side);
    if factor > 1 {
        source = source.shrunk(factor);
    }
    let size = source.size();
    let pixels = source.data().as_chunks::<3>().0;
    let rgba: Vec<u8> = pixels.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect();
    Ok(object(&[
        ("data", given_colors(&rgba, Shape::new(&size)?)?),
        ("shape", numbers(&size)),
        ("factor", (factor as f64).into()),
    ]))
}

/// The smallest whole factor that brings both sides to at most `max_side`.
fn factor([height, width]: [usize; 2], max_side: usize) -> usize {
    height.max(width).div_ceil(max_side)
}

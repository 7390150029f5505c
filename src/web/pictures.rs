//! Pictures and maps: grey, colours, and the smaller copy that fits a screen.

use std::rc::Rc;

use js_sys::{Array, Uint8ClampedArray};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    pixels::{self, ColorMap, Grey},
    shape::Shape,
};

use super::{
    arrays::{check_length, check_room, given_colors, new_bytes, new_colors},
    lists::{List, Whole, Wholes, text},
    maps::{Map, Source},
    residents::{Resident, given_bytes, keep},
    values::{get, is_typed_array, numbers, object, wrong},
};

const RGB: Wholes<3> = Wholes {
    name: "pixel",
    expected: "three whole numbers [r, g, b]",
    entries: ["r", "g", "b"],
    min: 0,
    max: 255,
};
/// The longest side of what is drawn.
pub const MAX_SIDE: Whole = Whole {
    name: "maxSide",
    min: 1,
    max: 1 << 16,
};

/// A rule for grey by name; the mean when none is named.
pub fn method(value: &JsValue) -> Result<Grey, Error> {
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

/// `greyscale(picture, method, output)`: bytes, written to `output` if there is one; of a picture that lies here a tensor,
/// which stays here.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn greyscale(source: &JsValue, how: &JsValue, output: &JsValue) -> Result<JsValue, Error> {
    let how = method(how)?;
    let source = Source::of(source)?;
    let shape = Shape::new(&source.size)?;
    if let Some(picture) = source.here().filter(|_| output.is_undefined()) {
        check_room(shape, shape.len() * size_of::<f32>())?;
        return Ok(keep(Resident::Tensor(Rc::new(picture.grey_tensor(how)?))));
    }
    let data = if output.is_undefined() {
        new_bytes(shape.len(), shape)?
    } else {
        given_bytes(output, shape)?
    };
    source.each_part(1, &mut |first, rgb| {
        let grey = pixels::greyscale(rgb, how);
        data.subarray(first as u32, (first + grey.len()) as u32)
            .copy_from(&grey);
    });
    Ok(object(&[("data", data.into()), ("shape", numbers(&source.size))]))
}

/// `greyPixel([r, g, b])`: every method on one pixel.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen(js_name = greyPixel))]
pub fn grey_pixel(pixel: &JsValue) -> Result<JsValue, Error> {
    let pixel = RGB.read(pixel)?.map(|value| value as u8);
    Ok(object(
        &Grey::NAMES.map(|(name, method)| (name, method.of(pixel).into())),
    ))
}

/// `explainGrey([r, g, b], method)`: the grey of one pixel, worked out.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen(js_name = explainGrey))]
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

/// `colorize(map, colorMap, output)`: RGBA, written to `output` if there is one.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn colorize(map: &JsValue, colors: &JsValue, output: &JsValue) -> Result<JsValue, Error> {
    let colors = color_map(colors)?;
    let map = Map::of(map)?;
    let shape = map.shape()?;
    let rgba = if output.is_undefined() {
        new_colors(shape.len() * 4, shape)?
    } else {
        given_colors_output(output, map.size)?
    };
    let range = map.range();
    map.each_part(1, &mut |first, values| {
        let part = pixels::colorize(values, range, colors);
        rgba.subarray(first as u32 * 4, (first as u32 * 4) + part.len() as u32)
            .copy_from(&part);
    });
    Ok(rgba.into())
}

/// A `Uint8ClampedArray` of four bytes a cell, or what has one as its `data`, such as an `ImageData`.
fn given_colors_output(output: &JsValue, [height, width]: [usize; 2]) -> Result<Uint8ClampedArray, Error> {
    let data = get(output, "data");
    let data = if data.is_undefined() { output.clone() } else { data };
    if !is_typed_array(&data, "Uint8ClampedArray") {
        return Err(wrong("output", "a Uint8ClampedArray", &data));
    }
    let data: Uint8ClampedArray = data.unchecked_into();
    check_length(Shape::new(&[height, width, 4])?, data.length())?;
    Ok(data)
}

/// `range(map)`.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn range(map: &JsValue) -> Result<JsValue, Error> {
    let (min, max) = Map::of(map)?.range();
    Ok([min, max].into_iter().map(JsValue::from).collect::<Array>().into())
}

/// `preview(map, maxSide, colorMap, range)`: a small coloured copy on the whole map's scale, or the one asked for.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn preview(map: &JsValue, max_side: &JsValue, colors: &JsValue, scale: &JsValue) -> Result<JsValue, Error> {
    let (max_side, colors, scale) = (MAX_SIDE.read(max_side)?, color_map(colors)?, color_range(scale)?);
    let map = Map::of(map)?;
    let factor = factor(map.size, max_side);
    let size = map.size.map(|side| side.div_ceil(factor));
    let (shape, width) = (Shape::new(&size)?, map.size[1]);
    // The small map and its colours.
    check_room(shape, shape.len() * 8)?;
    let (mut extent, mut small) = ((f32::INFINITY, f32::NEG_INFINITY), Vec::with_capacity(shape.len()));
    map.each_part(factor, &mut |_, values| {
        let (low, high) = pixels::extent(values);
        extent = (extent.0.min(low), extent.1.max(high));
        small.extend(pixels::shrink(values, values.len() / width, width, factor));
    });
    let (min, max) = pixels::ends(extent);
    let rgba = pixels::colorize(&small, scale.unwrap_or((min, max)), colors);
    Ok(object(&[
        ("data", given_colors(&rgba, shape)?),
        ("shape", numbers(&size)),
        ("factor", (factor as f64).into()),
        ("min", min.into()),
        ("max", max.into()),
    ]))
}

/// `previewPicture(picture, maxSide)`: a small copy, ready for a canvas.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen(js_name = previewPicture))]
pub fn preview_picture(source: &JsValue, max_side: &JsValue) -> Result<JsValue, Error> {
    let max_side = MAX_SIDE.read(max_side)?;
    let source = Source::of(source)?;
    let factor = factor(source.size, max_side);
    let size = source.size.map(|side| side.div_ceil(factor));
    let (shape, width) = (Shape::new(&size)?, source.size[1]);
    check_room(shape, shape.len() * 4)?;
    let mut rgba = Vec::with_capacity(shape.len() * 4);
    source.each_part(factor, &mut |_, rgb| {
        let small = pixels::block_means(rgb, [rgb.len() / 3 / width, width], factor);
        let pixels = small.data().as_chunks::<3>().0;
        rgba.extend(pixels.iter().flat_map(|&[r, g, b]| [r, g, b, 255]));
    });
    Ok(object(&[
        ("data", given_colors(&rgba, shape)?),
        ("shape", numbers(&size)),
        ("factor", (factor as f64).into()),
    ]))
}

/// The smallest whole factor that brings both sides to at most `max_side`.
pub fn factor([height, width]: [usize; 2], max_side: usize) -> usize {
    height.max(width).div_ceil(max_side)
}

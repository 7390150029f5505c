//! Sizes, windows and the walk, from shapes alone: what a drawing needs before any number is computed.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    shape::Shape,
    window::{Grid, Line},
};

use super::{
    arrays::{INPUT, shape},
    asked::{self, Asked},
    lists::{Whole, Wholes},
    values::{numbers, object},
};

/// The most cells that are listed.
const MAX_LISTED: usize = 1 << 20;

/// An op from its name and options, and the shapes of its inputs; `filter` is null where it takes none.
fn asked(op: &JsValue, input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<(Asked, Vec<Shape>), Error> {
    let asked = Asked::of(op, options)?;
    let input = shape(input, &INPUT)?;
    let filter = asked.filter(filter, shape)?;
    let shapes = asked.shapes(input, filter);
    Ok((asked, shapes))
}

/// The op's window laid on the input.
fn laid(op: &JsValue, input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<Grid, Error> {
    let (asked, shapes) = asked(op, input, filter, options)?;
    asked.grid(&shapes)
}

/// `outputShape(op, inputShape, filterShape, options)`.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen(js_name = outputShape))]
pub fn output_shape(op: &JsValue, input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
    let (asked, shapes) = asked(op, input, filter, options)?;
    Ok(numbers(asked.op.any().output_shape(&shapes)?.dims()))
}

/// `geometry(op, inputShape, filterShape, options)`.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen)]
pub fn geometry(op: &JsValue, input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
    let (asked, shapes) = asked(op, input, filter, options)?;
    let grid = asked.grid(&shapes)?;
    let output = asked.op.any().output_shape(&shapes)?;
    Ok(object(&[
        ("output", numbers(output.dims())),
        ("steps", count(grid.steps())),
        ("y", line(&grid.y)),
        ("x", line(&grid.x)),
    ]))
}

fn line(line: &Line) -> JsValue {
    object(&[
        ("kernel", count(line.kernel)),
        ("stride", count(line.stride)),
        ("dilation", count(line.dilation)),
        ("effective", count(line.effective())),
        ("before", count(line.before)),
        ("after", count(line.after)),
        ("drawnAfter", count(line.drawn_after())),
        ("input", count(line.input)),
        ("output", count(line.output)),
        ("unusedAfter", count(line.unused_after())),
    ])
}

fn count(number: usize) -> JsValue {
    JsValue::from(number as f64)
}

fn cell(value: &JsValue, [height, width]: [usize; 2]) -> Result<[usize; 2], Error> {
    let pair = Wholes {
        name: "cell",
        expected: "a pair [y, x] of whole numbers",
        entries: ["cell y", "cell x"],
        min: 0,
        max: u32::MAX as usize,
    };
    let [y, x] = pair.read(value)?;
    for (name, at, size) in [("cell y", y, height), ("cell x", x, width)] {
        Whole {
            name,
            min: 0,
            max: size - 1,
        }
        .read(&count(at))?;
    }
    Ok([y, x])
}

fn output_cell(value: &JsValue, grid: &Grid) -> Result<[usize; 2], Error> {
    cell(value, [grid.y.output, grid.x.output])
}

/// `windowAt(op, inputShape, filterShape, options, [y, x])`: the box of the input that an output cell reads.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen(js_name = windowAt))]
pub fn window_at(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    at: &JsValue,
) -> Result<JsValue, Error> {
    let grid = laid(op, input, filter, options)?;
    let [y, x] = output_cell(at, &grid)?;
    let ends = |line: &Line, out| (line.place(out, 0), line.place(out, line.kernel - 1) + 1);
    let ((y0, y1), (x0, x1)) = (ends(&grid.y, y), ends(&grid.x, x));
    let entries = [("y0", y0), ("x0", x0), ("y1", y1), ("x1", x1)];
    Ok(object(&entries.map(|(key, place)| (key, JsValue::from(place as f64)))))
}

/// `outputsOf(op, inputShape, filterShape, options, [y, x])`: the output cells that read an input cell.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen(js_name = outputsOf))]
pub fn outputs_of(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    at: &JsValue,
) -> Result<JsValue, Error> {
    let grid = laid(op, input, filter, options)?;
    let [y, x] = cell(at, [grid.y.input, grid.x.input])?;
    let (rows, columns) = (grid.y.outs_from_in(y), grid.x.outs_from_in(x));
    if rows.len().saturating_mul(columns.len()) > MAX_LISTED {
        return Err(Error::TooLarge {
            shape: format!("({}, {})", rows.len(), columns.len()),
            limit: MAX_LISTED,
        });
    }
    let cells = rows
        .iter()
        .flat_map(|&(y, _)| columns.iter().map(move |&(x, _)| numbers(&[y, x])));
    Ok(cells.collect::<Array>().into())
}

/// `cellOfStep(op, inputShape, filterShape, options, step)`: where the window is at that step of its walk.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen(js_name = cellOfStep))]
pub fn cell_of_step(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    step: &JsValue,
) -> Result<JsValue, Error> {
    let grid = laid(op, input, filter, options)?;
    let steps = Whole {
        name: "step",
        min: 0,
        max: grid.steps() - 1,
    };
    let (y, x) = grid.cell_of(steps.read(step)?);
    Ok(numbers(&[y, x]))
}

/// `stepOfCell(op, inputShape, filterShape, options, [y, x])`: when the walk comes to that output cell.
#[cfg_attr(all(feature = "web", not(feature = "gpu")), wasm_bindgen(js_name = stepOfCell))]
pub fn step_of_cell(
    op: &JsValue,
    input: &JsValue,
    filter: &JsValue,
    options: &JsValue,
    at: &JsValue,
) -> Result<JsValue, Error> {
    let grid = laid(op, input, filter, options)?;
    let [y, x] = output_cell(at, &grid)?;
    Ok(count(grid.step_of(y, x)))
}

/// `params(op)`: what a lab lets a learner set.
#[cfg_attr(not(feature = "gpu"), wasm_bindgen)]
pub fn params(op: &JsValue) -> Result<JsValue, Error> {
    let rows = asked::params(op)?.iter().map(|param| {
        object(&[
            ("name", param.name.into()),
            ("min", param.min.into()),
            ("max", param.max.into()),
            ("default", param.default.into()),
        ])
    });
    Ok(rows.collect::<Array>().into())
}

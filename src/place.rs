//! Places in an array: the number of a cell in the flat row, the box that a slice takes, the point on graph paper.

use core::ops::Range;

use crate::{error::Error, shape::Shape};

/// The number of a cell in row-major order, as `numpy.ravel_multi_index` counts: of `[y, x, c]` in `(h, w, 3)` it is
/// `(y·w + x)·3 + c`.
///
/// # Errors
/// When the cell has another number of indices than the shape has axes, or lies outside it.
///
/// ```
/// use convscope::{Shape, place};
/// let shape = Shape::new(&[427, 640, 3])?;
/// assert_eq!(place::flat_index(shape, &[12, 40, 0])?, (12 * 640 + 40) * 3);
/// assert_eq!(place::cell_of_index(shape, 23_161)?, [12, 40, 1, 0]);
/// # Ok::<(), convscope::Error>(())
/// ```
pub fn flat_index(shape: Shape, cell: &[usize]) -> Result<usize, Error> {
    let dims = shape.dims();
    if cell.len() != dims.len() {
        return Err(Error::Rank {
            what: "cell",
            expected: "one index for each axis",
            actual: shape.to_string(),
        });
    }
    cell.iter().zip(dims).try_fold(0, |index, (&at, &size)| {
        check("index", at, size)?;
        Ok(index * size + at)
    })
}

/// The cell at a place of the flat row, as `numpy.unravel_index` finds it; 0 beyond the shape's own axes.
///
/// # Errors
/// [`Error::OutOfRange`] beyond the last value.
pub fn cell_of_index(shape: Shape, mut index: usize) -> Result<[usize; 4], Error> {
    check("index", index, shape.len())?;
    let mut cell = [0; 4];
    for (at, &size) in cell.iter_mut().zip(shape.dims()).rev() {
        *at = index % size;
        index /= size;
    }
    Ok(cell)
}

#[inline(never)]
fn check(name: &'static str, at: usize, size: usize) -> Result<(), Error> {
    if at < size {
        return Ok(());
    }
    let (value, max) = (at as f64, (size - 1) as f64);
    Err(Error::OutOfRange {
        name,
        value,
        min: 0.0,
        max,
    })
}

/// The cells that Python's `start:stop` takes of an axis: a negative end counts from the back, an end beyond the axis is
/// cut, and where nothing is left the slice is empty.
///
/// ```
/// use convscope::place::slice;
/// assert_eq!(slice(427, Some(10), Some(60)), 10..60);
/// assert_eq!(slice(427, Some(-50), None), 377..427);
/// assert_eq!(slice(427, Some(400), Some(500)), 400..427);
/// assert_eq!(slice(427, Some(60), Some(10)).len(), 0);
/// ```
pub fn slice(size: usize, start: Option<i64>, stop: Option<i64>) -> Range<usize> {
    end(size, start.unwrap_or(0))..end(size, stop.unwrap_or(i64::MAX))
}

#[inline(never)]
fn end(size: usize, at: i64) -> usize {
    let from_front = if at < 0 { at.saturating_add(size as i64) } else { at };
    from_front.clamp(0, size as i64) as usize
}

/// The point `(x, y)` on graph paper, whose origin is at the bottom left and whose y grows upwards, of the pixel `[y, x]`
/// in a picture of `[height, width]`.
///
/// # Errors
/// [`Error::OutOfRange`] outside the picture.
///
/// ```
/// assert_eq!(convscope::place::cartesian([427, 640], [12, 40]), Ok([40, 414]));
/// ```
pub fn cartesian([height, width]: [usize; 2], [y, x]: [usize; 2]) -> Result<[usize; 2], Error> {
    check("y", y, height)?;
    check("x", x, width)?;
    Ok([x, height - 1 - y])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flat_row_goes_through_the_cells_in_order() {
        let shape = Shape::new(&[2, 3, 4, 3]).unwrap();
        let mut before = [0; 4];
        for index in 0..shape.len() {
            let cell = cell_of_index(shape, index).unwrap();
            assert_eq!(flat_index(shape, &cell), Ok(index));
            assert!(before < cell || index == 0);
            before = cell;
        }
    }

    #[test]
    fn a_place_outside_is_a_sentence() {
        let shape = Shape::new(&[5, 4]).unwrap();
        let error = flat_index(shape, &[1, 4]).unwrap_err();
        assert_eq!(error.to_string(), "index is 4; it must be between 0 and 3");
        assert!(flat_index(shape, &[1]).is_err());
        assert!(cell_of_index(shape, 20).is_err());
    }

    /// What `numpy.arange(5)[start:stop]` gives, for every start and stop from -7 to 7.
    #[test]
    fn slices_are_pythons() {
        for start in -7..=7_i64 {
            for stop in -7..=7_i64 {
                let from_back = |end: i64| if end < 0 { end + 5 } else { end };
                let taken = (0..5).filter(|&at| at >= from_back(start) && at < from_back(stop));
                assert_eq!(
                    slice(5, Some(start), Some(stop))
                        .map(|at| at as i64)
                        .collect::<Vec<_>>(),
                    taken.collect::<Vec<_>>(),
                    "{start}:{stop}"
                );
            }
        }
        assert_eq!(slice(5, None, Some(-1)), 0..4);
        assert_eq!(slice(5, Some(i64::MIN), Some(i64::MAX)), 0..5);
    }

    #[test]
    fn the_top_row_is_the_highest() {
        assert_eq!(cartesian([3, 4], [0, 0]), Ok([0, 2]));
        assert_eq!(cartesian([3, 4], [2, 3]), Ok([3, 0]));
        assert!(cartesian([3, 4], [3, 0]).is_err());
    }
}

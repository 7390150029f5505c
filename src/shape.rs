//! Shapes, printed as NumPy prints them.

use crate::error::Error;
use core::fmt;

/// The most values one tensor may hold: 2²⁸ values are 1 GiB, a quarter of what wasm can address.
pub const MAX_VALUES: usize = 1 << 28;

/// One to four axes, the outermost first. A picture batch is `(n, h, w, c)`, a filter `(h, w, in, out)`.
///
/// ```
/// let shape = convscope::Shape::new(&[1, 427, 640, 3]).unwrap();
/// assert_eq!(shape.to_string(), "(1, 427, 640, 3)");
/// assert_eq!(shape.len(), 819_840);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    dims: [usize; 4],
    rank: usize,
}

impl Shape {
    /// A shape of one to four axes, each at least 1.
    ///
    /// # Errors
    /// [`Error::Rank`], [`Error::EmptyAxis`] or [`Error::TooLarge`].
    pub fn new(dims: &[usize]) -> Result<Self, Error> {
        if dims.is_empty() || dims.len() > 4 {
            return Err(Error::Rank {
                what: "tensor",
                expected: "one to four axes",
                actual: numpy(dims),
            });
        }
        if dims.contains(&0) {
            return Err(Error::EmptyAxis {
                what: "tensor",
                shape: numpy(dims),
            });
        }
        let len = dims.iter().try_fold(1_usize, |len, &dim| len.checked_mul(dim));
        if len.is_none_or(|len| len > MAX_VALUES) {
            return Err(Error::TooLarge {
                shape: numpy(dims),
                limit: MAX_VALUES,
            });
        }
        let mut all = [1; 4];
        all[..dims.len()].copy_from_slice(dims);
        Ok(Self {
            dims: all,
            rank: dims.len(),
        })
    }

    /// The axes.
    pub fn dims(&self) -> &[usize] {
        &self.dims[..self.rank]
    }

    /// How many values a tensor of this shape holds.
    #[expect(clippy::len_without_is_empty, reason = "no axis is ever 0")]
    pub fn len(&self) -> usize {
        self.dims().iter().product()
    }

    /// The four axes of a batch of pictures or of a filter.
    ///
    /// # Errors
    /// [`Error::Rank`] when there are not four.
    pub fn four(&self, what: &'static str, expected: &'static str) -> Result<[usize; 4], Error> {
        if self.rank == 4 {
            Ok(self.dims)
        } else {
            Err(Error::Rank {
                what,
                expected,
                actual: self.to_string(),
            })
        }
    }

    /// `(n, h, w, c)` of a batch of pictures.
    ///
    /// # Errors
    /// [`Error::Rank`] when there are not four axes.
    pub fn nhwc(&self) -> Result<[usize; 4], Error> {
        self.four("input", "(n, h, w, c)")
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&numpy(self.dims()))
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `(5,)`, `(3, 3)`, `(1, 427, 640, 1)`.
fn numpy(dims: &[usize]) -> String {
    let inner: Vec<String> = dims.iter().map(usize::to_string).collect();
    let comma = if dims.len() == 1 { "," } else { "" };
    format!("({}{comma})", inner.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_numpy_does() {
        assert_eq!(Shape::new(&[5]).unwrap().to_string(), "(5,)");
        assert_eq!(Shape::new(&[3, 3, 1, 1]).unwrap().to_string(), "(3, 3, 1, 1)");
    }

    #[test]
    fn refuses_empty_axes_and_absurd_sizes() {
        assert!(matches!(Shape::new(&[1, 0, 3, 1]), Err(Error::EmptyAxis { .. })));
        assert!(matches!(Shape::new(&[usize::MAX, 2]), Err(Error::TooLarge { .. })));
        assert!(matches!(Shape::new(&[]), Err(Error::Rank { .. })));
    }
}

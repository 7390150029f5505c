//! A tensor: `f32` values in row-major order and their shape.

use crate::{error::Error, shape::Shape};

/// Values and their shape. Pictures and feature maps are NHWC: the value of picture `n` at row `y`, column `x`,
/// channel `c` is `data[((n·h + y)·w + x)·c_count + c]`.
///
/// ```
/// use convscope::Tensor;
/// let picture = Tensor::new(&[1, 2, 3, 1], vec![0.0, 1.0, 2.0, 10.0, 11.0, 12.0]).unwrap();
/// assert_eq!(picture.at([0, 1, 2, 0]), 12.0); // y = 1 first, then x = 2
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    shape: Shape,
    data: Vec<f32>,
}

impl Tensor {
    /// A tensor over `data`.
    ///
    /// # Errors
    /// When the shape is not usable or the data has another length.
    pub fn new(dims: &[usize], data: Vec<f32>) -> Result<Self, Error> {
        Self::with_shape(Shape::new(dims)?, data)
    }

    /// A tensor over `data` with a shape that is known to be sound.
    ///
    /// # Errors
    /// [`Error::DataLength`].
    pub fn with_shape(shape: Shape, data: Vec<f32>) -> Result<Self, Error> {
        if shape.len() != data.len() {
            let (shape, expected) = (shape.to_string(), shape.len());
            return Err(Error::DataLength {
                shape,
                expected,
                actual: data.len(),
            });
        }
        Ok(Self { shape, data })
    }

    /// A tensor of zeros.
    pub fn zeros(shape: Shape) -> Self {
        Self {
            shape,
            data: vec![0.0; shape.len()],
        }
    }

    /// Its shape.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Its values, row-major.
    pub fn data(&self) -> &[f32] {
        &self.data
    }

    /// Its values, to be written.
    pub fn data_mut(&mut self) -> &mut [f32] {
        &mut self.data
    }

    /// Its values, given away.
    pub fn into_data(self) -> Vec<f32> {
        self.data
    }

    /// The value at `[n, y, x, c]` (filters: `[y, x, in, out]`).
    ///
    /// # Panics
    /// When the index lies outside the data.
    pub fn at(&self, index: [usize; 4]) -> f32 {
        self.data[offset(self.shape, index)]
    }
}

/// Where `[n, y, x, c]` lies in row-major data of `shape`.
pub fn offset(shape: Shape, index: [usize; 4]) -> usize {
    shape
        .dims()
        .iter()
        .zip(index)
        .fold(0, |offset, (&dim, i)| offset * dim + i)
}

/// Whether that much memory can be had now; a failed allocation would end the whole module.
#[cfg(any(feature = "decode", feature = "web", feature = "web-network"))]
pub(crate) fn fits_in_memory(bytes: usize) -> bool {
    let mut probe = Vec::<u8>::new();
    let fits = probe.try_reserve_exact(bytes).is_ok();
    // Unused, the allocation would be optimised away.
    core::hint::black_box(&probe);
    fits
}

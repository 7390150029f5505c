//! 8-bit pictures: greyscale, tensors, colour maps, and the smaller picture that fits a screen.

#[rustfmt::skip]
mod viridis;

use crate::{error::Error, shape::Shape, tensor::Tensor};

/// How three colours become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grey {
    /// `(R + G + B) / 3`, cut to an integer as assigning a float mean to a `uint8` array does.
    #[default]
    Mean,
    /// ITU-R BT.601 luma in Pillow's integers: `(19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶`.
    Rec601,
    /// ITU-R BT.709 luma `0.2126 R + 0.7152 G + 0.0722 B`, rounded to nearest.
    Rec709,
    /// The red channel.
    R,
    /// The green channel.
    G,
    /// The blue channel.
    B,
}

impl Grey {
    /// Every method, by the name that JavaScript and links use.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("mean", Self::Mean),
        ("rec601", Self::Rec601),
        ("rec709", Self::Rec709),
        ("r", Self::R),
        ("g", Self::G),
        ("b", Self::B),
    ];

    /// The method of that name.
    ///
    /// # Errors
    /// [`Error::UnknownChoice`].
    pub fn named(name: &str) -> Result<Self, Error> {
        choose("method", name, &Self::NAMES, "mean, rec601, rec709, r, g, b")
    }

    /// The grey of one pixel.
    ///
    /// ```
    /// use convscope::pixels::Grey;
    /// assert_eq!(Grey::Mean.of([10, 20, 31]), 20); // 20.33… is cut
    /// assert_eq!(Grey::Rec601.of([255, 0, 0]), 76);
    /// ```
    pub fn of(self, [r, g, b]: [u8; 3]) -> u8 {
        let [wide_r, wide_g, wide_b] = [r, g, b].map(u32::from);
        match self {
            Self::Mean => ((wide_r + wide_g + wide_b) / 3) as u8,
            Self::Rec601 => ((19_595 * wide_r + 38_470 * wide_g + 7_471 * wide_b + 0x8000) >> 16) as u8,
            Self::Rec709 => ((2_126 * wide_r + 7_152 * wide_g + 722 * wide_b + 5_000) / 10_000) as u8,
            Self::R => r,
            Self::G => g,
            Self::B => b,
        }
    }
}

/// How a value becomes a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorMap {
    /// Black to white.
    #[default]
    Gray,
    /// matplotlib's viridis, its table exactly.
    Viridis,
}

impl ColorMap {
    /// Both maps, by name.
    pub const NAMES: [(&'static str, Self); 2] = [("gray", Self::Gray), ("viridis", Self::Viridis)];

    /// The map of that name.
    ///
    /// # Errors
    /// [`Error::UnknownChoice`].
    pub fn named(name: &str) -> Result<Self, Error> {
        choose("map", name, &Self::NAMES, "gray, viridis")
    }

    fn color(self, level: u8) -> [u8; 3] {
        match self {
            Self::Gray => [level; 3],
            Self::Viridis => viridis::VIRIDIS[usize::from(level)],
        }
    }
}

fn choose<T: Copy>(
    name: &'static str,
    value: &str,
    table: &[(&'static str, T)],
    choices: &'static str,
) -> Result<T, Error> {
    let found = table.iter().find(|(name, _)| *name == value).map(|&(_, choice)| choice);
    found.ok_or_else(|| Error::UnknownChoice {
        name,
        value: value.into(),
        choices,
    })
}

/// An upright 8-bit RGB picture, `(height, width, 3)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    height: usize,
    width: usize,
    data: Vec<u8>,
}

impl Picture {
    /// A picture over `data`, three bytes a pixel, row by row.
    ///
    /// # Errors
    /// When the size is not usable or the data has another length.
    pub fn new(height: usize, width: usize, data: Vec<u8>) -> Result<Self, Error> {
        let shape = Shape::new(&[height, width, 3])?;
        if shape.len() != data.len() {
            let (shape, expected) = (shape.to_string(), shape.len());
            return Err(Error::DataLength {
                shape,
                expected,
                actual: data.len(),
            });
        }
        Ok(Self { height, width, data })
    }

    /// `[height, width]`.
    pub fn size(&self) -> [usize; 2] {
        [self.height, self.width]
    }

    /// Three bytes a pixel, row by row.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Its bytes, given away.
    pub fn into_data(self) -> Vec<u8> {
        self.data
    }

    /// One byte a pixel.
    pub fn grey(&self, method: Grey) -> Vec<u8> {
        greyscale(&self.data, method)
    }

    /// A smaller picture whose pixels are the means of blocks of `factor × factor`; partial blocks at the end count.
    #[must_use]
    pub fn shrunk(&self, factor: usize) -> Self {
        block_means(&self.data, self.size(), factor)
    }
}

/// [`Picture::shrunk`] over bytes that may be more than one picture can hold.
pub(crate) fn block_means(rgb: &[u8], [full_height, full_width]: [usize; 2], factor: usize) -> Picture {
    let [height, width] = [full_height, full_width].map(|size| size.div_ceil(factor));
    let mut data = Vec::with_capacity(height * width * 3);
    for y in 0..height {
        let rows = y * factor..((y + 1) * factor).min(full_height);
        for x in 0..width {
            let columns = x * factor..((x + 1) * factor).min(full_width);
            let mut sums = [0_u32; 3];
            for row in rows.clone() {
                let line = &rgb[(row * full_width + columns.start) * 3..(row * full_width + columns.end) * 3];
                for pixel in line.as_chunks::<3>().0 {
                    sums.iter_mut()
                        .zip(pixel)
                        .for_each(|(sum, &byte)| *sum += u32::from(byte));
                }
            }
            let count = (rows.len() * columns.len()) as u32;
            data.extend(sums.map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    Picture { height, width, data }
}

/// One grey byte for each three colour bytes.
pub fn greyscale(rgb: &[u8], method: Grey) -> Vec<u8> {
    // One loop per method: the compiler turns each into SIMD.
    fn each(rgb: &[u8], of: impl Fn([u8; 3]) -> u8) -> Vec<u8> {
        rgb.as_chunks::<3>().0.iter().map(|&pixel| of(pixel)).collect()
    }
    match method {
        Grey::Mean => each(rgb, |pixel| Grey::Mean.of(pixel)),
        Grey::Rec601 => each(rgb, |pixel| Grey::Rec601.of(pixel)),
        Grey::Rec709 => each(rgb, |pixel| Grey::Rec709.of(pixel)),
        Grey::R => each(rgb, |pixel| pixel[0]),
        Grey::G => each(rgb, |pixel| pixel[1]),
        Grey::B => each(rgb, |pixel| pixel[2]),
    }
}

/// A batch of one picture with one channel, `(1, h, w, 1)`, from grey bytes.
///
/// # Errors
/// When the size does not match the bytes.
pub fn tensor_from_grey(height: usize, width: usize, grey: &[u8]) -> Result<Tensor, Error> {
    Tensor::new(
        &[1, height, width, 1],
        grey.iter().map(|&byte| f32::from(byte)).collect(),
    )
}

/// The smallest and the largest finite value; `(0, 0)` when there is none.
pub fn range(values: &[f32]) -> (f32, f32) {
    let mut ends = (f32::INFINITY, f32::NEG_INFINITY);
    for &value in values.iter().filter(|value| value.is_finite()) {
        ends = (ends.0.min(value), ends.1.max(value));
    }
    if ends.0 > ends.1 { (0.0, 0.0) } else { ends }
}

/// The level 0..=255 of a value on a linear scale from `low` to `high`, as matplotlib's `Normalize` and colour maps
/// place it: `floor((value - low) / (high - low) · 256)`, the top of the range being 255; a constant map is 0.
pub fn level(value: f32, (low, high): (f32, f32)) -> u8 {
    if high <= low {
        return 0;
    }
    let (low, high, value) = (f64::from(low), f64::from(high), f64::from(value));
    (((value - low) / (high - low)) * 256.0).clamp(0.0, 255.0) as u8
}

/// RGBA bytes of a map, coloured from `range.0` to `range.1`. A value that is no number is transparent.
pub fn colorize(values: &[f32], range: (f32, f32), map: ColorMap) -> Vec<u8> {
    let mut rgba = Vec::with_capacity(values.len() * 4);
    for &value in values {
        let [r, g, b] = map.color(level(value, range));
        rgba.extend([r, g, b, if value.is_nan() { 0 } else { 255 }]);
    }
    rgba
}

/// A map made smaller for the screen: means of blocks of `factor × factor`.
pub fn shrink(values: &[f32], height: usize, width: usize, factor: usize) -> Vec<f32> {
    let mut small = Vec::with_capacity(height.div_ceil(factor) * width.div_ceil(factor));
    for y in (0..height).step_by(factor) {
        let rows = y..(y + factor).min(height);
        for x in (0..width).step_by(factor) {
            let columns = x..(x + factor).min(width);
            let row = |row: usize| {
                values[row * width + columns.start..row * width + columns.end]
                    .iter()
                    .sum::<f32>()
            };
            let sum: f32 = rows.clone().map(row).sum();
            small.push(sum / (rows.len() * columns.len()) as f32);
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_cut_not_rounded() {
        assert_eq!(Grey::Mean.of([0, 0, 2]), 0);
        assert_eq!(Grey::Mean.of([255, 255, 254]), 254);
    }

    #[test]
    fn shrinking_averages_blocks_and_keeps_the_rest() {
        let picture = Picture::new(3, 2, [0, 10, 20, 30, 40, 50].iter().flat_map(|&v| [v; 3]).collect()).unwrap();
        let small = picture.shrunk(2);
        assert_eq!((small.size(), small.data()), ([2, 1], &[15, 15, 15, 45, 45, 45][..]));
        assert_eq!(shrink(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 3, 2, 2), [1.5, 4.5]);
    }

    #[test]
    fn a_constant_map_is_the_lowest_colour() {
        assert_eq!(
            colorize(&[3.0, 3.0], range(&[3.0, 3.0]), ColorMap::Gray),
            [0, 0, 0, 255, 0, 0, 0, 255]
        );
    }

    #[test]
    fn values_that_are_no_numbers_do_not_stretch_the_scale() {
        assert_eq!(range(&[1.0, f32::NAN, f32::INFINITY, -2.0]), (-2.0, 1.0));
        assert_eq!(colorize(&[f32::NAN], (0.0, 1.0), ColorMap::Gray)[3], 0);
    }

    #[test]
    fn an_unknown_method_names_the_choices() {
        let error = Grey::named("luma").unwrap_err();
        assert_eq!(
            error.to_string(),
            "method is \"luma\"; it must be one of mean, rec601, rec709, r, g, b"
        );
    }
}

//! 8-bit pictures: greyscale, tensors, colour maps, and the smaller picture that fits a screen.

mod recipe;
#[rustfmt::skip]
mod viridis;

pub use recipe::Recipe;

use crate::{
    error::Error,
    lanes::{F32x4, LANES, means_of_three},
    shape::Shape,
    tensor::Tensor,
};

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
}

impl ColorMap {
    /// RGBA of each level, then what is no number; a power of two, so that no index needs a check.
    fn palette(self) -> [[u8; 4]; 512] {
        let mut palette = [[0; 4]; 512];
        for level in 0..=255_u8 {
            let [r, g, b] = match self {
                Self::Gray => [level; 3],
                Self::Viridis => viridis::VIRIDIS[usize::from(level)],
            };
            palette[usize::from(level)] = [r, g, b, 255];
        }
        palette
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

    /// One value a pixel: a batch of one picture with one channel.
    ///
    /// # Errors
    /// When the size is beyond what a tensor may hold.
    pub fn grey_tensor(&self, method: Grey) -> Result<Tensor, Error> {
        let mut values = Vec::with_capacity(self.height * self.width);
        for part in self.data.chunks(3 * PART) {
            values.extend(greyscale(part, method).into_iter().map(f32::from));
        }
        Tensor::new(&[1, self.height, self.width, 1], values)
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
            let mut sums = [0_u64; 3];
            for row in rows.clone() {
                let line = &rgb[(row * full_width + columns.start) * 3..(row * full_width + columns.end) * 3];
                for pixel in line.as_chunks::<3>().0 {
                    sums.iter_mut()
                        .zip(pixel)
                        .for_each(|(sum, &byte)| *sum += u64::from(byte));
                }
            }
            let count = (rows.len() * columns.len()) as u64;
            data.extend(sums.map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    Picture { height, width, data }
}

/// One grey byte for each three colour bytes.
pub fn greyscale(rgb: &[u8], method: Grey) -> Vec<u8> {
    match method {
        Grey::Mean => means(rgb),
        Grey::Rec601 => each(rgb, |pixel| Grey::Rec601.of(pixel)),
        Grey::Rec709 => each(rgb, |pixel| Grey::Rec709.of(pixel)),
        Grey::R => each(rgb, |pixel| pixel[0]),
        Grey::G => each(rgb, |pixel| pixel[1]),
        Grey::B => each(rgb, |pixel| pixel[2]),
    }
}

/// Sixteen pixels at a time.
fn means(rgb: &[u8]) -> Vec<u8> {
    let mut grey = vec![0; rgb.len() / 3];
    let ((sixteens, rest), (pixels, last)) = (grey.as_chunks_mut(), rgb.as_chunks());
    for (means, pixels) in sixteens.iter_mut().zip(pixels) {
        *means = means_of_three(pixels);
    }
    for (mean, &pixel) in rest.iter_mut().zip(last.as_chunks().0) {
        *mean = Grey::Mean.of(pixel);
    }
    grey
}

/// One loop per method: the compiler turns each into SIMD.
fn each(rgb: &[u8], of: impl Fn([u8; 3]) -> u8) -> Vec<u8> {
    rgb.as_chunks::<3>().0.iter().map(|&pixel| of(pixel)).collect()
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

/// Values that are looked at together: whether one of them is no finite number is asked once for all.
const PART: usize = 1024;

/// Whether all are finite. Times zero, what is not gives NaN, and a NaN stays in a sum.
fn are_finite(part: &[f32]) -> bool {
    let mut sums = [0.0; 8];
    let (eights, rest) = part.as_chunks::<8>();
    for eight in eights {
        (0..8).for_each(|i| sums[i] += eight[i] * 0.0);
    }
    sums.iter().chain(rest).all(|value| value.is_finite())
}

/// The smallest and the largest finite value; `(0, 0)` when there is none.
pub fn range(values: &[f32]) -> (f32, f32) {
    ends(extent(values))
}

/// A range that was widened part by part.
pub(crate) fn ends((low, high): (f32, f32)) -> (f32, f32) {
    if low > high { (0.0, 0.0) } else { (low, high) }
}

/// The smallest and the largest finite value; an infinity each, low above high, when there is none.
pub(crate) fn extent(values: &[f32]) -> (f32, f32) {
    let widened = |(low, high): (f32, f32), value: f32| (low.min(value), high.max(value));
    let mut all = (f32::INFINITY, f32::NEG_INFINITY);
    for part in values.chunks(PART) {
        let (fours, rest) = part.as_chunks();
        let mut ends = [fours.first().unwrap_or(&[f32::NAN; LANES]); 2].map(|four| F32x4::load(four));
        for four in fours.iter().map(|four| F32x4::load(four)) {
            ends = [ends[0].or_smaller(four), ends[1].or_larger(four)];
        }
        let ends = ends.map(F32x4::to_array);
        // These pass over a NaN, unless they begin with it, but not over an infinity. Then the part is looked at one by one.
        let seen: &mut dyn Iterator<Item = &f32> = if ends.as_flattened().iter().all(|end| end.is_finite()) {
            &mut ends.as_flattened().iter().chain(rest)
        } else {
            &mut part.iter()
        };
        all = seen.copied().filter(|value| value.is_finite()).fold(all, widened);
    }
    all
}

/// A linear scale from the smallest to the largest value of a map.
#[derive(Clone, Copy)]
struct Scale {
    unit: f32,
    low: f32,
    width: f32,
}

impl Scale {
    fn over((low, high): (f32, f32)) -> Self {
        let (unit, width) = if high <= low {
            (0.0, 1.0)
        } else if high - low < f32::INFINITY {
            (1.0, high - low)
        } else {
            (0.5, high * 0.5 - low * 0.5)
        };
        Self {
            unit,
            low: low * unit,
            width,
        }
    }

    /// 0 to 255; what is no number becomes 0. An i32, for which there is a SIMD instruction.
    fn place(self, value: f32) -> i32 {
        let place = (value * self.unit - self.low) / self.width * 256.0;
        place.clamp(0.0, 255.0) as i32
    }
}

/// The level 0..=255 of a value on a linear scale from `low` to `high`, as matplotlib's `Normalize` and colour maps
/// place an `f32`: `floor((value - low) / (high - low) · 256)`, the top of the range being 255; a constant map is 0.
pub fn level(value: f32, range: (f32, f32)) -> u8 {
    Scale::over(range).place(value) as u8
}

/// RGBA bytes of a map, coloured from `range.0` to `range.1`. What is NaN or infinite is transparent black, as
/// matplotlib shows masked values.
pub fn colorize(values: &[f32], range: (f32, f32), map: ColorMap) -> Vec<u8> {
    let mut rgba = vec![0; values.len() * 4];
    colorize_into(values, range, map, rgba.as_chunks_mut().0);
    rgba
}

/// Writes the colour of each value to `rgba`. In parts: levels first, which are computed by SIMD, then colours, which are
/// looked up.
fn colorize_into(values: &[f32], range: (f32, f32), map: ColorMap, rgba: &mut [[u8; 4]]) {
    let (scale, palette) = (Scale::over(range), map.palette());
    let mut levels = [0; PART];
    for (values, colors) in values.chunks(PART).zip(rgba.chunks_mut(PART)) {
        for (level, &value) in levels.iter_mut().zip(values) {
            *level = scale.place(value);
        }
        if !are_finite(values) {
            let holes = levels.iter_mut().zip(values).filter(|(_, value)| !value.is_finite());
            holes.for_each(|(level, _)| *level = TRANSPARENT);
        }
        for (color, &level) in colors.iter_mut().zip(&levels) {
            *color = palette[level as usize % palette.len()];
        }
    }
}

/// The entry of a palette for what is no finite number.
const TRANSPARENT: i32 = 256;

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
        for sum in 0..=765_u32 {
            let r = sum.min(255);
            let g = (sum - r).min(255);
            let pixel = [r, g, sum - r - g].map(|c| c as u8);
            assert_eq!(u32::from(Grey::Mean.of(pixel)), sum / 3);
            // Sixteen and one more.
            assert_eq!(greyscale(&pixel.repeat(17), Grey::Mean), [(sum / 3) as u8; 17]);
        }
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
        assert_eq!(
            colorize(&[f32::NAN, -f32::INFINITY], (0.0, 1.0), ColorMap::Viridis),
            [0; 8]
        );
    }

    #[test]
    fn the_range_is_found_wherever_its_ends_and_holes_lie() {
        for at in [0, 1, 5, 1023, 1024, 1027, 2999] {
            let mut values = vec![0.5; 3000];
            values[at] = -3.0;
            values[2999 - at] = 7.0;
            for hole in [0.5, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                let mut values = values.clone();
                values[(at + 4) % 3000] = hole;
                values[(at + 1028) % 3000] = hole;
                assert_eq!(range(&values), (-3.0, 7.0), "{at}, {hole}");
                let rgba = colorize(&values, (-3.0, 7.0), ColorMap::Gray);
                assert_eq!(rgba[(at + 4) % 3000 * 4 + 3] == 0, !hole.is_finite());
                assert_eq!([rgba[at * 4], rgba[(2999 - at) * 4]], [0, 255]);
            }
        }
    }

    #[test]
    fn the_widest_scale_does_not_overflow() {
        let ends = (-f32::MAX, f32::MAX);
        assert_eq!(
            [-f32::MAX, 0.0, f32::MAX].map(|value| level(value, ends)),
            [0, 128, 255]
        );
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

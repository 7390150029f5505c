//! Picture files to upright 8-bit RGB: PNG, JPEG, WebP, GIF (its first frame) and BMP, told apart by their bytes.

mod sniff;

use std::io::Cursor;

use image::{ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation};

use crate::{
    error::Error,
    pixels::{self, Picture},
    tensor::fits_in_memory,
};

/// The most pixels a file may have.
pub const MAX_PIXELS: u64 = 200_000_000;
/// The most pixels along one side of a file.
pub const MAX_SIDE: u32 = 32_768;
/// Pictures with more pixels are shrunk once, on entry.
pub const KEPT_PIXELS: usize = 24_000_000;

/// A picture as the learner meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Upright, without alpha, at most [`KEPT_PIXELS`].
    pub picture: Picture,
    /// `[height, width]` of the upright picture before it was shrunk.
    pub original: [usize; 2],
    /// "PNG", "JPEG", "WebP", "GIF" or "BMP".
    pub format: &'static str,
}

/// Decodes a file: turned upright by its EXIF orientation, alpha laid over white, 16-bit, palette and grey made 8-bit
/// RGB. More than [`KEPT_PIXELS`] are shrunk by the smallest whole factor that brings them below.
///
/// # Errors
/// [`Error::UnknownPicture`], [`Error::BrokenPicture`] or [`Error::PictureTooLarge`]; the size is read from the file's
/// header, before memory is taken.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    let (kind, format) = kind(bytes)?;
    if kind == ImageFormat::Jpeg && sniff::jpeg_breaks_off(bytes) {
        let detail = "the file ends before the picture does".into();
        return Err(Error::BrokenPicture {
            format: format.into(),
            detail,
        });
    }
    if let Some([height, width]) = sniff::claimed_size(bytes) {
        check_size(height, width)?;
    }
    let refused = |error| refusal(format, &error);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    check_size(height, width)?;
    // A damaged EXIF block must not cost the learner the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let color = decoder.color_type();
    let mut samples = zeroed(decoder.total_bytes(), height, width)?;
    decoder.read_image(&mut samples).map_err(refused)?;
    let rgb = over_white(samples, color, format)?;
    let stored = [height as usize, width as usize];
    let (rgb, original) = upright(rgb, stored, orientation)?;
    let factor = shrink_factor(original);
    let picture = if factor == 1 {
        Picture::new(original[0], original[1], rgb)?
    } else {
        pixels::block_means(&rgb, original, factor)
    };
    Ok(Decoded {
        picture,
        original,
        format,
    })
}

fn kind(bytes: &[u8]) -> Result<(ImageFormat, &'static str), Error> {
    let kind = image::guess_format(bytes).ok().and_then(|kind| {
        let name = match kind {
            ImageFormat::Png => "PNG",
            ImageFormat::Jpeg => "JPEG",
            ImageFormat::WebP => "WebP",
            ImageFormat::Gif => "GIF",
            ImageFormat::Bmp => "BMP",
            _ => return None,
        };
        Some((kind, name))
    });
    kind.ok_or_else(|| Error::UnknownPicture {
        detail: sniff::describe(bytes),
    })
}

/// What decoders may take beside the picture itself: its samples at eight bytes a pixel, and their own tables.
fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_PIXELS * 8 + (1 << 26));
    limits
}

fn check_size(height: u32, width: u32) -> Result<(), Error> {
    if height == 0 || width == 0 {
        let detail = format!("its size is {height} × {width}");
        return Err(Error::UnknownPicture { detail });
    }
    if u64::from(height) * u64::from(width) > MAX_PIXELS || height.max(width) > MAX_SIDE {
        let limit = MAX_PIXELS;
        return Err(Error::PictureTooLarge { height, width, limit });
    }
    Ok(())
}

fn refusal(format: &'static str, error: &ImageError) -> Error {
    // The outer sentence repeats the format's name; the inner one says what is wrong.
    let detail = core::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    match error {
        ImageError::Unsupported(_) => Error::UnknownPicture {
            detail: format!("{format} of a rare kind ({error})"),
        },
        _ => Error::BrokenPicture {
            format: format.into(),
            detail,
        },
    }
}

/// Zeros, or a sentence where memory ends: a phone may have less than the limits allow.
fn zeroed(len: u64, height: u32, width: u32) -> Result<Vec<u8>, Error> {
    let fits = |len: u64| usize::try_from(len).is_ok_and(fits_in_memory);
    // The samples, and the pixels made of them.
    if fits(len.saturating_mul(2)) {
        return Ok(vec![0; len as usize]);
    }
    let mut limit = u64::from(height) * u64::from(width) / 2;
    while limit > 1 && !fits(limit * 16) {
        limit /= 2;
    }
    Err(Error::PictureTooLarge { height, width, limit })
}

/// Three bytes a pixel from whatever the decoder gave (16-bit samples lie in the machine's byte order).
fn over_white(samples: Vec<u8>, color: ColorType, format: &str) -> Result<Vec<u8>, Error> {
    fn each<const N: usize>(samples: &[u8], pixel: impl Fn(&[u8; N]) -> [u8; 3]) -> Vec<u8> {
        samples.as_chunks::<N>().0.iter().flat_map(pixel).collect()
    }
    fn wide<const N: usize>(samples: &[u8], pixel: impl Fn([u16; N]) -> [u16; 3]) -> Vec<u8> {
        let (words, _) = samples.as_chunks::<2>();
        let to_byte = |word: u16| ((u32::from(word) + 128) / 257) as u8;
        let word = |&bytes: &[u8; 2]| u16::from_ne_bytes(bytes);
        words
            .as_chunks::<N>()
            .0
            .iter()
            .flat_map(|words| pixel(words.each_ref().map(word)).map(to_byte))
            .collect()
    }
    let veil = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let wide_veil = |value: u16, alpha: u16| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        ((value * alpha + 65_535 * (65_535 - alpha) + 32_767) / 65_535) as u16
    };
    Ok(match color {
        ColorType::Rgb8 => samples,
        ColorType::L8 => each(&samples, |&[l]| [l; 3]),
        ColorType::La8 => each(&samples, |&[l, a]| [veil(l, a); 3]),
        ColorType::Rgba8 => each(&samples, |&[r, g, b, a]| [r, g, b].map(|value| veil(value, a))),
        ColorType::L16 => wide(&samples, |[l]| [l; 3]),
        ColorType::La16 => wide(&samples, |[l, a]| [wide_veil(l, a); 3]),
        ColorType::Rgb16 => wide(&samples, |rgb: [u16; 3]| rgb),
        ColorType::Rgba16 => wide(&samples, |[r, g, b, a]| [r, g, b].map(|value| wide_veil(value, a))),
        other => {
            let detail = format!("{format} of a rare kind ({other:?})");
            return Err(Error::UnknownPicture { detail });
        }
    })
}

/// The picture turned as EXIF asks, and its `[height, width]` then.
fn upright(rgb: Vec<u8>, [height, width]: [usize; 2], turn: Orientation) -> Result<(Vec<u8>, [usize; 2]), Error> {
    // Each of the eight is a swap of y and x or not, then the stored rows, columns or both read backwards.
    let (swap, up, left) = match turn {
        Orientation::NoTransforms => return Ok((rgb, [height, width])),
        Orientation::FlipHorizontal => (false, false, true),
        Orientation::Rotate180 => (false, true, true),
        Orientation::FlipVertical => (false, true, false),
        Orientation::Rotate90FlipH => (true, false, false),
        Orientation::Rotate90 => (true, true, false),
        Orientation::Rotate270FlipH => (true, true, true),
        Orientation::Rotate270 => (true, false, true),
    };
    let size = if swap { [width, height] } else { [height, width] };
    let (pixels, _) = rgb.as_chunks::<3>();
    let mut turned = Vec::new();
    if turned.try_reserve_exact(rgb.len()).is_err() {
        let (limit, [height, width]) = (pixels.len() as u64 / 2, size.map(|side| side as u32));
        return Err(Error::PictureTooLarge { height, width, limit });
    }
    for y in 0..size[0] {
        for x in 0..size[1] {
            let (y, x) = if swap { (x, y) } else { (y, x) };
            let y = if up { height - 1 - y } else { y };
            let x = if left { width - 1 - x } else { x };
            turned.extend_from_slice(&pixels[y * width + x]);
        }
    }
    Ok((turned, size))
}

/// The smallest whole factor that leaves at most [`KEPT_PIXELS`].
fn shrink_factor([height, width]: [usize; 2]) -> usize {
    let mut factor = 1;
    while height.div_ceil(factor) * width.div_ceil(factor) > KEPT_PIXELS {
        factor += 1;
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_is_the_smallest_that_fits() {
        assert_eq!(shrink_factor([4000, 6000]), 1);
        assert_eq!(shrink_factor([4000, 6001]), 2);
        assert_eq!(shrink_factor([14_000, 14_000]), 3);
    }

    #[test]
    fn sides_and_area_are_limited() {
        assert!(check_size(32_768, 6_103).is_ok());
        assert!(matches!(check_size(32_769, 1), Err(Error::PictureTooLarge { .. })));
        assert!(matches!(check_size(20_000, 10_001), Err(Error::PictureTooLarge { .. })));
    }

    #[test]
    fn alpha_is_laid_over_white() {
        let pixels = over_white(vec![0, 0, 0, 128, 10, 20, 30, 255, 1, 2, 3, 0], ColorType::Rgba8, "PNG").unwrap();
        assert_eq!(pixels, [127, 127, 127, 10, 20, 30, 255, 255, 255]);
        let wide: Vec<u8> = [65_535_u16, 0, 257, 65_535]
            .iter()
            .flat_map(|word| word.to_ne_bytes())
            .collect();
        assert_eq!(over_white(wide, ColorType::Rgba16, "PNG").unwrap(), [255, 0, 1]);
    }
}

//! Picture files of every kind come out upright, opaque and 8-bit, or with a sentence.

use std::{fs, io::Cursor, path::Path};

use convscope::{
    Error,
    decode::{Decoded, KEPT_PIXELS, decode},
};
use image::{DynamicImage, GrayImage, ImageBuffer, ImageFormat, Rgb, RgbImage, Rgba};
use serde_json::Value;

fn picture_file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name)).unwrap()
}

fn expected() -> Vec<Value> {
    let json: Value = serde_json::from_slice(&picture_file("expected.json")).unwrap();
    json["files"].as_array().unwrap().clone()
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn numbers(value: &Value) -> Vec<usize> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_u64().unwrap() as usize)
        .collect()
}

fn check_pixels(entry: &Value, decoded: &Decoded) {
    let [height, width] = decoded.picture.size();
    assert_eq!(numbers(&entry["shape"]), [height, width, 3], "{}", entry["file"]);
    assert_eq!(decoded.original, [height, width]);
    let tolerance = entry["tolerance"].as_u64().unwrap() as usize;
    for pixel in entry["pixels"].as_array().unwrap() {
        let at = numbers(&pixel["at"]);
        let start = (at[0] * width + at[1]) * 3;
        let got = &decoded.picture.data()[start..start + 3];
        let near = numbers(&pixel["rgb"])
            .iter()
            .zip(got)
            .all(|(want, &got)| want.abs_diff(got.into()) <= tolerance);
        assert!(near, "{} at {at:?}: {got:?}, not {}", entry["file"], pixel["rgb"]);
    }
}

#[test]
fn every_kind_of_file_shows_what_pillow_shows() {
    for entry in expected() {
        let file = entry["file"].as_str().unwrap();
        let decoded = decode(&picture_file(file));
        match entry["error"].as_str() {
            None => check_pixels(&entry, &decoded.unwrap_or_else(|error| panic!("{file}: {error}"))),
            Some("truncated") => assert!(
                matches!(decoded, Err(Error::BrokenPicture { .. })),
                "{file}: {decoded:?}"
            ),
            Some("too large") => assert!(
                matches!(decoded, Err(Error::PictureTooLarge { .. })),
                "{file}: {decoded:?}"
            ),
            Some("not a picture") => assert!(
                matches!(decoded, Err(Error::UnknownPicture { .. })),
                "{file}: {decoded:?}"
            ),
            Some(other) => panic!("{file}: unknown expectation {other}"),
        }
    }
}

#[test]
fn a_half_file_of_any_format_is_refused() {
    let noise = RgbImage::from_fn(64, 48, |x, y| {
        Rgb([(x * 37 % 251) as u8, (y * 91 % 239) as u8, (x * y % 256) as u8])
    });
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ] {
        let whole = encoded(noise.clone(), format);
        assert!(decode(&whole).is_ok(), "{format:?}");
        let half = decode(&whole[..whole.len() / 2]);
        assert!(matches!(half, Err(Error::BrokenPicture { .. })), "{format:?}: {half:?}");
    }
}

#[test]
fn damage_anywhere_is_a_picture_or_a_sentence() {
    // A decoder that panics would stop the page: each file is cut and spoilt at many places.
    for entry in expected() {
        let whole = picture_file(entry["file"].as_str().unwrap());
        for at in (0..whole.len()).step_by(1 + whole.len() / 200) {
            let _ = decode(&whole[..at]);
            for flip in [0x01, 0x80, 0xff] {
                let mut spoilt = whole.clone();
                spoilt[at] ^= flip;
                if let Err(error) = decode(&spoilt) {
                    assert!(error.to_string().starts_with("this "), "{error}");
                }
            }
        }
    }
}

#[test]
fn sixteen_bits_and_alpha_come_out_as_bytes_over_white() {
    let wide: ImageBuffer<Rgba<u16>, Vec<u16>> = ImageBuffer::from_pixel(2, 1, Rgba([65_535, 0, 32_896, 32_768]));
    let decoded = decode(&encoded(wide, ImageFormat::Png)).unwrap();
    assert_eq!(decoded.picture.data(), [255, 127, 191, 255, 127, 191]);
    assert_eq!((decoded.format, decoded.original), ("PNG", [1, 2]));
}

/// A JPEG with an EXIF block that holds nothing but an orientation.
fn turned_jpeg(image: RgbImage, orientation: u8) -> Vec<u8> {
    let jpeg = encoded(image, ImageFormat::Jpeg);
    let tiff = [
        b'M',
        b'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    let exif = [b"\xff\xe1\0\x22Exif\0\0", &tiff[..]].concat();
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

#[test]
fn a_phone_held_upright_stores_a_lying_picture() {
    // Orientation 6: the stored left edge is the top.
    let lying = RgbImage::from_fn(32, 16, |x, _| if x < 16 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
    let decoded = decode(&turned_jpeg(lying, 6)).unwrap();
    assert_eq!((decoded.picture.size(), decoded.original), ([32, 16], [32, 16]));
    let data = decoded.picture.data();
    assert!(data[0] > 240 && data[data.len() - 1] > 240, "red is on top, blue below");
}

#[test]
fn more_than_24_megapixels_are_shrunk_once() {
    let wide = GrayImage::from_fn(6001, 4001, |x, y| {
        image::Luma([if y < 2 { (x % 2 * 10) as u8 } else { 200 }])
    });
    let decoded = decode(&encoded(wide, ImageFormat::Png)).unwrap();
    assert_eq!((decoded.picture.size(), decoded.original), ([2001, 3001], [4001, 6001]));
    assert!(decoded.picture.data().len() / 3 <= KEPT_PIXELS);
    assert_eq!(
        decoded.picture.data()[..3],
        [5; 3],
        "each pixel is the mean of a 2 × 2 block"
    );
    assert_eq!(
        decoded.picture.data()[3001 * 3 - 3..3001 * 3],
        [0; 3],
        "the half block at the end counts"
    );
}

#[test]
fn a_refusal_says_what_the_bytes_look_like() {
    let sentence = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
    let unreadable = "this file is not a picture we can read";
    assert_eq!(sentence(b""), format!("{unreadable}: it is empty"));
    assert_eq!(
        sentence(b"\0\0\0\x1cftypavif\0\0\0\0"),
        format!("{unreadable}: it looks like AVIF")
    );
    assert_eq!(
        sentence(b"<svg xmlns='x'/>"),
        format!("{unreadable}: it looks like SVG")
    );
    assert_eq!(
        sentence(&picture_file("huge.png")),
        "this picture has 60000 × 60000 pixels; at most 200 million, and 32768 on a side, can be read"
    );
}

//! What bytes look like that are no picture for us, so that the sentence can say so.

/// "it looks like AVIF", "it is empty", and the like.
pub fn describe(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "it is empty".into();
    }
    if let Some(name) = binary(bytes).or_else(|| text(bytes)) {
        return format!("it looks like {name}");
    }
    let start: Vec<String> = bytes.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("it starts with the bytes {}", start.join(" "))
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 22] = [
        (b"%PDF", "PDF"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"II+\0", "TIFF"),
        (b"\xff\x0a", "JPEG XL"),
        (b"\0\0\0\x0cJXL ", "JPEG XL"),
        (b"\0\0\0\x0cjP  ", "JPEG 2000"),
        (b"\xff\x4f\xff\x51", "JPEG 2000"),
        (b"8BPS", "a Photoshop file"),
        (b"\0\0\x01\0", "an icon file (ICO)"),
        (b"qoif", "QOI"),
        (b"DDS ", "DDS"),
        (b"v/1\x01", "OpenEXR"),
        (b"\x93NUMPY", "a NumPy array"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x1a\x45\xdf\xa3", "a video (WebM or Matroska)"),
        (b"\0asm", "a WebAssembly module"),
        (b"ID3", "an MP3 recording"),
        (b"OggS", "an Ogg recording"),
        (b"\x7fELF", "a program"),
        (b"MZ", "a program"),
    ];
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(match bytes.get(8..12) {
            Some(b"avif" | b"avis") => "AVIF",
            Some(b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1") => "HEIC",
            Some(b"crx ") => "a raw photo (CR3)",
            _ => "a video (MP4 or QuickTime)",
        });
    }
    STARTS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|&(_, name)| name)
}

fn text(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(1024)];
    // A cut may fall inside a character; what comes before it is text all the same.
    let text = match core::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => core::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let markup = text.starts_with('<');
    Some(match () {
        () if markup && text.contains("<svg") => "SVG",
        () if text.starts_with("<!doctype html") || text.starts_with("<html") => "a web page (HTML)",
        () if markup => "XML",
        () => "text",
    })
}

/// `[height, width]` as the header of a PNG or a BMP claims them: on a 32-bit machine the decoders of these say of a size
/// beyond memory only that it is.
pub fn claimed_size(bytes: &[u8]) -> Option<[u32; 2]> {
    let four = |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).copied();
    if bytes.starts_with(b"\x89PNG") {
        return Some([four(20)?, four(16)?].map(u32::from_be_bytes));
    }
    if !bytes.starts_with(b"BM") {
        return None;
    }
    const SHORT_HEADER: u32 = 12;
    let [header, first, second] = [14, 18, 22].map(|at| four(at).map(i32::from_le_bytes));
    Some(if header? as u32 == SHORT_HEADER {
        [first? as u32 >> 16, first? as u32 & 0xffff]
    } else {
        // A height below 0 says that the rows begin at the top.
        [second?.unsigned_abs(), first?.unsigned_abs()]
    })
}

/// Whether a JPEG has no end mark after its picture data begins: decoders fill what is missing with grey.
pub fn jpeg_breaks_off(bytes: &[u8]) -> bool {
    const SCAN: u8 = 0xda;
    const END: [u8; 2] = [0xff, 0xd9];
    let mut at = 2;
    // Segments are walked, not searched: a thumbnail in one of them has an end mark of its own.
    while let Some(&[0xff, marker, high, low]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        match marker {
            SCAN => return !bytes[at..].windows(2).any(|pair| pair == END),
            // Fill bytes and marks without a length.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    // No picture data at all: the decoder has the better words.
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_files_are_named() {
        for (bytes, name) in [
            (&b""[..], "it is empty"),
            (b"\0\0\0\x20ftypavif\0\0\0\0", "it looks like AVIF"),
            (b"\0\0\0\x20ftypheic\0\0\0\0", "it looks like HEIC"),
            (b"<?xml version=\"1.0\"?>\n<svg>", "it looks like SVG"),
            (b"%PDF-1.7", "it looks like PDF"),
            ("안녕".as_bytes(), "it looks like text"),
            (b"\x01\x02\x03\x80", "it starts with the bytes 01 02 03 80"),
        ] {
            assert_eq!(describe(bytes), name);
        }
    }

    #[test]
    fn an_end_mark_in_a_thumbnail_is_not_the_end_of_the_picture() {
        let thumbnail = [0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 2, 1, 2, 3];
        assert!(jpeg_breaks_off(&thumbnail));
        assert!(!jpeg_breaks_off(&[&thumbnail[..], &[0xff, 0xd9]].concat()));
    }
}

//! Writes a zip archive: deflated files, no dates, so that the same site gives the same bytes.

use std::io::Write;

use anyhow::{Context, Result};
use flate2::{Compression, Crc, write::DeflateEncoder};

/// Version 2.0 of the format: folders and deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;
/// 1980-01-01, the earliest date that the format knows.
const DATE: u16 = 0x21;

/// An archive in the making.
#[derive(Default)]
pub struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Adds a file under `name`, whose folders are separated by slashes.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(content);
        let mut head = Vec::new();
        for part in [VERSION, FLAGS, DEFLATED, 0, DATE] {
            head.extend(part.to_le_bytes());
        }
        head.extend(crc.sum().to_le_bytes());
        head.extend(size(packed.len())?.to_le_bytes());
        head.extend(size(content.len())?.to_le_bytes());
        head.extend(u16::try_from(name.len()).context("a long name")?.to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        let offset = size(self.bytes.len())?;
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&head);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(head);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.checked_add(1).context("a zip holds at most 65535 files")?;
        Ok(())
    }

    /// The whole archive.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        let offset = size(self.bytes.len())?;
        let length = size(self.directory.len())?;
        self.bytes.extend(self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend(0_u16.to_le_bytes());
        Ok(self.bytes)
    }
}

fn size(bytes: usize) -> Result<u32> {
    u32::try_from(bytes).context("a zip of this form holds at most 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_begins_and_ends_as_the_format_says() {
        let mut archive = Archive::default();
        archive.add("a/b.txt", b"bbbbbbbbbb").expect("small");
        archive.add("한글.txt", b"").expect("small");
        let bytes = archive.finish().expect("small");
        assert!(bytes.starts_with(b"PK\x03\x04"));
        let end = &bytes[bytes.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(end[10..12], 2_u16.to_le_bytes());
        let offset = u32::from_le_bytes(end[16..20].try_into().expect("four bytes")) as usize;
        assert_eq!(&bytes[offset..offset + 4], b"PK\x01\x02");
    }
}

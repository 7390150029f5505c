//! Where things are, and whether they changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The folders of this repository.
pub struct Repository {
    pub root: PathBuf,
    pub www: PathBuf,
    pub pkg: PathBuf,
    pub target: PathBuf,
    pub site: PathBuf,
}

impl Repository {
    /// The repository that this program was built from.
    pub fn find() -> Result<Self> {
        // cargo sets the variable when it runs us; a program started by hand knows where it was built.
        let manifest =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest
            .parent()
            .context("xtask is a folder of the repository")?
            .to_owned();
        let target = root.join("target");
        Ok(Self {
            www: root.join("www"),
            pkg: root.join("pkg"),
            site: target.join("site"),
            target,
            root,
        })
    }
}

/// A file under target/ that remembers what a result was made from.
pub struct Stamp {
    path: PathBuf,
    now: String,
}

impl Stamp {
    /// `now` is the hash of everything that the result depends on.
    pub fn new(path: PathBuf, now: String) -> Self {
        Self { path, now }
    }

    /// True when the result was made from the same things as are there now.
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|then| then == self.now)
    }

    /// Remembers that the result is made.
    pub fn set(&self) -> Result<()> {
        write(&self.path, self.now.as_bytes())
    }
}

/// Reads a file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} could not be read", path.display()))
}

/// Reads a text file; the error names it.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

/// Writes a file and the folders above it, unless it already says the same: watchers and mtimes stay quiet.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("{} could not be written", path.display()))
}

/// All files under `folder`, sorted; folders named `node_modules` are left out.
pub fn under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("{} could not be listed", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if !path.is_dir() {
                files.push(path);
            } else if path.file_name().is_none_or(|name| name != "node_modules") {
                folders.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 over the names and the contents of files.
pub fn hash_files(files: &[PathBuf]) -> Result<String> {
    let mut hasher = Sha256::new();
    for file in files {
        let bytes = read(file)?;
        hasher.update(file.to_string_lossy().as_bytes());
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

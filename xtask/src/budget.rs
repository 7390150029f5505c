//! How many bytes a visitor downloads, and how many they may be at most.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::files::{self, Repository};
use crate::wasm::MODULES;

/// The size of a file, as it is and as a server sends it.
#[derive(Clone, Copy)]
pub struct Size {
    bytes: usize,
    gzipped: usize,
}

impl Size {
    pub fn of(bytes: &[u8]) -> Result<Self> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes)?;
        Ok(Self {
            bytes: bytes.len(),
            gzipped: encoder.finish()?.len(),
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>9} bytes {:>9} gzipped", self.bytes, self.gzipped)
    }
}

/// Compares what was built with xtask/budgets.toml.
pub fn check(repository: &Repository) -> Result<()> {
    let path = repository.root.join("xtask/budgets.toml");
    let budgets: toml::Table = files::read_text(&path)?
        .parse()
        .with_context(|| path.display().to_string())?;
    for module in &MODULES {
        let size = Size::of(&files::read(&repository.pkg.join(module.file))?)?;
        check_one(&budgets, module.file, size)?;
    }
    check_one(&budgets, "first load", first_load(&repository.site)?)
}

fn check_one(budgets: &toml::Table, name: &str, size: Size) -> Result<()> {
    let limit = budgets
        .get(name)
        .and_then(toml::Value::as_integer)
        .with_context(|| format!("no budget for {name}"))?;
    println!("   {name:26} {size}, at most {limit}");
    ensure!(
        size.gzipped as u64 <= limit.unsigned_abs(),
        "{name} is {} bytes gzipped, over its budget of {limit}: make it smaller, or raise xtask/budgets.toml and say why",
        size.gzipped
    );
    Ok(())
}

/// What a first visit to the home page loads to compute and draw: the page, the scripts and styles it names,
/// and what these load by an address of their own, the worker and the wasm for the CPU.
fn first_load(site: &Path) -> Result<Size> {
    let page = site.join("index.html");
    let html = files::read_text(&page)?;
    let mut loaded: BTreeSet<PathBuf> = named_files(&html).map(|name| site.join(name)).collect();
    loaded.insert(page);
    let by_script = |file: &PathBuf| is_named(file, "convscope_bg", "wasm") || is_named(file, "worker", "js");
    loaded.extend(files::under(site)?.into_iter().filter(by_script));
    let mut total = Size { bytes: 0, gzipped: 0 };
    for file in loaded {
        let size = Size::of(&files::read(&file)?)?;
        total = Size {
            bytes: total.bytes + size.bytes,
            gzipped: total.gzipped + size.gzipped,
        };
    }
    Ok(total)
}

/// The scripts and style sheets that a page names, relative to it.
fn named_files(html: &str) -> impl Iterator<Item = &str> {
    html.split(['"', '\'']).skip(1).step_by(2).filter(|value| {
        let kind = Path::new(value).extension();
        !value.contains("://") && kind.is_some_and(|kind| ["js", "css"].iter().any(|wanted| kind == *wanted))
    })
}

/// The bundler puts a hash between the name and the ending: `worker-DIS4s0Mj.js`. A hash may hold a dash itself.
fn is_named(file: &Path, name: &str, ending: &str) -> bool {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let rest = stem.strip_prefix(name);
    rest.is_some_and(|hash| hash.is_empty() || hash.starts_with('-'))
        && file.extension().is_some_and(|there| there == ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_scripts_and_styles() {
        let html = r#"<link rel="stylesheet" href="./a.css"><a href="https://example.org/x.js">x</a><script src="b.js"></script>"#;
        assert_eq!(named_files(html).collect::<Vec<_>>(), ["./a.css", "b.js"]);
    }

    #[test]
    fn a_hash_does_not_hide_a_name() {
        assert!(is_named(
            Path::new("assets/convscope_bg-XtUU.wasm"),
            "convscope_bg",
            "wasm"
        ));
        assert!(is_named(
            Path::new("assets/convscope_bg-Cm0nV-.wasm"),
            "convscope_bg",
            "wasm"
        ));
        assert!(is_named(Path::new("worker.js"), "worker", "js"));
        assert!(!is_named(
            Path::new("assets/convscope_gpu_bg-BLBU.wasm"),
            "convscope_bg",
            "wasm"
        ));
    }
}

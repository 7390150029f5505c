//! How many instructions each native SIMD kernel takes, counted by callgrind and held against what was counted before.
//!
//! A count is the same in every run, which no time is. It says nothing about wasm's speed, but a kernel that suddenly takes more
//! has lost its lanes or its loop, there as here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::files::{self, Repository};
use crate::{command, install};

const FILE: &str = "xtask/instructions.toml";
const HEADER: &str = "\
# Instructions of each native SIMD kernel on a small input: x86-64, SSE2, the compiler named here.
# `cargo xtask bench --instructions` writes this file; `cargo xtask test` fails where a kernel takes 3 % more.
";
/// A kernel may take this part more than before.
const MORE: f64 = 0.03;
/// One that takes this part less should be written down, or it may slip back unseen.
const LESS: f64 = 0.05;

/// Who compiled, and what was counted.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    rustc: String,
    kernels: BTreeMap<String, u64>,
}

impl Counts {
    fn parse(text: &str) -> Result<Self> {
        let table: toml::Table = text.parse()?;
        let rustc = table.get("rustc").and_then(toml::Value::as_str).context("no rustc")?;
        let kernels = table
            .get("kernels")
            .and_then(toml::Value::as_table)
            .context("no kernels")?;
        let count = |value: &toml::Value| value.as_integer().and_then(|count| u64::try_from(count).ok());
        let kernels = kernels
            .iter()
            .map(|(name, value)| Ok((name.clone(), count(value).with_context(|| format!("{name}: no count"))?)));
        Ok(Self {
            rustc: rustc.to_owned(),
            kernels: kernels.collect::<Result<_>>()?,
        })
    }

    fn text(&self) -> String {
        let lines = self.kernels.iter().map(|(name, count)| format!("{name:?} = {count}\n"));
        format!(
            "{HEADER}rustc = {:?}\n\n[kernels]\n{}",
            self.rustc,
            lines.collect::<String>()
        )
    }

    /// Prints how these differ from what was counted before; fails where a kernel takes more.
    fn hold_against(&self, before: &Self) -> Result<()> {
        let (mut more, mut less) = (Vec::new(), Vec::new());
        for (name, &count) in &self.kernels {
            let Some(&old) = before.kernels.get(name) else {
                more.push(format!("{name} is not in {FILE}"));
                continue;
            };
            let change = count as f64 / old as f64 - 1.0;
            let line = format!("{name}: {count} instead of {old} ({:+.1} %)", 100.0 * change);
            println!("   {line}");
            if change > MORE {
                more.push(line);
            } else if change < -LESS {
                less.push(line);
            }
        }
        let gone = before.kernels.keys().filter(|name| !self.kernels.contains_key(*name));
        more.extend(gone.map(|name| format!("{name} is no longer counted")));
        if !less.is_empty() {
            println!(
                "   fewer, well done; `cargo xtask bench --instructions` writes it down: {}",
                less.join("; ")
            );
        }
        ensure!(
            more.is_empty(),
            "{}: if that is worth it, run `cargo xtask bench --instructions` and say why in the commit",
            more.join("; ")
        );
        Ok(())
    }
}

/// Counts and compares with xtask/instructions.toml, where the counts can be the same.
pub fn check(repository: &Repository) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        println!("   left out: the counts are of x86-64 Linux");
        return Ok(());
    }
    let path = repository.root.join(FILE);
    let before = Counts::parse(&files::read_text(&path)?).with_context(|| path.display().to_string())?;
    let rustc = rustc()?;
    if before.rustc != rustc {
        println!("   left out: the counts are of {}, and this is {rustc}", before.rustc);
        return Ok(());
    }
    count(repository, rustc)?.hold_against(&before)
}

/// Counts and writes xtask/instructions.toml.
pub fn rewrite(repository: &Repository) -> Result<()> {
    ensure!(
        cfg!(all(target_os = "linux", target_arch = "x86_64")),
        "the counts are of x86-64 Linux: rewrite them there"
    );
    let counts = count(repository, rustc()?)?;
    files::write(&repository.root.join(FILE), counts.text().as_bytes())?;
    println!("   {} kernels written to {FILE}", counts.kernels.len());
    Ok(())
}

fn rustc() -> Result<String> {
    let said = command::read(Command::new("rustc").arg("--version"))?;
    Ok(said.split(" (").next().unwrap_or(&said).to_owned())
}

fn count(repository: &Repository, rustc: String) -> Result<Counts> {
    install::valgrind()?;
    let program = program(repository)?;
    let folder = repository.target.join("instructions");
    std::fs::create_dir_all(&folder)?;
    let names = command::read(&mut Command::new(&program))?;
    let count = |name: &str| {
        Ok((
            name.to_owned(),
            count_one(&program, name, &folder.join("callgrind.out"))?,
        ))
    };
    Ok(Counts {
        rustc,
        kernels: names.lines().map(count).collect::<Result<_>>()?,
    })
}

/// Compiles tests/bench/kernels.rs for every x86-64 alike, and gives its path.
fn program(repository: &Repository) -> Result<PathBuf> {
    let mut cargo = command::cargo(&repository.root);
    cargo
        .args(["bench", "-p", "convscope", "--bench", "kernels", "--no-run", "--message-format=json"])
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        // Functions keep their names, by which callgrind knows what to count.
        .env("CARGO_PROFILE_BENCH_STRIP", "none");
    let said = command::read(&mut cargo)?;
    let messages = said
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut programs = messages.filter_map(|message| {
        let is_ours = message["target"]["name"] == "kernels";
        message["executable"].as_str().filter(|_| is_ours).map(PathBuf::from)
    });
    programs
        .next()
        .context("cargo named no program for the bench `kernels`")
}

fn count_one(program: &Path, name: &str, out: &Path) -> Result<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--toggle-collect=*kernels*counted*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .arg(name);
    command::read(&mut valgrind)?;
    let text = files::read_text(out)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total = total.and_then(|total| total.trim().parse().ok());
    total
        .filter(|&total| total > 0)
        .with_context(|| format!("callgrind counted nothing for {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(kernels: &[(&str, u64)]) -> Counts {
        Counts {
            rustc: "rustc 1.95.0".into(),
            kernels: kernels.iter().map(|&(name, count)| (name.to_owned(), count)).collect(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = counts(&[("conv2d 3x3, one channel", 1000), ("relu", 5)]);
        assert_eq!(Counts::parse(&written.text()).expect("our own text"), written);
    }

    #[test]
    fn more_instructions_a_new_kernel_and_a_lost_one_fail() {
        let before = counts(&[("relu", 1000), ("dense", 1000)]);
        let held = |kernels| counts(kernels).hold_against(&before).map_err(|error| error.to_string());
        assert_eq!(held(&[("relu", 1029), ("dense", 500)]), Ok(()));
        assert!(
            held(&[("relu", 1031), ("dense", 1000)]).is_err_and(|said| said.starts_with("relu: 1031 instead of 1000"))
        );
        assert!(held(&[("relu", 1000)]).is_err_and(|said| said.starts_with("dense is no longer")));
        let more = [("relu", 1000), ("dense", 1000), ("tanh", 1)];
        assert!(held(&more).is_err_and(|said| said.starts_with("tanh is not in")));
    }
}

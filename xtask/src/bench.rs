//! The benchmark: the package beside its peers in one Chromium, the kernels on this machine's GPU, or their instructions.

use std::process::Command;

use anyhow::{Result, bail};

use crate::files::{self, Repository, Stamp};
use crate::step::Steps;
use crate::wasm::{self, Mode};
use crate::{command, install, instructions, site};

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Options {
    /// In Chromium, beside other libraries.
    Browser {
        /// Fewer rounds.
        quick: bool,
        /// One workload alone, by its name.
        only: Option<String>,
    },
    /// Without a browser.
    Native,
    /// Counted, not timed.
    Instructions,
}

impl Options {
    /// From the words after `bench`.
    pub fn parse(words: &[&str]) -> Result<Self> {
        match words {
            ["--native"] => Ok(Self::Native),
            ["--instructions"] => Ok(Self::Instructions),
            _ => {
                let (quick, rest) = words
                    .split_first()
                    .map_or((false, words), |(first, rest)| match *first {
                        "--quick" => (true, rest),
                        _ => (false, words),
                    });
                match rest {
                    [] => Ok(Self::Browser { quick, only: None }),
                    [only] if only.starts_with('W') => Ok(Self::Browser {
                        quick,
                        only: Some((*only).to_owned()),
                    }),
                    _ => bail!(
                        "`{}` is not an option of bench: it takes --native or --instructions, or --quick and a workload \
                         such as W6, each of which may be left out",
                        words.join(" ")
                    ),
                }
            }
        }
    }
}

/// Times, checks results, and says which aims are met; or counts instructions.
pub fn run(repository: &Repository, steps: &mut Steps, options: &Options) -> Result<()> {
    match options {
        Options::Browser { quick, only } => browser(repository, steps, *quick, only.as_deref()),
        Options::Native => native(repository, steps),
        Options::Instructions => steps.take("instructions", "of each native SIMD kernel", || {
            instructions::rewrite(repository)
        }),
    }
}

fn browser(repository: &Repository, steps: &mut Steps, quick: bool, only: Option<&str>) -> Result<()> {
    site::build(repository, steps, Mode::Release)?;
    steps.take("peers", "the libraries that ours is held against", || peers(repository))?;
    steps.take("burn", "a peer that comes as a crate, compiled for the browser", || {
        burn(repository)
    })?;
    steps.take("benchmark", "every subject in one Chromium, turn by turn", || {
        let mut node = Command::new("node");
        node.arg("tests/bench/bench.mjs")
            .args(quick.then_some("--quick").into_iter().chain(only))
            .current_dir(&repository.root)
            .env("CONVSCOPE_CHROMIUM", install::chromium()?);
        command::run(&mut node)
    })
}

/// The packages that tests/bench/package-lock.json names.
fn peers(repository: &Repository) -> Result<()> {
    let folder = repository.root.join("tests/bench");
    let lock = files::read(&folder.join("package-lock.json"))?;
    let stamp = Stamp::new(repository.target.join("bench/npm.stamp"), files::hash(&lock));
    if stamp.is_fresh() && folder.join("node_modules").is_dir() {
        println!("   node_modules matches package-lock.json");
        return Ok(());
    }
    // Their installation scripts fetch what only Node.js needs.
    command::run(command::npm(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// Compiles tests/bench/burn as its users would, and wasm-opt goes over it as over ours.
fn burn(repository: &Repository) -> Result<()> {
    let peer = repository.root.join("tests/bench/burn");
    let folder = repository.target.join("bench/burn");
    let mut cargo = command::cargo(&peer);
    cargo.args(["build", "--locked", "--release", "--target", wasm::TARGET]);
    cargo.arg("--target-dir").arg(&folder);
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command::run_labelled("burn", &mut cargo)?;
    let compiled = folder.join(wasm::TARGET).join("release/convscope_bench_burn.wasm");
    let stamp = Stamp::new(folder.join("stamp"), files::hash(&files::read(&compiled)?));
    let bound = folder.join("bound");
    if stamp.is_fresh() && bound.is_dir() {
        return Ok(());
    }
    let bound = wasm::bind(&compiled, "burn", &bound)?;
    wasm::optimise(repository, "burn", "-O3", &bound.binary)?;
    stamp.set()
}

fn native(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let driver = steps.take("vulkan", "a driver, if there is no GPU", install::software_vulkan)?;
    steps.take("benchmark", "definition, SIMD and the GPU, without a browser", || {
        let mut cargo = command::cargo(&repository.root);
        cargo.args(["bench", "-p", "convscope", "--features", "gpu", "--bench", "native"]);
        command::run(cargo.envs(driver.iter().map(|driver| ("VK_DRIVER_FILES", driver))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_others_refused() {
        let browser = |quick, only: Option<&str>| Options::Browser {
            quick,
            only: only.map(str::to_owned),
        };
        for (words, options) in [
            (&[][..], browser(false, None)),
            (&["--quick"], browser(true, None)),
            (&["W6"], browser(false, Some("W6"))),
            (&["--quick", "W6"], browser(true, Some("W6"))),
        ] {
            assert_eq!(Options::parse(words).expect("options"), options);
        }
        for words in [
            &["--fast"][..],
            &["--quick", "--native"],
            &["--native", "W6"],
            &["W5", "W6"],
        ] {
            assert!(Options::parse(words).is_err(), "{words:?}");
        }
    }
}

//! The benchmark: the package beside its peers in one Chromium, the kernels on this machine's GPU, or their instructions.

use std::process::Command;

use anyhow::{Result, bail};

use crate::files::{self, Repository, Stamp};
use crate::step::Steps;
use crate::wasm::Mode;
use crate::{command, install, instructions, site};

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Options {
    /// In Chromium, beside other libraries.
    Browser {
        /// Fewer rounds.
        quick: bool,
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
            [] => Ok(Self::Browser { quick: false }),
            ["--quick"] => Ok(Self::Browser { quick: true }),
            ["--native"] => Ok(Self::Native),
            ["--instructions"] => Ok(Self::Instructions),
            _ => bail!(
                "`{}` is not an option of bench: it takes one of --quick, --native and --instructions, or none",
                words.join(" ")
            ),
        }
    }
}

/// Times, checks results, and says which aims are met; or counts instructions.
pub fn run(repository: &Repository, steps: &mut Steps, options: &Options) -> Result<()> {
    match options {
        Options::Browser { quick } => browser(repository, steps, *quick),
        Options::Native => native(repository, steps),
        Options::Instructions => steps.take("instructions", "of each native SIMD kernel", || {
            instructions::rewrite(repository)
        }),
    }
}

fn browser(repository: &Repository, steps: &mut Steps, quick: bool) -> Result<()> {
    site::build(repository, steps, Mode::Release)?;
    steps.take("peers", "the libraries that ours is held against", || peers(repository))?;
    steps.take("benchmark", "every subject in one Chromium, turn by turn", || {
        let mut node = Command::new("node");
        node.arg("tests/bench/bench.mjs")
            .args(quick.then_some("--quick"))
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
        assert_eq!(
            Options::parse(&[]).expect("no option"),
            Options::Browser { quick: false }
        );
        assert_eq!(
            Options::parse(&["--quick"]).expect("an option"),
            Options::Browser { quick: true }
        );
        assert!(Options::parse(&["--fast"]).is_err());
        assert!(Options::parse(&["--quick", "--native"]).is_err());
    }
}

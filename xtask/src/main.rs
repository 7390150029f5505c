//! Builds, serves and checks Convscope: `cargo xtask <build|serve|release|test|bench|oracle>`.
//!
//! Every verb installs what it needs on a bare Debian machine, and elsewhere says in a sentence what to install.
//! A second run does only what changed.
#![allow(clippy::print_stdout, reason = "the one program here that talks to a terminal")]

mod bench;
mod budget;
mod check;
mod command;
mod files;
mod hosts;
mod install;
mod instructions;
mod licences;
mod oracle;
mod release;
mod serve;
mod site;
mod step;
mod venv;
mod wasm;
mod zip;

use std::process::ExitCode;

use anyhow::{Result, bail};
use files::Repository;
use step::Steps;
use wasm::Mode;

const USAGE: &str = "\
cargo xtask build [--dev]                          the wasm modules, pkg/ and target/site/
cargo xtask serve [--dev|--no-build] [--port N]    the same, then serve the site on 127.0.0.1
cargo xtask release [--no-build]                   target/dist/: the site as an archive, labs as single files, packages
cargo xtask test                                   everything that CI runs, in the same order
cargo xtask bench [--quick] [W6]                   ours beside other libraries in Chromium; W6: that workload alone
cargo xtask bench --native                         the kernels without a browser, on the GPU
cargo xtask bench --instructions                   count and write down the instructions of each native kernel
cargo xtask oracle                                 rewrite the committed cases from TensorFlow and PyTorch

--dev skips link-time and wasm-opt optimisation: quicker to build, slower to run.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut steps = Steps::new();
    let result = run(&mut steps, &words);
    steps.print_summary();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(steps: &mut Steps, words: &[&str]) -> Result<()> {
    let repository = Repository::find()?;
    match words {
        ["build"] => site::build(&repository, steps, Mode::Release),
        ["build", "--dev"] => site::build(&repository, steps, Mode::Dev),
        ["serve", options @ ..] => serve::run(&repository, steps, &serve::Options::parse(options)?),
        ["release"] => release::make(&repository, steps),
        ["release", "--no-build"] => release::pack(&repository, steps),
        ["test"] => check::run(&repository, steps),
        ["bench", options @ ..] => bench::run(&repository, steps, &bench::Options::parse(options)?),
        ["oracle"] => oracle::rewrite(&repository, steps),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("`{}` is not one of:\n{USAGE}", words.join(" ")),
    }
}

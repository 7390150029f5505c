//! Everything that CI runs, in the same order; the first failure ends it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::files::{self, Repository};
use crate::step::Steps;
use crate::wasm::Mode;
use crate::{budget, command, hosts, install, instructions, licences, oracle, release, site};

/// Runs all checks.
pub fn run(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let root = &repository.root;
    steps.take("format", "one layout for all Rust code", || {
        install::rust_component(root, "rustfmt", "fmt")?;
        command::run(command::cargo(root).args(["fmt", "--all", "--check"]))
    })?;
    steps.take("oracle", "the committed cases come from the committed scripts", || {
        oracle::check(repository)
    })?;
    clippy(repository, steps)?;
    rust_tests(repository, steps)?;
    steps.take(
        "instructions",
        "no native kernel takes more of them than before",
        || instructions::check(repository),
    )?;
    site::build(repository, steps, Mode::Release)?;
    release::pack(repository, steps)?;
    steps.take("licences", "every dependency may be given away under ours", || {
        licences::check(repository)
    })?;
    steps.take("budgets", "a phone on a slow line can load it", || {
        budget::check(repository)
    })?;
    steps.take("types and style", "biome and the TypeScript compiler over www/", || {
        command::run(command::npm(&repository.www).args(["run", "--silent", "check"]))
    })?;
    steps.take("package", "pkg/ as Node.js sees it", || node_tests(root))?;
    steps.take(
        "browser",
        "the site in a real Chromium, with a GPU in software and without",
        || browser_tests(repository),
    )?;
    hosts::check(repository, steps)
}

/// Lints each set of features: what one set hides, another shows.
fn clippy(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let root = &repository.root;
    let lint = |arguments: &[&str]| {
        command::run(
            command::cargo(root)
                .arg("clippy")
                .args(arguments)
                .args(["--", "-D", "warnings"]),
        )
    };
    steps.take("lints", "the core without features", || {
        install::rust_component(root, "clippy", "clippy")?;
        lint(&["-p", "convscope", "--all-targets"])
    })?;
    for features in ["decode", "gpu"] {
        steps.take(&format!("lints: {features}"), "the native features", || {
            lint(&["-p", "convscope", "--all-targets", "--features", features])
        })?;
    }
    steps.take("lints: xtask", "this program", || {
        lint(&["-p", "xtask", "--all-targets", "--profile", "xtask"])
    })?;
    steps.take(
        "wasm target",
        "Rust's standard library for the browser",
        install::wasm_target,
    )?;
    for features in [
        "web",
        "web,gpu",
        "web-decode",
        "web-network",
        "web-network,gpu",
        "web-code",
    ] {
        steps.take(&format!("lints: {features}"), "the features of a wasm module", || {
            lint(&[
                "-p",
                "convscope",
                "--lib",
                "--target",
                "wasm32-unknown-unknown",
                "--features",
                features,
            ])
        })?;
    }
    steps.take("documentation", "every link in it leads somewhere", || {
        let mut cargo = command::cargo(root);
        cargo.args(["doc", "-p", "convscope", "--no-deps", "--features", "decode,gpu"]);
        command::run(cargo.env("RUSTDOCFLAGS", "-D warnings"))
    })
}

fn rust_tests(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let root = &repository.root;
    let test = |arguments: &[&str]| {
        let mut cargo = command::cargo(root);
        cargo.arg("test").args(arguments);
        cargo
    };
    steps.take("tests", "the core without features", || {
        command::run(&mut test(&["-p", "convscope"]))
    })?;
    steps.take("tests: xtask", "this program", || {
        command::run(&mut test(&["-p", "xtask", "--profile", "xtask"]))
    })?;
    let driver = steps.take("vulkan", "a driver for the GPU tests", install::software_vulkan)?;
    steps.take(
        "tests: decode, gpu",
        "real picture files, and every case on a GPU",
        || {
            let mut cargo = test(&["-p", "convscope", "--features", "decode,gpu"]);
            command::run(cargo.envs(driver.iter().map(|driver| ("VK_DRIVER_FILES", driver))))
        },
    )
}

fn node_tests(root: &Path) -> Result<()> {
    let tests: Vec<PathBuf> = files::under(&root.join("tests/node"))?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    ensure!(!tests.is_empty(), "there is no *.test.mjs under tests/node/");
    command::run(Command::new("node").arg("--test").args(tests).current_dir(root))
}

fn browser_tests(repository: &Repository) -> Result<()> {
    let chromium = install::chromium()?;
    install::ffprobe()?;
    let modules = repository.www.join("node_modules");
    let mut playwright = Command::new("node");
    playwright
        .arg(modules.join("@playwright/test/cli.js"))
        .args(["test", "-c", "tests/browser/playwright.config.ts"])
        .current_dir(&repository.root)
        // The tests lie outside www/, whose packages they use.
        .env("NODE_PATH", modules)
        .env("CONVSCOPE_CHROMIUM", chromium);
    command::run(&mut playwright)
}

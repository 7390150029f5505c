//! The hosts that the labs are embedded in: installed under target/hosts/, each of them at its pinned version, and tested.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::files::{self, Repository, Stamp};
use crate::step::Steps;
use crate::{command, install, release, venv};

/// Puts the dialog's snippets into pages of Docusaurus, MkDocs, Jupyter Book and JupyterLab, and opens those; runs a
/// notebook with the widgets.
pub fn check(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let sources = repository.root.join("tests/hosts");
    let folder = repository.target.join("hosts");
    steps.take("hosts: npm", "Docusaurus, as package-lock.json names it", || {
        node_packages(&sources, &folder)
    })?;
    steps.take(
        "hosts: Python",
        "MkDocs, Jupyter Book, JupyterLab and our wheel in a venv",
        || python_packages(&sources, repository),
    )?;
    steps.take("hosts", "what the site gives away works where it is pasted", || {
        browser_tests(repository)
    })
}

fn node_packages(sources: &Path, folder: &Path) -> Result<()> {
    let lock = files::read(&sources.join("package-lock.json"))?;
    let stamp = Stamp::new(folder.join("npm.stamp"), files::hash(&lock));
    if stamp.is_fresh() && folder.join("node_modules").is_dir() {
        println!("   node_modules matches package-lock.json");
        return Ok(());
    }
    for name in ["package.json", "package-lock.json"] {
        files::write(&folder.join(name), &files::read(&sources.join(name))?)?;
    }
    command::run(command::npm(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// The hosts, and in their environment the wheel as a notebook's reader installs it.
fn python_packages(sources: &Path, repository: &Repository) -> Result<()> {
    let wanted = venv::requirements(&sources.join("requirements.txt"))?;
    let python = venv::make(&repository.target.join("hosts/venv"), &wanted)?;
    let wheel = release::wheel_file(repository);
    let again = ["install", "--quiet", "--force-reinstall", "--no-deps"];
    command::run(venv::pip(&python).args(again).arg(wheel))
}

fn browser_tests(repository: &Repository) -> Result<()> {
    let chromium: PathBuf = install::chromium()?;
    let modules = repository.www.join("node_modules");
    let mut playwright = Command::new("node");
    playwright
        .arg(modules.join("@playwright/test/cli.js"))
        .args(["test", "-c", "tests/hosts/playwright.config.ts"])
        .current_dir(&repository.root)
        .env("NODE_PATH", modules)
        .env("CONVSCOPE_CHROMIUM", chromium);
    command::run(&mut playwright)
}

//! The npm package in pkg/ and the site in target/site/.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::files::{self, Repository, Stamp};
use crate::step::Steps;
use crate::wasm::{self, Mode};
use crate::{command, install};

/// Leaves the package in pkg/ and the site in target/site/.
pub fn build(repository: &Repository, steps: &mut Steps, mode: Mode) -> Result<()> {
    package(repository, steps, mode)?;
    steps.take("elements", "the labs for the npm package, into pkg/elements/", || {
        command::run(command::npm(&repository.www).args(["run", "--silent", "package"]))
    })?;
    steps.take("site", "pages, styles and scripts into target/site/", || {
        bundle(repository)
    })
}

/// Leaves the package in pkg/.
pub fn package(repository: &Repository, steps: &mut Steps, mode: Mode) -> Result<()> {
    steps.take("npm packages", "the bundler, wasm-opt and the test runner", || {
        install::node_packages(repository)
    })?;
    wasm::build(repository, steps, mode)?;
    steps.take(
        "npm package",
        "the hand-written entry, its types and the licences, beside the wasm in pkg/",
        || copy_entry(repository),
    )
}

/// Copies src/web/package and the licences into pkg/.
fn copy_entry(repository: &Repository) -> Result<()> {
    let folder = repository.root.join("src/web/package");
    for file in files::under(&folder)? {
        files::write(&repository.pkg.join(file.strip_prefix(&folder)?), &files::read(&file)?)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files::write(
            &repository.pkg.join(licence),
            &files::read(&repository.root.join(licence))?,
        )?;
    }
    Ok(())
}

/// Runs the bundler, unless nothing that it reads has changed.
fn bundle(repository: &Repository) -> Result<()> {
    let stamp = Stamp::new(
        repository.target.join("site.stamp"),
        files::hash_files(&inputs(repository)?)?,
    );
    if stamp.is_fresh() && repository.site.join("index.html").is_file() {
        println!("   nothing changed since the last build");
        return Ok(());
    }
    // The old site goes first, so that a page taken away does not live on.
    if repository.site.is_dir() {
        fs::remove_dir_all(&repository.site).with_context(|| format!("{} is in use", repository.site.display()))?;
    }
    command::run(command::npm(&repository.www).args(["run", "--silent", "build"]))?;
    stamp.set()
}

/// Pages are made from www/ and pkg/, and show the READMEs, the kernels and the cases of the ops.
fn inputs(repository: &Repository) -> Result<Vec<PathBuf>> {
    let mut inputs = Vec::new();
    for folder in [&repository.www, &repository.pkg, &repository.root.join("src")] {
        inputs.extend(files::under(folder)?);
    }
    Ok(inputs)
}

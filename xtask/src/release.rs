//! What is given away: target/dist/ with the site as an archive, each lab as one file, the npm package and the wheel.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;
use crate::files::{self, Repository};
use crate::step::Steps;
use crate::wasm::Mode;
use crate::{site, venv, zip::Archive};

const READ_ME: &str = include_str!("release/READ-ME.txt");

/// Builds everything and leaves it in target/dist/.
pub fn make(repository: &Repository, steps: &mut Steps) -> Result<()> {
    site::build(repository, steps, Mode::Release)?;
    pack(repository, steps)
}

/// The same from what is built already.
pub fn pack(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let dist = repository.target.join("dist");
    steps.take("files of their own", "each lab as one HTML file", || {
        command::run(command::npm(&repository.www).args(["run", "--silent", "single"]))
    })?;
    steps.take("archive", "the site for any web server", || {
        archive(repository, &dist.join(format!("convscope-site-{VERSION}.zip")))
    })?;
    steps.take("wheel", "the labs for a notebook, as pip installs them", || {
        wheel(repository, &dist)
    })?;
    steps.take("packed package", "what npm would publish", || {
        let mut npm = command::npm(&repository.pkg);
        command::run(npm.args(["pack", "--silent", "--pack-destination"]).arg(&dist))
    })
}

const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// xtask, the crate and the package share their version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The wheel that `pack` leaves.
pub fn wheel_file(repository: &Repository) -> PathBuf {
    let name = format!("convscope-{VERSION}-py3-none-any.whl");
    repository.target.join("dist").join(name)
}

fn wheel(repository: &Repository, dist: &Path) -> Result<()> {
    let project = repository.pkg.join("python");
    command::run(command::npm(&repository.www).args(["run", "--silent", "widget"]))?;
    for licence in LICENCES {
        files::write(&project.join(licence), &files::read(&repository.root.join(licence))?)?;
    }
    let settings: toml::Table = files::read_text(&project.join("pyproject.toml"))?.parse()?;
    let builders = settings["build-system"]["requires"].as_array().context("a list")?;
    let builders: Vec<String> = builders
        .iter()
        .filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect();
    let python = venv::make(&repository.target.join("wheel/venv"), &builders)?;
    // Its builder is there: a second build asks no server.
    let alone = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"];
    command::run(venv::pip(&python).args(alone).arg(dist).arg(&project))
}

fn archive(repository: &Repository, file: &Path) -> Result<()> {
    let mut archive = Archive::default();
    let top = format!("convscope-{VERSION}");
    archive.add(&format!("{top}/READ-ME.txt"), READ_ME.as_bytes())?;
    for licence in LICENCES {
        let text = files::read(&repository.root.join(licence))?;
        archive.add(&format!("{top}/{licence}"), &text)?;
    }
    let labs = repository.target.join("dist/labs");
    for (folder, name) in [(&repository.site, "site"), (&labs, "labs")] {
        for path in files::under(folder)? {
            let relative = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            archive.add(&format!("{top}/{name}/{relative}"), &files::read(&path)?)?;
        }
    }
    let bytes = archive.finish()?;
    println!("   {} ({:.1} MB)", file.display(), bytes.len() as f64 / 1e6);
    fs::create_dir_all(file.parent().context("a folder above the archive")?)?;
    files::write(file, &bytes)
}

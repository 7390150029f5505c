//! Python environments under target/, each with the packages that it names.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::files::{self, Stamp};
use crate::{command, install};

/// Leaves an environment with `packages`, each written as `name==version`, in `folder`. Gives its Python.
pub fn make(folder: &Path, packages: &[String]) -> Result<PathBuf> {
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let stamp = Stamp::new(folder.join("stamp"), files::hash(packages.join("\n").as_bytes()));
    if stamp.is_fresh() && python.is_file() {
        println!("   the environment holds {} already", packages.join(", "));
        return Ok(python);
    }
    if !python.is_file() {
        install::python()?;
        command::run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    }
    command::run(pip(&python).args(["install", "--quiet"]).args(packages))?;
    stamp.set()?;
    Ok(python)
}

/// The environment's own pip.
pub fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--disable-pip-version-check"]);
    command
}

/// The packages that a requirements.txt names.
pub fn requirements(file: &Path) -> Result<Vec<String>> {
    let text = files::read_text(file)?;
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}

//! The committed cases: rewritten by the pinned Python libraries, and checked to be theirs.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::files::{self, Repository};
use crate::step::Steps;
use crate::wasm::Mode;
use crate::{command, install, site};

/// Runs tests/oracle/run.py with the libraries that tests/oracle/requirements.txt pins.
pub fn rewrite(repository: &Repository, steps: &mut Steps) -> Result<()> {
    let venv = repository.target.join("oracle/venv");
    let python = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let requirements = repository.root.join("tests/oracle/requirements.txt");
    steps.take("python", "a venv of its own under target/", || {
        install::python()?;
        if python.is_file() {
            return Ok(());
        }
        command::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))
    })?;
    steps.take("libraries", "TensorFlow and the others, at the pinned versions", || {
        let stamp = files::Stamp::new(venv.join("stamp"), files::hash(&files::read(&requirements)?));
        if stamp.is_fresh() {
            return Ok(());
        }
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        command::run(Command::new(&python).args(pip).arg(&requirements))?;
        stamp.set()
    })?;
    // The programs that it runs are written by the package as it is today.
    site::package(repository, steps, Mode::Release)?;
    steps.take("cases", "src/ops/*/cases.json as those libraries compute them", || {
        command::run(
            Command::new(&python)
                .arg("tests/oracle/run.py")
                .current_dir(&repository.root),
        )
    })
}

/// Fails when a script was changed and its cases were not written again.
pub fn check(repository: &Repository) -> Result<()> {
    let mut written = files::under(&repository.root.join("src"))?;
    let names = ["cases.json", "onnx.json", "gradients.json", "cross_entropy.json"];
    written.retain(|file| names.iter().any(|name| file.ends_with(name)));
    ensure!(!written.is_empty(), "there is no cases.json under src/");
    let programs = files::under(&repository.root.join("www/lessons/code"))?;
    written.extend(programs.into_iter().filter(|file| file.ends_with("output.json")));
    for other in [
        "tests/oracle/onnx_unmapped.json",
        "tests/oracle/differences.json",
        "tests/pictures/expected.json",
        "tests/training.json",
        "tests/codegen.json",
        "tests/data/files.json",
        "tests/keras/answered.json",
        "www/data/sets/sets.json",
    ] {
        written.push(repository.root.join(other));
    }
    for path in written {
        let name = path.strip_prefix(&repository.root)?.display();
        check_one(repository, &path).with_context(|| name.to_string())?;
        println!("   {name} is of its script");
    }
    Ok(())
}

fn check_one(repository: &Repository, path: &Path) -> Result<()> {
    let file: Value = serde_json::from_str(&files::read_text(path)?)?;
    let sources = file["generator"]["sources"]
        .as_array()
        .context("generator.sources is missing")?;
    let mut bytes = Vec::new();
    for source in sources {
        let source = source.as_str().context("a source is not a path")?;
        bytes.extend(files::read(&repository.root.join(source))?);
    }
    let same = file["generator"]["sha256"] == files::hash(&bytes);
    ensure!(same, "another version of its script wrote it: run `cargo xtask oracle`");
    Ok(())
}

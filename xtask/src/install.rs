//! What the other steps need from outside: found, installed, or asked for in a sentence.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::files::{self, Repository, Stamp};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: (u32, u32) = (20, 19);

/// The standard library for wasm.
pub fn wasm_target() -> Result<()> {
    if std::env::var_os("CARGO_UNSTABLE_BUILD_STD").is_some() {
        println!("   cargo compiles it from source, as CARGO_UNSTABLE_BUILD_STD asks");
        return Ok(());
    }
    let folder = command::read(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    command::run(Command::new("rustup").args(["target", "add", WASM_TARGET])).context(
        "the Rust target wasm32-unknown-unknown is missing and rustup could not add it. With a network, run \
         `rustup target add wasm32-unknown-unknown`. Where rustup reaches no server, Debian's compiler can build it: \
         see \"Without rustup's server\" in CONTRIBUTING.md",
    )
}

/// A part of the Rust toolchain, such as clippy, that a minimal installation leaves out.
pub fn rust_component(root: &Path, name: &str, subcommand: &str) -> Result<()> {
    if command::succeeds(command::cargo(root).args([subcommand, "--version"])) {
        return Ok(());
    }
    command::run(Command::new("rustup").args(["component", "add", name]))
        .with_context(|| format!("{name} is missing: run `rustup component add {name}`"))
}

/// Node.js and npm, and the packages that www/package-lock.json names.
pub fn node_packages(repository: &Repository) -> Result<()> {
    node()?;
    let lock = files::read(&repository.www.join("package-lock.json"))?;
    let stamp = Stamp::new(repository.target.join("npm.stamp"), files::hash(&lock));
    if stamp.is_fresh() && repository.www.join("node_modules").is_dir() {
        println!("   node_modules matches package-lock.json");
        return Ok(());
    }
    command::run(
        command::npm(&repository.www)
            .args(["ci", "--no-audit", "--no-fund"])
            // The tests drive the system's Chromium.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    stamp.set()
}

fn node() -> Result<()> {
    if node_version().is_none() || !command::succeeds(command::npm(Path::new(".")).arg("--version")) {
        let packages: &[&str] = if node_version().is_some() {
            &["npm"]
        } else {
            &["nodejs", "npm"]
        };
        debian_packages(packages, "Node.js with npm, which builds the site")?;
    }
    let (major, minor) = OLDEST_NODE;
    match node_version() {
        Some(version) if version >= OLDEST_NODE => Ok(()),
        Some((old_major, old_minor)) => {
            bail!(
                "Node.js {old_major}.{old_minor} is older than {major}.{minor}: install a newer one from https://nodejs.org"
            )
        }
        None => bail!("Node.js is not installed: install {major}.{minor} or newer from https://nodejs.org"),
    }
}

fn node_version() -> Option<(u32, u32)> {
    let said = command::read(Command::new("node").arg("--version")).ok()?;
    let mut numbers = said.trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// A Chromium for the browser tests.
pub fn chromium() -> Result<PathBuf> {
    if can_install() {
        let mut packages = vec!["fonts-noto-cjk"];
        if find_chromium().is_none() {
            packages.push("chromium");
        }
        debian_packages(&packages, "Chromium and a Korean font for the browser tests")?;
    }
    find_chromium().context(
        "no Chromium was found: install Chromium or Google Chrome, or name its program in the variable CHROMIUM",
    )
}

/// ffprobe, which counts the pictures of exported films.
pub fn ffprobe() -> Result<()> {
    if command::on_path(&["ffprobe", "ffprobe.exe"]).is_some() {
        return Ok(());
    }
    debian_packages(
        &["ffmpeg"],
        "ffprobe, which opens the films that the browser tests export",
    )
}

fn find_chromium() -> Option<PathBuf> {
    let named = ["CONVSCOPE_CHROMIUM", "CHROMIUM"]
        .iter()
        .find_map(std::env::var_os)
        .map(PathBuf::from);
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome.exe",
    ];
    let apple = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    named
        .or_else(|| command::on_path(&names))
        .or_else(|| apple.is_file().then(|| apple.to_owned()))
}

/// The Vulkan driver for the GPU tests: `None` where the system has a GPU or brings its own, else Mesa's software one.
pub fn software_vulkan() -> Result<Option<PathBuf>> {
    let named = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    let has_gpu = ["/dev/dri/renderD128", "/dev/nvidia0", "/dev/dxg"]
        .iter()
        .any(|device| Path::new(device).exists());
    if named || has_gpu || !cfg!(target_os = "linux") {
        return Ok(None);
    }
    if find_lavapipe().is_none() {
        debian_packages(
            &["mesa-vulkan-drivers", "libvulkan1"],
            "Mesa's software Vulkan, on which the GPU tests run",
        )?;
    }
    let driver =
        find_lavapipe().context("Mesa's software Vulkan (lvp_icd) was not found: install Mesa's Vulkan drivers")?;
    Ok(Some(driver))
}

fn find_lavapipe() -> Option<PathBuf> {
    let folders = [
        "/usr/share/vulkan/icd.d",
        "/usr/local/share/vulkan/icd.d",
        "/etc/vulkan/icd.d",
    ];
    let files = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten();
    files.map(|entry| entry.path()).find(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("lvp_icd"))
    })
}

/// Python's `venv`, which Debian packs apart.
pub fn python() -> Result<()> {
    if command::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"])) {
        return Ok(());
    }
    debian_packages(&["python3", "python3-venv"], "Python with venv, which runs the oracle")
}

/// valgrind, whose callgrind counts instructions.
pub fn valgrind() -> Result<()> {
    if command::on_path(&["valgrind"]).is_some() {
        return Ok(());
    }
    debian_packages(&["valgrind"], "valgrind, which counts the instructions of the kernels")
}

/// Installs those of `packages` that are missing, on Debian as root; anywhere else it asks for them.
fn debian_packages(packages: &[&str], what: &str) -> Result<()> {
    if !can_install() {
        bail!("{what} is missing: install {} (Debian's names)", packages.join(" and "));
    }
    let missing: Vec<&&str> = packages.iter().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("   installing {what}");
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-q", "-y", "-o", "Dpkg::Use-Pty=0"]);
        apt
    };
    command::run(apt().arg("update"))?;
    command::run(apt().args(["install", "--no-install-recommends"]).args(missing))
}

fn is_installed(package: &str) -> bool {
    command::read(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_ok_and(|s| s == "installed")
}

fn can_install() -> bool {
    let is_root = command::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    is_root && command::on_path(&["apt-get"]).is_some()
}

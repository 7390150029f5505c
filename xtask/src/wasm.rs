//! The wasm modules: one crate compiled six times, so that a page loads only what it uses.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, thread};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::files::{self, Repository, Stamp};
use crate::step::Steps;
use crate::{budget, command, install};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// How much time to spend on making the result fast.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Link-time optimisation and wasm-opt.
    Release,
    /// Neither: a change is seconds away from the page.
    Dev,
}

impl Mode {
    /// The cargo profile, which is also the name of its folder.
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "wasm-dev",
        }
    }
}

/// One wasm module of the package.
pub struct Module {
    /// Short name, for messages and folders.
    pub name: &'static str,
    /// Its file in pkg/.
    pub file: &'static str,
    /// The JavaScript beside it, without `.js`.
    glue: &'static str,
    features: &'static str,
    /// wasm-opt's goal: the ops shall be fast, the decoders small.
    optimisation: &'static str,
    /// More flags for the compiler.
    flags: &'static [&'static str],
}

/// The ops' loops are told one by one what to inline. Of the rest the compiler would inline three and a half kB (gzipped)
/// more by itself, and no kernel is faster for it.
const FEW_INLINED: &[&str] = &["-Cllvm-args=-inline-threshold=60"];

/// Every page loads the first; the second needs a GPU, the third a picture, the fourth something to learn; the fifth
/// writes code for who asks; the sixth learns on a GPU.
pub const MODULES: [Module; 6] = [
    Module {
        name: "cpu",
        file: "convscope_bg.wasm",
        glue: "bindings",
        features: "web",
        optimisation: "-O3",
        flags: FEW_INLINED,
    },
    Module {
        name: "gpu",
        file: "convscope_gpu_bg.wasm",
        glue: "bindings_gpu",
        features: "web,gpu",
        optimisation: "-O3",
        flags: FEW_INLINED,
    },
    Module {
        name: "decode",
        file: "convscope_decode_bg.wasm",
        glue: "bindings_decode",
        features: "web-decode",
        optimisation: "-Os",
        flags: &[],
    },
    Module {
        name: "network",
        file: "convscope_network_bg.wasm",
        glue: "bindings_network",
        features: "web-network",
        optimisation: "-O3",
        flags: FEW_INLINED,
    },
    Module {
        name: "code",
        file: "convscope_code_bg.wasm",
        glue: "bindings_code",
        features: "web-code",
        optimisation: "-Os",
        flags: &["-Copt-level=s"],
    },
    Module {
        name: "training",
        file: "convscope_training_bg.wasm",
        glue: "bindings_training",
        features: "web-network,gpu",
        // The CPU's part of it only answers once whether the GPU is right.
        optimisation: "-Os",
        flags: &["-Copt-level=s"],
    },
];

/// The proposals that rustc 1.95 compiles to by default, and SIMD, which .cargo/config.toml adds.
const WASM_FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Leaves the modules and their JavaScript in pkg/.
pub fn build(repository: &Repository, steps: &mut Steps, mode: Mode) -> Result<()> {
    steps.take(
        "wasm target",
        "Rust's standard library for the browser",
        install::wasm_target,
    )?;
    steps.take(
        "wasm modules",
        "the core for the CPU, with the GPU, the picture decoders, what learns, what writes code, and what learns on a GPU, side by side",
        || {
            // Side by side because the last, longest part of each build uses one processor.
            thread::scope(|scope| {
                let builds = MODULES.map(|module| scope.spawn(move || build_module(repository, &module, mode)));
                builds
                    .into_iter()
                    .try_for_each(|build| build.join().map_err(|_| anyhow!("a build thread panicked"))?)
            })
        },
    )?;
    for module in &MODULES {
        let size = budget::Size::of(&files::read(&repository.pkg.join(module.file))?)?;
        println!("   pkg/{:26} {size}", module.file);
    }
    Ok(())
}

fn build_module(repository: &Repository, module: &Module, mode: Mode) -> Result<()> {
    // The feature sets write the same file name, so each has its own folder: in a shared one they
    // would overwrite each other, and cargo would still call the overwritten one fresh.
    let folder = repository.target.join("wasm").join(module.name);
    let compiled = compile(repository, module, mode, &folder)?;
    let glue = repository.pkg.join(module.glue).with_extension("js");
    let binary = repository.pkg.join(module.file);

    let made_from = format!(
        "{} {} {}",
        files::hash(&files::read(&compiled)?),
        mode.profile(),
        module.optimisation
    );
    let stamp = Stamp::new(folder.join("stamp"), made_from);
    if stamp.is_fresh() && glue.is_file() && binary.is_file() {
        return Ok(());
    }
    println!("   [{}] binding to JavaScript", module.name);
    let bound = bind(&compiled, module.glue, &folder.join("bound"))?;
    if mode == Mode::Release {
        println!("   [{}] wasm-opt {}", module.name, module.optimisation);
        optimise(repository, module.name, module.optimisation, &bound.binary)?;
    }
    files::write(&glue, &files::read(&bound.glue)?)?;
    files::write(&binary, &files::read(&bound.binary)?)?;
    stamp.set()
}

/// Compiles the crate with the module's features and gives the path of the result.
fn compile(repository: &Repository, module: &Module, mode: Mode, folder: &Path) -> Result<PathBuf> {
    let mut cargo = command::cargo(&repository.root);
    cargo.args(["build", "--package", "convscope", "--lib", "--target", TARGET]);
    cargo.args(["--profile", mode.profile(), "--features", module.features]);
    cargo.arg("--target-dir").arg(folder);
    // Added to the flags of .cargo/config.toml; a RUSTFLAGS from outside would silently replace those.
    cargo
        .arg("--config")
        .arg(rust_flags(&repository.root, module.flags))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    command::run_labelled(module.name, &mut cargo)?;
    Ok(folder.join(TARGET).join(mode.profile()).join("convscope.wasm"))
}

/// The module's flags, and shorter paths: panic messages carry file names, which without the builder's home folder are
/// short, and the same for everyone.
fn rust_flags(root: &Path, more: &[&str]) -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let flags: Vec<String> = home
        .iter()
        .map(|home| format!("--remap-path-prefix={}=cargo", home.display()))
        .chain([format!("--remap-path-prefix={}=convscope", root.display())])
        .chain(more.iter().map(ToString::to_string))
        .map(|flag| toml::Value::from(flag).to_string())
        .collect();
    format!("target.{TARGET}.rustflags=[{}]", flags.join(", "))
}

/// What wasm-bindgen wrote.
pub struct Bound {
    glue: PathBuf,
    pub binary: PathBuf,
}

/// Leaves `glue.js` and `glue_bg.wasm` in a folder that holds nothing else.
pub fn bind(compiled: &Path, glue: &str, folder: &Path) -> Result<Bound> {
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    Bindgen::new()
        .input_path(compiled)
        .out_name(glue)
        .web(true)?
        // pkg/convscope.d.ts is written by hand; these bindings are internal to it.
        .typescript(false)
        // The caller names the wasm, so that a bundler does not ship it twice.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen could not bind {}", compiled.display()))?;
    ensure!(
        !folder.join("snippets").exists(),
        "the package copies no JavaScript snippets: write them in src/web/package"
    );
    Ok(Bound {
        glue: folder.join(glue).with_extension("js"),
        binary: folder.join(format!("{glue}_bg.wasm")),
    })
}

/// wasm-opt with the goal `optimisation`; its lines begin with `label`.
pub fn optimise(repository: &Repository, label: &str, optimisation: &str, binary: &Path) -> Result<()> {
    let script = repository.www.join("node_modules/binaryen/bin/wasm-opt");
    ensure!(
        script.is_file(),
        "wasm-opt is not in www/node_modules: www/package.json has to name binaryen"
    );
    let mut wasm_opt = Command::new("node");
    wasm_opt
        .arg(script)
        .args(WASM_FEATURES)
        .arg(optimisation)
        .arg(binary)
        .arg("-o")
        .arg(binary);
    command::run_labelled(label, &mut wasm_opt)
}

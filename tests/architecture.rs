//! The rules of the house that can be read off the sources: who may use whom, and how large a thing may grow.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Modules of `src` and, for each, those of the others that it may use.
const LAYERS: &[(&str, &str)] = &[
    ("error", ""),
    ("shape", "error"),
    ("elementary", ""),
    ("rng", ""),
    ("window", "error shape rng"),
    ("place", "error shape"),
    ("tensor", "error shape rng"),
    ("lanes", ""),
    ("pixels", "error shape rng window tensor lanes"),
    ("kernel", "error shape rng window tensor"),
    ("decode", "error shape tensor pixels"),
    ("op", "elementary error shape rng window tensor pixels lanes kernel"),
    ("ops", "elementary error shape rng window tensor pixels lanes kernel op"),
    (
        "explain",
        "elementary error shape rng window tensor pixels lanes kernel op ops",
    ),
    (
        "codegen",
        "elementary error shape rng window tensor pixels lanes kernel op ops",
    ),
    ("gpu", "error shape window tensor kernel"),
    ("backend", "error shape rng window tensor kernel op ops gpu pixels"),
    (
        "network",
        "elementary error shape rng window tensor kernel op ops explain gpu",
    ),
    (
        "web",
        "error shape rng place window tensor pixels kernel op ops explain codegen gpu backend network decode",
    ),
];

/// Words of code and the only places where they may stand.
const OWNERS: &[(&str, &str)] = &[
    ("wgpu", "src/gpu/"),
    ("wasm_bindgen", "src/web/"),
    ("js_sys", "src/web/"),
    ("web_sys", "src/web/"),
    ("image", "src/decode.rs src/decode/"),
    ("unsafe", "src/lanes.rs"),
];

/// Folders of `www`: the folders and the packages that each may import.
const FOLDERS: &[(&str, &str, &str)] = &[
    ("i18n", "i18n", ""),
    ("styles", "styles", "lit"),
    (
        "engine",
        "engine i18n data",
        "convscope comlink fflate gifenc mediabunny",
    ),
    ("components", "components engine i18n styles data", "lit"),
    ("offline", "offline", ""),
    ("pages", "pages components engine i18n styles data", "lit"),
];

/// What every op's folder holds.
const OP_FILES: &[&str] = &[
    "README.md",
    "README.ko.md",
    "mod.rs",
    "naive.rs",
    "simd.rs",
    "kernel.wgsl",
    "cases.json",
];

/// Ops whose cases are written before they are.
const CASES_AHEAD: &[&str] = &[];

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 60;

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files under `folder` with one of these endings, as (path from the root, text); nothing generated or installed.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            if path.is_dir() && !["node_modules", "dist", "public", "__pycache__"].contains(&name) {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let short = path
                    .strip_prefix(root())
                    .expect("inside")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((short, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no {endings:?}");
    found
}

/// The lines of Rust code, numbered from 1: no comments, no tests at the foot of the file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = body.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether `word` stands in `line` as a whole word; `image` only as the head of a path.
fn says(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let alone = !before.ends_with(part_of_name) && !after.starts_with(part_of_name);
        let quoted = before.matches('"').count() % 2 == 1;
        let path = word != "image" || after.starts_with("::") && !before.ends_with("::");
        alone && !quoted && path
    })
}

/// The module of `src` that a file belongs to; `lib` for the crate's root.
fn module(path: &str) -> &str {
    let name = path.trim_start_matches("src/").split('/').next().expect("a name");
    name.trim_end_matches(".rs")
}

/// The modules named after each `crate::` of some code.
fn used(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(head(rest));
            continue;
        };
        let (mut depth, mut item) = (0, String::new());
        for c in group.chars() {
            match c {
                '}' if depth == 0 => break,
                ',' if depth == 0 => names.push(head(&core::mem::take(&mut item))),
                _ => item.push(c),
            }
            depth += i32::from(c == '{') - i32::from(c == '}');
        }
        names.push(head(&item));
    }
    names.retain(|name| !name.is_empty());
    names
}

fn head(path: &str) -> String {
    path.trim_start()
        .chars()
        .take_while(|&c| c.is_alphanumeric() || c == '_')
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_module_uses_only_the_layers_below_it() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &[".rs"]) {
        let module = module(&path);
        if module == "lib" {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{path}: module {module} has no row in the table of layers"));
            continue;
        };
        let code: Vec<&str> = code(&text).map(|(_, line)| line).collect();
        for name in used(&code.join("\n")) {
            let own = name == module && module != "ops";
            if !own && !words(allowed).any(|allowed| allowed == name) {
                wrong.push(format!("{path}: {module} may not use crate::{name}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn ops_do_not_reach_out_of_their_folder() {
    let mut wrong = Vec::new();
    for (path, text) in files("src/ops", &[".rs"]) {
        let depth = path.matches('/').count() - 2 - usize::from(path.ends_with("/mod.rs"));
        let up = "super::".repeat(depth + 1);
        let lines = code(&text).filter(|(_, line)| line.contains(&up));
        wrong.extend(lines.map(|(at, line)| format!("{path}:{at}: {}", line.trim())));
    }
    assert_none(&wrong);
}

#[test]
fn foreign_words_stand_only_where_they_belong() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &[".rs"]) {
        for (word, homes) in OWNERS {
            if words(homes).any(|home| path.starts_with(home)) {
                continue;
            }
            let lines = code(&text).filter(|(_, line)| says(line, word));
            wrong.extend(lines.map(|(at, _)| format!("{path}:{at}: {word} belongs to {homes}")));
        }
    }
    assert_none(&wrong);
}

/// The lines of a Cargo.toml whose section name ends so.
fn section<'a>(manifest: &'a str, ending: &str) -> Vec<&'a str> {
    let (mut inside, mut lines) = (false, Vec::new());
    for line in manifest
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if line.starts_with('[') {
            let name = line.trim_matches(['[', ']']);
            inside = name == ending || name.ends_with(&format!(".{ending}"));
        } else if inside {
            lines.push(line);
        }
    }
    lines
}

#[test]
fn without_features_the_core_has_no_dependency() {
    let manifest = read("Cargo.toml");
    let dependencies = section(&manifest, "dependencies");
    assert!(dependencies.len() >= 3, "the manifest was not understood");
    for line in dependencies {
        assert!(line.contains("optional = true"), "not optional: {line}");
    }
    assert!(
        !section(&manifest, "features")
            .iter()
            .any(|line| line.starts_with("default"))
    );
}

#[test]
fn every_dependency_names_one_version() {
    let mut wrong = Vec::new();
    for path in ["Cargo.toml", "xtask/Cargo.toml"] {
        let manifest = read(path);
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let lines = section(&manifest, kind).into_iter();
            let loose = lines.filter(|line| !line.contains("\"=") && !line.contains("path ="));
            wrong.extend(loose.map(|line| format!("{path}: {line}")));
        }
    }
    let package: serde_json::Value = serde_json::from_str(&read("www/package.json")).expect("JSON");
    for kind in ["dependencies", "devDependencies"] {
        for (name, version) in package[kind].as_object().into_iter().flatten() {
            let exact = version
                .as_str()
                .is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()));
            let local = version.as_str().is_some_and(|version| version.starts_with("file:"));
            if !exact && !local {
                wrong.push(format!("www/package.json: {name} {version}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn files_are_short() {
    let mut wrong = Vec::new();
    for folder in ["src", "xtask/src", "tests", "www"] {
        for (path, text) in files(folder, &[".rs", ".ts", ".css", ".wgsl", ".py", ".html"]) {
            let lines = text.lines().count();
            if lines > FILE_LINES {
                wrong.push(format!("{path} has {lines} lines; at most {FILE_LINES}"));
            }
        }
    }
    assert_none(&wrong);
}

/// Whether this line ends the head of a function and opens its body, in Rust or TypeScript as their formatters
/// write them.
fn opens_function(line: &str, rust: bool) -> bool {
    let text = line.trim();
    if !text.ends_with('{') {
        return false;
    }
    if rust {
        return text.starts_with("fn ") || text.contains(" fn ") || text.starts_with(") -> ") || text == ") {";
    }
    let control = [
        "if ",
        "for ",
        "while ",
        "switch ",
        "} ",
        "else",
        "catch",
        "do ",
        "class ",
        "export class ",
    ];
    let method = text.contains('(') && text.contains(") {") || text.contains("): ");
    text.contains("=> {") || text.contains("function") || method && !control.iter().any(|word| text.starts_with(word))
}

/// Functions of a file and the lines of their bodies, blank and comment lines not counted.
fn functions(text: &str, rust: bool) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let counts = |line: &&&str| !line.trim().is_empty() && !line.trim_start().starts_with(['/', '*']);
    let opened = (0..lines.len()).filter(|&at| opens_function(lines[at], rust));
    let body = |at: usize| {
        let inside = lines[at + 1..].iter();
        let inside = inside.take_while(|line| indent(line) > indent(lines[at]) || !line.trim_start().starts_with('}'));
        (at + 1, inside.filter(counts).count())
    };
    opened.map(body).collect()
}

#[test]
fn functions_are_short() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for folder in ["src", "xtask/src", "www"] {
        for (path, text) in files(folder, &[".rs", ".ts"]) {
            let functions = functions(&text, path.ends_with(".rs"));
            seen += functions.len();
            let long = functions.into_iter().filter(|&(_, lines)| lines > FUNCTION_LINES);
            wrong.extend(long.map(|(at, lines)| format!("{path}:{at}: {lines} lines; at most {FUNCTION_LINES}")));
        }
    }
    assert!(seen > 200, "only {seen} functions were understood");
    assert_none(&wrong);
}

#[test]
fn the_length_of_a_function_is_measured() {
    let rust = "fn f(\n    a: u8,\n) -> u8 {\n    // why\n    a\n\n}\n\nimpl A {\n    pub fn g() {\n        1;\n        2;\n    }\n}";
    assert_eq!(functions(rust, true), [(3, 1), (10, 2)]);
    let script =
        "class A {\n  f(a: number): void {\n    if (a) {\n      g(() => {\n        a;\n      });\n    }\n  }\n}";
    assert_eq!(functions(script, false), [(2, 5), (4, 1)]);
}

#[test]
fn nothing_is_put_off_or_skipped() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[ig", "nore"),
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
        concat!("test.sk", "ip"),
        concat!("test.on", "ly"),
        concat!("test.fix", "me"),
        concat!("describe.sk", "ip"),
        concat!("@ts-ig", "nore"),
    ];
    let mut wrong = Vec::new();
    for folder in ["src", "xtask/src", "tests", "www"] {
        for (path, text) in files(folder, &[".rs", ".ts", ".css", ".wgsl", ".py", ".md", ".html"]) {
            for (at, line) in text.lines().enumerate() {
                let found = marks.iter().filter(|mark| line.contains(**mark));
                wrong.extend(found.map(|mark| format!("{path}:{}: {mark}", at + 1)));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn an_op_is_one_folder_with_the_same_files() {
    let mut wrong = Vec::new();
    let registry = read("src/ops.rs");
    for entry in fs::read_dir(root().join("src/ops")).expect("src/ops") {
        let path = entry.expect("an entry").path();
        let op = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let registered = registry.contains(&format!("mod {op};"));
        if CASES_AHEAD.contains(&op) {
            assert!(!registered, "{op} is written: strike it from CASES_AHEAD");
            continue;
        }
        if !registered {
            wrong.push(format!("src/ops.rs does not name {op}"));
        }
        let missing = OP_FILES.iter().filter(|file| !path.join(file).is_file());
        wrong.extend(missing.map(|file| format!("src/ops/{op} has no {file}")));
    }
    assert_none(&wrong);
}

/// What a TypeScript file imports.
fn imports(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        let statement = ["import ", "export ", "}"].iter().any(|start| line.starts_with(start));
        let before = [" from \"", "import \"", "import(\""];
        let marks = if statement { &before[..] } else { &before[2..] };
        for mark in marks {
            let parts = line.split(mark).skip(1);
            found.extend(parts.filter_map(|rest| rest.split('"').next()));
        }
    }
    found
}

/// The folder of `www` that a relative import from `path` leads to.
fn folder(path: &str, import: &str) -> String {
    let mut parts: Vec<&str> = Path::new(path)
        .parent()
        .expect("a folder")
        .to_str()
        .expect("text")
        .split('/')
        .collect();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.get(1).unwrap_or(&"").to_string()
}

#[test]
fn pages_use_components_and_components_use_the_engine() {
    let mut wrong = Vec::new();
    for (home, folders, packages) in FOLDERS {
        if !root().join("www").join(home).is_dir() {
            wrong.push(format!("www/{home} is missing"));
            continue;
        }
        for (path, text) in files(&format!("www/{home}"), &[".ts"]) {
            for import in imports(&text) {
                let allowed = if import.starts_with('.') {
                    words(folders).any(|allowed| allowed == folder(&path, import))
                } else {
                    words(packages).any(|allowed| import == allowed || import.starts_with(&format!("{allowed}/")))
                };
                if !allowed {
                    wrong.push(format!("{path}: www/{home} may not import {import}"));
                }
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_error_has_a_sentence_in_both_languages() {
    let source = read("src/error.rs");
    let codes: Vec<&str> = source
        .lines()
        .filter_map(|line| line.split("} => \"").nth(1)?.strip_suffix("\","))
        .collect();
    assert!(codes.len() >= 15, "only {} codes were found", codes.len());
    let mut wrong = Vec::new();
    for path in ["www/i18n/ko.ts", "www/i18n/en.ts"] {
        let text = read(path);
        let errors = text.split("errors: {").nth(1).unwrap_or("");
        let missing = codes.iter().filter(|code| !errors.contains(&format!("\n    {code}:")));
        wrong.extend(missing.map(|code| format!("{path}: no sentence for {code}")));
    }
    assert_none(&wrong);
}

//! Licences of everything that is built in or built with, against the list in deny.toml.
//!
//! cargo-deny checks the same list and more, but takes minutes to install; this needs nothing.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::command;
use crate::files::{self, Repository};

/// Fails with the names of the packages whose licence is not allowed.
pub fn check(repository: &Repository) -> Result<()> {
    let allowed = allowed(&repository.root)?;
    let crates = crates(&repository.root)?;
    let packages = npm_packages(&repository.www)?;
    println!(
        "   {} crates and {} npm packages under {}",
        crates.len(),
        packages.len(),
        allowed.join(", ")
    );
    let refused: Vec<String> = crates
        .iter()
        .chain(&packages)
        .filter(|package| !is_allowed(&package.licence, &allowed))
        .map(|package| format!("{} ({})", package.name, package.licence))
        .collect();
    if !refused.is_empty() {
        bail!("deny.toml does not allow the licence of {}", refused.join(", "));
    }
    Ok(())
}

struct Package {
    name: String,
    licence: String,
}

fn allowed(root: &Path) -> Result<Vec<String>> {
    let settings: toml::Table = files::read_text(&root.join("deny.toml"))?
        .parse()
        .context("deny.toml")?;
    let list = settings
        .get("licenses")
        .and_then(|licenses| licenses.get("allow"))
        .and_then(toml::Value::as_array);
    let list = list.context("deny.toml has no list licenses.allow")?;
    Ok(list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
}

/// Every crate that any feature on any platform uses, and those of xtask.
fn crates(root: &Path) -> Result<Vec<Package>> {
    let json = command::read(command::cargo(root).args(["metadata", "--format-version", "1", "--all-features"]))?;
    let metadata: Value = serde_json::from_str(&json)?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists packages")?;
    Ok(packages
        .iter()
        .map(|package| named(package, &package["name"], package))
        .collect())
}

/// Every package that www/package-lock.json names.
fn npm_packages(www: &Path) -> Result<Vec<Package>> {
    let lock: Value = serde_json::from_str(&files::read_text(&www.join("package-lock.json"))?)?;
    let packages = lock["packages"]
        .as_object()
        .context("package-lock.json lists packages")?;
    let others = packages
        .iter()
        .filter(|(path, package)| !path.is_empty() && package["link"] != true);
    others
        .map(|(path, package)| {
            // The lock leaves the licence out where npm did not know it; the package itself says it.
            let own = if package["license"].is_string() {
                Value::Null
            } else {
                serde_json::from_str(&files::read_text(&www.join(path).join("package.json"))?)?
            };
            Ok(named(
                package,
                &Value::from(path.trim_start_matches("node_modules/")),
                if own.is_null() { package } else { &own },
            ))
        })
        .collect()
}

fn named(package: &Value, name: &Value, licensed: &Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    Package {
        name: format!("{} {}", text(name), text(&package["version"])),
        licence: text(&licensed["license"]),
    }
}

/// True when an SPDX expression can be met with the allowed licences alone.
fn is_allowed(licence: &str, allowed: &[String]) -> bool {
    let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else {
        return false;
    };
    expression.evaluate(|requirement| allowed.contains(&requirement.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_allowed_when_a_choice_is() {
        let allowed = [
            "MIT".to_owned(),
            "Apache-2.0".to_owned(),
            "Apache-2.0 WITH LLVM-exception".to_owned(),
        ];
        for licence in [
            "MIT",
            "GPL-3.0-only OR MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
            "(MIT AND Apache-2.0)",
        ] {
            assert!(is_allowed(licence, &allowed), "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "none", "SEE LICENSE IN x"] {
            assert!(!is_allowed(licence, &allowed), "{licence}");
        }
    }
}

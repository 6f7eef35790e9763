//! Python programs, each in an environment of its own below `target`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::shell;

/// The program `name` of a package that is pinned, such as `schemathesis==4.32.5`; installed where it isn't yet.
pub(crate) fn program(name: &str, package: &str) -> Result<PathBuf> {
    let folder = shell::target(name);
    let (program, installed) = (folder.join("bin").join(name), folder.join("installed"));
    if fs::read_to_string(&installed).is_ok_and(|had| had == package) {
        return Ok(program);
    }
    if debian::is_here() {
        debian::ensure(&["python3-venv"], name)?;
    }
    shell::say(&format!(
        "installing with pip into target/{name}: {package}"
    ));
    shell::quietly(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )
    .and_then(|_| {
        let mut pip = Command::new(folder.join("bin/pip"));
        shell::quietly(pip.args(["install", "--quiet", "--disable-pip-version-check", package]))
    })
    .with_context(|| format!("{package} cannot be had"))?;
    fs::write(&installed, package)?;
    Ok(program)
}

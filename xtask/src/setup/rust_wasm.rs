//! The compiler for the browser: rustup's target where it can be had, else Debian's own compiler.
//!
//! Debian packs a recent `rustc-web` without a standard library for wasm; it is built once from
//! Debian's sources into a sysroot of its own under `target`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::shell;

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const STD_CRATE: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                         [lib]\npath = \"lib.rs\"\n[workspace]\n";

/// A compiler that can build for the browser.
pub(crate) enum Compiler {
    /// The toolchain that runs this program has the target.
    Own,
    /// Debian's compiler with the sysroot that we built.
    Debian { sysroot: PathBuf },
}

impl Compiler {
    /// Finds the compiler, installing what is missing.
    pub(crate) fn find() -> Result<Self> {
        // Once turned to Debian's we stay with it, so that rustup is not asked in vain each time.
        let debians = shell::target("wasm-std").exists();
        if own_has_target() || (!debians && rustup_adds_target()) {
            return Ok(Self::Own);
        }
        if !debian::is_here() {
            bail!("the Rust target {TARGET} is missing: rustup target add {TARGET}");
        }
        debian::ensure(&PACKAGES, "the browser's compiler")?;
        let sysroot = debian_sysroot()?;
        Ok(Self::Debian { sysroot })
    }

    /// `cargo` for the browser, with a target folder of its own so that native builds stay fresh.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        // Fewer distinct component types: smaller, and quicker to build.
        let mut flags = String::from("--cfg=erase_components");
        let mut command = match self {
            Self::Own => shell::cargo([subcommand]),
            Self::Debian { sysroot } => {
                flags.push_str(" --sysroot=");
                flags.push_str(&sysroot.to_string_lossy());
                debian_cargo(subcommand)
            }
        };
        command
            .args(["--target", TARGET, "--target-dir"])
            .arg(shell::target("wasm"))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
            .current_dir(shell::root());
        command
    }
}

fn own_has_target() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    shell::quietly(rustc.current_dir(shell::root()))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn rustup_adds_target() -> bool {
    if !shell::succeeds(Command::new("rustup").arg("--version")) {
        return false;
    }
    shell::say(&format!("installing with rustup: {TARGET}"));
    let mut rustup = Command::new("rustup");
    rustup
        .args(["target", "add", TARGET])
        .env("RUSTUP_MAX_RETRIES", "0")
        .env("RUSTUP_DOWNLOAD_TIMEOUT", "30")
        .current_dir(shell::root());
    let added = shell::succeeds(&mut rustup) && own_has_target();
    if !added {
        shell::say("rustup cannot get it here; Debian's compiler is used instead");
    }
    added
}

/// Debian's program, kept clear of what rustup and `cargo run` put into our environment.
fn debian_command(program: &str) -> Command {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command
        .env("PATH", format!("/usr/bin:{path}"))
        .env("CARGO", "/usr/bin/cargo")
        .env("RUSTC", "/usr/bin/rustc")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-22")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN");
    command
}

fn debian_cargo(subcommand: &str) -> Command {
    let mut command = debian_command("/usr/bin/cargo");
    command.arg(subcommand);
    command
}

/// The sysroot for the installed version of Debian's compiler, built when it is not there yet.
fn debian_sysroot() -> Result<PathBuf> {
    let version = shell::quietly(debian_command("/usr/bin/rustc").arg("--version"))?;
    let version = version
        .split_whitespace()
        .nth(1)
        .context("rustc says no version")?
        .to_owned();
    let folder = shell::target("wasm-std");
    let sysroot = folder.join(&version);
    if sysroot.exists() {
        return Ok(sysroot);
    }
    shell::say(&format!(
        "building Rust's standard library for the browser ({version}), once"
    ));
    let built = build_std(&folder.join("build"))?;

    // Under its final name only when it is whole.
    let unfinished = folder.join("unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    let rustlib = unfinished.join("lib/rustlib");
    let library = rustlib.join(TARGET).join("lib");
    fs::create_dir_all(&library)?;
    let native = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    symlink(
        Path::new("/usr/lib/rustlib").join(&native),
        rustlib.join(&native),
    )?;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.extension().is_some_and(|end| end == "rlib") && !name.starts_with("libempty") {
            fs::copy(&path, library.join(name))?;
        }
    }
    fs::rename(&unfinished, &sysroot)?;
    fs::remove_dir_all(folder.join("build"))?;
    Ok(sysroot)
}

/// Compiles the standard library by way of an empty crate; answers where its parts lie.
fn build_std(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("Cargo.toml"), STD_CRATE)?;
    fs::write(folder.join("lib.rs"), "#![no_std]\n")?;
    let output = folder.join("target");
    let mut command = debian_cargo("build");
    command
        .args([
            "--release",
            "-Z",
            "build-std=std,panic_abort",
            "--target",
            TARGET,
            "--target-dir",
        ])
        .arg(&output)
        .current_dir(folder)
        .env("RUSTC_BOOTSTRAP", "1")
        // Bitcode in the library, so that it can be linked with and without LTO.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_PROFILE_RELEASE_LTO", "off");
    shell::quietly(&mut command)?;
    Ok(output.join(TARGET).join("release/deps"))
}

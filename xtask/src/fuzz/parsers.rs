//! `cargo xtask parsers`: random input for the parsers, led from one branch to the next by libFuzzer.
//!
//! What leads it is compiled into every crate by the stable compiler; of sanitizers there is none, for there is no unsafe
//! code to look after. What was found is kept below `target/parsers`, where the next run begins with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::setup::debian;
use crate::shell;

/// The targets of `fuzz/`, each with where it begins.
const PARSERS: [(&str, &str); 3] = [
    ("identifier", "fuzz/seeds/identifier"),
    ("rulebook", "domain/rulebooks"),
    ("multipart", "fuzz/seeds/multipart"),
];
/// Counts the branches taken and shows the fuzzer what was compared with what.
const LED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                   -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                   -Cllvm-args=-sanitizer-coverage-pc-table \
                   -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";
/// Bytes of the longest input: a rulebook.
const LONGEST: u32 = 40_000;

/// How long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Seconds, all parsers at once
    #[arg(long, default_value_t = 3600)]
    seconds: u32,
}

/// Builds them and lets all of them run.
pub(crate) fn run(options: &Options) -> Result<()> {
    build(&shell::target("parsers.log"))?;
    let mut found = Vec::new();
    for outcome in Parsers::start(options.seconds)?.finish()? {
        match outcome {
            Ok(line) => shell::say(&line),
            Err(what) => found.push(what),
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    bail!("{}", found.join("\n"))
}

/// Builds them, apart from everything else.
pub(crate) fn build(log: &Path) -> Result<()> {
    if debian::is_here() {
        debian::ensure(&["g++"], "libFuzzer")?;
    }
    let mut build = shell::cargo(["build", "--manifest-path", "fuzz/Cargo.toml", "--locked"]);
    build
        // Build scripts and macros run without it, which cargo knows by there being a target.
        .args(["--target", host()?.as_str(), "--target-dir"])
        .arg(shell::target("parsers/build"))
        .env("RUSTFLAGS", LED);
    shell::logged(&mut build, log)
}

/// Those that run.
pub(crate) struct Parsers(Vec<(&'static str, Child, PathBuf)>);

impl Parsers {
    /// Starts all of them, behind whatever else has to be done.
    pub(crate) fn start(seconds: u32) -> Result<Self> {
        let folder = shell::target("parsers/build").join(host()?).join("debug");
        let started = PARSERS.into_iter().map(|(name, seeds)| {
            let kept = shell::target("parsers/found").join(name);
            fs::create_dir_all(&kept)?;
            let log = shell::target("parsers").join(format!("{name}.log"));
            let output = fs::File::create(&log)?;
            let child = Command::new("nice")
                .arg(folder.join(name))
                .arg(&kept)
                .arg(shell::root().join(seeds))
                .arg(format!("-max_total_time={seconds}"))
                .arg(format!("-max_len={LONGEST}"))
                .args(["-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"])
                .arg(format!("-artifact_prefix=target/parsers/{name}-"))
                .current_dir(shell::root())
                .stdin(Stdio::null())
                .stdout(output.try_clone()?)
                .stderr(output)
                .spawn()
                .with_context(|| format!("the fuzzer of {name} could not be started"))?;
            Ok((name, child, log))
        });
        started.collect::<Result<_>>().map(Self)
    }

    /// Waits for them; what each found, or how often it ran.
    pub(crate) fn finish(self) -> Result<Vec<Result<String, String>>> {
        let ended = self.0.into_iter().map(|(name, mut child, log)| {
            let status = child.wait()?;
            let said = fs::read_to_string(log)?;
            let word = |start: &str| said.lines().rev().find_map(|line| line.strip_prefix(start));
            if status.success() {
                let runs = word("stat::number_of_executed_units:").unwrap_or_default();
                return Ok(Ok(format!("{name}: {} inputs, nothing found", runs.trim())));
            }
            let last: Vec<&str> = said.lines().rev().take(40).collect();
            let last: Vec<&str> = last.into_iter().rev().collect();
            Ok(Err(format!(
                "{name} ended with {status}\n{}",
                last.join("\n")
            )))
        });
        ended.collect()
    }
}

/// What this machine is called among targets.
fn host() -> Result<String> {
    let about = shell::quietly(Command::new("rustc").arg("-vV").current_dir(shell::root()))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc doesn't say where it runs")?.to_owned())
}

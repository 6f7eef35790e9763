//! The steps that cargo proves: format, lints, and the tests on both databases.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::report::{Count, one};
use crate::setup::debian;
use crate::setup::postgres::Postgres;
use crate::shell;

/// Everything is formatted.
pub(crate) fn format(log: &Path) -> Result<Count> {
    shell::logged(&mut shell::cargo(["fmt", "--all", "--check"]), log)?;
    let mut apart = shell::cargo(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]);
    one(shell::logged(&mut apart, log))
}

/// Unit, store and API tests; the store's run on a PostgreSQL of their own, too, and the
/// seals' against OpenSSL, mail against a mail server, files against clamd.
pub(crate) fn tests(log: &Path, arguments: &[OsString]) -> Result<Count> {
    if debian::is_here() {
        debian::ensure(&["openssl"], "the tests of seals")?;
        debian::ensure(&["python3-aiosmtpd"], "the tests of mail")?;
        debian::ensure(&["libfaketime"], "the drill of the clock")?;
    }
    let postgres = Postgres::start()?;
    let mut runner = runner();
    if debian::is_here() {
        debian::ensure(&["libclamav12", "libcurl4"], "the test with clamd")?;
        let clamd = debian::unpacked("clamav-daemon")?.join("usr/sbin/clamd");
        runner.env("MINGZHENG_TEST_CLAMD", clamd);
    }
    runner
        .arg("--no-fail-fast")
        .args(arguments)
        .env("MINGZHENG_TEST_POSTGRES", postgres.url())
        .env("MINGZHENG_REQUIRE_POSTGRES", "1");
    let outcome = shell::logged(&mut runner, log);
    let count = counted(&fs::read_to_string(log)?);
    match outcome {
        // The tests that failed are counted; an error without any is a build that failed.
        Err(error) if count.failed == 0 => Err(error),
        _ if count.passed + count.failed == 0 => bail!("no test ran"),
        _ => Ok(count),
    }
}

/// Builds what the tests run, the server among it, with the features that all of them have together: built by itself it
/// would have others, and everything that it is made of would be built once more.
///
/// Clippy compiles it, and nothing is left to warn about: lints that run apart would read all the code, and every
/// dependency, a second time.
pub(crate) fn build(log: &Path) -> Result<()> {
    shell::logged(runner().arg("--no-run"), log)
}

fn runner() -> Command {
    let mut runner = if shell::succeeds(&mut shell::cargo(["nextest", "--version"])) {
        let mut nextest = shell::cargo(["nextest", "run"]);
        nextest.args(["--status-level", "fail", "--final-status-level", "slow"]);
        nextest
    } else {
        let mut test = shell::cargo(["test"]);
        // As nextest does it: without the examples in documentation.
        test.args(["--lib", "--bins", "--tests"]);
        test
    };
    // What checks seals in the browser is linted, too.
    runner.args(["--workspace", "--features", "app/seal"]);
    runner
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        // As `cargo clippy -- -D warnings` hands it over.
        .env(
            "CLIPPY_ARGS",
            "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__",
        );
    runner
}

/// The sum of the runners' closing lines. nextest shows what a test that failed has printed, and among it the line with which
/// its program closed: where nextest sums up itself, that alone counts.
fn counted(log: &str) -> Count {
    let lines = || log.lines().map(str::trim_start);
    let summed_up = lines().any(|line| line.starts_with("Summary ["));
    let closing = if summed_up {
        "Summary ["
    } else {
        "test result:"
    };
    let mut sum = Count::default();
    for line in lines() {
        if line.starts_with(closing) {
            sum.passed += number_before(line, "passed");
            sum.failed += number_before(line, "failed");
            sum.failed += number_before(line, "timed out") + number_before(line, "exec failed");
        }
    }
    sum
}

fn number_before(line: &str, word: &str) -> u64 {
    let number = line
        .split([',', ';', ':', '.'])
        .map(str::trim)
        .find_map(|part| {
            let (number, rest) = part.split_once(' ')?;
            rest.starts_with(word).then(|| number.parse().ok())?
        });
    number.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn nextest_is_counted_from_its_summary() {
        let log = "Starting 9 tests\n  test result: FAILED. 0 passed; 1 failed\n     Summary [   0.031s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n";
        let count = counted(log);
        assert_eq!((count.passed, count.failed), (6, 3));
    }

    #[test]
    fn cargo_test_is_counted_over_all_its_programs() {
        let log = "test result: ok. 4 passed; 0 failed; 0 ignored; finished in 0.00s\n\
                   test result: FAILED. 2 passed; 1 failed; 0 ignored; finished in 0.10s\n";
        let count = counted(log);
        assert_eq!((count.passed, count.failed), (6, 1));
    }
}

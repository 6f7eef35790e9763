//! The journeys in a browser, against the server as it is built for the tests: with checked arithmetic, and without
//! building everything once more.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::report::Count;
use crate::setup::debian;
use crate::setup::node::Node;
use crate::shell;

const PACKAGES: [&str; 4] = [
    "chromium-headless-shell",
    "python3-aiosmtpd",
    "fonts-wqy-microhei",
    "fontconfig",
];

#[derive(Deserialize)]
struct Results {
    stats: Stats,
}

/// Playwright's own words; a flaky test passed at its second try.
#[derive(Deserialize)]
struct Stats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
}

/// Runs them all, with whatever the browser needs installed first.
pub(crate) fn journeys(log: &Path, arguments: &[OsString]) -> Result<Count> {
    if debian::is_here() {
        debian::ensure(&PACKAGES, "the browser journeys")?;
    }
    let node = Node::find()?;
    install_packages(&node)?;
    let results = shell::target("test-logs/browser.json");
    let _ = fs::remove_file(&results);
    let mut playwright = node.node();
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(arguments)
        .env("MINGZHENG_BIN", shell::target("debug/mingzheng"))
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &results);
    let outcome = shell::logged(&mut playwright, log);
    let stats = match fs::read(&results) {
        Ok(json) => serde_json::from_slice::<Results>(&json)?.stats,
        Err(_) => return outcome.map(|()| Count::default()).context("no journey ran"),
    };
    let count = Count {
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
    };
    match outcome {
        Err(error) if count.failed == 0 => Err(error),
        _ if count.passed + count.failed == 0 => bail!("no journey ran"),
        _ => Ok(count),
    }
}

/// `npm ci`, unless what is installed is as new as the lock file.
fn install_packages(node: &Node) -> Result<()> {
    let folder = shell::root().join("end2end");
    let changed = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified());
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_ok_and(|at| changed("package-lock.json").is_ok_and(|lock| lock <= at)) {
        return Ok(());
    }
    shell::say("installing with npm into end2end/node_modules: Playwright and axe");
    let mut npm = node.npm();
    npm.args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::quietly(&mut npm).map(drop)
}

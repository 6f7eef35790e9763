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

const PACKAGES: [&str; 5] = [
    "chromium-headless-shell",
    "python3-aiosmtpd",
    "fonts-wqy-microhei",
    "fontconfig",
    "openssl",
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

/// What other engines need beside that; none of it is wanted for the other tests.
const ENGINES: [&str; 4] = ["chromium", "firefox-esr", "webkit2gtk-driver", "xvfb"];

/// What runs only when it is asked for, and the packages of its own that it takes from npm.
const BY_REQUEST: &str = "by-request.config.ts";
const ITS_FOLDER: &str = "end2end/by-request";

/// Runs them all, with whatever the browser needs installed first.
pub(crate) fn journeys(log: &Path, arguments: &[OsString]) -> Result<Count> {
    playwright(log, &[], arguments)
}

/// The citizen's story in Firefox and WebKit, and whether a whole Chromium would install the application.
pub(crate) fn engines(log: &Path, arguments: &[OsString]) -> Result<Count> {
    by_request(log, &["firefox", "chromium", "webkit"], arguments)
}

/// Lighthouse, with a whole Chromium.
pub(crate) fn lighthouse(log: &Path, arguments: &[OsString]) -> Result<Count> {
    by_request(log, &["lighthouse"], arguments)
}

/// The contact sheet, with the browser of the other journeys.
pub(crate) fn sheet(log: &Path, arguments: &[OsString]) -> Result<Count> {
    let given = ["--config", BY_REQUEST, "--project", "sheet"];
    playwright(log, &given, arguments)
}

fn by_request(log: &Path, projects: &[&str], arguments: &[OsString]) -> Result<Count> {
    if debian::is_here() {
        debian::ensure(&ENGINES, "other browsers")?;
    }
    install_packages(
        &Node::find()?,
        ITS_FOLDER,
        "Lighthouse and the driver of WebKit",
    )?;
    let mut given = vec!["--config", BY_REQUEST];
    given.extend(projects.iter().flat_map(|project| ["--project", project]));
    playwright(log, &given, arguments)
}

fn playwright(log: &Path, given: &[&str], arguments: &[OsString]) -> Result<Count> {
    if debian::is_here() {
        debian::ensure(&PACKAGES, "the browser journeys")?;
    }
    let node = Node::find()?;
    install_packages(&node, "end2end", "Playwright and axe")?;
    let results = shell::target("test-logs/browser.json");
    let _ = fs::remove_file(&results);
    let mut playwright = node.node();
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(given)
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
fn install_packages(node: &Node, place: &str, what: &str) -> Result<()> {
    let folder = shell::root().join(place);
    let changed = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified());
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_ok_and(|at| changed("package-lock.json").is_ok_and(|lock| lock <= at)) {
        return Ok(());
    }
    shell::say(&format!(
        "installing with npm into {place}/node_modules: {what}"
    ));
    let mut npm = node.npm();
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .env("PUPPETEER_SKIP_DOWNLOAD", "1")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::quietly(&mut npm).map(drop)
}

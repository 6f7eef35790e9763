//! `cargo xtask test`: everything that a change must pass, step by step.
//!
//! A step that fails does not keep the others from running. What failed is shown again at the
//! end, and the last line counts tests and steps: `N passed, N failed`.

mod browser;
mod fuzz;
mod report;
pub(crate) mod rust;
mod size;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, anyhow};
use clap::ValueEnum;

use crate::shell;
use report::{Count, Report};

/// What is proved.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only this step and what it needs; may be given again
    #[arg(long, value_enum)]
    only: Vec<Step>,
    /// Handed to the test runner of `--only rust` or `--only browser`
    #[arg(last = true)]
    arguments: Vec<OsString>,
}

/// The steps, in their order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Format
    Fmt,
    /// Lints of the native code
    Clippy,
    /// Lints of the browser's code
    ClippyWasm,
    /// Build of the browser's applications
    Web,
    /// Build of the tests and of the server, with the browser's applications inside
    Build,
    /// Unit, store and API tests, on SQLite and PostgreSQL
    Rust,
    /// Requests made up from the API's description, as each role, and input for the parsers
    Fuzz,
    /// Journeys in a browser
    Browser,
    /// Size of the citizen's first visit
    Size,
    /// The citizen's story in Firefox and WebKit, and whether it can be installed; only when it is asked for
    Browsers,
    /// Lighthouse on a phone's first visit and a licence's page; only when it is asked for
    Lighthouse,
    /// The contact sheet of the citizen's screens, in server/docs/screenshots; only when it is asked for
    Sheet,
}

/// Runs the steps and reports them; answers whether all passed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let logs = shell::target("test-logs");
    fs::create_dir_all(&logs)?;
    let mut report = Report::default();
    let mut built = true;
    for step in Step::value_variants() {
        if !options.includes(*step) {
            continue;
        }
        let title = step.title();
        shell::say(&format!("\n== {title}"));
        let log = logs.join(format!("{}.log", step.name()));
        let _ = fs::remove_file(&log);
        let started = Instant::now();
        let outcome = if Step::ON_THE_SERVER.contains(step) && !built {
            Err(anyhow!("not run: what it would run did not build"))
        } else {
            step.prove(&log, &options.arguments)
        };
        built &= outcome.is_ok() || !matches!(step, Step::Web | Step::Build);
        report.add(title, started.elapsed(), outcome, log);
    }
    Ok(report.finish())
}

impl Options {
    fn includes(&self, step: Step) -> bool {
        let named = |step| self.only.contains(&step);
        let needed = match step {
            Step::Web => named(Step::Build) || Step::ON_THE_SERVER.into_iter().any(named),
            Step::Build => Step::ON_THE_SERVER.into_iter().any(named),
            _ => false,
        };
        let by_request = matches!(step, Step::Browsers | Step::Lighthouse | Step::Sheet);
        (self.only.is_empty() && !by_request) || named(step) || needed
    }
}

impl Step {
    /// Those that need a server with the applications inside.
    const ON_THE_SERVER: [Self; 5] = [
        Self::Fuzz,
        Self::Browser,
        Self::Browsers,
        Self::Lighthouse,
        Self::Sheet,
    ];

    fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    fn title(self) -> String {
        let help = self
            .to_possible_value()
            .and_then(|value| value.get_help().cloned());
        help.map(|help| help.to_string()).unwrap_or_default()
    }

    fn prove(self, log: &Path, arguments: &[OsString]) -> Result<Count> {
        match self {
            Self::Fmt => rust::format(log),
            Self::Clippy => rust::lint(log),
            Self::ClippyWasm => rust::lint_wasm(log),
            // A process of its own, so that its output is in the log too.
            Self::Web => {
                let mut web = std::process::Command::new(std::env::current_exe()?);
                report::one(shell::logged(web.arg("web"), log))
            }
            Self::Rust => rust::tests(log, arguments),
            Self::Build => report::one(rust::build(log)),
            Self::Fuzz => fuzz::roles(log),
            Self::Browser => browser::journeys(log, arguments),
            Self::Size => size::budget(),
            Self::Browsers => browser::engines(log, arguments),
            Self::Lighthouse => browser::lighthouse(log, arguments),
            Self::Sheet => browser::sheet(log, arguments),
        }
    }
}

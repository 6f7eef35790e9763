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
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use clap::ValueEnum;

use crate::fuzz::parsers;
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
    /// Build of what gives the parsers random input
    Parsers,
    /// Build of the browser's applications
    Web,
    /// Build and lints of the tests and of the server, with the browser's applications inside
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
    fs::create_dir_all(shell::target("test-logs"))?;
    let lane = |steps: &[Step]| -> Vec<Done> {
        let wanted = steps.iter().filter(|step| options.includes(**step));
        wanted.map(|step| step.run(options)).collect()
    };
    let mut done = thread::scope(|scope| {
        let web = scope.spawn(|| lane(&[Step::Web]));
        let mut done = lane(&Step::BESIDE_THE_WEB);
        done.extend(web.join().unwrap_or_else(|cause| resume_unwind(cause)));
        done
    });
    for step in Step::AFTER_THE_WEB {
        if options.includes(step) {
            let built = done.iter().all(Done::leaves_a_server);
            let needless = Step::ON_THE_SERVER.contains(&step) && !built;
            done.push(if needless {
                step.not_run()
            } else {
                step.run(options)
            });
        }
    }
    let mut report = Report::default();
    for done in done {
        report.add(done.step.title(), done.took, done.outcome, done.step.log());
    }
    Ok(report.finish())
}

/// A step that ran.
struct Done {
    step: Step,
    took: Duration,
    outcome: Result<Count>,
}

impl Done {
    fn leaves_a_server(&self) -> bool {
        self.outcome.is_ok() || !matches!(self.step, Step::Web | Step::Build)
    }
}

impl Options {
    fn includes(&self, step: Step) -> bool {
        let named = |step| self.only.contains(&step);
        let needed = match step {
            Step::Web => named(Step::Build) || Step::ON_THE_SERVER.into_iter().any(named),
            Step::Build => Step::ON_THE_SERVER.into_iter().any(named),
            Step::Parsers => named(Step::Fuzz),
            _ => false,
        };
        let by_request = matches!(step, Step::Browsers | Step::Lighthouse | Step::Sheet);
        (self.only.is_empty() && !by_request) || named(step) || needed
    }
}

impl Step {
    /// What goes on while the browser's applications are built: they share no folder, and each alone leaves a core idle for
    /// minutes.
    const BESIDE_THE_WEB: [Self; 2] = [Self::Fmt, Self::Parsers];
    /// In this order.
    const AFTER_THE_WEB: [Self; 8] = [
        Self::Build,
        Self::Rust,
        Self::Fuzz,
        Self::Browser,
        Self::Size,
        Self::Browsers,
        Self::Lighthouse,
        Self::Sheet,
    ];

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

    fn log(self) -> PathBuf {
        shell::target("test-logs").join(format!("{}.log", self.name()))
    }

    fn run(self, options: &Options) -> Done {
        shell::say(&format!("\n== {}", self.title()));
        let log = self.log();
        let _ = fs::remove_file(&log);
        let started = Instant::now();
        let outcome = self.prove(&log, &options.arguments);
        Done {
            step: self,
            took: started.elapsed(),
            outcome,
        }
    }

    fn not_run(self) -> Done {
        let _ = fs::remove_file(self.log());
        Done {
            step: self,
            took: Duration::ZERO,
            outcome: Err(anyhow!("not run: what it would run did not build")),
        }
    }

    fn prove(self, log: &Path, arguments: &[OsString]) -> Result<Count> {
        match self {
            Self::Fmt => rust::format(log),
            // A process of its own, so that its output is in the log too.
            Self::Web => {
                let mut web = std::process::Command::new(std::env::current_exe()?);
                report::one(shell::logged(web.arg("web"), log))
            }
            Self::Parsers => report::one(parsers::build(log)),
            Self::Build => report::one(rust::build(log)),
            Self::Rust => rust::tests(log, arguments),
            Self::Fuzz => fuzz::roles(log),
            Self::Browser => browser::journeys(log, arguments),
            Self::Size => size::budget(),
            Self::Browsers => browser::engines(log, arguments),
            Self::Lighthouse => browser::lighthouse(log, arguments),
            Self::Sheet => browser::sheet(log, arguments),
        }
    }
}

//! What the steps came to: the table at the end, what failed, and the closing line.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use crate::shell;

const SHOWN_LINES: usize = 80;

/// How many tests of a step passed and failed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

/// A step that is one test by itself.
pub(crate) fn one(outcome: Result<()>) -> Result<Count> {
    outcome.map(|()| Count {
        passed: 1,
        failed: 0,
    })
}

/// The steps that ran.
#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

struct Step {
    title: String,
    took: Duration,
    count: Count,
    error: Option<String>,
    log: PathBuf,
}

impl Report {
    /// Adds a step; one that ended in an error counts as one failure.
    pub(crate) fn add(
        &mut self,
        title: String,
        took: Duration,
        outcome: Result<Count>,
        log: PathBuf,
    ) {
        let (count, error) = match outcome {
            Ok(count) => (count, None),
            Err(error) => (
                Count {
                    passed: 0,
                    failed: 1,
                },
                Some(format!("{error:#}")),
            ),
        };
        self.steps.push(Step {
            title,
            took,
            count,
            error,
            log,
        });
    }

    /// Shows what failed, the table, and the closing line; answers whether all passed.
    pub(crate) fn finish(&self) -> bool {
        for step in self.steps.iter().filter(|step| step.count.failed > 0) {
            shell::say(&format!("\n== FAILED: {}", step.title));
            let log = fs::read_to_string(&step.log).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            for line in lines.iter().skip(lines.len().saturating_sub(SHOWN_LINES)) {
                shell::say(line);
            }
            if let Some(error) = &step.error {
                shell::say(error);
            }
        }
        shell::say("");
        let mut total = Count::default();
        for step in &self.steps {
            let word = if step.count.failed == 0 {
                "ok"
            } else {
                "FAILED"
            };
            let (seconds, count) = (
                step.took.as_secs_f64(),
                step.count.passed + step.count.failed,
            );
            shell::say(&format!(
                "{word:<7}{seconds:>7.1} s {count:>6}  {}",
                step.title
            ));
            total.passed += step.count.passed;
            total.failed += step.count.failed;
        }
        shell::say(&format!(
            "\n{} passed, {} failed",
            total.passed, total.failed
        ));
        total.failed == 0 && total.passed > 0
    }
}

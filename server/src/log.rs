//! How does the server log? One line for each request and for what an operator should know; nothing personal.

use crate::config::Log;
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What others log at our level is too much: every look at a session, every connection.
const OTHERS: &str =
    "tower_sessions=error,tower_sessions_core=error,tower_http=warn,sqlx=warn,hyper=warn,h2=warn";

/// Starts logging to standard error. A second start changes nothing.
pub(crate) fn start(log: &Log) {
    let level = log.level.as_str().to_lowercase();
    let filter = EnvFilter::new(format!("{level},{OTHERS}"));
    let format = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        // It would complain on standard error, and panic where that is what has gone away.
        .log_internal_errors(false)
        .with_writer(Stderr);
    let started = if log.json {
        format
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init()
    } else {
        format.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
    drop(started);
}

struct Stderr;

impl<'a> MakeWriter<'a> for Stderr {
    type Writer = std::io::StderrLock<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        std::io::stderr().lock()
    }
}

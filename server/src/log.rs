//! How does the server log? One line for each request and for what an operator should know; nothing personal.

use crate::config::Log;
use std::io::{self, IsTerminal as _, Write};
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What others log at our level is too much: every look at a session, every connection.
const OTHERS: &str =
    "tower_sessions=error,tower_sessions_core=error,tower_http=warn,sqlx=warn,hyper=warn,h2=warn";

/// Starts logging to standard error. A second start changes nothing.
pub(crate) fn start(log: &Log) {
    let ansi = !log.json && std::io::stderr().is_terminal();
    drop(subscriber(log, ansi, std::io::stderr).try_init());
}

/// What writes the lines.
pub(crate) fn subscriber<W, O>(log: &Log, ansi: bool, to: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: Fn() -> O + Send + Sync + 'static,
    O: Write + 'static,
{
    let level = log.level.as_str().to_lowercase();
    let filter = EnvFilter::new(format!("{level},{OTHERS}"));
    let format = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        // It would complain on standard error, and panic where that is what has gone away.
        .log_internal_errors(false)
        .with_writer(move || OneLine { to: to(), ansi });
    if log.json {
        let format = format.json().flatten_event(true);
        Box::new(
            format
                .with_current_span(true)
                .with_span_list(false)
                .finish(),
        )
    } else {
        Box::new(format.with_ansi(ansi).finish())
    }
}

/// Writes each event as one line: an error from outside may have more, or may have been made to look like another event.
struct OneLine<O> {
    to: O,
    /// Whether the lines are coloured, for a person before a terminal.
    ansi: bool,
}

impl<O: Write> OneLine<O> {
    fn steers(&self, byte: u8) -> bool {
        byte.is_ascii_control() && byte != b'\t' && !(self.ansi && byte == 0x1b)
    }
}

impl<O: Write> Write for OneLine<O> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let line = event.strip_suffix(b"\n").unwrap_or(event);
        if line.iter().any(|byte| self.steers(*byte)) {
            let mut kept = Vec::with_capacity(event.len() + 16);
            for byte in line {
                if self.steers(*byte) {
                    kept.extend(byte.escape_ascii());
                } else {
                    kept.push(*byte);
                }
            }
            kept.push(b'\n');
            self.to.write_all(&kept)?;
        } else {
            self.to.write_all(event)?;
        }
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Kept;

    #[test]
    fn an_event_is_one_line_whatever_stands_in_it() {
        for json in [true, false] {
            let (log, kept) = (
                Log {
                    json,
                    level: tracing::Level::INFO,
                },
                Kept::default(),
            );
            let writer = kept.clone();
            let subscriber = subscriber(&log, false, move || writer.clone());
            tracing::subscriber::with_default(subscriber, || {
                let forged = "lost\r\n2026-09-17T02:00:00Z  INFO answered status=200\n\u{1b}[2K";
                tracing::error!(error = %forged, what = forged, "a\nb");
                tracing::info!("the next");
            });
            let text = kept.text();
            assert_eq!(text.lines().count(), 2, "{text}");
            assert!(!text.contains(['\r', '\u{1b}']), "{text}");
            assert!(text.ends_with('\n') && text.contains("the next"));
        }
    }
}

//! How long does the sweep take that looks for due dates to be warned of? The server says it in its log.

use std::fs;
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde::Deserialize;

use super::http::{Connection, Head};
use super::process::{Server, free_address, without_limits};
use super::table::{Mark, Table};
use super::world::World;
use crate::shell;

const NAME: &str = "sweep";
const PATIENCE: Duration = Duration::from_mins(20);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    job: String,
    ms: Option<f64>,
    told: Option<f64>,
}

/// What the server says of a sweep.
#[derive(Debug, PartialEq)]
struct Sweep {
    ms: f64,
    /// Of so many due dates somebody was warned.
    told: f64,
}

/// The first sweep over a demonstration, in which much has come due and nobody was warned of anything: adds the rows `sweep
/// newly due`. What is measured later does not share the processor with its messages: they are waited for.
pub(crate) fn measure_first(world: &World, table: &mut Table) -> Result<()> {
    let server = Sweeping::start(world)?;
    let sweep = first()?;
    let seconds = sweep.ms / 1e3;
    shell::say(&format!(
        "first sweep: warned of {} due dates in {seconds:.2} s",
        sweep.told
    ));
    table.add("sweep newly due", seconds, "s", Mark::AtMost(5.0));
    table.add("sweep newly due dates", sweep.told, "warned of", Mark::None);
    server.until_all_is_told()
}

/// A sweep that finds little to do: adds the row `sweep`.
pub(crate) fn measure(world: &World, table: &mut Table) -> Result<()> {
    let _server = Sweeping::start(world)?;
    let sweep = first()?;
    table.add(NAME, sweep.ms / 1e3, "s", Mark::AtMost(5.0));
    Ok(())
}

/// A server that was started once more, for it sweeps when it starts.
struct Sweeping {
    // It ends with this.
    _server: Server,
    metrics: SocketAddr,
}

impl Sweeping {
    fn start(world: &World) -> Result<Self> {
        let metrics = free_address()?;
        let server = Server::start(NAME, "/healthz", |address| {
            let mut command = world.mingzheng();
            command
                .arg("serve")
                .env("MINGZHENG__HTTP__LISTEN", address.to_string())
                .env("MINGZHENG__METRICS__LISTEN", metrics.to_string())
                .env("MINGZHENG__LOG__FORMAT", "json")
                .env("MINGZHENG__LOG__LEVEL", "debug")
                .envs(without_limits());
            command
        })?;
        Ok(Self {
            _server: server,
            metrics,
        })
    }

    fn until_all_is_told(&self) -> Result<()> {
        let mut connection = Connection::open(self.metrics)?;
        patiently("messages wait still", || {
            let metrics = connection.send(&Head::default().get("/metrics"))?;
            let metrics = String::from_utf8_lossy(&metrics.body).into_owned();
            Ok(metrics
                .lines()
                .any(|line| line == NOTHING_WAITS)
                .then_some(()))
        })
    }
}

/// The first sweep of the server that was started last.
fn first() -> Result<Sweep> {
    let log = shell::target(&format!("bench/{NAME}.log"));
    patiently("no sweep ended", || {
        Ok(first_sweep(&fs::read_to_string(&log)?))
    })
}

const NOTHING_WAITS: &str = "mingzheng_waiting{queue=\"outbox\"} 0";

/// Looks again and again until there is something.
fn patiently<T>(else_said: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(found) = look()? {
            return Ok(found);
        }
        thread::sleep(LOOK_AGAIN);
    }
    bail!("{else_said} after {} minutes", PATIENCE.as_secs() / 60)
}

fn first_sweep(log: &str) -> Option<Sweep> {
    let mut told = 0.0;
    for line in log.lines() {
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            continue;
        };
        told = line.told.unwrap_or(told);
        if line.job == "deadlines" {
            return line.ms.map(|ms| Sweep { ms, told });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Sweep, first_sweep};

    #[test]
    fn the_sweeps_time_is_read_from_the_log() {
        let log = "{\"message\":\"listening\"}\n{\"job\":\"purge\",\"ms\":9.0}\n{\"told\":7}\n{\"job\":\"deadlines\",\"ms\":12.5}\n{\"jo";
        let (ms, told) = (12.5, 7.0);
        assert_eq!(first_sweep(log), Some(Sweep { ms, told }));
        assert_eq!(first_sweep("{}"), None);
    }
}

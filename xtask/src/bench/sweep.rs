//! How long does the sweep take that looks for due dates to be warned of? The server says it in its log.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde::Deserialize;

use super::process::{Server, without_limits};
use super::table::{Mark, Table};
use super::world::World;
use crate::shell;

const NAME: &str = "sweep";
const PATIENCE: Duration = Duration::from_mins(2);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    job: String,
    ms: Option<f64>,
}

/// Starts the server once more, which sweeps when it starts, and adds the row `sweep`.
pub(crate) fn measure(world: &World, table: &mut Table) -> Result<()> {
    let server = Server::start(NAME, "/healthz", |address| {
        let mut command = world.mingzheng();
        command
            .arg("serve")
            .env("MINGZHENG__HTTP__LISTEN", address.to_string())
            .env("MINGZHENG__LOG__FORMAT", "json")
            .env("MINGZHENG__LOG__LEVEL", "debug")
            .envs(without_limits());
        command
    })?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let log = fs::read_to_string(shell::target(&format!("bench/{NAME}.log")))?;
        if let Some(ms) = first_sweep(&log) {
            drop(server);
            table.add(NAME, ms / 1e3, "s", Mark::AtMost(5.0));
            return Ok(());
        }
        thread::sleep(LOOK_AGAIN);
    }
    bail!("no sweep ended in two minutes")
}

fn first_sweep(log: &str) -> Option<f64> {
    log.lines()
        .filter_map(|line| serde_json::from_str::<Line>(line).ok())
        .find(|line| line.job == "deadlines")?
        .ms
}

#[cfg(test)]
mod tests {
    use super::first_sweep;

    #[test]
    fn the_sweeps_time_is_read_from_the_log() {
        let log = "{\"message\":\"listening\"}\n{\"job\":\"purge\",\"ms\":9.0}\n{\"job\":\"deadlines\",\"ms\":12.5}\n{\"jo";
        assert_eq!(first_sweep(log), Some(12.5));
        assert_eq!(first_sweep("{}"), None);
    }
}

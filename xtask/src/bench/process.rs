//! A server under load: started on a free port, watched through `/proc`, stopped at the end.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::http::{Connection, Head};
use crate::shell;

/// Linux shows every process's time in these, whatever the kernel was built with.
const TICKS_PER_SECOND: u64 = 100;
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_AGAIN: Duration = Duration::from_millis(2);
/// A server that works less than this in a second waits for requests alone.
const IDLE: Duration = Duration::from_millis(50);
const PATIENCE_FOR_REST: Duration = Duration::from_mins(5);

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From its start until it answered.
    pub(crate) ready_after: Duration,
}

impl Server {
    /// Starts a program and waits until `health` is answered; the program gets its address from `listen`.
    pub(crate) fn start(
        name: &str,
        health: &str,
        listen: impl FnOnce(SocketAddr) -> Command,
    ) -> Result<Self> {
        let address = free_address()?;
        let log = shell::target(&format!("bench/{name}.log"));
        let output = File::create(&log)?;
        let mut command = listen(address);
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let started = Instant::now();
        let child = command
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        let mut server = Self {
            child,
            address,
            ready_after: Duration::ZERO,
        };
        while !server.answers(health) {
            if let Some(status) = server.child.try_wait()? {
                bail!("{name} ended with {status}; see {}", log.display());
            }
            if started.elapsed() > PATIENCE {
                bail!("{name} does not answer; see {}", log.display());
            }
            thread::sleep(LOOK_AGAIN);
        }
        server.ready_after = started.elapsed();
        Ok(server)
    }

    fn answers(&self, health: &str) -> bool {
        let answer = Connection::open(self.address)
            .and_then(|mut connection| connection.send(&Head::default().get(health)));
        answer.is_ok_and(|answer| answer.is_good())
    }

    /// Processor time that it has used, in user and in kernel.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        ticks(&stat)
            .map(|ticks| Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
            .context("/proc has no processor times")
    }

    /// Waits until it has done what a start brings with it: the sweep, its messages, the count of the board.
    pub(crate) fn until_at_rest(&self) -> Result<()> {
        let started = Instant::now();
        let mut before = self.cpu()?;
        while started.elapsed() < PATIENCE_FOR_REST {
            thread::sleep(Duration::from_secs(1));
            let now = self.cpu()?;
            if now.saturating_sub(before) < IDLE {
                return Ok(());
            }
            before = now;
        }
        bail!("the server does not come to rest")
    }

    /// Memory that it holds now, in bytes.
    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
        let kilobytes: u64 = kilobytes.context("/proc has no memory")?.trim().parse()?;
        Ok(kilobytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; the copy of the database is not used again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// utime and stime: the 14th and 15th field, counted behind the name, which may hold blanks.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// The settings under which nobody asks too much.
pub(crate) fn without_limits() -> impl Iterator<Item = (String, &'static str)> {
    let limits = [
        "ACCOUNT_READ",
        "ACCOUNT_WRITE",
        "ACCOUNT_UPLOAD",
        "ACCOUNT_MACHINE",
    ];
    limits
        .into_iter()
        .map(|limit| (format!("MINGZHENG__LIMITS__{limit}"), "0"))
}

/// An address that nobody listens on.
pub(crate) fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn processor_time_is_found_behind_a_name_with_blanks() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 900 0 0 0 123 45 0 0 20 0 3 0 99 1 1";
        assert_eq!(ticks(stat), Some(168));
        assert_eq!(ticks("nonsense"), None);
    }
}

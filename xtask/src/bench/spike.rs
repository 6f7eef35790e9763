//! How does the server take ten times its load for a minute? Requests come when their time has come, whether or not the
//! ones before are answered, and an answer's time counts from then: who waits in line waits too.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::http::{Answer, Connection, Request};
use super::process::Server;
use super::table::{Mark, Table};

/// Enough that the clients are never what is waited for while an answer takes less than a quarter of a second.
const CLIENTS: usize = 128;
const QUIET: Phase = Phase {
    per_second: 50,
    seconds: 10,
};
const SPIKE: Phase = Phase {
    per_second: 500,
    seconds: 60,
};
const AFTER: Phase = Phase {
    per_second: 50,
    seconds: 20,
};
/// Look-ups alone, at the rate of the spike.
const PACED: Phase = Phase {
    per_second: 500,
    seconds: 10,
};
/// One request of so many files an objection, while drafts last.
const FILINGS: usize = 20;
/// Drafts that it files.
pub(crate) const FILED: usize = (QUIET.requests() + SPIKE.requests() + AFTER.requests()) / FILINGS;
/// What is as fast as this is normal, however fast the quiet minute was.
const NORMAL: Duration = Duration::from_millis(20);

#[derive(Clone, Copy)]
struct Phase {
    per_second: usize,
    seconds: usize,
}

impl Phase {
    const fn requests(self) -> usize {
        self.per_second * self.seconds
    }

    /// When the request at this place comes, after the phase's begin.
    fn time_of(self, place: usize) -> Result<Duration> {
        let millis = place * 1000 / self.per_second;
        Ok(Duration::from_millis(u64::try_from(millis)?))
    }
}

/// One answer, or the lack of one.
struct Met {
    /// In which second of its phase it was asked for.
    second: u64,
    latency: Duration,
    good: bool,
}

/// What comes: look-ups and lists by turns, and filings among them.
pub(crate) fn mixed(reads: [&[Vec<Request>]; 2], filings: &[Request]) -> Vec<Request> {
    let [mut look_ups, mut lists] = reads.map(|dealt| dealt.iter().flatten().cycle());
    let mut filings = filings.iter();
    let all = [QUIET, SPIKE, AFTER].map(Phase::requests).iter().sum();
    let mut mixed = Vec::with_capacity(all);
    for place in 0..all {
        let filing = (place % FILINGS == 0).then(|| filings.next()).flatten();
        let read = if place % 2 == 0 {
            look_ups.next()
        } else {
            lists.next()
        };
        mixed.extend(filing.or(read).cloned());
    }
    mixed
}

/// Adds the rows `spike`.
pub(crate) fn measure(server: &Server, requests: &[Request], table: &mut Table) -> Result<()> {
    let (quiet, rest) = requests.split_at(QUIET.requests().min(requests.len()));
    let (spike, after) = rest.split_at(SPIKE.requests().min(rest.len()));
    let quiet = play(server.address, QUIET, quiet)?;
    let spike = play(server.address, SPIKE, spike)?;
    let after = play(server.address, AFTER, after)?;
    let in_ms = |latency: Duration| latency.as_secs_f64() * 1e3;
    let usual = percentile(&quiet, 95);
    table.add("spike before", in_ms(usual), "ms, 95 %", Mark::None);
    let p95 = in_ms(percentile(&spike, 95));
    table.add("spike", p95, "ms, 95 %", Mark::AtMost(500.0));
    let failed = u32::try_from(spike.iter().filter(|one| !one.good).count())?;
    let all = u32::try_from(spike.len().max(1))?;
    let failed = f64::from(failed) * 100.0 / f64::from(all);
    table.add("spike failed", failed, "%", Mark::AtMost(0.1));
    let normal = normal_again(&after, (usual * 2).max(NORMAL));
    let normal = Duration::from_secs(normal).as_secs_f64();
    table.add("spike recovery", normal, "s", Mark::AtMost(10.0));
    Ok(())
}

/// Adds how long look-ups take that come at a fixed rate.
pub(crate) fn pace(server: &Server, look_ups: &[Vec<Request>], table: &mut Table) -> Result<()> {
    let requests = look_ups.iter().flatten().cycle().take(PACED.requests());
    let requests: Vec<Request> = requests.cloned().collect();
    let met = play(server.address, PACED, &requests)?;
    for (percent, mark) in [(50, Mark::None), (95, Mark::None), (99, Mark::AtMost(50.0))] {
        let latency = percentile(&met, percent).as_secs_f64() * 1e3;
        let name = format!("look-up 500/s {percent}%");
        table.add(&name, latency, "ms", mark);
    }
    Ok(())
}

/// From which second on every second was normal.
fn normal_again(after: &[Met], usual: Duration) -> u64 {
    let mut seconds: BTreeMap<u64, Vec<&Met>> = BTreeMap::new();
    for met in after {
        seconds.entry(met.second).or_default().push(met);
    }
    let strange = |met: &[&Met]| {
        let slow = met.iter().filter(|one| one.latency > usual).count();
        slow * 20 > met.len() || met.iter().any(|one| !one.good)
    };
    let last = seconds.iter().rev().find(|(_, met)| strange(met));
    last.map_or(0, |(second, _)| second + 1)
}

fn percentile(met: &[Met], percent: usize) -> Duration {
    let mut latencies: Vec<_> = met.iter().map(|one| one.latency).collect();
    latencies.sort_unstable();
    let place = (latencies.len() * percent).div_ceil(100).max(1) - 1;
    latencies.get(place).copied().unwrap_or_default()
}

fn play(address: SocketAddr, phase: Phase, requests: &[Request]) -> Result<Vec<Met>> {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::with_capacity(requests.len()));
    let begun = Instant::now();
    let client = || -> Result<()> {
        let mut connection = Connection::open(address)?;
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(place) else {
                return Ok(());
            };
            let at = phase.time_of(place)?;
            thread::sleep(at.saturating_sub(begun.elapsed()));
            let answer = connection.send(request);
            let good = answer.as_ref().is_ok_and(Answer::is_good);
            if answer.is_err() {
                connection = Connection::open(address)?;
            }
            let met = Met {
                second: at.as_secs(),
                latency: begun.elapsed().saturating_sub(at),
                good,
            };
            all.lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push(met);
        }
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
        for client in clients {
            match client.join() {
                Ok(outcome) => outcome?,
                Err(_) => anyhow::bail!("a client broke down"),
            }
        }
        Ok(())
    })?;
    Ok(all
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(second: u64, milliseconds: u64, good: bool) -> Met {
        Met {
            second,
            latency: Duration::from_millis(milliseconds),
            good,
        }
    }

    #[test]
    fn it_is_normal_again_after_the_last_second_that_was_slow_or_failed() {
        let usual = Duration::from_millis(20);
        let after = [
            met(0, 900, true),
            met(1, 5, true),
            met(2, 5, false),
            met(3, 20, true),
        ];
        assert_eq!(normal_again(&after, usual), 3);
        assert_eq!(normal_again(&[met(0, 20, true)], usual), 0);
    }

    #[test]
    fn filings_come_among_the_reads_while_they_last() {
        let read = |name: &str| vec![vec![name.as_bytes().to_vec()]];
        let (look_ups, lists) = (read("look-up"), read("list"));
        let mixed = mixed([&look_ups, &lists], &[b"file".to_vec()]);
        assert_eq!(mixed.len(), 31_500);
        let of = |name: &str| mixed.iter().filter(|one| *one == name.as_bytes()).count();
        assert_eq!((of("file"), of("look-up"), of("list")), (1, 15_749, 15_750));
    }
}

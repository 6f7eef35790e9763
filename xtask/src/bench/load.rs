//! Load in a closed loop: each client sends its next request when the last one is answered.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::http::{Connection, Request};
use super::process::Server;

/// How long the clients go on.
#[derive(Clone, Copy)]
pub(crate) enum Extent {
    /// Around and around until this has passed.
    Lasting(Duration),
    /// Each request once: for writes that can't be repeated.
    Once,
}

/// What one round of load came to.
pub(crate) struct Round {
    /// Answers per second.
    pub(crate) rate: f64,
    /// Microseconds of the server's processor time per answer.
    pub(crate) cpu: f64,
    /// Latencies of the good answers, shortest first.
    latencies: Vec<Duration>,
    pub(crate) errors: u32,
}

#[derive(Default)]
struct Tally {
    latencies: Vec<Duration>,
    errors: u32,
}

impl Round {
    /// The latency in milliseconds below which so many of a hundred answers stay.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = (self.latencies.len() * percent).div_ceil(100).max(1) - 1;
        let latency = self.latencies.get(place).copied().unwrap_or_default();
        latency.as_secs_f64() * 1e3
    }
}

/// Puts load on the server, one client for each list of requests.
pub(crate) fn drive(server: &Server, clients: &[Vec<Request>], extent: Extent) -> Result<Round> {
    let cpu_before = server.cpu()?;
    let started = Instant::now();
    let tallies = thread::scope(|scope| {
        let running: Vec<_> = clients
            .iter()
            .map(|requests| scope.spawn(|| client(server.address, requests, extent)))
            .collect();
        running
            .into_iter()
            .map(|client| client.join().unwrap_or_else(|_| Ok(Tally::default())))
            .collect::<Result<Vec<_>>>()
    })?;
    let seconds = started.elapsed().as_secs_f64();
    let cpu = server.cpu()?.saturating_sub(cpu_before);

    let errors = tallies.iter().map(|tally| tally.errors).sum();
    let mut latencies: Vec<_> = tallies
        .into_iter()
        .flat_map(|tally| tally.latencies)
        .collect();
    latencies.sort_unstable();
    let answers = f64::from(u32::try_from(latencies.len())? + errors).max(1.0);
    Ok(Round {
        rate: answers / seconds,
        cpu: cpu.as_secs_f64() * 1e6 / answers,
        latencies,
        errors,
    })
}

fn client(address: SocketAddr, requests: &[Request], extent: Extent) -> Result<Tally> {
    let mut connection = Connection::open(address)?;
    let mut tally = Tally::default();
    let started = Instant::now();
    match extent {
        Extent::Once => {
            for request in requests {
                tally.count(&mut connection, address, request)?;
            }
        }
        Extent::Lasting(span) => {
            for request in requests.iter().cycle() {
                if started.elapsed() >= span {
                    break;
                }
                tally.count(&mut connection, address, request)?;
            }
        }
    }
    Ok(tally)
}

impl Tally {
    fn count(
        &mut self,
        connection: &mut Connection,
        address: SocketAddr,
        request: &Request,
    ) -> Result<()> {
        let started = Instant::now();
        match connection.send(request) {
            Ok(answer) if answer.is_good() => self.latencies.push(started.elapsed()),
            Ok(_) => self.errors += 1,
            Err(_) => {
                self.errors += 1;
                *connection = Connection::open(address)?;
            }
        }
        Ok(())
    }
}

/// Does a piece of work for each item, `clients` at a time, each on a connection of its own.
pub(crate) fn in_parallel<I: Sync, O: Send>(
    address: SocketAddr,
    clients: usize,
    items: &[I],
    work: impl Fn(&mut Connection, &I) -> Result<O> + Sync,
) -> Result<Vec<O>> {
    let share = items.len().div_ceil(clients).max(1);
    thread::scope(|scope| {
        let running: Vec<_> = items
            .chunks(share)
            .map(|items| {
                scope.spawn(|| {
                    let mut connection = Connection::open(address)?;
                    items
                        .iter()
                        .map(|item| work(&mut connection, item))
                        .collect::<Result<Vec<_>>>()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(items.len());
        for done in running {
            match done.join() {
                Ok(outcome) => all.extend(outcome?),
                Err(_) => anyhow::bail!("a client broke down"),
            }
        }
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(milliseconds: impl Iterator<Item = u64>) -> Round {
        Round {
            rate: 0.0,
            cpu: 0.0,
            latencies: milliseconds.map(Duration::from_millis).collect(),
            errors: 0,
        }
    }

    #[test]
    fn a_percentile_is_the_latency_that_so_many_stay_at_or_below() {
        let round = round(1..=200);
        let shown = [50, 95, 99, 100].map(|percent| round.percentile(percent).to_string());
        assert_eq!(shown, ["100", "190", "198", "200"]);
    }

    #[test]
    fn without_answers_there_is_no_latency() {
        assert_eq!(round(0..0).percentile(50).to_string(), "0");
    }
}

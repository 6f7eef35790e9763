//! `cargo xtask timing`: does the time that an answer takes tell whether something exists?
//!
//! Each pair of requests differs in one thing: what is asked for is there, or isn't. They are sent turn by turn, and beside
//! them a third that is of the same kind as the first: what differs between those two is the machine's noise.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::bench::http::{Connection, Head, Request};
use crate::fuzz::{self, role};
use crate::shell;
use crate::test::rust;

/// Of two medians, one may be so many times the other.
const RATIO_MOST: f64 = 1.1;
/// So much more often than by chance the slower of two may be the one that exists.
const EDGE_MOST: f64 = 0.15;
/// Rounds before it counts.
const WARM: usize = 20;
/// A citizen with licences and cases, who isn't the one that asks,
const OTHER: &str = "陈桂芳";
/// and a clerk of an agency with cases, where the one that asks isn't.
const ELSEWHERE: &str = "ziran-jingban1";

/// How often.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Rounds of each pair
    #[arg(long, default_value_t = 400)]
    rounds: usize,
}

/// One question: asked of what is there, of something else that is there, and of what isn't.
struct Question {
    name: &'static str,
    /// What all three are answered.
    status: u16,
    asked: [Ask; 3],
}

/// The request of a round.
type Ask = Box<dyn Fn(usize) -> Request>;

/// Builds the server, asks and tells.
pub(crate) fn run(options: &Options) -> Result<()> {
    rust::build(&shell::target("timing.log"))?;
    let server = fuzz::demonstration("timing")?;
    let mut to = Connection::open(server.address)?;
    shell::say(
        "median of what is there, of what isn't, and between the two, beside two that are there",
    );
    let mut told = Vec::new();
    for question in questions(&mut to)? {
        let times = asked(&question, options.rounds, &mut to)?;
        if !said(question.name, &times) {
            told.push(question.name);
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    bail!("the time tells what is there: {}", told.join(", "))
}

fn questions(to: &mut Connection) -> Result<Vec<Question>> {
    let known: Value = to
        .send(&Head::default().get("/api/v1/demonstration"))?
        .json()?;
    let citizen = role::citizen(role::CITIZEN, &known, to)?;
    let others = role::citizen(OTHER, &known, to)?;
    let clerk = role::staff(role::HANDLER, &known, to)?;
    let elsewhere = role::staff(ELSEWHERE, &known, to)?;
    let licences = ids("/api/v1/licences", &others, to)?;
    let cases = ids("/api/v1/objections", &others, to)?;
    let away = ids("/api/v1/desk/objections", &elsewhere, to)?;
    Ok(vec![
        Question {
            name: "log-in of staff",
            status: 401,
            asked: [
                log_in(role::HANDLER),
                log_in("shichang-shenpi"),
                log_in("nobody-of-that-name"),
            ],
        },
        found(
            "somebody else's licence",
            "/api/v1/licences/",
            &citizen,
            &licences,
        ),
        found(
            "somebody else's case",
            "/api/v1/objections/",
            &citizen,
            &cases,
        ),
        found(
            "another agency's case",
            "/api/v1/objections/",
            &clerk,
            &away,
        ),
    ])
}

/// The wrong password each time, each time from another network, for one network has few tries.
fn log_in(username: &'static str) -> Ask {
    Box::new(move |round| {
        let from = format!("198.{}.{}.7", 18 + round / 250 % 2, round % 250);
        let head = Head {
            forwarded_for: Some(&from),
            ..Head::default()
        };
        let body = json!({ "username": username, "password": "not the right one" });
        head.post("/api/v1/session/staff", &body)
    })
}

/// Reads of things by their ids, which are this reader's not to see.
fn found(name: &'static str, folder: &'static str, cookie: &str, ids: &[String]) -> Question {
    let get = |id: Box<dyn Fn(usize) -> String>| -> Ask {
        let cookie = cookie.to_owned();
        Box::new(move |round| {
            let head = Head {
                cookie: Some(&cookie),
                ..Head::default()
            };
            head.get(&[folder, &id(round)].concat())
        })
    };
    let there = |first: usize| -> Box<dyn Fn(usize) -> String> {
        let ids = ids.to_vec();
        Box::new(move |round| {
            ids.iter()
                .cycle()
                .nth(first + 2 * round)
                .cloned()
                .unwrap_or_default()
        })
    };
    let nowhere = Box::new(|round| format!("01900000-0000-7000-8000-{round:012x}"));
    Question {
        name,
        status: 404,
        asked: [get(there(0)), get(there(1)), get(nowhere)],
    }
}

fn ids(path: &str, cookie: &str, to: &mut Connection) -> Result<Vec<String>> {
    let head = Head {
        cookie: Some(cookie),
        ..Head::default()
    };
    let page: Value = to.send(&head.get(path))?.json()?;
    let items = page.pointer("/items").and_then(Value::as_array);
    let ids = items
        .into_iter()
        .flatten()
        .filter_map(|item| item["id"].as_str());
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    if ids.is_empty() {
        bail!("there is nothing at {path}");
    }
    Ok(ids)
}

/// How long each answer took; who goes first changes from round to round.
fn asked(question: &Question, rounds: usize, to: &mut Connection) -> Result<[Vec<Duration>; 3]> {
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..rounds + WARM {
        for turn in 0..3 {
            let one = (round + turn) % 3;
            let (ask, times) = question
                .asked
                .iter()
                .zip(&mut times)
                .nth(one)
                .context("one of three")?;
            let request = ask(3 * round + one);
            let started = Instant::now();
            let answer = to.send(&request)?;
            let took = started.elapsed();
            if answer.status != question.status {
                bail!("{} was answered {}", question.name, answer.status);
            }
            if round >= WARM {
                times.push(took);
            }
        }
    }
    Ok(times)
}

/// Says how they compare; whether nobody can tell them apart.
fn said(name: &str, [there, again, not_there]: &[Vec<Duration>; 3]) -> bool {
    let (one, other) = (median(there), median(not_there));
    let (edge, noise) = (edge(there, not_there), edge(there, again));
    let ratio = (one / other).max(other / one);
    let apart = ratio > RATIO_MOST || edge.abs() > EDGE_MOST + noise.abs();
    shell::say(&format!(
        "{name}: {:.3} ms, {:.3} ms, {ratio:.3} times, slower in {:.0} % (noise {:.0} %){}",
        one * 1e3,
        other * 1e3,
        50.0 + edge * 50.0,
        50.0 + noise * 50.0,
        if apart { ": TELLS" } else { "" },
    ));
    !apart
}

fn median(times: &[Duration]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted
        .get(sorted.len() / 2)
        .map_or(0.0, Duration::as_secs_f64)
}

/// How much more often one is slower than the other, over all pairs: from -1 to 1, 0 by chance.
fn edge(one: &[Duration], other: &[Duration]) -> f64 {
    let slower = |a: &Duration| {
        other
            .iter()
            .map(|b| f64::from(i8::from(a > b) - i8::from(a < b)))
            .sum::<f64>()
    };
    let pairs = f64::from(u32::try_from(one.len() * other.len()).unwrap_or(u32::MAX));
    one.iter().map(slower).sum::<f64>() / pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(millis: &[u64]) -> Vec<Duration> {
        millis.iter().copied().map(Duration::from_millis).collect()
    }

    #[test]
    fn what_takes_as_long_has_no_edge_and_what_is_always_slower_has_all_of_it() {
        let (one, other) = (times(&[1, 2, 3]), times(&[4, 5]));
        assert!(edge(&one, &one).abs() < 1e-9);
        assert!((edge(&other, &one) - 1.0).abs() < 1e-9);
        assert!((edge(&one, &other) + 1.0).abs() < 1e-9);
        assert!((median(&one) - 0.002).abs() < 1e-9);
    }
}

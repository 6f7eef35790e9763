//! How fast are open due dates counted again by a new calendar? A demonstration with a hundred thousand of them; two
//! supervisors load days off that move every one, and the job is watched until it is done.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::http::{Connection, Head};
use super::process::Server;
use super::table::{Mark, Table};
use super::{Options, serve_on, world};
use crate::shell;

/// Of sixty cases of the demonstration forty-seven due dates are open.
const SIZE: (u32, u32) = (150_000, 128_000);
const PATIENCE: Duration = Duration::from_mins(5);
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// Days off before today and from tomorrow on: whatever runs is counted over some of them.
const SPANS: [(i64, i64); 2] = [(-13, 0), (1, 7)];

#[derive(Deserialize)]
struct Accounts {
    staff: Vec<Account>,
}

#[derive(Deserialize)]
struct Account {
    username: String,
    password: String,
    role: String,
}

#[derive(Deserialize)]
struct Detail {
    summary: Summary,
}

#[derive(Deserialize)]
struct Summary {
    id: String,
    version: i64,
}

#[derive(Deserialize)]
struct Desk {
    recount: Option<Recount>,
}

#[derive(Deserialize)]
struct Recount {
    done: u32,
    later: u32,
    finished_at: Option<String>,
}

#[derive(Deserialize)]
struct Session {
    now: String,
}

/// Adds the rows `recompute`.
pub(crate) fn measure(table: &mut Table) -> Result<()> {
    let (licences, cases) = SIZE;
    let world = world::World::prepare(&Options {
        licences,
        cases,
        in_hand: None,
        database_url: None,
    })?;
    let server = serve_on(&world)?;
    let [first, second] = supervisors(&server)?;
    let body = arrangement(today(&server)?)?;
    let looked = Instant::now();
    let _: Value = post(&server, &first, "/api/v1/calendar/reviews", &body, 1)?;
    let dry_run = looked.elapsed().as_secs_f64();
    let path = "/api/v1/calendar/arrangements";
    let proposed: Detail = post(&server, &first, path, &body, 2)?;
    let path = format!("{path}/{}/approve", proposed.summary.id);
    let started = Instant::now();
    let version = json!({ "version": proposed.summary.version });
    let _: Value = post(&server, &second, &path, &version, 3)?;
    let recount = finished(&server, &second, started)?;
    let seconds = started.elapsed().as_secs_f64();
    shell::say(&format!(
        "recompute: {} due dates, {} of them moved, in {seconds:.1} s",
        recount.done, recount.later
    ));
    table.add("recompute dry run", dry_run, "s", Mark::None);
    // 100,000 that all move in 30 seconds.
    let hundred_thousand = seconds * 100_000.0 / f64::from(recount.later.max(1));
    table.add(
        "recompute",
        hundred_thousand,
        "s for 100,000",
        Mark::AtMost(30.0),
    );
    Ok(())
}

fn finished(server: &Server, cookie: &str, started: Instant) -> Result<Recount> {
    while started.elapsed() < PATIENCE {
        let head = Head {
            cookie: Some(cookie),
            ..Head::default()
        };
        let desk: Desk = Connection::open(server.address)?
            .send(&head.get("/api/v1/calendar"))?
            .json()?;
        if let Some(recount) = desk.recount.filter(|one| one.finished_at.is_some()) {
            return Ok(recount);
        }
        std::thread::sleep(LOOK_AGAIN);
    }
    bail!("not all due dates were counted again in five minutes")
}

/// The two of the managing body, logged in.
fn supervisors(server: &Server) -> Result<[String; 2]> {
    let mut connection = Connection::open(server.address)?;
    let accounts: Accounts = connection
        .send(&Head::default().get("/api/v1/demonstration"))?
        .json()?;
    let mut cookies = Vec::new();
    for account in accounts.staff.iter().filter(|one| one.role == "supervisor") {
        let login = json!({ "username": account.username, "password": account.password });
        let answer = connection.send(&Head::default().post("/api/v1/session/staff", &login))?;
        cookies.push(answer.cookie.context("a supervisor can't log in")?);
    }
    <[String; 2]>::try_from(cookies)
        .ok()
        .context("the demonstration has two supervisors")
}

fn post<T: DeserializeOwned>(
    server: &Server,
    cookie: &str,
    path: &str,
    body: &Value,
    once: u64,
) -> Result<T> {
    let head = Head {
        cookie: Some(cookie),
        once: Some(once),
        ..Head::default()
    };
    let mut connection = Connection::open(server.address)?;
    let answer = connection.send(&head.post(path, body))?;
    answer.json().with_context(|| path.to_owned())
}

/// The local date of the server's time.
fn today(server: &Server) -> Result<Date> {
    let mut connection = Connection::open(server.address)?;
    let session: Session = connection
        .send(&Head::default().get("/api/v1/session"))?
        .json()?;
    let now: jiff::Timestamp = session.now.parse()?;
    Ok(Offset::constant(8).to_datetime(now).date())
}

/// Days off in this year, before and after today.
fn arrangement(today: Date) -> Result<Value> {
    let mut lines = Vec::new();
    for (from, through) in SPANS {
        let of_year = |days: i64| -> Result<Date> {
            let (first, last) = (today.first_of_year(), today.last_of_year());
            Ok(today.checked_add(days.days())?.clamp(first, last))
        };
        lines.push(line(of_year(from)?, of_year(through)?));
    }
    Ok(json!({
        "kind": "region",
        "year": today.year(),
        "number": "演示电〔2026〕3号",
        "published": today.to_string(),
        "url": "https://www.gov.cn/",
        "text": lines.join("\n"),
    }))
}

fn line(from: Date, through: Date) -> String {
    let day = |date: Date| format!("{}月{}日", date.month(), date.day());
    format!("压测：{}至{}放假。", day(from), day(through))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_are_written_as_notices_write_them() {
        let day = |day| Date::constant(2026, 11, day);
        assert_eq!(line(day(16), day(29)), "压测：11月16日至11月29日放假。");
    }
}

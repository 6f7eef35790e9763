//! Who lives in the demonstration? It names some itself; the supervisor's cases name the others.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;

use super::http::{Connection, Head};
use super::load::in_parallel;
use super::process::Server;

const CLIENTS: usize = 16;
const PAGE: usize = 100;

#[derive(Deserialize)]
struct Accounts {
    persons: Vec<Person>,
    staff: Vec<Account>,
}

#[derive(Deserialize)]
struct Person {
    holder: String,
}

#[derive(Deserialize)]
struct Account {
    username: String,
    password: String,
    role: String,
}

#[derive(Deserialize)]
struct Queue {
    items: Vec<Row>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
}

#[derive(Deserialize)]
struct Case {
    holder: String,
}

/// The ids of at least so many different holders, or of all whom the demonstration names and who ever objected.
pub(crate) fn find(server: &Server, wanted: usize) -> Result<Vec<String>> {
    let mut connection = Connection::open(server.address)?;
    let accounts: Accounts = connection
        .send(&Head::default().get("/api/v1/demonstration"))?
        .json()?;
    let cookie = log_in(&mut connection, &accounts.staff)?;
    let head = Head {
        cookie: Some(&cookie),
        ..Head::default()
    };
    let persons = accounts.persons.into_iter().map(|person| person.holder);
    let mut holders: BTreeSet<String> = persons.collect();
    for filter in ["finished", "open"] {
        let mut cursor = String::new();
        while holders.len() < wanted {
            let path = format!("/api/v1/desk/objections?filter={filter}&limit={PAGE}{cursor}");
            let page: Queue = connection.send(&head.get(&path))?.json()?;
            holders.extend(in_parallel(
                server.address,
                CLIENTS,
                &page.items,
                |connection, row| {
                    let path = format!("/api/v1/objections/{}", row.id);
                    let case: Case = connection.send(&head.get(&path))?.json()?;
                    Ok(case.holder)
                },
            )?);
            let Some(next) = page.next else {
                break;
            };
            cursor = format!("&cursor={next}");
        }
    }
    Ok(holders.into_iter().collect())
}

fn log_in(connection: &mut Connection, staff: &[Account]) -> Result<String> {
    let supervisor = staff
        .iter()
        .find(|account| account.role == "supervisor")
        .context("the demonstration has no supervisor")?;
    let login = json!({ "username": supervisor.username, "password": supervisor.password });
    let answer = connection.send(&Head::default().post("/api/v1/session/staff", &login))?;
    let _: IgnoredAny = answer.json().context("the supervisor can't log in")?;
    answer.cookie.context("the log-in gave no cookie")
}

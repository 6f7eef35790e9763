//! How long does the board of cases take to open, for who watches all of them?

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::http::{Connection, Head};
use super::process::Server;
use super::table::{Mark, Table, median};

/// The page is opened so often.
const TIMES: usize = 15;
/// The job counts the cases when the server starts; a million take it a while.
const PATIENCE: usize = 600;

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
struct Board {
    as_of: Option<String>,
}

/// Opens the board as a supervisor, once it was counted.
pub(crate) fn measure(server: &Server, table: &mut Table) -> Result<()> {
    let mut connection = Connection::open(server.address)?;
    let accounts: Accounts = connection
        .send(&Head::default().get("/api/v1/demonstration"))?
        .json()?;
    let supervisor = accounts.staff.iter().find(|one| one.role == "supervisor");
    let supervisor = supervisor.context("the demonstration has no supervisor")?;
    let login = json!({ "username": supervisor.username, "password": supervisor.password });
    let answer = connection.send(&Head::default().post("/api/v1/session/staff", &login))?;
    let cookie = answer.cookie.context("the log-in gave no cookie")?;
    let head = || Head {
        cookie: Some(&cookie),
        ..Head::default()
    };
    let mut waited = 0;
    loop {
        let board: Board = connection.send(&head().get("/api/v1/board"))?.json()?;
        if board.as_of.is_some() {
            break;
        }
        waited += 1;
        ensure!(waited < PATIENCE, "the cases were never counted");
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let answer = connection.send(&head().get("/api/v1/board"))?;
        ensure!(answer.is_good(), "the board can't be opened");
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    table.add(
        "board",
        median(times.into_iter()),
        "ms",
        Mark::AtMost(300.0),
    );
    Ok(())
}

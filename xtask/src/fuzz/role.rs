//! As whom the requests are sent.

use std::fmt;

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::bench::http::{Connection, Head};

/// Who sends.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Nobody who is logged in
    Anonymous,
    /// A citizen with licences in every standing
    Citizen,
    /// A clerk who handles
    Handler,
    /// A clerk who approves
    Approver,
    /// A supervisor
    Supervisor,
    /// The managing body
    Manager,
    /// Another system, with a key for the hotline's work orders
    Machine,
}

/// All of them.
pub(crate) const ROLES: [Role; 7] = [
    Role::Anonymous,
    Role::Citizen,
    Role::Handler,
    Role::Approver,
    Role::Supervisor,
    Role::Manager,
    Role::Machine,
];

/// A citizen with licences in every standing.
pub(crate) const CITIZEN: &str = "段海涛";
/// A clerk who handles.
pub(crate) const HANDLER: &str = "shichang-jingban1";
const SUPERVISOR: &str = "dating-jiandu";
/// 统一社会信用代码 of the agency in whose name the key acts.
const AGENCY: &str = "11990100MB99000131";

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("role", |value| value.get_name()))
    }
}

impl Role {
    /// The header by which the server knows who sends.
    pub(crate) fn header(self, known: &Value, to: &mut Connection) -> Result<Option<String>> {
        let cookie = match self {
            Self::Anonymous => return Ok(None),
            Self::Citizen => citizen(CITIZEN, known, to)?,
            Self::Handler => staff(HANDLER, known, to)?,
            Self::Approver => staff("shichang-shenpi", known, to)?,
            Self::Supervisor => staff(SUPERVISOR, known, to)?,
            Self::Manager => staff("keji-guanli", known, to)?,
            Self::Machine => {
                let cookie = staff(SUPERVISOR, known, to)?;
                let secret = key(&cookie, to)?;
                return Ok(Some(format!("Authorization: Bearer {secret}")));
            }
        };
        Ok(Some(format!("Cookie: {cookie}")))
    }
}

/// The session of a citizen of the demonstration.
pub(crate) fn citizen(name: &str, known: &Value, to: &mut Connection) -> Result<String> {
    let persons = known
        .pointer("/persons")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut found = persons.filter(|person| person["name"] == name);
    let ticket = found.next().context("the citizen isn't there")?["holder"].clone();
    log_in("/api/v1/session/citizen", &json!({ "ticket": ticket }), to)
}

/// The session of an account of the demonstration.
pub(crate) fn staff(username: &str, known: &Value, to: &mut Connection) -> Result<String> {
    let accounts = known
        .pointer("/staff")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut found = accounts.filter(|account| account["username"] == username);
    let password = found.next().context("the account isn't there")?["password"].clone();
    let body = json!({ "username": username, "password": password });
    log_in("/api/v1/session/staff", &body, to)
}

fn log_in(path: &str, body: &Value, to: &mut Connection) -> Result<String> {
    let answer = to.send(&Head::default().post(path, body))?;
    answer.json::<Value>()?;
    answer.cookie.context("no session was begun")
}

fn key(cookie: &str, to: &mut Connection) -> Result<String> {
    let head = Head {
        cookie: Some(cookie),
        once: Some(1),
        ..Head::default()
    };
    let body = json!({ "agency_code": AGENCY, "purpose": "work-orders", "label": "对接系统" });
    let given: Value = to.send(&head.post("/api/v1/machine-keys", &body))?.json()?;
    let secret = given
        .pointer("/secret")
        .and_then(Value::as_str)
        .context("the key has no secret")?;
    Ok(secret.to_owned())
}

//! `cargo xtask fuzz`: requests that nobody would send, made from the API's description, to the server as it is built for
//! the tests.
//!
//! Each role sends them to a demonstration of its own, which sets no limits: no answer may be a fault, have a status, a type
//! or a body that the description doesn't name, or a person in a problem.

pub(crate) mod parsers;
pub(crate) mod role;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::http::{Connection, Head};
use crate::bench::process::{Server, without_limits};
use crate::setup::python;
use crate::shell;
use crate::test::rust;
pub(crate) use role::ROLES;
use role::Role;

const PACKAGE: &str = "schemathesis==4.32.5";
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance,no_person_in_a_problem";
/// What who is logged in doesn't ask, so as to stay it: to be logged out, or that an account or a key ends.
const SPARED: &str = "session|devices|/end$|/staff/";
/// What every run is told; by the seed a fault is found again.
const ALWAYS: [&str; 11] = [
    "--phases",
    "coverage,fuzzing",
    "--checks",
    CHECKS,
    "--seed",
    "1",
    "--no-shrink",
    "--continue-on-failure",
    "--no-color",
    "--warnings",
    "off",
];

/// How much is sent.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Cases of each role, about
    #[arg(long, default_value_t = 10_000)]
    cases: usize,
    /// Only this role; may be given again
    #[arg(long, value_enum)]
    role: Vec<Role>,
}

/// How much each role sends.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// Made up for each operation, besides those that stand at the borders of what is allowed.
    pub(crate) examples: usize,
    /// Of all together; without end where there is none.
    pub(crate) seconds: Option<u32>,
}

/// Builds the server and lets each role send.
pub(crate) fn run(options: &Options) -> Result<()> {
    let log = shell::target("fuzz.log");
    rust::build(&log)?;
    let roles = if options.role.is_empty() {
        ROLES.to_vec()
    } else {
        options.role.clone()
    };
    let mut failed = Vec::new();
    for role in roles {
        let bounds = Bounds {
            examples: options.cases / OPERATIONS_ABOUT,
            seconds: None,
        };
        if let Err(error) = as_role(role, bounds, &log) {
            shell::say(&format!("{role}: {error:#}"));
            failed.push(role.to_string());
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("found something as {}", failed.join(", "))
}

/// The API's operations, about.
const OPERATIONS_ABOUT: usize = 150;

/// Lets one role send to a demonstration of its own.
pub(crate) fn as_role(role: Role, bounds: Bounds, log: &Path) -> Result<()> {
    let schemathesis = python::program("schemathesis", PACKAGE)?;
    let server = demonstration(&format!("fuzz-{role}"))?;
    let mut connection = Connection::open(server.address)?;
    let known: Value = connection
        .send(&Head::default().get("/api/v1/demonstration"))?
        .json()?;
    let origin = format!("http://{}", server.address);
    let mut command = Command::new(schemathesis);
    command
        .args(["run", &format!("{origin}/api/openapi.json")])
        .args(ALWAYS)
        .args(["--max-examples", &bounds.examples.max(1).to_string()])
        .args(["-H", &format!("Origin: {origin}")])
        .current_dir(scratch()?)
        .env("SCHEMATHESIS_HOOKS", "checks")
        .env("PYTHONPATH", shell::root().join("xtask/src/fuzz"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PERSONS", persons(&known)?);
    if let Some(seconds) = bounds.seconds {
        command.args(["--max-time", &seconds.to_string()]);
    }
    if let Some(header) = role.header(&known, &mut connection)? {
        command.args(["-H", &header]);
        command.args(["--exclude-path-regex", SPARED]);
    }
    shell::logged(&mut command, log)
}

/// A demonstration of its own without limits, behind a proxy that says from where who sends comes.
pub(crate) fn demonstration(name: &str) -> Result<Server> {
    fs::create_dir_all(shell::target("bench"))?;
    Server::start(name, "/healthz", |address| {
        let mut serve = Command::new(shell::target("debug/mingzheng"));
        serve.args(["serve", "--demo", "--listen", &address.to_string()]);
        serve
            .envs(without_limits())
            .env("MINGZHENG__HTTP__PROXIES", "1");
        serve
    })
}

/// Who lives in the demonstration, separated by commas.
fn persons(known: &Value) -> Result<String> {
    let persons = known
        .pointer("/persons")
        .and_then(Value::as_array)
        .context("nobody is there")?;
    let names = persons.iter().filter_map(|person| person["name"].as_str());
    Ok(names.collect::<Vec<_>>().join(","))
}

/// Where it may leave what it keeps for itself.
fn scratch() -> Result<PathBuf> {
    let folder = shell::target("fuzz");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

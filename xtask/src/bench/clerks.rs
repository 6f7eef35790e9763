//! A clerk who searches: by a holder's number, by the beginning of a name, by what licences are.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::citizens::deal;
use super::http::{Connection, Head, Request};
use super::process::Server;

/// So many numbers are read from faces to be searched for.
const NUMBERS: usize = 60;
/// The family names of the demonstration's people, in percent-encoding.
const NAMES: [&str; 6] = [
    "%E7%8E%8B",
    "%E6%9D%8E",
    "%E5%BC%A0%E4%BC%9F",
    "%E5%88%98",
    "%E9%99%88",
    "%E6%9D%A8",
];
const STATES: [&str; 6] = [
    "standing=valid&order=ends",
    "standing=expired",
    "expiring=30",
    "standing=cancelled",
    "disputed=true",
    "standing=suspended&order=ends",
];

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
struct Page {
    items: Vec<Item>,
    #[serde(default)]
    types: Vec<Type>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
}

#[derive(Deserialize)]
struct Type {
    code: String,
}

#[derive(Deserialize)]
struct Detail {
    face: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    value: String,
}

/// Somebody at an issuing desk who is logged in, with what the own agency issues.
pub(crate) struct Clerk {
    cookie: String,
    pub(crate) types: Vec<String>,
}

/// The requests of each kind of search.
pub(crate) struct Searches {
    pub(crate) number: Vec<Vec<Request>>,
    pub(crate) name: Vec<Vec<Request>>,
    pub(crate) status: Vec<Vec<Request>>,
    /// The first page of the queue with its counters.
    pub(crate) queue: Vec<Vec<Request>>,
}

/// Logs the handler in whose agency issues most types.
pub(crate) fn log_in(server: &Server) -> Result<Clerk> {
    let mut connection = Connection::open(server.address)?;
    let accounts: Accounts = connection
        .send(&Head::default().get("/api/v1/demonstration"))?
        .json()?;
    let mut best: Option<Clerk> = None;
    for account in accounts.staff.iter().filter(|one| one.role == "handler") {
        let login = json!({ "username": account.username, "password": account.password });
        let answer = connection.send(&Head::default().post("/api/v1/session/staff", &login))?;
        let _: IgnoredAny = answer.json().context("a handler can't log in")?;
        let cookie = answer.cookie.context("the log-in gave no cookie")?;
        let page: Page = connection.send(&list(&cookie, "limit=1"))?.json()?;
        let types: Vec<String> = page.types.into_iter().map(|one| one.code).collect();
        if best
            .as_ref()
            .is_none_or(|best| best.types.len() < types.len())
        {
            best = Some(Clerk { cookie, types });
        }
    }
    best.context("the demonstration has no handler")
}

impl Clerk {
    /// Whether any version of a type waits for its seal.
    pub(crate) fn waits(&self, server: &Server, type_code: &str) -> Result<bool> {
        let mut connection = Connection::open(server.address)?;
        let asked = format!("type={type_code}&unsealed=true&limit=1");
        let page: Page = connection.send(&list(&self.cookie, &asked))?.json()?;
        Ok(!page.items.is_empty())
    }

    /// The searches of this clerk, dealt out to so many clients.
    pub(crate) fn searches(&self, server: &Server, clients: usize) -> Result<Searches> {
        let numbers = self.numbers(server)?;
        let by_number = numbers.iter().map(|number| {
            let body: Value = json!({ "number": number });
            self.head().post("/api/v1/desk/licences/search", &body)
        });
        let by_name = NAMES.map(|name| list(&self.cookie, &format!("q={name}")));
        let by_status = STATES.map(|state| list(&self.cookie, state));
        let again = |requests: Vec<Request>| {
            let count = requests.len().max(1) * clients;
            deal(requests.into_iter().cycle().take(count), clients)
        };
        Ok(Searches {
            number: again(by_number.collect()),
            name: again(by_name.to_vec()),
            status: again(by_status.to_vec()),
            queue: again(vec![self.head().get("/api/v1/desk/objections")]),
        })
    }

    /// Numbers of holders, as faces show them to who asks for them in full.
    fn numbers(&self, server: &Server) -> Result<Vec<String>> {
        let mut connection = Connection::open(server.address)?;
        let page: Page = connection.send(&list(&self.cookie, "limit=100"))?.json()?;
        let mut numbers = Vec::new();
        for item in &page.items {
            let path = format!("/api/v1/licences/{}?reveal=true", item.id);
            let detail: Detail = connection.send(&self.head().get(&path))?.json()?;
            let number = detail
                .face
                .into_iter()
                .map(|field| field.value)
                .find(|value| {
                    value.len() == 18 && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
                });
            numbers.extend(number);
            if numbers.len() == NUMBERS {
                break;
            }
        }
        Ok(numbers)
    }

    fn head(&self) -> Head<'_> {
        Head {
            cookie: Some(&self.cookie),
            ..Head::default()
        }
    }
}

fn list(cookie: &str, asked: &str) -> Request {
    let head = Head {
        cookie: Some(cookie),
        ..Head::default()
    };
    head.get(&format!("/api/v1/desk/licences?{asked}"))
}

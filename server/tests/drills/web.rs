//! Somebody who sends requests and may never get an answer.

use serde_json::{Value, json};
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use uuid::Uuid;

/// Longer than any answer of the server may take.
const PATIENCE: Duration = Duration::from_secs(45);

/// Somebody, logged in or not.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) address: String,
    pub(crate) cookie: String,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cookie: String,
    /// After how many seconds it is worth trying again, where the answer says so.
    pub(crate) retry_after: Option<u64>,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.body[name].as_str().unwrap().to_owned()
    }

    pub(crate) fn version(&self) -> i64 {
        self.body["version"].as_i64().unwrap()
    }
}

impl Client {
    pub(crate) fn known(address: &str, cookie: &str) -> Self {
        Self {
            address: address.to_owned(),
            cookie: cookie.to_owned(),
        }
    }

    pub(crate) fn citizen(address: &str, holder: &str) -> Self {
        Self::logged_in(address, "/session/citizen", &json!({ "ticket": holder }))
    }

    pub(crate) fn staff(address: &str, username: &str) -> Self {
        let login = json!({ "username": username, "password": "yanshi2026" });
        Self::logged_in(address, "/session/staff", &login)
    }

    fn logged_in(address: &str, path: &str, login: &Value) -> Self {
        let answer = Self::known(address, "").send("POST", path, login, None);
        let answer = answer.unwrap();
        assert!(answer.is_good(), "{answer:?}");
        Self::known(address, &answer.cookie)
    }

    pub(crate) fn get(&self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, &Value::Null, None)
    }

    /// A request; an error if no whole answer comes.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        body: &Value,
        key: Option<Uuid>,
    ) -> io::Result<Answer> {
        let mut connection = self.connect()?;
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let request = self.head(method, path, body.len(), key) + &body;
        connection.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        read(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    pub(crate) fn connect(&self) -> io::Result<TcpStream> {
        let connection = TcpStream::connect(&self.address)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.set_write_timeout(Some(PATIENCE))?;
        Ok(connection)
    }

    /// The head of a request with so many bytes of JSON.
    pub(crate) fn head(
        &self,
        method: &str,
        path: &str,
        length: usize,
        key: Option<Uuid>,
    ) -> String {
        let (host, cookie) = (&self.address, &self.cookie);
        let key = key.unwrap_or_else(new_key);
        format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {cookie}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    }
}

/// The key of a request that wasn't sent before.
pub(crate) fn new_key() -> Uuid {
    Uuid::from_u128(rand::random())
}

/// An answer, if it came whole.
fn read(bytes: &[u8]) -> Option<Answer> {
    let answer = std::str::from_utf8(bytes).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
    let length: Option<usize> = header("content-length: ").and_then(|length| length.parse().ok());
    if length.is_some_and(|length| length != body.len()) {
        return None;
    }
    let cookies = head
        .lines()
        .filter_map(|line| line.strip_prefix("set-cookie: "));
    let cookies: Vec<&str> = cookies
        .filter_map(|cookie| cookie.split(';').next())
        .collect();
    Some(Answer {
        status,
        cookie: cookies.join("; "),
        retry_after: header("retry-after: ").and_then(|after| after.parse().ok()),
        body: serde_json::from_str(body).unwrap_or_default(),
    })
}

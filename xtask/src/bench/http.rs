//! One kept-alive HTTP/1.1 connection: a request out, its answer in.
//!
//! Requests are made into bytes beforehand, so that a measured client does little but wait.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(30);

/// A request as it goes over the wire.
pub(crate) type Request = Vec<u8>;

/// The head of a request, to be finished by one of the verbs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Head<'a> {
    /// `name=value` of the session.
    pub(crate) cookie: Option<&'a str>,
    /// The token of who asks.
    pub(crate) bearer: Option<&'a str>,
    /// What makes a repeated write the same write.
    pub(crate) once: Option<u64>,
    /// `br` or nothing.
    pub(crate) accept_encoding: Option<&'a str>,
    /// From where a proxy says that it comes.
    pub(crate) forwarded_for: Option<&'a str>,
}

impl Head<'_> {
    pub(crate) fn get(self, path: &str) -> Request {
        self.finish("GET", path, None)
    }

    pub(crate) fn post(self, path: &str, body: &Value) -> Request {
        self.finish("POST", path, Some(body))
    }

    pub(crate) fn patch(self, path: &str, body: &Value) -> Request {
        self.finish("PATCH", path, Some(body))
    }

    pub(crate) fn put(self, path: &str, body: &Value) -> Request {
        self.finish("PUT", path, Some(body))
    }

    fn finish(self, method: &str, path: &str, body: Option<&Value>) -> Request {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\
             Sec-Fetch-Site: same-origin\r\n"
        );
        if let Some(cookie) = self.cookie {
            let _ = write!(head, "Cookie: {cookie}\r\n");
        }
        if let Some(bearer) = self.bearer {
            let _ = write!(head, "Authorization: Bearer {bearer}\r\n");
        }
        if let Some(once) = self.once {
            let _ = write!(
                head,
                "Idempotency-Key: 00000000-0000-4000-8000-{once:012x}\r\n"
            );
        }
        if let Some(encoding) = self.accept_encoding {
            let _ = write!(head, "Accept-Encoding: {encoding}\r\n");
        }
        if let Some(from) = self.forwarded_for {
            let _ = write!(head, "X-Forwarded-For: {from}\r\n");
        }
        if !body.is_empty() {
            let _ = write!(
                head,
                "Content-Type: application/json\r\nContent-Length: {}\r\n",
                body.len()
            );
        }
        format!("{head}\r\n{body}").into_bytes()
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// `name=value` of the cookie that the answer sets.
    pub(crate) cookie: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body of a good answer as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        if !self.is_good() {
            bail!(
                "answered {}: {}",
                self.status,
                String::from_utf8_lossy(&self.body)
            );
        }
        serde_json::from_slice(&self.body).context("the answer is not as expected")
    }
}

/// A connection that is kept alive.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let stream =
            TcpStream::connect(address).with_context(|| format!("nobody listens on {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::with_capacity(32 * 1024, stream),
        })
    }

    pub(crate) fn send(&mut self, request: &Request) -> Result<Answer> {
        self.stream.get_mut().write_all(request)?;
        let status = self.status_line()?;
        let mut answer = Answer {
            status,
            cookie: None,
            body: Vec::new(),
        };
        let mut length = Some(0);
        while let Some((name, value)) = self.header()? {
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.parse().context("a length that is no number")?);
            } else if name.eq_ignore_ascii_case("set-cookie") {
                answer.cookie = value.split(';').next().map(str::to_owned);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                length = None;
            }
        }
        match length {
            Some(length) => {
                answer.body.resize(length, 0);
                self.stream.read_exact(&mut answer.body)?;
            }
            None => answer.body = self.chunks()?,
        }
        Ok(answer)
    }

    /// A body whose length isn't said beforehand.
    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let length = usize::from_str_radix(&line, 16).context("a chunk without a length")?;
            let start = body.len();
            body.resize(start + length, 0);
            let (_, rest) = body.split_at_mut(start);
            self.stream.read_exact(rest)?;
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn status_line(&mut self) -> Result<u16> {
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        status.with_context(|| format!("not HTTP: {line}"))
    }

    fn header(&mut self) -> Result<Option<(String, String)>> {
        let line = self.line()?;
        Ok(line
            .split_once(':')
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned())))
    }

    fn line(&mut self) -> Result<String> {
        let mut line = Vec::with_capacity(128);
        if self.stream.read_until(b'\n', &mut line)? == 0 {
            bail!("the server hung up");
        }
        let line = String::from_utf8(line)?;
        Ok(line.trim_end().to_owned())
    }
}

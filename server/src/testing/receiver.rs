//! A real mail server and a gateway, in a program of their own (`server/tests/receiver`); without Python and aiosmtpd the
//! tests that use it fail.

use crate::ports::post::gateway::Gateway;
use crate::ports::post::mail::MailServer;
use crate::ports::post::{PATIENCE, Post};
use domain::delivery::{Digest, Quiet};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// No line takes longer.
const LONGEST: Duration = Duration::from_secs(30);

/// The program.
pub struct Receiver {
    child: Child,
    orders: ChildStdin,
    said: mpsc::Receiver<Value>,
    mail: u64,
    gateway: u64,
}

impl Receiver {
    /// Starts it; it takes everything.
    ///
    /// # Panics
    /// When it doesn't start.
    pub fn start() -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receiver/receiver.py");
        // Where Debian's Python is, its packages are.
        let debian = Path::new("/usr/bin/python3");
        let python = if debian.exists() {
            debian
        } else {
            Path::new("python3")
        };
        let mut child = Command::new(python)
            .arg(program)
            .arg(KEY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python runs");
        let orders = child.stdin.take().expect("standard input");
        let lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        let (say, said) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let line = serde_json::from_str(&line).expect("a line of JSON");
                if say.send(line).is_err() {
                    break;
                }
            }
        });
        let mut this = Self {
            child,
            orders,
            said,
            mail: 0,
            gateway: 0,
        };
        let ready = this.next();
        let port = |name: &str| ready.get(name).and_then(Value::as_u64).expect("a port");
        this.mail = port("mail");
        this.gateway = port("gateway");
        this
    }

    /// Where its mail server is.
    pub fn mail_url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.mail)
    }

    /// A deployment that sends there, around the clock.
    ///
    /// # Panics
    /// When the settings are wrong.
    pub fn post(&self) -> Post {
        let mail = self.mail_url();
        let gateway = format!("http://127.0.0.1:{}/send", self.gateway);
        Post {
            mail: MailServer::new(&mail, "Mingzheng <noreply@example.gov.cn>").ok(),
            gateway: Gateway::new(&gateway, KEY).ok(),
            quiet: None,
            digest: Digest::parse("08:30").expect("a time"),
            patience: PATIENCE,
        }
    }

    /// The same with quiet hours in the night.
    ///
    /// # Panics
    /// Never.
    pub fn post_by_day(&self) -> Post {
        Post {
            quiet: Quiet::parse("21:00-08:00"),
            ..self.post()
        }
    }

    /// Lets it behave otherwise from now on; everything that it said before.
    ///
    /// # Panics
    /// When it is gone.
    pub fn be(&mut self, manner: &str) -> Vec<Value> {
        writeln!(self.orders, "{manner}").expect("it reads");
        let mut before = Vec::new();
        loop {
            let line = self.next();
            if line.get("kind").and_then(Value::as_str) == Some("now") {
                return before;
            }
            before.push(line);
        }
    }

    /// What it says next.
    ///
    /// # Panics
    /// When it says nothing.
    pub fn next(&self) -> Value {
        self.said.recv_timeout(LONGEST).expect("it says something")
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

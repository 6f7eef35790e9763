//! A deployment of the real binary, and its servers.

use crate::web::Client;
use serde_json::Value;
use server::store::testing::{Backend, TestDb, db};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A server that is waited for longer has failed.
pub(crate) const PATIENCE: Duration = Duration::from_mins(4);

/// Between two looks at what somebody else does, which takes the machine's time as well.
pub(crate) const A_MOMENT: Duration = Duration::from_millis(10);

/// A deployment: a demonstration in a fresh database, and the settings of its servers.
pub(crate) struct Deployment {
    on: TestDb,
    pub(crate) settings: Vec<(&'static str, String)>,
}

impl Deployment {
    pub(crate) async fn with(on: Backend, size: [&str; 4]) -> Option<Self> {
        let this = Self::of(db(on).await?);
        this.lay(size);
        Some(this)
    }

    /// Over this database, which is empty.
    pub(crate) fn of(on: TestDb) -> Self {
        let path = |name: &str| on.folder().join(name).display().to_string();
        let settings = vec![
            ("MINGZHENG__DATABASE__URL", on.url.clone()),
            ("MINGZHENG__KEYS__FILE", path("keys.toml")),
            ("MINGZHENG__FILES__DIR", path("evidence")),
            ("MINGZHENG__NOTICES__QUIET", "none".to_owned()),
            // Where PostgreSQL's programs are found.
            ("PATH", std::env::var("PATH").unwrap_or_default()),
        ];
        Self { on, settings }
    }

    /// Lays the demonstration.
    pub(crate) fn lay(&self, size: [&str; 4]) {
        let laid = self.mingzheng(&["demo"]).args(size).output().unwrap();
        assert!(laid.status.success(), "{laid:?}");
    }

    /// The same with another value of a setting.
    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value));
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.on.folder()
    }

    pub(crate) fn url(&self) -> &str {
        let url = self
            .settings
            .iter()
            .find(|(name, _)| *name == "MINGZHENG__DATABASE__URL");
        url.map_or("", |(_, url)| url)
    }

    pub(crate) fn mingzheng(&self, args: &[&str]) -> Command {
        self.under(Command::new(env!("CARGO_BIN_EXE_mingzheng")), args)
    }

    /// The binary as another program's last arguments.
    pub(crate) fn under(&self, mut command: Command, args: &[&str]) -> Command {
        command.args(args).env_clear().current_dir(self.folder());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Under its address a server is known: started again, it goes on with what it had the lease of.
    pub(crate) fn serve(&self, address: &str) -> Server {
        Server::start(self.mingzheng(&["serve", "--listen", address]), address)
    }

    /// Everything is whole.
    pub(crate) fn doctor(&self) {
        let done = self.run(&["doctor"]);
        assert!(done.status.success(), "{done:?}");
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.mingzheng(args).output().unwrap()
    }

    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        let rows: Vec<(i64,)> = self.rows(sql).await;
        rows.first().unwrap().0
    }

    pub(crate) async fn text(&self, sql: &'static str) -> String {
        let rows: Vec<(String,)> = self.rows(sql).await;
        rows.into_iter().next().unwrap().0
    }

    pub(crate) async fn rows<R>(&self, sql: &'static str) -> Vec<R>
    where
        R: Send
            + Unpin
            + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>
            + for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
    {
        if self.url().starts_with("sqlite") {
            let mut connection = SqliteConnection::connect(self.url()).await.unwrap();
            let rows = sqlx::query_as(sql)
                .fetch_all(&mut connection)
                .await
                .unwrap();
            // Nothing of it is held open: a disk may be about to change.
            connection.close().await.unwrap();
            rows
        } else {
            let mut connection = self.postgres().await;
            sqlx::query_as(sql)
                .fetch_all(&mut connection)
                .await
                .unwrap()
        }
    }

    pub(crate) async fn postgres(&self) -> PgConnection {
        PgConnection::connect(self.url()).await.unwrap()
    }

    /// Waits until a number is this one.
    pub(crate) async fn until(&self, sql: &'static str, wanted: i64) {
        let begun = Instant::now();
        loop {
            let number = self.number(sql).await;
            if number == wanted {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{number} and not {wanted}: {sql}"
            );
            std::thread::sleep(A_MOMENT);
        }
    }
}

/// An address that nobody listens at.
pub(crate) fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A running server, killed when it is no longer needed.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// Starts it and waits until it serves.
    pub(crate) fn start(mut command: Command, address: &str) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.contains(address), "{line}");
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self {
            child,
            address: address.to_owned(),
        }
    }

    /// How many connections it has, of whatever kind.
    pub(crate) fn connections(&self) -> usize {
        let folder = format!("/proc/{}/fd", self.child.id());
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let links = files.filter_map(|file| std::fs::read_link(file.path()).ok());
        links
            .filter(|link| link.to_string_lossy().starts_with("socket:"))
            .count()
    }

    pub(crate) fn signal(&self, signal: &str) {
        let told = Command::new("sh")
            .args(["-c", "kill $0 $1", signal, &self.child.id().to_string()])
            .status();
        assert!(told.unwrap().success(), "{signal}");
    }

    /// Lets it end what it does.
    pub(crate) fn stop(mut self) {
        self.signal("-TERM");
        assert!(self.child.wait().unwrap().success());
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// A request with its answer's cookie and body.
    pub(crate) fn ask(
        &self,
        cookie: &str,
        (method, path): (&str, &str),
        body: &Value,
    ) -> (String, Value) {
        let client = Client::known(&self.address, cookie);
        let answer = client.send(method, path, body, None).unwrap();
        assert!(answer.is_good(), "{method} {path}: {answer:?}");
        (answer.cookie, answer.body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended, or be stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! What becomes of warnings and messages when servers are killed or cut off? The real binary, with a database of its own.

#![expect(clippy::unwrap_used, reason = "a drill that can't be run has failed")]

use rstest::rstest;
use serde_json::{Value, json};
use server::store::testing::{Backend, TestDb, db};
use server::testing::Receiver;
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that is waited for longer has failed.
const PATIENCE: Duration = Duration::from_mins(4);

/// A deployment: a demonstration in a fresh database, and the settings of its servers.
struct Deployment {
    on: TestDb,
    settings: Vec<(&'static str, String)>,
}

impl Deployment {
    async fn with(on: Backend, size: [&str; 4]) -> Option<Self> {
        let on = db(on).await?;
        let path = |name: &str| on.folder().join(name).display().to_string();
        let settings = vec![
            ("MINGZHENG__DATABASE__URL", on.url.clone()),
            ("MINGZHENG__KEYS__FILE", path("keys.toml")),
            ("MINGZHENG__FILES__DIR", path("evidence")),
            ("MINGZHENG__NOTICES__QUIET", "none".to_owned()),
        ];
        let this = Self { on, settings };
        let laid = this.mingzheng(&["demo"]).args(size).output().unwrap();
        assert!(laid.status.success(), "{laid:?}");
        Some(this)
    }

    fn mingzheng(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzheng"));
        command.args(args).env_clear().current_dir(self.on.folder());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Under its address a server is known: started again, it goes on with what it had the lease of.
    fn serve(&self, address: &str) -> Server {
        let mut command = self.mingzheng(&["serve", "--listen", address]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.contains(address), "{line}");
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Server {
            child,
            address: address.to_owned(),
        }
    }

    async fn number(&self, sql: &'static str) -> i64 {
        let (number,): (i64,) = if self.on.url.starts_with("sqlite") {
            let mut connection = SqliteConnection::connect(&self.on.url).await.unwrap();
            sqlx::query_as(sql).fetch_one(&mut connection).await
        } else {
            let mut connection = self.postgres().await;
            sqlx::query_as(sql).fetch_one(&mut connection).await
        }
        .unwrap();
        number
    }

    async fn text(&self, sql: &'static str) -> String {
        let mut connection = self.postgres().await;
        let (text,): (String,) = sqlx::query_as(sql)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        text
    }

    async fn postgres(&self) -> PgConnection {
        PgConnection::connect(&self.on.url).await.unwrap()
    }

    /// Waits until a number is this one.
    async fn until(&self, sql: &'static str, wanted: i64) {
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
        }
    }
}

/// An address that nobody listens at.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A running server, killed when it is no longer needed.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn signal(&self, signal: &str) {
        let told = Command::new("sh")
            .args(["-c", "kill $0 $1", signal, &self.child.id().to_string()])
            .status();
        assert!(told.unwrap().success(), "{signal}");
    }

    /// Lets it end what it does.
    fn stop(mut self) {
        self.signal("-TERM");
        assert!(self.child.wait().unwrap().success());
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// A request with its answer's cookie and body.
    fn ask(&self, cookie: &str, (method, path): (&str, &str), body: &Value) -> (String, Value) {
        let (body, host) = (body.to_string(), &self.address);
        let length = body.len();
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        let mut connection = TcpStream::connect(host).unwrap();
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{method} {path}: {answer}");
        let cookie = head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.and_then(|cookie| cookie.split(';').next());
        let body = serde_json::from_str(body).unwrap_or_default();
        (cookie.unwrap_or_default().to_owned(), body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended, or be stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const WARNED: &str =
    "SELECT COUNT(*) FROM objection_clock WHERE warned > 0 AND warned < 1000000000";
/// Each clock, and the outage, once: said, and on record.
const SAID: &str = "SELECT COUNT(*) FROM (SELECT DISTINCT objection_id, step, kind FROM notice \
    WHERE kind IN ('due-tomorrow', 'due-today', 'overdue') AND step IS NOT NULL AND objection_id IS NOT NULL) said";
const RECORDED: &str =
    "SELECT COUNT(*) FROM audit WHERE action = 'warn' AND object_kind = 'objection'";
/// Of each kind and agency all or none were told: how many numbers of people were told at once.
const DIFFERING: &str = "SELECT COUNT(*) FROM (SELECT kind, issuer_id FROM ( \
        SELECT n.kind, o.issuer_id, n.objection_id, n.step, COUNT(*) AS people FROM notice n \
        JOIN objection o ON o.id = n.objection_id \
        WHERE n.kind IN ('due-tomorrow', 'due-today', 'overdue') AND n.step IS NOT NULL AND o.partner_id IS NULL \
        GROUP BY n.kind, o.issuer_id, n.objection_id, n.step) told \
    GROUP BY kind, issuer_id HAVING MIN(people) <> MAX(people)) differing";

#[rstest]
#[tokio::test]
async fn a_server_that_is_killed_in_the_middle_of_the_sweep_warns_of_each_clock_once_in_the_end(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let size = ["--licences", "2400", "--cases", "2000"];
    let Some(this) = Deployment::with(on, size).await else {
        return;
    };
    let address = free();
    for _ in 0..3 {
        let before = this.number(WARNED).await;
        let begun = Instant::now();
        let server = this.serve(&address);
        // It sweeps as it starts: as soon as some more were warned of, or nothing is left to warn of.
        while this.number(WARNED).await == before && begun.elapsed() < Duration::from_secs(5) {}
        server.kill();
    }
    this.serve(&address).stop();
    let warned = this.number(WARNED).await;
    assert!(warned > 250, "more than one transaction: {warned}");
    assert_eq!(this.number(SAID).await, warned);
    assert_eq!(this.number(RECORDED).await, warned);
    assert_eq!(this.number(DIFFERING).await, 0);
    // Another run has nothing to add.
    this.serve(&address).stop();
    assert_eq!(this.number(RECORDED).await, warned);
}

/// Three messages to somebody who is told by mail.
const THREE: &str = "INSERT INTO notice (id, recipient_kind, recipient_id, kind, holder_id, objection_id, once, created_at, try_at) \
    SELECT gen_random_uuid(), 'holder', p.holder_id, 'marked', o.holder_id, o.id, 'drill/' || gen_random_uuid(), now(), now() \
    FROM demonstration_person p JOIN objection o ON o.holder_id = p.holder_id CROSS JOIN generate_series(1, 3) \
    WHERE o.id = (SELECT MIN(CAST(o2.id AS TEXT))::uuid FROM objection o2 JOIN demonstration_person q ON q.holder_id = o2.holder_id)";
const PERSON: &str = "SELECT CAST(o.holder_id AS TEXT) FROM objection o JOIN demonstration_person p ON p.holder_id = o.holder_id \
    ORDER BY CAST(o.id AS TEXT) LIMIT 1";
const SENT: &str = "SELECT COUNT(*) FROM delivery d JOIN notice n ON n.id = d.notice_id WHERE n.once LIKE 'drill/%' AND d.state = 'sent'";
const HOLDER: &str = "SELECT holder FROM lease WHERE name = 'sending-mail'";

#[tokio::test]
async fn of_two_servers_one_sends_and_when_it_is_cut_off_the_other_goes_on_and_nothing_is_sent_twice()
 {
    let size = ["--licences", "100", "--cases", "30"];
    let Some(mut this) = Deployment::with(Backend::Postgres, size).await else {
        return;
    };
    let mut receiver = Receiver::start();
    let mail = receiver.mail_url();
    this.settings.push(("MINGZHENG__MAIL__URL", mail));
    let from = "Mingzheng <noreply@example.gov.cn>".to_owned();
    this.settings.push(("MINGZHENG__MAIL__FROM", from));
    let servers = [this.serve(&free()), this.serve(&free())];
    let ticket = this.text(PERSON).await;
    let ask = |cookie: &str, request, body| servers[0].ask(cookie, request, &body);
    let (cookie, _) = ask(
        "",
        ("POST", "/session/citizen"),
        json!({ "ticket": ticket }),
    );
    let address = json!({ "address": "lilei@example.cn" });
    ask(&cookie, ("POST", "/contacts/mail"), address);
    let text = receiver.next()["text"].as_str().unwrap().to_owned();
    let code = text.split(|c: char| !c.is_ascii_digit());
    let code = code.into_iter().find(|word| word.len() == 6).unwrap();
    ask(
        &cookie,
        ("POST", "/contacts/mail/confirm"),
        json!({ "code": code }),
    );

    this.three().await;
    this.until(SENT, 3).await;
    let holder = this.text(HOLDER).await;
    let (held, other): (Vec<_>, Vec<_>) = servers
        .iter()
        .partition(|server| holder.ends_with(&server.address));
    assert_eq!((held.len(), other.len()), (1, 1), "{holder}");
    // Cut off, it gives nothing back; its lease runs out, and the other one goes on.
    held[0].signal("-STOP");
    this.three().await;
    this.until(SENT, 6).await;
    assert!(this.text(HOLDER).await.ends_with(&other[0].address));
    // Back again, it finds that the other has the lease.
    held[0].signal("-CONT");
    this.three().await;
    this.until(SENT, 9).await;
    let (mut ids, took) = (Vec::new(), receiver.be("take"));
    for one in took {
        assert_eq!(one["kind"], "took", "{one}");
        ids.push(one["id"].as_str().unwrap().to_owned());
    }
    ids.sort();
    let sent = ids.len();
    ids.dedup();
    let sent_in_all = this
        .number("SELECT COUNT(*) FROM delivery WHERE state = 'sent'")
        .await;
    assert_eq!(
        (sent, i64::try_from(sent).unwrap()),
        (ids.len(), sent_in_all),
        "each once"
    );
    let events = "SELECT COUNT(*) FROM delivery_event e JOIN delivery d ON d.id = e.delivery_id \
        JOIN notice n ON n.id = d.notice_id WHERE n.once LIKE 'drill/%'";
    assert_eq!(this.number(events).await, 9);
}

impl Deployment {
    async fn three(&self) {
        let mut connection = self.postgres().await;
        let done = sqlx::query(THREE).execute(&mut connection).await.unwrap();
        assert_eq!(done.rows_affected(), 3);
    }
}

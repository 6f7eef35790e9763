//! Of two servers one is cut off while it sends; and the mail server is away for a day.

use crate::clock::Clock;
use crate::deployment::{Deployment, Server, free};
use crate::web::Client;
use rstest::rstest;
use serde_json::json;
use server::store::testing::Backend;
use server::testing::Receiver;
use std::collections::BTreeSet;

const SIZE: [&str; 4] = ["--licences", "100", "--cases", "30"];

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
    let Some(mut this) = Deployment::with(Backend::Postgres, SIZE).await else {
        return;
    };
    let mut receiver = Receiver::start();
    this.mails_to(&receiver);
    let clock = Clock::of(&this);
    let serve = || match &clock {
        Some(clock) => clock.serve(&this, &free()),
        None => this.serve(&free()),
    };
    let servers = [serve(), serve()];
    reachable(&servers[0], &this.text(PERSON).await, &receiver);

    this.three().await;
    this.until(SENT, 3).await;
    let holder = this.text(HOLDER).await;
    let (held, other): (Vec<_>, Vec<_>) = servers
        .iter()
        .partition(|server| holder.ends_with(&server.address));
    assert_eq!((held.len(), other.len()), (1, 1), "{holder}");
    // Cut off, it gives nothing back; its lease runs out, and the other one goes on. Where the servers' clock is the
    // machine's, that takes the minute that it takes.
    held[0].signal("-STOP");
    if let Some(clock) = &clock {
        clock.jump(61);
    }
    this.three().await;
    this.until(SENT, 6).await;
    assert!(this.text(HOLDER).await.ends_with(&other[0].address));
    // Back again, it finds that the other has the lease.
    held[0].signal("-CONT");
    this.three().await;
    this.until(SENT, 9).await;
    let sent = each_once(&mut receiver);
    let sent_in_all = this
        .number("SELECT COUNT(*) FROM delivery WHERE state = 'sent'")
        .await;
    assert_eq!(i64::try_from(sent).unwrap(), sent_in_all);
    let events = "SELECT COUNT(*) FROM delivery_event e JOIN delivery d ON d.id = e.delivery_id \
        JOIN notice n ON n.id = d.notice_id WHERE n.once LIKE 'drill/%'";
    assert_eq!(this.number(events).await, 9);
    this.doctor();
}

/// A case that its agency can give back to somebody whom visitors choose: the case, its objector and who handles it.
const CASE: &str = "SELECT CAST(o.id AS TEXT), CAST(o.holder_id AS TEXT), \
        (SELECT MIN(s.username) FROM staff s WHERE s.agency_id = o.issuer_id AND s.role = 'handler') \
    FROM objection o JOIN demonstration_person p ON p.holder_id = o.holder_id WHERE o.state = 'verifying' ORDER BY 1 LIMIT 1";
const FAILED: &str = "SELECT COUNT(*) FROM delivery WHERE state = 'failed'";
const ALL_SENT: &str = "SELECT COUNT(*) FROM delivery WHERE state = 'sent'";
const HOUR: i64 = 3_600;

#[rstest]
#[tokio::test]
async fn a_day_without_a_mail_server_costs_no_message_and_each_arrives_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut this) = Deployment::with(on, SIZE).await else {
        return;
    };
    let Some(clock) = Clock::of(&this) else {
        eprintln!("not drilled: libfaketime isn't installed");
        return;
    };
    let mut receiver = Receiver::start();
    this.mails_to(&receiver);
    let server = clock.serve(&this, &free());
    let cases: Vec<(String, String, String)> = this.rows(CASE).await;
    let (case, person, handler) = &cases[0];
    reachable(&server, person, &receiver);
    receiver.be("down");
    let mut told = 0;
    for hours in [0, 2, 9, 16, 23] {
        clock.jump(hours * HOUR);
        back_and_forth(&server, (handler, person), case);
        told += 1;
        this.until(FAILED, told).await;
    }
    // Meanwhile each is somebody's task, and the case doesn't wait for it.
    assert_eq!(undelivered(&server, handler), told);
    receiver.be("take");
    clock.jump(26 * HOUR);
    back_and_forth(&server, (handler, person), case);
    this.until(ALL_SENT, told + 1).await;
    assert_eq!(each_once(&mut receiver), usize::try_from(told).unwrap() + 1);
    assert_eq!(undelivered(&server, handler), 0);
    server.stop();
    this.doctor();
}

/// Lets somebody be told by mail; the code comes by mail, too.
fn reachable(server: &Server, person: &str, receiver: &Receiver) {
    let ask = |cookie: &str, request, body| server.ask(cookie, request, &body);
    let log_in = json!({ "ticket": person });
    let (cookie, _) = ask("", ("POST", "/session/citizen"), log_in);
    let address = json!({ "address": "lilei@example.cn" });
    ask(&cookie, ("POST", "/contacts/mail"), address);
    let text = receiver.next()["text"].as_str().unwrap().to_owned();
    let mut words = text.split(|c: char| !c.is_ascii_digit());
    let code = words.find(|word| word.len() == 6).unwrap();
    let code = json!({ "code": code });
    ask(&cookie, ("POST", "/contacts/mail/confirm"), code);
}

/// A handler gives the case back, of which its objector is told, and they add to it. Both log in anew: it is another hour.
fn back_and_forth(server: &Server, (handler, person): (&str, &str), case: &str) {
    let desk = Client::staff(&server.address, handler);
    let citizen = Client::citizen(&server.address, person);
    let path = format!("/objections/{case}");
    for (client, deed, words) in [(desk, "return", "note"), (citizen, "supplement", "text")] {
        let version = client.get(&path).unwrap().version();
        let body = json!({ "version": version, words: "请补一张门牌的照片" });
        let done = client.send("POST", &format!("{path}/{deed}"), &body, None);
        let done = done.unwrap();
        assert!(done.is_good(), "{deed}: {done:?}");
    }
}

/// How many messages did not arrive, as who handles their case sees it.
fn undelivered(server: &Server, handler: &str) -> i64 {
    let desk = Client::staff(&server.address, handler);
    let answer = desk.get("/desk/deliveries").unwrap();
    let items = answer.body["items"].as_array().unwrap();
    i64::try_from(items.len()).unwrap()
}

/// How many mails the receiver took since it was asked; each under an id of its own.
fn each_once(receiver: &mut Receiver) -> usize {
    let mut ids = BTreeSet::new();
    let took = receiver.be("take");
    for one in &took {
        assert_eq!(one["kind"], "took", "{one}");
        let id = one["id"].as_str().unwrap();
        assert!(ids.insert(id.to_owned()), "twice: {one}");
    }
    took.len()
}

impl Deployment {
    /// Sends mails to this receiver.
    fn mails_to(&mut self, receiver: &Receiver) {
        self.set("MINGZHENG__MAIL__URL", receiver.mail_url());
        let from = "Mingzheng <noreply@example.gov.cn>".to_owned();
        self.set("MINGZHENG__MAIL__FROM", from);
    }

    async fn three(&self) {
        let mut connection = self.postgres().await;
        let done = sqlx::query(THREE).execute(&mut connection).await.unwrap();
        assert_eq!(done.rows_affected(), 3);
    }
}

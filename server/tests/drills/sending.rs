//! Of two servers one is cut off while it sends.

use crate::deployment::{Deployment, free};
use serde_json::json;
use server::store::testing::Backend;
use server::testing::Receiver;

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
    this.set("MINGZHENG__MAIL__URL", receiver.mail_url());
    let from = "Mingzheng <noreply@example.gov.cn>".to_owned();
    this.set("MINGZHENG__MAIL__FROM", from);
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
    this.doctor();
}

impl Deployment {
    async fn three(&self) {
        let mut connection = self.postgres().await;
        let done = sqlx::query(THREE).execute(&mut connection).await.unwrap();
        assert_eq!(done.rows_affected(), 3);
    }
}

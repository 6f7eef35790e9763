//! What arrives where and when, and whose task is what can't arrive.

use super::*;

#[rstest]
#[tokio::test]
async fn who_has_proved_an_address_is_told_there_what_is_in_the_inbox(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mut receiver, hall, mut li)) = told_by_mail(on).await else {
        return;
    };
    reachable(&receiver, &mut li, "message", "+86 139 1234 5678").await;
    let contacts: Contacts = li.get("/contacts").await.ok();
    let shown: Vec<_> = contacts
        .items
        .iter()
        .map(|one| one.address.as_deref())
        .collect();
    assert_eq!(shown, [Some("l***@example.cn"), Some("139****5678")]);
    assert!(
        contacts
            .items
            .iter()
            .all(|one| one.wanted && one.waiting.is_none())
    );

    let case = hall.filed().await;
    hall.jobs().await;
    hall.jobs().await;
    let took = receiver.be("take");
    assert_eq!(took.len(), 2, "{took:?}");
    for one in &took {
        let (mail, text) = (one["means"] == "mail", one["text"].as_str().unwrap());
        assert_eq!(one["to"][0], if mail { MAIL } else { MOBILE });
        assert!(
            text.contains(&case.case_number) && text.contains("9月23日"),
            "{text}"
        );
        assert!(
            !text.contains("JY29901000000001") && !text.contains("990100"),
            "{text}"
        );
    }
    let mail = took.iter().find(|one| one["means"] == "mail").unwrap();
    assert_eq!(
        mail["subject"],
        "明证：您的异议已收到 · Your objection was received"
    );
    assert_eq!(mail["automatic"], "auto-generated");
    // The same words as text and as a page, which fetches nothing and leads nowhere.
    assert_eq!(mail["form"], "multipart/alternative");
    let page = mail["page"].as_str().unwrap();
    for part in [case.case_number.as_str(), "9月23日", "<div lang=\"en\">"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for away in ["://", "<a ", "<img", "src="] {
        assert!(!page.contains(away), "{away}: {page}");
    }
    assert_eq!(mail["date"], "Thu, 17 Sep 2026 02:00:00 +0000");
    let sent = sent(&mut li).await;
    assert_eq!(states(&sent), [DeliveryState::Sent; 2]);
    assert!(
        sent.iter()
            .all(|one| one.kind == NoticeKind::Received && one.tries == 1)
    );
    let mut clerk = hall.app.clerk("handler").await;
    let told: Vec<Delivery> = clerk
        .get(&format!("/desk/objections/{}/deliveries", case.id))
        .await
        .ok();
    assert_eq!(told, sent);
    assert_eq!(undelivered(&hall, "handler").await, []);
}

#[rstest]
#[tokio::test]
async fn what_was_refused_is_a_task_of_the_issuer_until_somebody_is_told(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = open(on, &receiver).await else {
        return;
    };
    let mut li = hall.citizen().await;
    reachable(&receiver, &mut li, "message", MOBILE).await;
    reachable(&receiver, &mut li, "mail", MAIL).await;
    receiver.be("refuse");
    let case = hall.filed().await;
    hall.jobs().await;
    for (username, mine) in [("handler", true), ("approver", true), ("supervisor", false)] {
        let tasks = undelivered(&hall, username).await;
        assert_eq!(tasks.len(), 2, "{username}");
        for task in &tasks {
            let delivery = &task.delivery;
            assert_eq!(delivery.fault, Some(DeliveryFault::Refused));
            assert_eq!(delivery.state, DeliveryState::Dead);
            assert_eq!((task.mine, &task.case_number), (mine, &case.case_number));
        }
    }
    assert_eq!(undelivered(&hall, "stranger").await, []);

    let mut clerk = hall.app.clerk("handler").await;
    let [first, second] = undelivered(&hall, "handler").await.try_into().unwrap();
    let path =
        |task: &Undelivered, what: &str| format!("/desk/deliveries/{}/{what}", task.delivery.id);
    let expected = Expected {
        version: first.delivery.version,
    };
    for username in ["supervisor", "stranger"] {
        let mut other = hall.app.clerk(username).await;
        let refused = hall
            .post(&mut other, &path(&first, "again"), &expected)
            .await
            .code();
        let code = if username == "stranger" {
            ProblemCode::NotFound
        } else {
            ProblemCode::Forbidden
        };
        assert_eq!(refused, code);
    }
    receiver.be("take");
    let key = hall.key();
    for _ in 0..2 {
        clerk
            .post_once(&path(&first, "again"), key, &expected)
            .await
            .succeeded();
    }
    let stale = hall
        .post(&mut clerk, &path(&first, "again"), &expected)
        .await
        .code();
    assert_eq!(stale, ProblemCode::StaleVersion);
    hall.jobs().await;
    assert_eq!(receiver.be("take").len(), 1);

    let told = |at| Told {
        version: second.delivery.version,
        way: OtherWay::Telephone,
        at,
    };
    let early = told(hall.app.now().saturating_sub(MINUTE).unwrap());
    let problem = hall
        .post(&mut clerk, &path(&second, "told"), &early)
        .await
        .problem();
    assert_eq!(problem.errors[0].code, FieldCode::InPast);
    let done: Undelivered = hall
        .post(&mut clerk, &path(&second, "told"), &told(hall.app.now()))
        .await
        .ok();
    assert_eq!(done.delivery.state, DeliveryState::Told);
    assert_eq!(done.delivery.told.unwrap().way, OtherWay::Telephone);
    assert_eq!(undelivered(&hall, "handler").await, []);
    assert_eq!(hall.audited("tell-by-other-means").await, 1);
    assert_eq!(hall.audited("try-delivery-again").await, 1);
    let mut states = states(&sent(&mut li).await);
    states.sort_by_key(|state| *state == DeliveryState::Told);
    assert_eq!(states, [DeliveryState::Sent, DeliveryState::Told]);
}

#[rstest]
#[tokio::test]
async fn citizens_sleep_and_staff_get_one_mail_a_day(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let wish = Wish {
        post: receiver.post_by_day(),
        ..Wish::default()
    };
    let Some(hall) = Hall::open_under(on, wish).await else {
        return;
    };
    let mut li = hall.citizen().await;
    reachable(&receiver, &mut li, "mail", MAIL).await;
    let mut clerk = hall.app.clerk("handler").await;
    let contacts: Contacts = clerk.get("/contacts").await.ok();
    let offered: Vec<Means> = contacts.items.iter().map(|one| one.means).collect();
    assert_eq!(offered, [Means::Mail], "no short message for each case");
    reachable(&receiver, &mut clerk, "mail", "handler@example.gov.cn").await;
    // Half past ten in the evening.
    hall.app.advance(SignedDuration::from_mins(12 * 60 + 30));
    hall.filed().await;
    hall.jobs().await;
    hall.jobs().await;
    assert_eq!(receiver.be("take"), Vec::<Value>::new());
    let mut li = hall.citizen().await;
    let waiting = sent(&mut li).await;
    assert!(!waiting.is_empty(), "the inbox doesn't wait");
    assert!(waiting.iter().all(|one| one.state == DeliveryState::Queued));
    assert_eq!(waiting[0].next_try, "2026-09-18T00:00:00Z".parse().ok());
    // A minute past eight, and past half past eight.
    hall.app.advance(SignedDuration::from_mins(9 * 60 + 31));
    hall.jobs().await;
    let took = receiver.be("take");
    assert_eq!(took.len(), waiting.len());
    assert!(took.iter().all(|one| one["to"][0] == MAIL));
    hall.app.advance(SignedDuration::from_mins(30));
    hall.jobs().await;
    hall.jobs().await;
    let [digest] = receiver.be("take").try_into().unwrap();
    assert_eq!(digest["to"][0], "handler@example.gov.cn");
    let mut clerk = hall.app.clerk("handler").await;
    let told = sent(&mut clerk).await;
    assert!(told.len() > 1, "{told:?}");
    let early = told
        .iter()
        .filter(|one| one.state == DeliveryState::Sent)
        .count();
    assert!(
        digest["subject"]
            .as_str()
            .unwrap()
            .contains(&format!("{early} 条")),
        "{digest}"
    );
}

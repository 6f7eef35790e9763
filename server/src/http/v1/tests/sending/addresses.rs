//! An address counts once it is proved, until it is no longer wanted or its owner doesn't come any more.

use super::*;
use domain::wire::case::CaseDetail;

#[rstest]
#[tokio::test]
async fn an_address_counts_once_its_code_has_come_back(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = open(on, &receiver).await else {
        return;
    };
    let mut li = hall.citizen().await;
    let wrong = claim(&mut li, "mail", "lilei").await.problem();
    assert_eq!(wrong.errors[0].code, FieldCode::WrongForm);
    let contacts: Contacts = claim(&mut li, "mail", MAIL).await.ok();
    assert_eq!(
        contacts.items[0].waiting.as_deref(),
        Some("l***@example.cn")
    );
    let right = code(&receiver.next());
    let other = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    hall.filed().await;
    for _ in 0..5 {
        let problem = confirm(&mut li, "mail", other).await.problem();
        assert_eq!(problem.errors[0].code, FieldCode::WrongCode);
    }
    let locked = confirm(&mut li, "mail", &right).await.code();
    assert_eq!(locked, ProblemCode::TooManyRequests);
    hall.jobs().await;
    assert_eq!(
        receiver.be("take"),
        Vec::<Value>::new(),
        "nothing goes to an address unproved"
    );

    claim(&mut li, "mail", MAIL).await.succeeded();
    let right = code(&receiver.next());
    hall.app.advance(SignedDuration::from_mins(10));
    let late = confirm(&mut li, "mail", &right).await.code();
    assert_eq!(late, ProblemCode::NotFound);
    for _ in 0..8 {
        claim(&mut li, "mail", MAIL).await.succeeded();
    }
    let eleventh = claim(&mut li, "mail", MAIL).await.code();
    assert_eq!(eleventh, ProblemCode::TooManyRequests);
    hall.app.advance(SignedDuration::from_hours(24));
    let mut li = hall.citizen().await;
    receiver.be("refuse");
    let refused = claim(&mut li, "mail", MAIL).await.problem();
    assert_eq!(refused.errors[0].code, FieldCode::Unreached);
    receiver.be("down");
    assert_eq!(
        claim(&mut li, "mail", MAIL).await.code(),
        ProblemCode::NotSent
    );
    assert_eq!(
        claim(&mut li, "pigeon", MAIL).await.code(),
        ProblemCode::NotFound
    );
}

#[rstest]
#[tokio::test]
async fn who_no_longer_wants_messages_gets_none(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(false, true)] removed: bool,
) {
    let Some((mut receiver, hall, mut li)) = told_by_mail(on).await else {
        return;
    };
    receiver.be("busy");
    let id = hall.filed().await.id;
    hall.jobs().await;
    let contacts: Contacts = if removed {
        li.delete("/contacts/mail").await.ok()
    } else {
        li.put("/contacts/mail", &Wanted { wanted: false })
            .await
            .ok()
    };
    assert_eq!(contacts.items[0].address.is_some(), !removed);
    receiver.be("take");
    hall.step("handler", id, "mark").await;
    hall.app.advance(SignedDuration::from_hours(3));
    hall.jobs().await;
    assert_eq!(receiver.be("take"), Vec::<Value>::new());
    let mut li = hall.citizen().await;
    assert_eq!(states(&sent(&mut li).await), [DeliveryState::Dropped]);
    assert_eq!(undelivered(&hall, "handler").await, []);
    let mut han = hall.app.citizen(hall.han).await;
    let contacts: Contacts = han.get("/contacts").await.ok();
    assert!(contacts.items.iter().all(|one| one.address.is_none()));
}

#[rstest]
#[tokio::test]
async fn an_address_is_sealed_and_stands_in_no_other_row(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = open(on, &receiver).await else {
        return;
    };
    let mut li = hall.citizen().await;
    reachable(&receiver, &mut li, "mail", MAIL).await;
    let sql = "SELECT address_sealed FROM contact";
    let mut read = hall.app.app.db.read().await.unwrap();
    let sealed: Vec<u8> =
        crate::store::on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
    assert!(!sealed.windows(5).any(|part| part == b"lilei"));
}

/// From one September to the one three years later.
const THREE_YEARS: i64 = 1_096;

async fn kept(hall: &Hall) -> i64 {
    purging::purge(&Ctx::of_system(&hall.app.app))
        .await
        .unwrap();
    hall.app.count("contact").await
}

#[rstest]
#[tokio::test]
async fn an_address_goes_when_its_owner_has_not_come_for_as_long_as_what_they_looked_up_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let days = |days| SignedDuration::from_hours(24 * days);
    let Some((_receiver, hall, _)) = told_by_mail(on).await else {
        return;
    };
    let case = hall.filed().await.id;
    hall.app.advance(days(THREE_YEARS + 1));
    assert_eq!(kept(&hall).await, 1, "a case goes on");

    // Who comes begins the time anew.
    let mut li = hall.citizen().await;
    let detail: CaseDetail = li.get(&format!("/objections/{case}")).await.ok();
    let expected = Expected {
        version: detail.version,
    };
    let path = format!("/objections/{case}/withdraw");
    hall.post(&mut li, &path, &expected).await.succeeded();
    hall.app.advance(days(THREE_YEARS - 1));
    assert_eq!(kept(&hall).await, 1, "not yet");
    hall.app.advance(days(2));
    assert_eq!(kept(&hall).await, 0);
    let gone = "SELECT COUNT(*) FROM audit WHERE action = 'remove-address' AND actor_kind = 'system' AND holder_id IS NOT NULL";
    let mut read = hall.app.app.db.read().await.unwrap();
    let gone: i64 =
        crate::store::on!(&mut *read, |c| sqlx::query_scalar(gone).fetch_one(c).await).unwrap();
    assert_eq!(gone, 1);
}

#[rstest]
#[tokio::test]
async fn an_address_of_staff_goes_with_their_account(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = open(on, &receiver).await else {
        return;
    };
    let mut clerk = hall.app.clerk("handler").await;
    reachable(&receiver, &mut clerk, "mail", MAIL).await;
    assert_eq!(kept(&hall).await, 1);
    let ended =
        "UPDATE staff SET disabled_at = (SELECT MAX(at) FROM audit) WHERE username = 'handler'";
    hall.app.execute(ended).await.unwrap();
    assert_eq!(kept(&hall).await, 0);
}

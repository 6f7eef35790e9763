//! An address counts once it is proved, until it is no longer wanted.

use super::*;

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

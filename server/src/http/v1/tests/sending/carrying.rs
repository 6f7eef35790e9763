//! Whatever breaks on the way: each message arrives, once in the states, under one id on the wire.

use super::*;

#[rstest]
#[tokio::test]
async fn a_day_without_a_mail_server_costs_no_message(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("down", "busy", "wrong")] manner: &str,
) {
    let Some((mut receiver, hall, _)) = told_by_mail(on).await else {
        return;
    };
    receiver.be(manner);
    hall.filed().await;
    let mut tries = 0;
    for _ in 0..25 {
        hall.jobs().await;
        let mut li = hall.citizen().await;
        let delivery = sent(&mut li).await.remove(0);
        assert_eq!(delivery.state, DeliveryState::Failed);
        let expected = if manner == "down" {
            DeliveryFault::Unreachable
        } else {
            DeliveryFault::Busy
        };
        assert_eq!(delivery.fault, Some(expected));
        assert!(delivery.tries > tries || tries >= 7, "{delivery:?}");
        tries = delivery.tries;
        hall.app.advance(SignedDuration::from_hours(1));
    }
    assert!(tries < MOST_TRIES, "{tries}");
    assert_eq!(
        undelivered(&hall, "handler").await.len(),
        1,
        "meanwhile somebody can see to it"
    );
    receiver.be("take");
    hall.app.advance(SignedDuration::from_hours(2));
    hall.jobs().await;
    hall.jobs().await;
    let took = receiver.be("take");
    assert_eq!(took.len(), 1, "{took:?}");
    let mut li = hall.citizen().await;
    assert_eq!(states(&sent(&mut li).await), [DeliveryState::Sent]);
    assert_eq!(undelivered(&hall, "handler").await, []);
}

#[rstest]
#[tokio::test]
async fn what_is_slow_or_cut_off_is_tried_again_under_the_same_id(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("mail", "message")] means: &str,
    #[values("hang", "cut")] manner: &str,
) {
    let mut receiver = Receiver::start();
    let wish = Wish {
        post: crate::ports::post::Post {
            patience: Duration::from_millis(500),
            ..receiver.post()
        },
        ..Wish::default()
    };
    let Some(hall) = Hall::open_under(on, wish).await else {
        return;
    };
    let mut li = hall.citizen().await;
    let address = if means == "mail" { MAIL } else { MOBILE };
    reachable(&receiver, &mut li, means, address).await;
    receiver.be(manner);
    hall.filed().await;
    hall.jobs().await;
    let first = receiver.next();
    let failed = sent(&mut li).await.remove(0);
    let fault = if manner == "hang" {
        DeliveryFault::TimedOut
    } else {
        DeliveryFault::CutOff
    };
    assert_eq!(
        (failed.state, failed.fault),
        (DeliveryState::Failed, Some(fault))
    );
    receiver.be("take");
    hall.app.advance(MINUTE);
    hall.jobs().await;
    let took = receiver.be("take");
    let last = took.last().unwrap();
    if !first["id"].is_null() {
        assert_eq!(first["id"], last["id"]);
    }
    let arrived = sent(&mut li).await.remove(0);
    assert_eq!((arrived.state, arrived.tries), (DeliveryState::Sent, 2));
}

#[rstest]
#[tokio::test]
async fn of_two_servers_one_sends_and_who_was_cut_off_in_the_middle_changes_nothing_later(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mut receiver, hall, mut li)) = told_by_mail(on).await else {
        return;
    };
    hall.filed().await;
    let one = Ctx::of_system(&hall.app.app);
    crate::service::delivering::deliver(&one).await.unwrap();
    receiver.be("hang");
    let cut_off = tokio::spawn(async move { sending::send(&one, Means::Mail).await.map(drop) });
    let receiver = tokio::task::spawn_blocking(move || {
        assert_eq!(receiver.next()["kind"], "hung");
        receiver
    });
    let mut receiver = receiver.await.unwrap();
    // The other one has the lease now, and takes what it finds begun for lost.
    hall.app.advance(MINUTE);
    jobs::run_all(&hall.app.app).await.unwrap();
    let sent_now = sent(&mut li).await.remove(0);
    assert_eq!((sent_now.state, sent_now.tries), (DeliveryState::Sent, 2));
    receiver.be("take");
    cut_off.await.unwrap().unwrap();
    assert_eq!(sent(&mut li).await, [sent_now]);
    assert_eq!(hall.app.count("delivery_event").await, 1);
}

#[rstest]
#[tokio::test]
async fn two_servers_that_begin_at_once_send_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mut receiver, hall, _)) = told_by_mail(on).await else {
        return;
    };
    hall.filed().await;
    let ctx = Ctx::of_system(&hall.app.app);
    crate::service::delivering::deliver(&ctx).await.unwrap();
    let due = crate::store::deliveries::due(
        &mut ctx.app.db.read().await.unwrap(),
        Means::Mail,
        ctx.now,
        8,
    )
    .await
    .unwrap();
    let begin = |_| sending::begin(&ctx, due[0].clone());
    let begun = futures::future::join_all((0..4).map(begin)).await;
    let begun = begun.into_iter().filter_map(|begun| begun.unwrap()).count();
    assert_eq!(begun, 1);
    assert_eq!(receiver.be("take").len(), 0);
}

#[rstest]
#[tokio::test]
async fn an_address_that_can_not_be_opened_holds_nothing_else_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mut receiver, hall, mut li)) = told_by_mail(on).await else {
        return;
    };
    reachable(&receiver, &mut li, "message", MOBILE).await;
    hall.app
        .execute("UPDATE contact SET key_id = 'gone' WHERE means = 'mail'")
        .await
        .unwrap();
    hall.filed().await;
    hall.jobs().await;
    let [took] = receiver.be("take").try_into().unwrap();
    assert_eq!(took["means"], "message");
    let [mail, message] = sent(&mut li).await.try_into().unwrap();
    assert_eq!(message.state, DeliveryState::Sent);
    let given_up = (DeliveryState::Dead, Some(DeliveryFault::Unwritable));
    assert_eq!((mail.state, mail.fault), given_up);
}

#[rstest]
#[tokio::test]
async fn mails_that_wait_take_no_place_of_a_short_message(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = open(on, &receiver).await else {
        return;
    };
    let mut li = hall.citizen().await;
    reachable(&receiver, &mut li, "message", MOBILE).await;
    hall.filed().await;
    // A week of warnings, of which everybody was to be told by a mail server that takes none.
    for _ in 0..7 {
        hall.app.advance(SignedDuration::from_hours(24));
        for job in 0..2 {
            let ctx = Ctx::of_system(&hall.app.app);
            if job == 0 {
                crate::service::warning::sweep(&ctx).await.unwrap();
            } else {
                crate::service::delivering::deliver(&ctx).await.unwrap();
            }
        }
    }
    hall.app
        .execute(
            "INSERT INTO delivery (id, notice_id, recipient_id, means, parcel, state, version, tries, try_at, since) \
             SELECT id, id, recipient_id, 'mail', id, 'queued', 1, 0, created_at, created_at FROM notice",
        )
        .await
        .unwrap();
    assert!(hall.app.count("delivery").await > 10);
    let ctx = Ctx::of_system(&hall.app.app);
    sending::send(&ctx, Means::Message).await.unwrap();
    let took = receiver.be("take");
    assert_eq!(took.len(), 1, "{took:?}");
    assert_eq!(took[0]["means"], "message");
}

#[rstest]
#[tokio::test]
async fn a_day_without_a_mail_server_and_a_clock_that_jumps_leave_each_message_to_arrive_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((mut receiver, hall, _)) = told_by_mail(on).await else {
        return;
    };
    receiver.be("down");
    let case = hall.filed().await;
    hall.jobs().await;
    for (hours, username, step) in [(2, "handler", "mark"), (20, "handler", "verify")] {
        hall.app.advance(SignedDuration::from_hours(hours));
        hall.step(username, case.id, step).await;
        for jump in [0, -1, 1] {
            hall.app.advance(SignedDuration::from_hours(jump));
            hall.jobs().await;
        }
    }
    hall.app.advance(SignedDuration::from_hours(2));
    receiver.be("take");
    for hours in [0, 2, -1, 1, 24] {
        hall.app.advance(SignedDuration::from_hours(hours));
        hall.jobs().await;
        hall.jobs().await;
    }
    // That it was received, and that the licence was marked.
    let took = receiver.be("take");
    let mut ids: Vec<_> = took.iter().map(|one| one["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((took.len(), ids.len()), (2, 2), "{took:?}");
    let mut li = hall.citizen().await;
    let sent = states(&sent(&mut li).await);
    assert_eq!(sent, [DeliveryState::Sent; 2]);
}

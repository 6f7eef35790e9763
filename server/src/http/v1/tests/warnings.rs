//! Warnings: each once, to the right people, also after the server was down.

use super::{Hall, rejected};
use crate::store::testing::Backend;
use domain::outage::HeldUp;
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::outage::{OutageDetail, SettleHeldUp};
use jiff::SignedDuration;
use rstest::rstest;

const HOUR: fn(i64) -> SignedDuration = SignedDuration::from_hours;

/// The warnings in an inbox, oldest first, as step and stage.
async fn warnings(hall: &Hall, username: &str) -> Vec<(String, NoticeKind)> {
    let mut browser = hall.app.clerk(username).await;
    let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
    let mut found: Vec<_> = inbox
        .items
        .into_iter()
        .rev()
        .filter_map(|notice| Some((notice.step?, notice.kind)))
        .collect();
    found.sort_by_key(|(step, _)| step != "mark");
    found
}

fn mark(kind: NoticeKind) -> (String, NoticeKind) {
    ("mark".into(), kind)
}

fn decide(kind: NoticeKind) -> (String, NoticeKind) {
    ("decide".into(), kind)
}

#[rstest]
#[tokio::test]
async fn each_stage_is_warned_of_once_on_its_day(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use NoticeKind::{DueToday, DueTomorrow, Overdue};
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    // Thursday 17 September: the mark is due on Friday, the decision on Wednesday 23 September.
    hall.filed().await;
    hall.jobs().await;
    hall.jobs().await;
    assert_eq!(warnings(&hall, "handler").await, [mark(DueTomorrow)]);
    assert_eq!(warnings(&hall, "approver").await, []);
    hall.app.advance(HOUR(24));
    hall.jobs().await;
    hall.jobs().await;
    let due = [mark(DueTomorrow), mark(DueToday)];
    assert_eq!(warnings(&hall, "handler").await, due);
    assert_eq!(warnings(&hall, "approver").await, [mark(DueToday)]);
    assert_eq!(warnings(&hall, "supervisor").await, []);
    // Half past midnight on Saturday, when nobody works.
    hall.app.advance(SignedDuration::from_mins(14 * 60 + 30));
    hall.jobs().await;
    assert_eq!(warnings(&hall, "handler").await, due);
    // Sunday is worked.
    hall.app.advance(HOUR(24));
    hall.jobs().await;
    hall.jobs().await;
    let all = [mark(DueTomorrow), mark(DueToday), mark(Overdue)];
    assert_eq!(warnings(&hall, "handler").await, all);
    for username in ["second-handler", "approver", "supervisor"] {
        let seen = warnings(&hall, username).await;
        assert_eq!(seen.last(), Some(&mark(Overdue)), "{username}");
    }
    assert_eq!(warnings(&hall, "supervisor").await.len(), 1);
    assert_eq!(warnings(&hall, "stranger").await, []);
    // Tuesday: the decision's working day before. Of Monday, when the server was down, nothing is said any more.
    hall.app.advance(HOUR(24 * 2));
    hall.jobs().await;
    hall.jobs().await;
    let [tomorrow, today, overdue] = all;
    assert_eq!(
        warnings(&hall, "handler").await,
        [
            tomorrow,
            today,
            overdue.clone(),
            overdue,
            decide(DueTomorrow)
        ]
    );
    assert_eq!(warnings(&hall, "supervisor").await.len(), 2);
}

#[rstest]
#[tokio::test]
async fn after_an_outage_the_latest_stage_is_caught_up_and_the_overtaken_ones_are_left_out(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use NoticeKind::{DueToday, Overdue};
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    // Wednesday 23 September: the mark ran out on Friday, the decision is due today.
    hall.app.advance(HOUR(24 * 6));
    hall.jobs().await;
    hall.jobs().await;
    assert_eq!(
        warnings(&hall, "handler").await,
        [mark(Overdue), decide(DueToday)]
    );
    assert_eq!(hall.audited("warn").await, 2);
}

#[rstest]
#[tokio::test]
async fn a_clock_that_was_met_in_time_is_never_warned_of(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.proposed(id, rejected()).await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    hall.app.advance(HOUR(24 * 30));
    hall.jobs().await;
    assert_eq!(warnings(&hall, "handler").await, []);
    assert_eq!(warnings(&hall, "supervisor").await, []);
}

#[rstest]
#[tokio::test]
async fn what_an_outage_held_up_is_warned_of_by_the_same_stages_while_something_waits(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use NoticeKind::{DueToday, DueTomorrow, Overdue};
    let complete = |kind| ("complete".to_owned(), kind);
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    for emptied in [false, true] {
        let outage = hall.outage(hall.app.now()).await;
        let outage = hall.held_up(outage.summary.id, HeldUp::Issue).await;
        let ended: OutageDetail = hall.ended(&outage, hall.app.now()).await.ok();
        if emptied {
            let away = SettleHeldUp::FellAway {
                words: "申请人已撤回".into(),
            };
            hall.settle(&ended, 0, &away).await.succeeded();
        }
    }
    // Thursday 17 September: due on Monday, and the Sunday before it is worked.
    hall.jobs().await;
    assert_eq!(warnings(&hall, "handler").await, []);
    let mut said = Vec::new();
    for (days, kind) in [(3, DueTomorrow), (1, DueToday), (1, Overdue)] {
        hall.app.advance(HOUR(24 * days));
        hall.jobs().await;
        hall.jobs().await;
        said.push(complete(kind));
        for username in ["handler", "second-handler"] {
            assert_eq!(warnings(&hall, username).await, said, "{username}");
        }
    }
    let heard = [complete(DueToday), complete(Overdue)];
    assert_eq!(warnings(&hall, "approver").await, heard);
    assert_eq!(warnings(&hall, "supervisor").await, heard[1..]);
    assert_eq!(warnings(&hall, "stranger").await, []);
    assert_eq!(hall.audited("warn").await, 3);
}

#[rstest]
#[tokio::test]
async fn of_two_servers_one_does_a_job(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    use crate::store::leases;
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let (now, db) = (hall.app.now(), &hall.app.app.db);
    let until = now.checked_add(SignedDuration::from_secs(30)).unwrap();
    let take = |holder: &'static str, at: jiff::Timestamp| {
        db.write(move |tx| {
            Box::pin(async move { leases::take(tx, "job", holder, at, until.max(at)).await })
        })
    };
    assert!(take("one", now).await.unwrap());
    assert!(take("one", now).await.unwrap(), "the holder renews");
    assert!(!take("two", now).await.unwrap());
    assert!(
        take("two", until).await.unwrap(),
        "a lease that ran out is free"
    );
    assert!(!take("one", now).await.unwrap());
}

#[rstest]
#[tokio::test]
async fn a_clock_that_jumps_an_hour_either_way_says_nothing_twice_and_forgets_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use NoticeKind::{DueToday, DueTomorrow, Overdue};
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    // Half an hour before each midnight, an hour on, an hour back, and on again: Friday, Saturday, Sunday, Monday begin.
    hall.app.advance(SignedDuration::from_mins(13 * 60 + 30));
    let mut expected = vec![mark(DueTomorrow)];
    for (news, all) in [
        (vec![mark(DueToday)], 2),
        // Nobody is told on Saturday.
        (vec![], 2),
        (vec![mark(Overdue)], 3),
        (vec![mark(Overdue)], 4),
    ] {
        hall.jobs().await;
        assert_eq!(warnings(&hall, "handler").await, expected);
        expected.extend(news);
        for jump in [1, -1, 1, -1] {
            hall.app.advance(HOUR(jump));
            hall.jobs().await;
            assert_eq!(warnings(&hall, "handler").await, expected, "{all} {jump}");
        }
        assert_eq!(hall.audited("warn").await, all);
        hall.app.advance(HOUR(24));
    }
}

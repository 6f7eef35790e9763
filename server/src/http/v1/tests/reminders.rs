//! Reminders before a licence ends: each once, to the right people, also after the server was down.

use super::{COMPANY, Hall};
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::id::{HolderId, LicenceId};
use domain::wire::acting::ActFor;
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use rstest::rstest;

const DAY: fn(i64) -> SignedDuration = |days| SignedDuration::from_hours(24 * days);

/// The last day of a licence that ends so many days after 17 September 2026.
fn end_in(days: i64) -> Date {
    Date::constant(2026, 9, 17).saturating_add(days.days())
}

async fn reminders(browser: &mut Browser) -> Vec<Notice> {
    let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
    let all = inbox.items.into_iter();
    all.filter(|notice| notice.kind == NoticeKind::Expiring)
        .collect()
}

async fn told(hall: &Hall, holder: HolderId) -> Vec<LicenceId> {
    let mut browser = hall.app.citizen(holder).await;
    let all = reminders(&mut browser).await;
    all.into_iter()
        .rev()
        .map(|notice| notice.licence.unwrap())
        .collect()
}

#[rstest]
#[tokio::test]
async fn ninety_thirty_and_seven_days_before_the_end_its_holder_is_told_once_each(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.add_licence(hall.li, "ends", Some(end_in(92))).await;
    let mut days_told = Vec::new();
    for today in 0..=94 {
        let before = hall.audited("remind").await;
        hall.jobs().await;
        hall.jobs().await;
        if hall.audited("remind").await > before {
            days_told.push(92 - today);
        }
        hall.app.advance(DAY(1));
    }
    assert_eq!(days_told, [90, 30, 7]);
    assert_eq!(told(&hall, hall.li).await, [id; 3]);
    assert_eq!(told(&hall, hall.han).await, []);
    let mut browser = hall.citizen().await;
    let notice = reminders(&mut browser).await.remove(0);
    assert_eq!(notice.due_date, Some(end_in(92)));
    assert_eq!(notice.type_name, "食品经营许可证");
    assert_eq!(notice.holder_name, "李雷");
    assert_eq!(notice.objection, None);
}

#[rstest]
#[tokio::test]
async fn after_an_outage_the_last_one_that_is_due_is_sent_and_the_overtaken_ones_are_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let soon = hall.add_licence(hall.li, "soon", Some(end_in(100))).await;
    let later = hall.add_licence(hall.li, "later", Some(end_in(125))).await;
    let over = hall.add_licence(hall.li, "over", Some(end_in(93))).await;
    hall.app.advance(DAY(95));
    hall.jobs().await;
    let all = told(&hall, hall.li).await;
    assert_eq!(all.len(), 2);
    assert!(all.contains(&soon) && all.contains(&later) && !all.contains(&over));
    hall.app.advance(DAY(4));
    hall.jobs().await;
    assert_eq!(hall.audited("remind").await, 2, "nothing is said twice");
}

#[rstest]
#[tokio::test]
async fn what_was_cancelled_withdrawn_revoked_or_has_no_end_reminds_nobody_and_a_suspension_still_does(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    for number in ["cancelled", "withdrawn", "revoked", "suspended", "lost"] {
        hall.add_licence(hall.li, number, Some(end_in(20))).await;
    }
    hall.app
        .execute("UPDATE licence SET status = number WHERE valid_to IS NOT NULL")
        .await
        .unwrap();
    hall.jobs().await;
    assert_eq!(told(&hall, hall.li).await.len(), 2);
}

#[rstest]
#[tokio::test]
async fn a_next_version_is_reminded_of_by_itself(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.add_licence(hall.li, "ends", Some(end_in(5))).await;
    hall.jobs().await;
    assert_eq!(hall.audited("remind").await, 1);
    // What `raise` does to the row when a renewal enters the library.
    hall.app
        .execute("UPDATE licence SET version = 2, valid_to = '2026-12-10', reminded = 0 WHERE number = 'ends'")
        .await
        .unwrap();
    hall.jobs().await;
    assert_eq!(hall.audited("remind").await, 2);
    assert_eq!(told(&hall, hall.li).await.len(), 2);
}

#[rstest]
#[tokio::test]
async fn co_holders_are_told_and_of_a_company_those_who_act_for_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let shared = hall.add_licence(hall.li, "shared", Some(end_in(6))).await;
    hall.share(shared, hall.li, hall.han).await;
    let company = hall
        .app
        .company("兰州新区某某有限公司", COMPANY, hall.han)
        .await;
    let of_company = hall
        .add_licence(company, "company's", Some(end_in(6)))
        .await;
    hall.jobs().await;
    assert_eq!(told(&hall, hall.li).await, [shared]);
    let mut han = told(&hall, hall.han).await;
    han.sort();
    assert_eq!(han, [shared, of_company]);
    let mut browser = hall.app.citizen(hall.han).await;
    let all = reminders(&mut browser).await;
    let hers = all
        .iter()
        .find(|one| one.licence == Some(of_company))
        .unwrap();
    assert_eq!(hers.holder, Some(company));
    assert_eq!(hers.holder_name, "兰州新区某某有限公司");
    let act = ActFor {
        company: Some(company),
    };
    browser.put("/session/acting", &act).await.succeeded();
    assert_eq!(
        reminders(&mut browser).await.len(),
        1,
        "the company has an inbox, too"
    );
}

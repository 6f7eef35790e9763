//! The outbox: what can't be delivered holds nothing else up and isn't given up.

use super::{Hall, rejected};
use crate::store::testing::Backend;
use domain::id::ObjectionId;
use domain::objection::CaseState;
use domain::wire::case::CaseDetail;
use jiff::SignedDuration;
use rstest::rstest;

async fn state(hall: &Hall, id: ObjectionId) -> CaseState {
    let mut browser = hall.citizen().await;
    let case: CaseDetail = browser.get(&format!("/objections/{id}")).await.ok();
    case.summary.state
}

async fn failures(hall: &Hall) -> Vec<i64> {
    let sql = "SELECT failures FROM notice WHERE kind = 'decided' ORDER BY created_at, id";
    let mut read = hall.app.app.db.read().await.unwrap();
    crate::store::on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_decision_that_can_not_be_delivered_waits_longer_each_time_and_holds_nothing_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut hall) = Hall::open(on).await else {
        return;
    };
    let broken = hall.filed().await.id;
    hall.licence = hall.add_licence(hall.li, "JY29901000000002", None).await;
    let whole = hall.filed().await.id;
    for id in [broken, whole] {
        hall.proposed(id, rejected()).await;
        hall.step("approver", id, "approve").await;
        hall.app.advance(SignedDuration::from_secs(1));
    }
    hall.app
        .execute("UPDATE objection SET state = 'unheard-of' WHERE case_number LIKE '%-000001-%'")
        .await
        .unwrap();
    hall.jobs_alone().await;
    assert_eq!(state(&hall, whole).await, CaseState::Closed);
    assert_eq!(failures(&hall).await, [1, 0]);

    hall.jobs_alone().await;
    assert_eq!(
        failures(&hall).await,
        [1, 0],
        "not before a minute has passed"
    );
    hall.app.advance(SignedDuration::from_mins(1));
    hall.jobs_alone().await;
    hall.app.advance(SignedDuration::from_mins(1));
    hall.jobs_alone().await;
    assert_eq!(failures(&hall).await, [2, 0], "the second pause is longer");

    hall.app
        .execute("UPDATE objection SET state = 'decided' WHERE case_number LIKE '%-000001-%'")
        .await
        .unwrap();
    hall.app.advance(SignedDuration::from_mins(1));
    hall.jobs().await;
    assert_eq!(state(&hall, broken).await, CaseState::Closed);
}

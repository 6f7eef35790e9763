//! A new calendar moves the deadlines of every procedure.

use super::{case, clocks, complained, hall_in, registration};
use crate::http::v1::tests::Hall;
use crate::store::testing::Backend;
use domain::rulebook::{Channel, Objector};
use domain::wire::case::Receipt;
use jiff::civil::date;
use rstest::rstest;

/// Sunday 20 September 2026 is a working day until this comes into force.
const SUNDAY_OFF: &str = "中秋节：9月20日（周日）放假，共1天。";

async fn sunday_off(hall: &Hall) {
    hall.jobs().await;
    hall.second_supervisor().await;
    hall.in_force(SUNDAY_OFF).await;
    hall.jobs().await;
    let recount = hall.app.count("deadline_move").await;
    assert!(recount > 0);
}

#[rstest]
#[tokio::test]
async fn a_case_about_data_is_counted_again_and_its_objector_told(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let id = complained(&hall, "public-data-objection").await.id;
    sunday_off(&hall).await;
    let seen = case(&hall, "stranger", id).await;
    assert_eq!(
        clocks(&seen),
        [
            ("mark-data", date(2026, 9, 18), false),
            ("decide", date(2026, 9, 21), false),
            ("transfer", date(2026, 9, 21), false)
        ]
    );
    assert_eq!(seen.moves.len(), 2);
    for who in ["citizen", "stranger"] {
        let told = hall.told(who).await;
        assert_eq!(told.len(), 2, "{who}");
        assert!(told.iter().all(|one| one.objection == Some(id)), "{who}");
    }
    assert_eq!(hall.told("handler").await.len(), 0);
}

#[rstest]
#[tokio::test]
async fn of_a_case_without_an_account_hear_the_handlers_who_have_to_tell(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let call = registration(
        &hall,
        "web-site-correction",
        Objector::Reader,
        Channel::Hotline,
    );
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &call)
        .await
        .ok();
    sunday_off(&hall).await;
    let seen = case(&hall, "handler", receipt.id).await;
    assert_eq!(
        clocks(&seen),
        [
            ("transfer", date(2026, 9, 18), false),
            ("answer", date(2026, 9, 22), false)
        ]
    );
    for who in ["handler", "second-handler"] {
        let told = hall.told(who).await;
        assert_eq!(told.len(), 1, "{who}");
        assert_eq!(told[0].due_date, Some(date(2026, 9, 22)), "{who}");
    }
    // Nobody lies under the case's own id.
    assert_eq!(hall.told("citizen").await.len(), 0);
}

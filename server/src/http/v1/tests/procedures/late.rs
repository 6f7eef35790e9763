//! What was late stays visible: passing on too late, and a clock that had run out when its case took another branch.

use super::handed_on::to;
use super::{case, clocks, complained, hall_in, other_agency, passed_on, registration, step, told};
use crate::http::v1::tests::Hall;
use crate::store::testing::Backend;
use domain::access::Role;
use domain::board::BoardMeasure;
use domain::id::AgencyId;
use domain::rulebook::{Channel, Objector};
use domain::wire::board::BoardReport;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::queue::QueuePage;
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

/// Figures of September, of an agency or of all.
async fn figures(
    hall: &Hall,
    issuer: Option<AgencyId>,
    measures: [BoardMeasure; 2],
) -> [(i64, i64); 2] {
    let mut supervisor = hall.app.clerk("supervisor").await;
    let issuer = issuer.map(|id| id.to_string()).unwrap_or_default();
    let path = format!("/board?month=2026-09-01&issuer={issuer}");
    let board: BoardReport = supervisor.get(&path).await.ok();
    measures.map(|measure| {
        let mut all = board.figures.iter();
        let found = all.find(|one| one.measure == measure).unwrap();
        (found.part, found.whole)
    })
}

async fn listed(hall: &Hall, filter: &str, issuer: Option<AgencyId>) -> usize {
    let mut supervisor = hall.app.clerk("supervisor").await;
    let issuer = issuer.map(|id| id.to_string()).unwrap_or_default();
    let path = format!("/desk/objections?filter={filter}&month=2026-09-01&issuer={issuer}");
    let page: QueuePage = supervisor.get(&path).await.ok();
    page.items.len()
}

const BOTH: [BoardMeasure; 2] = [BoardMeasure::TransferOnTime, BoardMeasure::AnswerOnTime];

/// 庆数 三十三: the two days to decide and the two days to pass on run out together, and then it is passed on.
#[rstest]
#[tokio::test]
async fn what_had_run_out_when_a_case_was_passed_on_stays_late_with_who_received_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let receiver = Some(other_agency(&hall).await);
    let id = complained(&hall, "public-data-objection").await.id;
    hall.step("stranger", id, "mark").await;
    // Sunday 20 September is the last day of both; Monday is too late.
    hall.app.advance(SignedDuration::from_hours(24 * 4));
    passed_on(&hall, ("stranger", id), hall.market).await;
    hall.jobs().await;
    let seen = case(&hall, "handler", id).await;
    assert_eq!(
        clocks(&seen),
        [
            ("mark-data", date(2026, 9, 18), true),
            ("decide", date(2026, 9, 20), true),
            ("transfer", date(2026, 9, 20), true),
            ("decide-transferred", date(2026, 9, 29), false)
        ]
    );
    let fell_away = seen.summary.clocks.iter().filter(|clock| clock.spared);
    let fell_away: Vec<_> = fell_away.map(|clock| clock.step.as_str()).collect();
    assert_eq!(fell_away, ["decide"]);
    // Both were owed by who received it; nobody has answered, and the new clock still runs.
    assert_eq!(figures(&hall, None, BOTH).await, [(0, 1), (0, 1)]);
    assert_eq!(figures(&hall, receiver, BOTH).await, [(0, 1), (0, 1)]);
    let market = Some(hall.market);
    assert_eq!(figures(&hall, market, BOTH).await, [(0, 0), (0, 0)]);
    assert_eq!(listed(&hall, "transfer-late", receiver).await, 1);
    assert_eq!(listed(&hall, "transfer-late", market).await, 0);
    assert_eq!(listed(&hall, "answer-late", None).await, 1);
    assert_eq!(listed(&hall, "answer-late", receiver).await, 1);
    assert_eq!(listed(&hall, "answer-late", market).await, 0);
    assert_eq!(listed(&hall, "answer-met", None).await, 0);
    // What has fallen away is no longer waited for.
    assert_eq!(listed(&hall, "overdue", None).await, 0);
}

/// 移送: each agency that had it wrongly answers for its own days, and none of them for the right one's.
#[rstest]
#[tokio::test]
async fn what_had_run_out_when_a_case_was_handed_on_stays_late_with_the_agency_that_had_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let second = other_agency(&hall).await;
    let third = hall
        .app
        .agency("兰州新区自然资源局", "1199000000990006XU")
        .await;
    hall.app.staff(third, Role::Handler, "third").await;
    let id = hall.filed().await.id;
    let at_once: CaseDetail = step(&hall, ("handler", id), "hand-on", to(second))
        .await
        .ok();
    assert!(at_once.summary.clocks.iter().all(|clock| !clock.spared));
    // Friday was the last day of the mark and of handing it on; Monday is too late.
    hall.app.advance(SignedDuration::from_hours(24 * 4));
    let late = step(&hall, ("stranger", id), "hand-on", to(third)).await;
    late.succeeded();
    hall.jobs().await;
    let watched = [BoardMeasure::HandOnOnTime, BoardMeasure::MarkOnTime];
    assert_eq!(figures(&hall, None, watched).await, [(1, 2), (0, 1)]);
    let market = Some(hall.market);
    assert_eq!(figures(&hall, market, watched).await, [(1, 1), (0, 0)]);
    assert_eq!(
        figures(&hall, Some(second), watched).await,
        [(0, 1), (0, 1)]
    );
    assert_eq!(figures(&hall, Some(third), watched).await, [(0, 0), (0, 0)]);
    for filter in ["hand-on-late", "mark-late"] {
        assert_eq!(listed(&hall, filter, None).await, 1, "{filter}");
        assert_eq!(listed(&hall, filter, Some(second)).await, 1, "{filter}");
        assert_eq!(listed(&hall, filter, market).await, 0, "{filter}");
        assert_eq!(listed(&hall, filter, Some(third)).await, 0, "{filter}");
    }
    // It is no other service target, and the answer's days had not run out.
    assert_eq!(listed(&hall, "service-late", None).await, 0);
    assert_eq!(listed(&hall, "answer-late", None).await, 0);
}

/// In time, it was never owed.
#[rstest]
#[tokio::test]
async fn what_falls_away_before_it_runs_out_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let id = complained(&hall, "public-data-objection").await.id;
    hall.step("stranger", id, "mark").await;
    // The last minute of Sunday.
    hall.app
        .advance(SignedDuration::from_mins((24 * 3 + 14) * 60 - 1));
    let passed = passed_on(&hall, ("stranger", id), hall.market).await;
    assert!(clocks(&passed).iter().all(|(step, _, _)| *step != "decide"));
    hall.app.advance(SignedDuration::from_hours(1));
    hall.jobs().await;
    assert_eq!(figures(&hall, None, BOTH).await, [(1, 1), (0, 0)]);
    assert_eq!(listed(&hall, "transfer-late", None).await, 0);
}

/// 嘉网 二十七(二): the reader is told by who received the case, but another department answered.
#[rstest]
#[tokio::test]
async fn an_answer_counts_for_who_answered_and_not_for_where_the_case_began(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let order = registration(
        &hall,
        "web-site-correction",
        Objector::Reader,
        Channel::Hotline,
    );
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &order)
        .await
        .ok();
    let other = other_agency(&hall).await;
    passed_on(&hall, ("handler", receipt.id), other).await;
    step(&hall, ("stranger", receipt.id), "answer", super::answer)
        .await
        .succeeded();
    let closed: CaseDetail = step(&hall, ("handler", receipt.id), "tell", told)
        .await
        .ok();
    assert_eq!(closed.issuer, hall.market, "it went back");
    hall.jobs().await;
    let measures = [BoardMeasure::AnswerOnTime, BoardMeasure::Upheld];
    assert_eq!(
        figures(&hall, Some(other), measures).await,
        [(1, 1), (1, 1)]
    );
    assert_eq!(
        figures(&hall, Some(hall.market), measures).await,
        [(0, 0); 2]
    );
    for (filter, answering, receiving) in [("answer-met", 1, 0), ("upheld", 1, 0)] {
        assert_eq!(listed(&hall, filter, Some(other)).await, answering);
        assert_eq!(listed(&hall, filter, Some(hall.market)).await, receiving);
    }
    assert_eq!(
        figures(&hall, Some(hall.market), BOTH).await[0],
        (1, 1),
        "passed on in time by who received it"
    );
    // What the procedure publishes names who answered.
    let public: domain::wire::disclosure::Disclosed =
        hall.app.visitor().get("/disclosed").await.ok();
    assert_eq!(public.items[0].agency_name, "兰州新区卫生健康局");
}

/// A closed month is opened again by what is entered into it.
#[rstest]
#[tokio::test]
async fn what_was_received_in_a_closed_month_is_counted_there(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    hall.jobs().await;
    // Thursday 22 October: September is closed.
    hall.app.advance(SignedDuration::from_hours(24 * 35));
    hall.jobs().await;
    let mut handler = hall.app.clerk("handler").await;
    let month_ago = hall
        .app
        .now()
        .saturating_sub(SignedDuration::from_hours(24 * 30))
        .unwrap();
    let order = domain::wire::desk::RegisterCase {
        received_at: month_ago,
        ..registration(
            &hall,
            "web-site-correction",
            Objector::Reader,
            Channel::Hotline,
        )
    };
    hall.post(&mut handler, "/desk/objections", &order)
        .await
        .succeeded();
    hall.jobs().await;
    let measures = [BoardMeasure::Received, BoardMeasure::AnswerOnTime];
    assert_eq!(figures(&hall, None, measures).await, [(1, 1), (0, 1)]);
    assert_eq!(figures(&hall, None, BOTH).await[0], (0, 1));
    // And September is closed again.
    hall.app.advance(SignedDuration::from_hours(24));
    hall.jobs().await;
    assert_eq!(figures(&hall, None, measures).await, [(1, 1), (0, 1)]);
}

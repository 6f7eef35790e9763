use super::{answer, clocks, complained, hall_in, passed_on, step};
use crate::store::testing::Backend;
use domain::flow::CaseState;
use domain::wire::case::CaseDetail;
use domain::wire::desk::AnswerCase;
use jiff::civil::date;
use rstest::rstest;

const CITY: &str = include_str!("../../../../../../domain/tests/procedures/somewhere.toml");

#[rstest]
#[tokio::test]
async fn a_procedure_that_is_nothing_but_toml_runs_from_filing_to_closing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, CITY).await else {
        return;
    };
    let id = complained(&hall, "data-doubt").await.id;
    let passed = passed_on(&hall, ("stranger", id), hall.market).await;
    assert_eq!(
        clocks(&passed),
        [
            ("pass-on", date(2026, 9, 18), true),
            ("answer", date(2026, 9, 19), false)
        ]
    );
    // Its rulebook asks for no points, and none is answered.
    let unasked = step(&hall, ("handler", id), "answer", answer).await;
    assert_eq!(unasked.problem().errors.len(), 2);
    let plain = |version| AnswerCase {
        checks: Vec::new(),
        ..answer(version)
    };
    step(&hall, ("handler", id), "answer", plain)
        .await
        .succeeded();
    hall.jobs().await;
    let mut li = hall.citizen().await;
    let closed: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert!(clocks(&closed).iter().all(|(_, _, met)| *met));
}

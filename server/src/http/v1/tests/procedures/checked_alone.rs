//! 核实要点 where one person answers: nobody approves, and the points are answered all the same.

use super::{answer, case, hall_in, registration, step};
use crate::http::v1::tests::wrong;
use crate::store::testing::Backend;
use domain::objection::PointFinding;
use domain::problem::FieldCode;
use domain::rulebook::{Channel, Objector};
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::AnswerCase;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn one_who_answers_alone_answers_every_point_and_only_the_desk_reads_what_was_found(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lhasa").await else {
        return;
    };
    let asked = registration(&hall, "review-request", Objector::DataUser, Channel::Agency);
    let mut handler = hall.app.clerk("handler").await;
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &asked)
        .await
        .ok();
    let who = ("handler", receipt.id);
    let offered = case(&hall, "handler", receipt.id).await.desk.unwrap();
    let ids = offered.deciding.points.iter();
    let ids: Vec<_> = ids.map(|point| point.id.as_str()).collect();
    assert_eq!(ids, ["source", "current", "evidence"]);

    let without = |version| AnswerCase {
        checks: Vec::new(),
        ..answer(version)
    };
    let refused = step(&hall, who, "answer", without).await.problem();
    assert_eq!(
        wrong(&refused),
        [
            ("/checks/source", FieldCode::Required),
            ("/checks/evidence", FieldCode::Required),
        ]
    );
    let answered: CaseDetail = step(&hall, who, "answer", answer).await.ok();
    let desk = answered.desk.as_ref().unwrap();
    assert_eq!(desk.checks.len(), 2);
    let last = desk.checks.last().unwrap();
    assert_eq!(last.finding, PointFinding::Matches);
    assert_eq!(last.ask, "申请部门提供的材料是否支持其主张");
    let note = &answered.history.last().unwrap().note;
    assert!(note.contains("相符，档案第3页"), "{note}");
    let supervised = case(&hall, "supervisor", receipt.id).await;
    assert_eq!(supervised.desk.unwrap().checks, []);
    assert!(
        supervised
            .history
            .iter()
            .all(|one| !one.note.contains("档案第3页"))
    );
}

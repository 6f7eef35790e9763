//! 核实要点 and what follows from the fields, through the API.

use super::{Hall, complete, rejected, rejection, upheld, wrong};
use crate::store::testing::Backend;
use domain::objection::{Outcome, PointFinding, Proposal};
use domain::problem::FieldCode;
use domain::wire::case::CaseDetail;
use domain::wire::desk::{ExportCase, Propose};
use domain::wire::notice::{Inbox, NoticeKind};
use rstest::rstest;
use serde_json::Value;

#[rstest]
#[tokio::test]
async fn no_proposal_goes_up_before_every_point_is_answered_and_the_approver_reads_the_answers(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.step("handler", id, "mark").await;
    let version = hall.step("handler", id, "verify").await.version;
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/objections/{id}/propose");
    let mut proposal = upheld();
    let left_out = proposal.checks.pop().unwrap();
    let propose = |proposal: Proposal| Propose { version, proposal };
    let refused = hall.post(&mut handler, &path, &propose(proposal)).await;
    assert_eq!(
        wrong(&refused.problem()),
        [("/proposal/checks/evidence", FieldCode::Required)]
    );
    let mut other = upheld();
    other.outcome = Outcome::PartlyUpheld;
    let refused = hall.post(&mut handler, &path, &propose(other)).await;
    assert_eq!(
        wrong(&refused.problem()),
        [("/proposal/outcome", FieldCode::WrongForm)]
    );
    let whole = propose(upheld());
    hall.post(&mut handler, &path, &whole).await.succeeded();

    let mut approver = hall.app.clerk("approver").await;
    let case: CaseDetail = approver.get(&format!("/objections/{id}")).await.ok();
    let desk = case.desk.unwrap();
    let last = desk.checks.last().unwrap();
    assert_eq!(last.point, left_out.point);
    assert_eq!(last.finding, PointFinding::Matches);
    assert_eq!(last.ask, "异议人提交的材料是否支持其主张");
    let said = "异议人提交的材料是否支持其主张：相符，档案第3页";
    let note = &case.history.last().unwrap().note;
    assert!(note.ends_with(said), "{note}");

    // Neither the objector nor who watches the clocks reads what was found at a point.
    let mut citizen = hall.citizen().await;
    let seen: CaseDetail = citizen.get(&format!("/objections/{id}")).await.ok();
    assert!(seen.history.iter().all(|one| !one.note.contains("档案")));
    let mut supervisor = hall.app.clerk("supervisor").await;
    let seen: CaseDetail = supervisor.get(&format!("/objections/{id}")).await.ok();
    assert!(seen.history.iter().all(|one| !one.note.contains("档案")));
    assert_eq!(seen.desk.unwrap().checks, []);

    // The signed file holds them.
    let export = ExportCase {
        reason: "移送法院".into(),
        full: true,
    };
    let file = format!("/objections/{id}/case-file");
    let file: Value = hall.post(&mut approver, &file, &export).await.ok();
    let record: Value = serde_json::from_str(file["record"].as_str().unwrap()).unwrap();
    let checks = &record["case"]["desk"]["checks"];
    assert_eq!(checks.as_array().unwrap().len(), 3);
}

#[rstest]
#[tokio::test]
async fn a_field_that_stays_as_it_is_has_its_reason_and_the_message_says_the_remedy(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.step("handler", id, "mark").await;
    let version = hall.step("handler", id, "verify").await.version;
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/objections/{id}/propose");
    let key = complete().claims[0].key.clone();
    let mut other = rejection(&key);
    other.reason = "不想改".into();
    for (rejections, pointer, code) in [
        (
            Vec::new(),
            "/proposal/rejections/place",
            FieldCode::Required,
        ),
        (
            vec![other],
            "/proposal/rejections/0/reason",
            FieldCode::Unknown,
        ),
    ] {
        let proposal = Proposal {
            rejections,
            ..rejected()
        };
        let propose = Propose { version, proposal };
        let refused = hall.post(&mut handler, &path, &propose).await.problem();
        assert_eq!(wrong(&refused), [(pointer, code)]);
    }
    let proposal = Proposal {
        remedy: String::new(),
        ..rejected()
    };
    let propose = Propose { version, proposal };
    hall.post(&mut handler, &path, &propose).await.succeeded();
    hall.step("approver", id, "approve").await;
    hall.jobs().await;

    let mut citizen = hall.citizen().await;
    let case: CaseDetail = citizen.get(&format!("/objections/{id}")).await.ok();
    let told = "材料不足以证明";
    assert_eq!(case.disputed[0].rejected.as_deref(), Some(told));
    let remedy = case.decision.unwrap().remedy;
    let inbox: Inbox = citizen.get("/notices").await.ok();
    let decided = |kind: NoticeKind| kind == NoticeKind::Decided;
    let message = inbox.items.iter().find(|one| decided(one.kind)).unwrap();
    assert_eq!(message.remedy, remedy);
    assert!(remedy.contains("行政复议"), "{remedy}");
    let mut others = inbox.items.iter().filter(|one| !decided(one.kind));
    assert!(others.all(|one| one.remedy.is_empty()));
}

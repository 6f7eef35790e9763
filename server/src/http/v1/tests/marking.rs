//! 批量标注: each of many marked by itself, those that were not named with why, and nothing twice.

use super::{Hall, complete};
use crate::store::testing::Backend;
use domain::id::{LicenceId, ObjectionId};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::draft::{Draft, FileObjection, OpenDraft, SaveDraft};
use domain::wire::queue::MarkCases;
use domain::wire::search::BatchResult;
use rstest::rstest;

const AT: &str = "/desk/objections/mark:batch";

async fn filed(hall: &Hall, licence: LicenceId) -> ObjectionId {
    let mut citizen = hall.citizen().await;
    let open = OpenDraft { licence, id: None };
    let draft: Draft = hall.post(&mut citizen, "/drafts", &open).await.ok();
    let save = SaveDraft {
        version: draft.version,
        body: complete(),
    };
    let path = format!("/drafts/{}", draft.id);
    let draft: Draft = citizen.put(&path, &save).await.ok();
    let file = FileObjection {
        draft: draft.id,
        version: draft.version,
    };
    let receipt: Receipt = hall.post(&mut citizen, "/objections", &file).await.ok();
    receipt.id
}

#[rstest]
#[tokio::test]
async fn many_cases_are_marked_in_one_go_and_those_that_were_not_are_named_with_why(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut cases = vec![filed(&hall, hall.licence).await];
    for number in ["JY29901000000002", "JY29901000000003"] {
        let licence = hall.add_licence(hall.li, number, None).await;
        cases.push(filed(&hall, licence).await);
    }
    hall.step("handler", cases[2], "mark").await;
    let unknown = ObjectionId(hall.key());
    cases.push(unknown);
    let mut handler = hall.app.clerk("handler").await;
    let (key, request) = (hall.key(), MarkCases { cases });
    let result: BatchResult = handler.post_once(AT, key, &request).await.ok();
    let refused: Vec<_> = result.items.iter().map(|one| one.refused).collect();
    assert_eq!(
        refused,
        [
            None,
            None,
            Some(ProblemCode::WrongState),
            Some(ProblemCode::NotFound)
        ]
    );
    assert_eq!(result.items[2].detail.as_deref(), Some("already-marked"));
    let again: BatchResult = handler.post_once(AT, key, &request).await.ok();
    assert_eq!(again, result, "sent twice they are marked once");
    for &case in &request.cases[..3] {
        let case: CaseDetail = handler.get(&format!("/objections/{case}")).await.ok();
        assert!(case.summary.marked);
        assert_eq!(case.version, 3, "one event each");
    }
    assert_eq!(hall.audited("mark").await, 3);

    let twice = MarkCases {
        cases: vec![unknown, unknown],
    };
    let wrong = hall.post(&mut handler, AT, &twice).await.problem();
    assert_eq!(super::wrong(&wrong), [("/cases/1", FieldCode::Repeated)]);
    let mut stranger = hall.app.clerk("stranger").await;
    let foreign: BatchResult = hall.post(&mut stranger, AT, &request).await.ok();
    let mut refused = foreign.items.iter().map(|one| one.refused);
    assert!(refused.all(|one| one == Some(ProblemCode::NotFound)));
    let mut supervisor = hall.app.clerk("supervisor").await;
    let refused = hall.post(&mut supervisor, AT, &request).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

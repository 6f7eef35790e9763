//! What colleagues say to one another about a case.

use super::{Hall, wrong};
use crate::store::testing::Backend;
use domain::id::{ObjectionId, StaffId};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::case::CaseDetail;
use domain::wire::case_note::{CaseNotes, WriteNote};
use domain::wire::notice::{Inbox, NoticeKind};
use rstest::rstest;

fn at(id: ObjectionId) -> String {
    format!("/objections/{id}/notes")
}

pub(super) async fn read(hall: &Hall, username: &str, id: ObjectionId) -> CaseNotes {
    hall.app.clerk(username).await.get(&at(id)).await.ok()
}

/// A note by somebody, that calls the first colleague who can be called.
pub(super) async fn written(hall: &Hall, username: &str, id: ObjectionId) -> CaseNotes {
    let colleagues = read(hall, username, id).await.colleagues;
    let note = WriteNote {
        text: "请核对登记档案第三页".into(),
        mentions: vec![colleagues[0].id],
    };
    let mut clerk = hall.app.clerk(username).await;
    hall.post(&mut clerk, &at(id), &note).await.ok()
}

#[rstest]
#[tokio::test]
async fn colleagues_and_supervisors_read_a_note_and_the_objector_and_strangers_never_do(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let notes = written(&hall, "handler", id).await;
    assert_eq!(notes.items[0].text, "请核对登记档案第三页");
    assert_eq!(notes.items[0].agency_name, "兰州新区市场监督管理局");
    assert_eq!(notes.items[0].mentioned.len(), 1);
    for username in ["second-handler", "approver", "supervisor"] {
        let seen = read(&hall, username, id).await;
        assert_eq!(seen.items, notes.items, "{username}");
    }
    for username in ["stranger", "admin", "auditor"] {
        let mut clerk = hall.app.clerk(username).await;
        let code = clerk.get(&at(id)).await.code();
        assert_eq!(code, ProblemCode::NotFound, "{username}");
    }
    let mut objector = hall.citizen().await;
    assert_eq!(objector.get(&at(id)).await.code(), ProblemCode::Forbidden);
    let case: CaseDetail = objector.get(&format!("/objections/{id}")).await.ok();
    assert!(!serde_json::to_string(&case).unwrap().contains("登记档案"));
    assert_eq!(hall.audited("write-case-note").await, 1);
    assert!(hall.audited("read-case-notes").await >= 3);
}

#[rstest]
#[tokio::test]
async fn whom_a_note_calls_gets_one_message_that_leads_to_the_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let seen_by_approver = read(&hall, "approver", id).await.colleagues;
    let mut colleagues = read(&hall, "handler", id).await.colleagues;
    // Nobody can call oneself.
    colleagues.retain(|one| !seen_by_approver.contains(one));
    let note = WriteNote {
        text: "请您看一下".into(),
        mentions: colleagues.iter().map(|one| one.id).collect(),
    };
    assert_eq!(note.mentions.len(), 1);
    let (mut handler, key) = (hall.app.clerk("handler").await, hall.key());
    for _ in 0..2 {
        let notes: CaseNotes = handler.post_once(&at(id), key, &note).await.ok();
        assert_eq!(notes.items.len(), 1);
    }
    hall.jobs().await;
    let called = |inbox: Inbox| {
        let calls = inbox.items.into_iter();
        calls
            .filter(|one| one.kind == NoticeKind::Mentioned)
            .map(|one| one.objection)
            .collect::<Vec<_>>()
    };
    let mut approver = hall.app.clerk("approver").await;
    assert_eq!(called(approver.get("/notices").await.ok()), [Some(id)]);
    let mut second = hall.app.clerk("second-handler").await;
    assert_eq!(called(second.get("/notices").await.ok()), []);
}

#[rstest]
#[tokio::test]
async fn a_note_that_says_nothing_or_calls_strangers_is_refused_by_the_field(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let colleague = read(&hall, "handler", id).await.colleagues[0].id;
    let nobody = StaffId(hall.key());
    let note = WriteNote {
        text: " ".into(),
        mentions: vec![colleague, colleague, nobody],
    };
    let mut handler = hall.app.clerk("handler").await;
    let refused = hall.post(&mut handler, &at(id), &note).await.problem();
    assert_eq!(
        wrong(&refused),
        [
            ("/text", FieldCode::Required),
            ("/mentions/1", FieldCode::Repeated),
            ("/mentions/2", FieldCode::Unknown),
        ]
    );
    assert!(read(&hall, "handler", id).await.items.is_empty());
}

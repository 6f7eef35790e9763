//! What is prepared: refused where something is wrong, sent back with a reason, counted while it waits.

use super::{Hall, NEW, holder, issue};
use crate::http::v1::tests::wrong;
use crate::store::testing::Backend;
use domain::issuing::PreparationState;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::issuing::{
    PreparationCounts, PreparationDetail, PreparationSummary, PrepareIssue, SendContentBack,
};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_sheet_is_refused_with_everything_that_is_wrong_and_nothing_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let mut bad = issue(vec![holder("新人", "990100196209120007")]);
    bad.sheet.face.remove("place");
    bad.sheet.face.insert("colour".into(), "红".into());
    let problem = hall
        .post(&mut handler, "/preparations", &bad)
        .await
        .problem();
    let wrong = wrong(&problem);
    assert!(
        wrong.contains(&("/sheet/holders/0/code", FieldCode::WrongNumber)),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&("/sheet/face/colour", FieldCode::Unknown)),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&("/sheet/face/place", FieldCode::Required)),
        "{wrong:?}"
    );
    let unknown = PrepareIssue {
        type_code: "11990000009900013N999".into(),
        ..issue(vec![])
    };
    assert_eq!(
        hall.post(&mut handler, "/preparations", &unknown)
            .await
            .code(),
        ProblemCode::Invalid
    );
    let mut stranger = hall.app.clerk("stranger").await;
    let theirs = issue(vec![holder("新人", NEW)]);
    assert_eq!(
        hall.post(&mut stranger, "/preparations", &theirs)
            .await
            .code(),
        ProblemCode::Invalid
    );
    assert_eq!(hall.audited("prepare").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_content_that_was_sent_back_says_why_and_is_over(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared_one().await;
    let mut approver = hall.app.clerk("approver").await;
    let path = format!("/preparations/{}/send-back", preparation.summary.id);
    let note = SendContentBack {
        note: "地址缺门牌号".into(),
    };
    let back: PreparationDetail = hall.post(&mut approver, &path, &note).await.ok();
    assert_eq!(
        (back.summary.state, back.note.as_str()),
        (PreparationState::SentBack, "地址缺门牌号")
    );
    let waiting: Page<PreparationSummary> = approver.get("/preparations").await.ok();
    assert!(waiting.items.is_empty());
    let mut handler = hall.app.clerk("handler").await;
    let returned: Page<PreparationSummary> =
        handler.get("/preparations?state=sent-back").await.ok();
    assert_eq!(returned.items.len(), 1);
    let path = format!("/preparations/{}/take-back", preparation.summary.id);
    let nothing = serde_json::json!({});
    assert_eq!(
        hall.post(&mut handler, &path, &nothing).await.code(),
        ProblemCode::WrongState
    );
}

#[rstest]
#[tokio::test]
async fn the_navigation_counts_what_waits_in_the_own_agency(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let waiting = async |username: &str| {
        let mut clerk = hall.app.clerk(username).await;
        let counts: PreparationCounts = clerk.get("/preparations/counts").await.ok();
        counts.prepared
    };
    let preparation = hall.prepared_one().await;
    assert_eq!(waiting("approver").await, 1);
    assert_eq!(waiting("stranger").await, 0);
    hall.approved(&preparation).await;
    assert_eq!(waiting("handler").await, 0);
    let mut supervisor = hall.app.clerk("supervisor").await;
    let refused = supervisor.get("/preparations/counts").await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

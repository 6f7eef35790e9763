//! A step that can't be taken is refused by name.

use super::{Hall, rejected};
use crate::store::testing::Backend;
use domain::objection::Proposal;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Expected;
use domain::wire::desk::{Propose, WithNote};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn every_refusal_of_a_step_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let mut handler = hall.app.clerk("handler").await;
    let mut approver = hall.app.clerk("approver").await;
    let path = |step: &str| format!("/objections/{id}/{step}");
    let at = |version| Expected { version };

    let early = hall
        .post(&mut handler, &path("verify"), &at(2))
        .await
        .problem();
    assert_eq!(
        (early.code, early.detail.as_deref()),
        (ProblemCode::WrongState, Some("mark-first"))
    );
    let stale = hall.post(&mut handler, &path("mark"), &at(1)).await.code();
    assert_eq!(stale, ProblemCode::StaleVersion);
    let nothing = hall
        .post(&mut approver, &path("approve"), &at(2))
        .await
        .problem();
    assert_eq!(nothing.detail.as_deref(), Some("no-proposal"));
    let short = WithNote {
        version: 2,
        note: " 缺 ".into(),
    };
    let short = hall
        .post(&mut handler, &path("return"), &short)
        .await
        .problem();
    assert_eq!(short.errors[0].pointer, "/note");
    assert_eq!(short.errors[0].code, FieldCode::TooShort);

    hall.step("handler", id, "mark").await;
    hall.step("handler", id, "verify").await;
    let empty = Propose {
        version: 4,
        proposal: Proposal {
            reasons: String::new(),
            ..rejected()
        },
    };
    let empty = hall
        .post(&mut handler, &path("propose"), &empty)
        .await
        .problem();
    assert_eq!(empty.errors[0].pointer, "/proposal/reasons");

    let without_key = handler.post(&path("mark"), &at(4)).await.code();
    assert_eq!(without_key, ProblemCode::Malformed);
}

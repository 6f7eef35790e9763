//! Drafts: nothing that was typed is lost, and nothing old is kept.

use super::{Hall, complete, wrong};
use crate::store::testing::Backend;
use axum::http::StatusCode;
use domain::id::DraftId;
use domain::objection::{Claim, DraftBody};
use domain::problem::{FieldCode, ProblemCode};
use domain::rulebook::Ground;
use domain::wire::draft::{Draft, OpenDraft, SaveDraft};
use domain::wire::licence::LicenceDetail;
use jiff::SignedDuration;
use rstest::rstest;
use uuid::Uuid;

#[rstest]
#[tokio::test]
async fn there_is_one_draft_for_a_licence_and_it_is_there_again_after_a_reload(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let open = OpenDraft {
        licence: hall.licence,
        id: None,
    };
    let first = hall.post(&mut browser, "/drafts", &open).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let draft: Draft = first.ok();
    assert_eq!(draft.body, DraftBody::default());
    assert_eq!(draft.deleted_on.to_string(), "2026-10-17");
    assert_eq!(
        draft.grounds,
        [Ground::Accuracy, Ground::Completeness, Ground::Timeliness]
    );
    let save = SaveDraft {
        version: 1,
        body: complete(),
    };
    let path = format!("/drafts/{}", draft.id);
    let saved: Draft = browser.put(&path, &save).await.ok();
    assert_eq!(saved.version, 2);

    let again = hall.post(&mut browser, "/drafts", &open).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(again.ok::<Draft>(), saved);
    assert_eq!(browser.get(&path).await.ok::<Draft>(), saved);
    let licence: LicenceDetail = browser
        .get(&format!("/licences/{}", hall.licence))
        .await
        .ok();
    assert_eq!(licence.draft, Some(draft.id));

    let stale = browser.put(&path, &save).await.code();
    assert_eq!(stale, ProblemCode::StaleVersion);
    assert_eq!(browser.get(&path).await.ok::<Draft>(), saved);

    browser.delete(&path).await.succeeded();
    assert_eq!(browser.get(&path).await.code(), ProblemCode::NotFound);
    assert_eq!(browser.delete(&path).await.code(), ProblemCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn a_draft_that_was_begun_without_a_connection_has_its_id_from_there_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let begun = |id: u128| OpenDraft {
        licence: hall.licence,
        id: Some(DraftId(Uuid::from_u128(id))),
    };
    let key = Uuid::from_u128(7);
    let first = browser.post_once("/drafts", key, &begun(1)).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let draft: Draft = first.ok();
    assert_eq!(Some(draft.id), begun(1).id);
    let again = browser.post_once("/drafts", key, &begun(1)).await;
    assert_eq!(again.ok::<Draft>(), draft, "its answer was lost on the way");
    let elsewhere = hall.post(&mut browser, "/drafts", &begun(2)).await;
    assert_eq!(elsewhere.status, StatusCode::OK);
    assert_eq!(elsewhere.ok::<Draft>(), draft, "a licence has one draft");

    let path = format!("/drafts/{}", draft.id);
    browser.delete(&path).await.succeeded();
    let late = browser.post_once("/drafts", key, &begun(1)).await;
    assert_eq!(
        late.code(),
        ProblemCode::NotFound,
        "what was thrown away stays away"
    );
}

#[rstest]
#[tokio::test]
async fn what_does_not_fit_is_named_by_where_it_stands(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let claim = |key: &str, length| Claim {
        key: key.into(),
        claimed: "路".repeat(length),
    };
    let save = SaveDraft {
        version: draft.version,
        body: DraftBody {
            claims: vec![claim("place", 201), claim("colour", 1)],
            ground: Some(Ground::Privacy),
            explanation: "因".repeat(2_001),
        },
    };
    let problem = browser
        .put(&format!("/drafts/{}", draft.id), &save)
        .await
        .problem();
    assert_eq!(problem.code, ProblemCode::Invalid);
    let wrong = wrong(&problem);
    let expected = [
        ("/body/claims/0/claimed", FieldCode::TooLong),
        ("/body/claims/1/key", FieldCode::Unknown),
        ("/body/ground", FieldCode::Unknown),
        ("/body/explanation", FieldCode::TooLong),
    ];
    assert_eq!(wrong, expected);
}

#[rstest]
#[tokio::test]
async fn a_draft_that_nobody_touches_for_thirty_days_is_deleted_with_its_files(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    super::evidence::upload(
        &hall,
        &mut browser,
        draft.id,
        "a.pdf",
        &super::evidence::pdf("mine"),
    )
    .await
    .succeeded();
    hall.app.advance(SignedDuration::from_hours(24 * 30));
    hall.jobs().await;
    assert_eq!(hall.app.count("draft").await, 1, "thirty days are not over");
    hall.app.advance(SignedDuration::from_hours(1));
    hall.jobs().await;
    assert_eq!(hall.app.count("draft").await, 0);
    assert_eq!(hall.app.count("evidence").await, 0);
    assert_eq!(super::evidence::files(&hall), 0);
    assert_eq!(hall.audited("delete-draft").await, 1);
}

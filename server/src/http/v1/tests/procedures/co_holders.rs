use super::hall_in;
use crate::http::v1::tests::{complete, upheld};
use crate::store::testing::Backend;
use domain::flow::CaseState;
use domain::problem::ProblemCode;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::draft::{Draft, FileObjection, OpenDraft, SaveDraft};
use domain::wire::licence::LicenceDetail;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn each_of_several_holders_objects_for_themselves_and_a_correction_is_everybodys(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    hall.share(hall.licence, hall.li, hall.han).await;
    let mut han = hall.app.citizen(hall.han).await;
    let open = OpenDraft {
        licence: hall.licence,
        id: None,
    };
    let draft: Draft = hall.post(&mut han, "/drafts", &open).await.ok();
    let path = format!("/licences/{}", hall.licence);
    let seen: LicenceDetail = han.get(&path).await.ok();
    assert_eq!(seen.draft, Some(draft.id));
    let save = SaveDraft {
        version: draft.version,
        body: complete(),
    };
    let draft: Draft = han.put(&format!("/drafts/{}", draft.id), &save).await.ok();
    let file = FileObjection {
        draft: draft.id,
        version: draft.version,
    };
    let receipt: Receipt = hall.post(&mut han, "/objections", &file).await.ok();
    let id = receipt.id;
    let seen: LicenceDetail = han.get(&path).await.ok();
    assert_eq!(seen.open_objection, Some(id));
    assert_eq!(
        hall.post(&mut han, "/drafts", &open).await.code(),
        ProblemCode::AlreadyOpen
    );
    // The leading holder sees the mark, not the case, and may object as well.
    hall.step("handler", id, "mark").await;
    let mut li = hall.citizen().await;
    let seen: LicenceDetail = li.get(&path).await.ok();
    assert!(seen.summary.disputed);
    assert_eq!(seen.open_objection, None);
    let refused = li.get(&format!("/objections/{id}")).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    let second = hall.filed().await;

    let verifying = hall.step("handler", id, "verify").await;
    assert_eq!(verifying.holder, hall.han);
    let desk = verifying.desk.as_ref().unwrap();
    assert_eq!(desk.holder_name, "韩梅梅");
    let mut handler = hall.app.clerk("handler").await;
    let propose = domain::wire::desk::Propose {
        version: verifying.version,
        proposal: upheld(),
    };
    let path_of = |id| format!("/objections/{id}");
    hall.post(&mut handler, &format!("{}/propose", path_of(id)), &propose)
        .await
        .succeeded();
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    let closed: CaseDetail = han.get(&path_of(id)).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert_eq!(closed.licence.unwrap().version, 2);
    // The other case goes on, and marks the licence when its turn comes.
    let seen: LicenceDetail = li.get(&path).await.ok();
    assert!(!seen.summary.disputed);
    assert_eq!(seen.open_objection, Some(second.id));
    let mut handler = hall.app.clerk("handler").await;
    let of_licence = format!("/desk/licences/{}/objections", hall.licence);
    let all: serde_json::Value = handler.get(&of_licence).await.ok();
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
}

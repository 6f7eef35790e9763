//! Who approves what was prepared, and is what was approved what is kept and sealed?

use super::Hall;
use super::NEW;
use crate::service::library::Canonical;
use crate::store::testing::Backend;
use crate::store::{Id, on};
use domain::issuing::PreparationState;
use domain::licence::{LicenceEventKind, Trust};
use domain::problem::ProblemCode;
use domain::wire::issuing::{ApproveContent, PreparationDetail};
use domain::wire::licence::LicenceDetail;
use domain::wire::search::{ApproveContents, BatchResult, PreparationAt};
use rstest::rstest;

impl Hall {
    /// How many versions wait for a seal in this way.
    async fn awaiting(&self, way: &'static str) -> i64 {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT COUNT(*) FROM awaiting_seal WHERE way = $1"
        )
        .bind(way)
        .fetch_one(c)
        .await)
        .unwrap()
    }
}

#[rstest]
#[tokio::test]
async fn a_licence_is_issued_once_a_second_person_has_approved_its_very_content(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared_one().await;
    assert_eq!(preparation.summary.state, PreparationState::Prepared);
    assert_eq!(preparation.sheet.face["number"], "JY29901000000077");
    let id = preparation.summary.licence;
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(
        handler.get(&format!("/licences/{id}")).await.code(),
        ProblemCode::NotFound
    );

    let approved = hall.approved(&preparation).await;
    assert_eq!(approved.summary.state, PreparationState::Approved);
    let licence: LicenceDetail = handler.get(&format!("/licences/{id}")).await.ok();
    assert_eq!(licence.identifier, preparation.identifier);
    assert_eq!(
        (licence.summary.version, licence.revision, licence.trust),
        (1, 1, Trust::A)
    );
    assert_eq!(licence.history[0].kind, LicenceEventKind::Issued);
    assert_eq!(hall.awaiting("approved").await, 1);
    for action in ["prepare", "approve-content"] {
        assert_eq!(hall.audited(action).await, 1, "{action}");
    }
}

#[rstest]
#[tokio::test]
async fn what_is_sealed_later_is_to_the_byte_what_was_approved(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared_one().await;
    hall.approved(&preparation).await;
    let id = preparation.summary.licence;
    let (digest, approved): (Vec<u8>, Vec<u8>) = {
        let mut read = hall.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_as(
            "SELECT v.digest, a.digest FROM licence_version v JOIN licence_approval a \
             ON a.licence_id = v.licence_id AND a.version = v.version WHERE v.licence_id = $1"
        )
        .bind(Id::from(id))
        .fetch_one(c)
        .await)
        .unwrap()
    };
    let canonical = Canonical::of(hall.kept(id, 1).await).unwrap();
    assert_eq!(canonical.digest.to_vec(), digest);
    assert_eq!(digest, approved);
    assert_eq!(crate::hex::write(&digest), preparation.digest);
    assert_eq!(canonical.record.holders[0].code, NEW);
}

#[rstest]
#[tokio::test]
async fn nobody_approves_alone_another_content_or_twice(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared_one().await;
    let path = format!("/preparations/{}/approve", preparation.summary.id);
    let right = ApproveContent {
        digest: preparation.digest.clone(),
    };
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(
        hall.post(&mut handler, &path, &right).await.code(),
        ProblemCode::Forbidden
    );
    for username in ["stranger", "supervisor", "admin"] {
        let mut clerk = hall.app.clerk(username).await;
        let code = hall.post(&mut clerk, &path, &right).await.code();
        assert!(
            matches!(code, ProblemCode::NotFound | ProblemCode::Forbidden),
            "{username} {code:?}"
        );
    }
    let mut approver = hall.app.clerk("approver").await;
    let other = ApproveContent {
        digest: "0".repeat(64),
    };
    assert_eq!(
        hall.post(&mut approver, &path, &other).await.code(),
        ProblemCode::StaleVersion
    );
    let key = hall.key();
    approver.post_once(&path, key, &right).await.succeeded();
    approver.post_once(&path, key, &right).await.succeeded();
    assert_eq!(hall.audited("approve-content").await, 1);
    assert_eq!(
        hall.post(&mut approver, &path, &right).await.code(),
        ProblemCode::WrongState
    );
}

#[rstest]
#[tokio::test]
async fn many_are_approved_each_by_its_own_digest_and_never_by_who_prepared_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.prepared_one().await;
    let second = hall.prepared_one().await;
    let at = |preparation: &PreparationDetail, digest: &str| PreparationAt {
        preparation: preparation.summary.id,
        digest: digest.to_owned(),
    };
    let request = ApproveContents {
        preparations: vec![at(&first, &first.digest), at(&second, &first.digest)],
    };
    let mut handler = hall.app.clerk("handler").await;
    let path = "/preparations/approve:batch";
    let refused = hall.post(&mut handler, path, &request).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let mut approver = hall.app.clerk("approver").await;
    let key = hall.key();
    for _ in 0..2 {
        let result: BatchResult = approver.post_once(path, key, &request).await.ok();
        let refused: Vec<_> = result.items.iter().map(|item| item.refused).collect();
        assert_eq!(refused, [None, Some(ProblemCode::StaleVersion)]);
    }
    assert_eq!(hall.audited("approve-content").await, 1);
}

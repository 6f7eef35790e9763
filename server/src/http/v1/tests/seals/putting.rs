//! What a seal may be put on, by whom, and that it is proved without this system.

use super::super::upheld;
use super::{CODE, Hall, NAME, not_put, refused};
use crate::service::{Ctx, sealing};
use crate::store::on;
use crate::store::testing::Backend;
use domain::problem::ProblemCode;
use domain::seal::{self, Fingerprint};
use domain::sealing::{Covers, SealEvent, SealRefusal, UseRefusal};
use domain::wire::seal::SealDetail;
use domain::wire::sealing::{SealPut, WaitingForSeal};
use domain::wire::version::SealProof;
use jiff::SignedDuration;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn what_the_keeper_sealed_is_proved_without_this_system(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let (one, two) = (hall.issued("JY-1").await, hall.issued("JY-2").await);
    let mut keeper = hall.app.clerk("handler").await;
    let waiting: WaitingForSeal = keeper.get("/seals/waiting").await.ok();
    assert_eq!(waiting.seals.len(), 1);
    let listed: Vec<_> = waiting.items.iter().map(|item| item.licence).collect();
    assert_eq!(listed, [one.licence, two.licence], "the longest first");
    // The licence that nobody approved is not the keeper's to seal.
    let collected = hall.collected();
    let put: SealPut = hall
        .try_put("handler", seal, &[one, two, collected])
        .await
        .ok();
    assert_eq!((put.sealed.len(), put.refused.len()), (2, 1));
    assert_eq!(put.refused[0].version, collected);
    assert_eq!(put.refused[0].why, UseRefusal::NotApproved);
    let again: SealPut = hall.try_put("handler", seal, &[one]).await.ok();
    assert_eq!((again.sealed.len(), again.refused.len()), (0, 1));
    assert_eq!(again.refused[0].why, UseRefusal::NotWaiting);
    assert_eq!(hall.audited("put-seal").await, 1, "both are one holder's");
    let shown = hall.versions(one.licence).await.remove(0);
    let on_it = shown.seal.unwrap();
    assert_eq!(on_it.unit, NAME);
    assert!(shown.approved_by.is_some() && !shown.superseded);

    let path = format!("/licences/{}/versions/1/seal", one.licence);
    let proof: SealProof = keeper.get(&path).await.ok();
    assert_eq!(hall.audited("reveal-licence").await, 1);
    let bytes = |text: &str| {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD
            .decode(text)
            .unwrap()
    };
    let chain: Vec<_> = proof.chain.iter().map(|one| bytes(one)).collect();
    let (record, signature) = (proof.record.as_bytes(), bytes(&proof.signature));
    let by = seal::verify(record, &signature, &chain, proof.seal.sealed_at).unwrap();
    assert_eq!(by.organisation_code.as_deref(), Some(CODE));
    let root = Fingerprint::of(chain.last().unwrap()).to_string();
    assert_eq!(proof.roots, [root]);
    let changed = proof.record.replace("JY-1", "JY-9");
    let broken = seal::verify(changed.as_bytes(), &signature, &chain, proof.seal.sealed_at);
    assert_eq!(broken, Err(seal::SealFault::OtherRecord));
    for (who, code) in [
        ("stranger", ProblemCode::NotFound),
        ("supervisor", ProblemCode::NotFound),
    ] {
        let mut browser = hall.app.clerk(who).await;
        assert_eq!(browser.get(&path).await.code(), code, "{who}");
    }
    let unsealed = format!("/licences/{}/versions/1/seal", hall.licence);
    assert_eq!(keeper.get(&unsealed).await.code(), ProblemCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn under_a_standing_authority_the_job_seals_what_is_covered_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let one = hall.issued("JY-1").await;
    hall.jobs().await;
    assert_eq!(
        hall.app.count("licence_seal").await,
        0,
        "no authority, no seal"
    );
    let granted = hall.grant(seal, Covers::Approved).await;
    hall.jobs().await;
    let sealed = hall.versions(one.licence).await.remove(0);
    assert!(sealed.seal.is_some());
    assert_eq!(
        hall.app.count("licence_seal").await,
        1,
        "the collected one waits"
    );
    hall.jobs().await;
    assert_eq!(hall.app.count("licence_seal").await, 1);

    // Ended, nothing more is sealed by it.
    let authority = granted.authorities[0].id;
    let mut approver = hall.app.clerk("approver").await;
    let end = format!("/seals/{seal}/authorities/{authority}/end");
    let ended: SealDetail = hall.post(&mut approver, &end, &()).await.ok();
    assert!(ended.authorities[0].ended_at.is_some());
    assert_eq!(ended.authorities[0].sealed, 1);
    let two = hall.issued("JY-2").await;
    hall.jobs().await;
    assert!(hall.versions(two.licence).await.remove(0).seal.is_none());

    // What was collected is sealed under an authority that says so, and 更正 goes through approval again.
    hall.grant(seal, Covers::Both).await;
    hall.jobs().await;
    assert_eq!(hall.app.count("awaiting_seal").await, 0);
    let id = hall.filed().await.id;
    hall.proposed(id, upheld()).await;
    hall.step("approver", id, "approve").await;
    let corrected = hall.versions(hall.licence).await;
    assert_eq!(corrected.len(), 2);
    assert!(corrected[0].seal.is_none() && corrected[1].seal.is_some());
    assert_eq!(hall.app.count("awaiting_seal").await, 1);
    hall.jobs().await;
    let corrected = hall.versions(hall.licence).await;
    assert!(corrected.iter().all(|version| version.seal.is_some()));
    assert!(corrected[0].approved_by.is_some());

    // When its days are over it seals no more.
    hall.app.advance(SignedDuration::from_hours(24 * 14));
    let three = hall.issued("JY-3").await;
    let ctx = Ctx::of_system(&hall.app.app);
    assert!(!sealing::is_due(&ctx).await.unwrap());
    hall.jobs().await;
    assert!(hall.versions(three.licence).await.remove(0).seal.is_none());
}

#[rstest]
#[tokio::test]
async fn a_suspended_seal_is_put_on_nothing_and_a_revoked_one_never_again(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await;
    let id = seal.summary.id;
    hall.grant(id, Covers::Both).await;
    let seal = hall.move_seal("approver", &seal, SealEvent::Suspend).await;
    let one = hall.issued("JY-1").await;
    hall.jobs().await;
    let answer = hall.try_put("handler", id, &[one]).await;
    not_put(&answer, UseRefusal::Suspended);
    assert_eq!(hall.app.count("licence_seal").await, 0);
    let mut approver = hall.app.clerk("approver").await;
    let again = hall
        .try_move(&mut approver, &seal, SealEvent::Suspend)
        .await;
    refused(&again, SealRefusal::AlreadySuspended);
    let answer = hall.try_move(&mut approver, &seal, SealEvent::Resume).await;
    assert_eq!(answer.code(), ProblemCode::Forbidden);
    let seal = hall.move_seal("admin", &seal, SealEvent::Resume).await;
    hall.jobs().await;
    assert_eq!(hall.app.count("licence_seal").await, 2);
    let seal = hall.move_seal("admin", &seal, SealEvent::Revoke).await;
    let mut admin = hall.app.clerk("admin").await;
    let answer = hall.try_move(&mut admin, &seal, SealEvent::Resume).await;
    refused(&answer, SealRefusal::Ended);
    let two = hall.issued("JY-2").await;
    hall.jobs().await;
    let answer = hall.try_put("handler", id, &[two]).await;
    not_put(&answer, UseRefusal::Revoked);
    assert_eq!(hall.app.count("licence_seal").await, 2);
}

#[rstest]
#[tokio::test]
async fn a_record_that_is_not_the_approved_one_any_more_is_never_sealed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let (one, two) = (hall.issued("JY-1").await, hall.issued("JY-2").await);
    hall.app.without_triggers().await;
    // Somebody who holds the keys puts another record, with its right digest, in the place of the approved one.
    let record = br#"{"ZZBH":"JY-9"}"#;
    let vault = &hall.app.app.vault;
    let sealed = vault.seal_record(one.licence, 1, record).unwrap();
    let digest = seal::digest(record).to_vec();
    let licence = crate::store::Id::from(one.licence);
    hall.write(move |tx| {
        Box::pin(async move {
            Ok(on!(tx, |c| sqlx::query(
                "UPDATE licence_version SET record = $1, key_id = $2, digest = $3 WHERE licence_id = $4"
            )
            .bind(sealed.bytes)
            .bind(sealed.key_id)
            .bind(digest)
            .bind(licence)
            .execute(c)
            .await
            .map(drop))?)
        })
    })
    .await;
    let put: SealPut = hall.try_put("handler", seal, &[one, two]).await.ok();
    assert_eq!(put.sealed, [two]);
    assert_eq!(put.refused[0].version, one);
    assert_eq!(put.refused[0].why, UseRefusal::OtherContent);
    hall.grant(seal, Covers::Both).await;
    hall.jobs().await;
    assert!(hall.app.count("awaiting_seal").await == 1, "it waits on");
}

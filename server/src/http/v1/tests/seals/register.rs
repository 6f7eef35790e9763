//! From the request for a seal to its end, and who keeps it.

use super::{Hall, not_put, refused, told};
use crate::store::testing::Backend;
use domain::problem::ProblemCode;
use domain::sealing::{Covers, KeeperRefusal, SealEvent, SealRefusal, SealState, UseRefusal};
use domain::text::{Lang, sealing as text};
use domain::wire::seal::{HandSealOver, Keeping, SealDeed, SealDetail, SealSummary};
use domain::wire::sealing::SealPut;
use jiff::SignedDuration;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_seal_is_asked_for_confirmed_and_made_by_three_and_each_step_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.request_seal().await;
    assert_eq!(seal.summary.state, SealState::Requested);
    let shown = serde_json::to_string(&seal).unwrap();
    assert!(!shown.contains("19750312") && !shown.contains("13812345678"));
    for (who, event) in [
        ("approver", SealEvent::Confirm),
        ("admin", SealEvent::Confirm),
        ("supervisor", SealEvent::Make),
        ("handler", SealEvent::Decline),
        ("auditor", SealEvent::Confirm),
    ] {
        let mut browser = hall.app.clerk(who).await;
        let answer = hall.try_move(&mut browser, &seal, event).await;
        assert_eq!(answer.code(), ProblemCode::Forbidden, "{who} {event:?}");
    }
    let mut admin = hall.app.clerk("admin").await;
    let early = hall.try_move(&mut admin, &seal, SealEvent::Make).await;
    refused(&early, SealRefusal::NotConfirmed);
    let confirmed = hall
        .move_seal("supervisor", &seal, SealEvent::Confirm)
        .await;
    let stale = hall.try_move(&mut admin, &seal, SealEvent::Make).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    let made = hall.move_seal("admin", &confirmed, SealEvent::Make).await;
    assert_eq!(made.summary.state, SealState::Made);
    let last = "2029-09-16T23:59:59+08:00".parse().unwrap();
    assert_eq!(
        made.summary.valid_to,
        Some(last),
        "the last day is the one that was given"
    );
    let deeds: Vec<_> = made.history.iter().map(|one| one.deed).collect();
    assert_eq!(
        deeds,
        [SealDeed::Requested, SealDeed::Confirmed, SealDeed::Made]
    );
    assert_eq!(hall.app.count("seal_root").await, 1);
    // The second seal stands under the same root.
    hall.made_seal().await;
    assert_eq!(hall.app.count("seal_root").await, 1);
    let mut stranger = hall.app.clerk("stranger").await;
    let path = format!("/seals/{}", made.summary.id);
    assert_eq!(stranger.get(&path).await.code(), ProblemCode::NotFound);
    let seen: Vec<SealSummary> = stranger.get("/seals").await.ok();
    assert!(seen.is_empty());
    let mut auditor = hall.app.clerk("auditor").await;
    let seen: Vec<SealSummary> = auditor.get("/seals").await.ok();
    assert_eq!(seen.len(), 2);
}

#[rstest]
#[tokio::test]
async fn each_hand_over_names_who_gave_who_took_and_who_agreed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await;
    let (first, second) = (
        hall.staff_id("handler").await,
        hall.staff_id("second-handler").await,
    );
    let hand = |version, keeping, to| HandSealOver {
        version,
        keeping,
        to,
        note: "休假期间代管".into(),
    };
    let path = format!("/seals/{}/keepers", seal.summary.id);
    let version = seal.summary.version;
    let mut approver = hall.app.clerk("approver").await;
    let own = hall.staff_id("approver").await;
    let foreign = hall.staff_id("stranger").await;
    for (to, code, why) in [
        (first, ProblemCode::WrongState, KeeperRefusal::Already),
        (own, ProblemCode::WrongState, KeeperRefusal::NotAHandler),
        (foreign, ProblemCode::Invalid, KeeperRefusal::NotOfTheAgency),
    ] {
        let request = hand(version, Keeping::Deputy, Some(to));
        let answer = hall.post(&mut approver, &path, &request).await;
        told(&answer, code, text::keeper(why, Lang::Zh));
    }
    let nobody = hand(version, Keeping::Deputy, None);
    let answer = hall.post(&mut approver, &path, &nobody).await;
    assert_eq!(answer.code(), ProblemCode::Invalid);
    assert_eq!(answer.problem().errors[0].pointer, "/to");
    let mut handler = hall.app.clerk("handler").await;
    let request = hand(version, Keeping::Deputy, Some(second));
    let answer = hall.post(&mut handler, &path, &request).await;
    assert_eq!(answer.code(), ProblemCode::Forbidden);
    let kept: SealDetail = hall.post(&mut approver, &path, &request).await.ok();
    assert_eq!(kept.summary.deputy.map(|one| one.id), Some(second));
    let request = hand(version + 1, Keeping::Deputy, None);
    let kept: SealDetail = hall.post(&mut approver, &path, &request).await.ok();
    assert_eq!(kept.summary.deputy, None);
    let request = hand(version + 2, Keeping::Keeper, Some(second));
    let kept: SealDetail = hall.post(&mut approver, &path, &request).await.ok();
    let last = kept.history.last().unwrap();
    assert_eq!(last.deed, SealDeed::KeeperChanged);
    assert_eq!(last.from.as_ref().map(|one| one.id), Some(first));
    assert_eq!(last.to.as_ref().map(|one| one.id), Some(second));
    assert_eq!((last.by.id, last.note.as_str()), (own, "休假期间代管"));
    // Whoever handed it over can't put it any more.
    let one = hall.issued("JY-1").await;
    let answer = hall.try_put("handler", seal.summary.id, &[one]).await;
    not_put(&answer, UseRefusal::NotTheKeeper);
    let put: SealPut = hall
        .try_put("second-handler", seal.summary.id, &[one])
        .await
        .ok();
    assert_eq!(put.sealed, [one]);
}

/// The refusals that the other tests don't meet on their way.
#[rstest]
#[tokio::test]
async fn every_other_refusal_of_a_step_says_in_chinese_why(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let (mut centre, mut admin) = (
        hall.app.clerk("supervisor").await,
        hall.app.clerk("admin").await,
    );
    let mut approver = hall.app.clerk("approver").await;
    let seal = hall.request_seal().await;
    let early = hall
        .try_move(&mut approver, &seal, SealEvent::Suspend)
        .await;
    refused(&early, SealRefusal::NotMade);
    let unmade = hall
        .try_grant(&mut approver, seal.summary.id, Covers::Both)
        .await;
    not_put(&unmade, UseRefusal::NotMade);
    let unmade = hall
        .try_put("handler", seal.summary.id, &[hall.collected()])
        .await;
    not_put(&unmade, UseRefusal::NotMade);
    let seal = hall
        .move_seal("supervisor", &seal, SealEvent::Confirm)
        .await;
    let twice = hall.try_move(&mut centre, &seal, SealEvent::Confirm).await;
    refused(&twice, SealRefusal::NotRequested);
    let seal = hall.move_seal("admin", &seal, SealEvent::Make).await;
    for event in [SealEvent::Make, SealEvent::Decline] {
        let twice = hall.try_move(&mut admin, &seal, event).await;
        refused(&twice, SealRefusal::AlreadyMade);
    }
    let awake = hall.try_move(&mut admin, &seal, SealEvent::Resume).await;
    refused(&awake, SealRefusal::NotSuspended);
    let seal = hall.move_seal("admin", &seal, SealEvent::Revoke).await;
    let late = HandSealOver {
        version: seal.summary.version,
        keeping: Keeping::Keeper,
        to: Some(hall.staff_id("second-handler").await),
        note: "交接".into(),
    };
    let path = format!("/seals/{}/keepers", seal.summary.id);
    let late = hall.post(&mut approver, &path, &late).await;
    refused(&late, SealRefusal::Ended);
    let seal = hall.made_seal().await;
    hall.app.advance(SignedDuration::from_hours(24 * 365 * 4));
    let late = hall
        .try_put("handler", seal.summary.id, &[hall.collected()])
        .await;
    not_put(&late, UseRefusal::NotValid);
}

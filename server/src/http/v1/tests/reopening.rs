//! 重新办理 and 复核: a closed case taken up again, by whom, in which time, and with which clocks.

use super::{Hall, rejected, upheld, wrong};
use crate::store::testing::Backend;
use domain::access::Role;
use domain::id::ObjectionId;
use domain::objection::{CaseState, Outcome, Proposal};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Expected;
use domain::wire::asking::AskReview;
use domain::wire::case::CaseDetail;
use domain::wire::desk::{Propose, WithNote};
use domain::wire::licence::LicenceDetail;
use domain::wire::notice::{Inbox, NoticeKind};
use jiff::SignedDuration;
use rstest::rstest;

async fn case(hall: &Hall, username: &str, id: ObjectionId) -> CaseDetail {
    let mut browser = hall.app.clerk(username).await;
    browser.get(&format!("/objections/{id}")).await.ok()
}

async fn own(hall: &Hall, id: ObjectionId) -> CaseDetail {
    let mut citizen = hall.citizen().await;
    citizen.get(&format!("/objections/{id}")).await.ok()
}

async fn closed(hall: &Hall, proposal: Proposal) -> ObjectionId {
    let id = hall.filed().await.id;
    hall.proposed(id, proposal).await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    assert_eq!(own(hall, id).await.summary.state, CaseState::Closed);
    id
}

async fn kinds(hall: &Hall, username: &str) -> Vec<NoticeKind> {
    let mut browser = hall.app.clerk(username).await;
    let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
    inbox.items.iter().map(|one| one.kind).collect()
}

fn clock<'a>(case: &'a CaseDetail, step: &str) -> &'a domain::wire::case::ClockView {
    let mut clocks = case.summary.clocks.iter();
    clocks.find(|clock| clock.step == step).unwrap()
}

async fn propose(
    hall: &Hall,
    username: &str,
    id: ObjectionId,
    proposal: Proposal,
) -> Result<(), ProblemCode> {
    let version = case(hall, username, id).await.version;
    let mut browser = hall.app.clerk(username).await;
    let propose = Propose { version, proposal };
    let path = format!("/objections/{id}/propose");
    let answer = hall.post(&mut browser, &path, &propose).await;
    if answer.status.is_success() {
        Ok(())
    } else {
        Err(answer.code())
    }
}

/// Takes a closed case up again.
pub(super) async fn reopened(hall: &Hall, id: ObjectionId) -> CaseDetail {
    let version = case(hall, "approver", id).await.version;
    let mut approver = hall.app.clerk("approver").await;
    let note = "收到新的证据".into();
    let path = format!("/objections/{id}/reopen");
    let note = WithNote { version, note };
    hall.post(&mut approver, &path, &note).await.ok()
}

/// Asks, as its objector, for other people to look at it.
pub(super) async fn review_asked(hall: &Hall, id: ObjectionId) -> CaseDetail {
    let version = own(hall, id).await.version;
    let mut citizen = hall.citizen().await;
    let text = "请再核对一次".into();
    let path = format!("/objections/{id}/review");
    let wish = AskReview { version, text };
    hall.post(&mut citizen, &path, &wish).await.ok()
}

#[rstest]
#[tokio::test]
async fn who_approves_takes_a_closed_case_up_again_and_the_statutory_clocks_stand_as_they_were_met(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = closed(&hall, rejected()).await;
    let before = case(&hall, "approver", id).await;
    let path = format!("/objections/{id}/reopen");
    let note = |version, note: &str| WithNote {
        version,
        note: note.into(),
    };
    let mut approver = hall.app.clerk("approver").await;
    let bare = hall
        .post(&mut approver, &path, &note(before.version, ""))
        .await;
    assert_eq!(wrong(&bare.problem()), [("/note", FieldCode::Required)]);
    let mut handler = hall.app.clerk("handler").await;
    let why = note(before.version, "告知短信被退回，另有新的租赁合同");
    let refused = hall.post(&mut handler, &path, &why).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    hall.app.advance(SignedDuration::from_hours(24 * 10));
    let mut approver = hall.app.clerk("approver").await;
    let again: CaseDetail = hall.post(&mut approver, &path, &why).await.ok();
    assert_eq!(again.summary.state, CaseState::Verifying);
    assert_eq!(again.summary.outcome, None);
    assert_eq!(again.earlier.len(), 1);
    assert_eq!(again.earlier[0].outcome, Outcome::Rejected);
    for step in ["mark", "decide"] {
        assert_eq!(clock(&again, step), clock(&before, step), "{step}");
    }
    assert_eq!(clock(&again, "decide-reopened").met_at, None);
    let mut citizen = hall.citizen().await;
    let licence: LicenceDetail = citizen
        .get(&format!("/licences/{}", hall.licence))
        .await
        .ok();
    assert!(licence.summary.disputed, "it is in dispute again");

    // The same two people decide anew: nothing was reviewed.
    assert_eq!(propose(&hall, "handler", id, upheld()).await, Ok(()));
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    let end = own(&hall, id).await;
    assert_eq!(end.summary.state, CaseState::Closed);
    assert_eq!(end.summary.outcome, Some(Outcome::Upheld));
    assert!(clock(&end, "decide-reopened").met_at.is_some());
    assert_eq!(end.licence.unwrap().version, 2);
    let mut said = end.history.iter().map(|one| one.note.as_str());
    assert!(said.any(|note| note == why.note));
    assert!(
        kinds(&hall, "handler")
            .await
            .contains(&NoticeKind::Reopened)
    );
    assert_eq!(hall.audited("reopen").await, 1);
}

#[rstest]
#[tokio::test]
async fn what_was_reopened_once_can_be_reopened_again_but_not_while_another_case_is_open(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = closed(&hall, rejected()).await;
    let path = format!("/objections/{id}/reopen");
    let reopen = async |hall: &Hall| {
        let version = case(hall, "approver", id).await.version;
        let mut approver = hall.app.clerk("approver").await;
        let note = "收到新的证据".into();
        hall.post(&mut approver, &path, &WithNote { version, note })
            .await
    };
    reopen(&hall).await.succeeded();
    assert_eq!(propose(&hall, "handler", id, rejected()).await, Ok(()));
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    let second: CaseDetail = reopen(&hall).await.ok();
    assert_eq!(second.earlier.len(), 2);
    assert_eq!(clock(&second, "decide-reopened").met_at, None);
    assert_eq!(propose(&hall, "handler", id, rejected()).await, Ok(()));
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    hall.filed().await;
    assert_eq!(reopen(&hall).await.code(), ProblemCode::AlreadyOpen);
    assert_eq!(own(&hall, id).await.summary.state, CaseState::Closed);
}

#[rstest]
#[tokio::test]
async fn a_review_is_asked_once_in_time_and_decided_by_other_people(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.app.staff(hall.market, Role::Handler, "other").await;
    hall.app
        .staff(hall.market, Role::Approver, "reviewer")
        .await;
    let id = closed(&hall, rejected()).await;
    let before = own(&hall, id).await;
    assert!(before.review_until.is_some());
    let path = format!("/objections/{id}/review");
    let wish = AskReview {
        version: before.version,
        text: "租赁合同上是8号，请再核对".into(),
    };
    let mut citizen = hall.citizen().await;
    let (key, asked) = (hall.key(), &wish);
    let case_now: CaseDetail = citizen.post_once(&path, key, asked).await.ok();
    let again: CaseDetail = citizen.post_once(&path, key, asked).await.ok();
    assert_eq!(again, case_now, "sent twice it is asked once");
    assert_eq!(case_now.summary.state, CaseState::ReviewRequested);
    assert_eq!(case_now.review_until, None);
    assert_eq!(clock(&case_now, "decide"), clock(&before, "decide"));
    assert_eq!(clock(&case_now, "review").met_at, None);
    hall.jobs().await;
    for username in ["handler", "approver", "other", "reviewer"] {
        let told = kinds(&hall, username).await;
        assert!(told.contains(&NoticeKind::ReviewAsked), "{username}");
    }
    let inbox: Inbox = citizen.get("/notices").await.ok();
    let begun = inbox
        .items
        .iter()
        .find(|one| one.kind == NoticeKind::ReviewBegun);
    assert_eq!(
        begun.unwrap().due_date,
        Some(clock(&case_now, "review").due_date)
    );

    // Who proposed before can't propose, who approved before can't approve.
    let refused = propose(&hall, "handler", id, upheld()).await;
    assert_eq!(refused, Err(ProblemCode::SamePerson));
    assert_eq!(propose(&hall, "other", id, upheld()).await, Ok(()));
    let version = case(&hall, "approver", id).await.version;
    let mut approver = hall.app.clerk("approver").await;
    let approve = format!("/objections/{id}/approve");
    let refused = hall
        .post(&mut approver, &approve, &Expected { version })
        .await;
    assert_eq!(refused.code(), ProblemCode::SamePerson);
    let desk = case(&hall, "approver", id).await.desk.unwrap();
    assert_eq!(desk.took_part.len(), 2, "the desk knows who takes no part");
    let reviewed = hall.step("reviewer", id, "approve").await;
    assert_eq!(reviewed.summary.state, CaseState::Reviewed);
    hall.jobs().await;
    let end = own(&hall, id).await;
    assert_eq!(end.summary.state, CaseState::Closed);
    assert_eq!(end.summary.outcome, Some(Outcome::Upheld));
    assert_eq!(end.earlier[0].outcome, Outcome::Rejected);
    assert!(clock(&end, "review").met_at.is_some());
    assert_eq!(end.licence.unwrap().version, 2);

    // Once, and for good.
    let again = AskReview {
        version: end.version,
        ..wish
    };
    let refused = hall.post(&mut citizen, &path, &again).await.problem();
    assert_eq!(refused.detail.as_deref(), Some("already-reviewed"));
}

#[rstest]
#[tokio::test]
async fn after_its_period_no_review_is_offered_or_taken(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = closed(&hall, rejected()).await;
    hall.app.advance(SignedDuration::from_hours(24 * 61));
    let late = own(&hall, id).await;
    assert_eq!(late.review_until, None);
    let wish = AskReview {
        version: late.version,
        text: "请再核对一次".into(),
    };
    let mut citizen = hall.citizen().await;
    let path = format!("/objections/{id}/review");
    let refused = hall.post(&mut citizen, &path, &wish).await.problem();
    assert_eq!(refused.detail.as_deref(), Some("review-over"));
    let mut stranger = hall.app.citizen(hall.han).await;
    let foreign = hall.post(&mut stranger, &path, &wish).await;
    assert_eq!(foreign.code(), ProblemCode::NotFound);
}

//! The whole story: citizen, handler, approver, citizen.

use super::{Hall, rejected, upheld};
use crate::store::testing::Backend;
use domain::access::Role;
use domain::identifier::LicenceIdentifier;
use domain::licence::LicenceStanding;
use domain::objection::{CaseEvent, CaseState, Claim, Outcome};
use domain::problem::FieldCode;
use domain::wire::asking::{Supplement, Withdraw};
use domain::wire::case::{CaseDetail, CaseSummary};
use domain::wire::desk::{Propose, WithNote};
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::{Expected, Page};
use jiff::civil::Date;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn an_upheld_objection_corrects_the_licence_and_tells_the_citizen(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let receipt = hall.filed().await;
    assert_eq!(receipt.case_number, "YY20260917-000001-8");
    assert_eq!(receipt.work_order.as_deref(), Some("RX20260917-000001"));
    let due: Vec<_> = receipt
        .clocks
        .iter()
        .map(|clock| (clock.step.as_str(), clock.due_date.to_string()))
        .collect();
    // 20 September 2026 is worked for the National Day, 25 September is the Mid-Autumn Festival.
    assert_eq!(
        due,
        [
            ("mark", "2026-09-18".into()),
            ("decide", "2026-09-23".into())
        ]
    );

    hall.proposed(receipt.id, upheld()).await;
    let decided = hall.step("approver", receipt.id, "approve").await;
    assert_eq!(decided.summary.state, CaseState::Decided);
    assert_eq!(decided.decision.unwrap().corrected_version, Some(2));

    let mut citizen = hall.citizen().await;
    let licence = format!("/licences/{}", hall.licence);
    let during: LicenceDetail = citizen.get(&licence).await.ok();
    assert!(
        during.summary.disputed,
        "the mark stays until the case is closed"
    );
    hall.jobs().await;

    let after: LicenceDetail = citizen.get(&licence).await.ok();
    assert!(!after.summary.disputed);
    assert_eq!(after.summary.version, 2);
    assert!(after.identifier.contains(".002."));
    let identifier = LicenceIdentifier::parse(&after.identifier).unwrap();
    assert!(identifier.has_right_check());
    let place = after
        .face
        .iter()
        .find(|field| field.key == "place")
        .unwrap();
    assert_eq!(place.value, "纬一路8号");
    assert_eq!(after.history.len(), 2);
    assert!(after.history[1].reason.contains(&receipt.case_number));

    let case: CaseDetail = citizen
        .get(&format!("/objections/{}", receipt.id))
        .await
        .ok();
    assert_eq!(case.summary.state, CaseState::Closed);
    assert_eq!(case.summary.outcome, Some(Outcome::Upheld));
    assert_eq!(case.disputed[0].shown, "纬一路6号");
    assert_eq!(case.disputed[0].corrected.as_deref(), Some("纬一路8号"));
    assert!(
        case.summary
            .clocks
            .iter()
            .all(|clock| clock.met_at.is_some())
    );
    assert!(case.desk.is_none());
    let told: Vec<_> = case.history.iter().map(|one| one.event).collect();
    let expected = [
        None,
        Some(CaseEvent::Receive),
        Some(CaseEvent::Mark),
        Some(CaseEvent::Verify),
        Some(CaseEvent::Propose),
        Some(CaseEvent::Approve),
        Some(CaseEvent::Notify),
        Some(CaseEvent::Close),
    ];
    assert_eq!(told, expected);
    assert_eq!(case.version, 8);

    let inbox: Inbox = citizen.get("/notices").await.ok();
    let kinds: Vec<_> = inbox.items.iter().map(|notice| notice.kind).collect();
    for kind in [
        NoticeKind::Received,
        NoticeKind::Marked,
        NoticeKind::Decided,
    ] {
        assert_eq!(
            kinds.iter().filter(|one| **one == kind).count(),
            1,
            "{kind:?}"
        );
    }
    assert_eq!(inbox.unread, 3);
}

#[rstest]
#[tokio::test]
async fn a_corrected_validity_moves_the_days_on_which_the_licence_begins_and_ends(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut hall) = Hall::open(on).await else {
        return;
    };
    let past = Some(Date::constant(2026, 3, 4));
    hall.licence = hall.add_licence(hall.li, "JY29901000000002", past).await;
    let mut citizen = hall.citizen().await;
    let licence = format!("/licences/{}", hall.licence);
    let before: LicenceDetail = citizen.get(&licence).await.ok();
    assert_eq!(before.summary.standing, LicenceStanding::Expired);

    let id = hall.filed().await.id;
    let corrected = |value: &str| {
        let mut proposal = upheld();
        proposal.corrections.push(Claim {
            key: "valid_to".into(),
            claimed: value.into(),
        });
        proposal
    };
    hall.step("handler", id, "mark").await;
    let version = hall.step("handler", id, "verify").await.version;
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/objections/{id}/propose");
    for value in ["明年三月", "2023-12-31"] {
        let proposal = corrected(value);
        let propose = Propose { version, proposal };
        let answer = hall.post(&mut handler, &path, &propose).await;
        let errors = answer.problem().errors;
        assert_eq!(errors.len(), 1, "{value}");
        assert_eq!(errors[0].pointer, "/proposal/corrections/1/claimed");
        assert_eq!(errors[0].code, FieldCode::WrongForm);
    }
    let proposal = corrected("2027年3月4日");
    let propose = Propose { version, proposal };
    hall.post(&mut handler, &path, &propose).await.succeeded();
    hall.step("approver", id, "approve").await;

    let after: LicenceDetail = citizen.get(&licence).await.ok();
    assert_eq!(after.summary.standing, LicenceStanding::Valid);
    assert_eq!(after.summary.valid_from, before.summary.valid_from);
    assert_eq!(after.summary.valid_to, Some(Date::constant(2027, 3, 4)));
    let list: Page<LicenceSummary> = citizen.get("/licences").await.ok();
    assert_eq!(
        list.items[0].id, hall.licence,
        "it is no longer among those that are over"
    );
}

#[rstest]
#[tokio::test]
async fn a_rejection_corrects_nothing_and_says_what_remedy_is_left(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let receipt = hall.filed().await;
    hall.proposed(receipt.id, rejected()).await;
    hall.step("approver", receipt.id, "approve").await;
    hall.jobs().await;
    let mut citizen = hall.citizen().await;
    let case: CaseDetail = citizen
        .get(&format!("/objections/{}", receipt.id))
        .await
        .ok();
    let decision = case.decision.unwrap();
    assert_eq!(decision.outcome, Outcome::Rejected);
    assert_eq!(decision.corrected_version, None);
    // What the procedure says of the remedy stands before what was written of it.
    assert!(decision.remedy.contains("申请行政复议"));
    assert!(decision.remedy.ends_with("\n可到窗口当面说明"));
    let field = case.disputed.first().unwrap();
    assert_eq!(field.rejected.as_deref(), Some("材料不足以证明"));
    let licence = case.licence.as_ref().unwrap();
    assert_eq!(licence.version, 1);
    assert!(!licence.disputed);
    // What is finished can be objected to again.
    assert_eq!(hall.filed().await.case_number, "YY20260917-000002-6");
    let list: Page<CaseSummary> = citizen.get("/objections").await.ok();
    let states: Vec<_> = list.items.iter().map(|case| case.state).collect();
    assert_eq!(states, [CaseState::Received, CaseState::Closed]);
}

#[rstest]
#[tokio::test]
async fn a_return_for_supplement_asks_and_a_send_back_stays_between_colleagues(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let path = |step: &str| format!("/objections/{id}/{step}");
    let mut handler = hall.app.clerk("handler").await;
    let ask = WithNote {
        version: 2,
        note: "请上传租赁合同".into(),
    };
    let returned: CaseDetail = hall.post(&mut handler, &path("return"), &ask).await.ok();
    assert_eq!(returned.summary.state, CaseState::Returned);

    let mut citizen = hall.citizen().await;
    let seen: CaseDetail = citizen.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(seen.supplement_request.as_deref(), Some("请上传租赁合同"));
    assert_eq!(
        seen.summary.clocks, returned.summary.clocks,
        "the clock runs on"
    );
    let answer = Supplement {
        version: seen.version,
        text: "合同已补充说明如下".into(),
    };
    let case: CaseDetail = hall
        .post(&mut citizen, &path("supplement"), &answer)
        .await
        .ok();
    assert_eq!(case.summary.state, CaseState::Received);
    assert_eq!(case.supplement_request, None);

    let proposed = hall.proposed(id, upheld()).await;
    let mut approver = hall.app.clerk("approver").await;
    let back = WithNote {
        version: proposed.version,
        note: "理由请写明档案编号".into(),
    };
    let case: CaseDetail = hall
        .post(&mut approver, &path("send-back"), &back)
        .await
        .ok();
    assert_eq!(case.summary.state, CaseState::Verifying);
    let desk = case.desk.unwrap();
    assert_eq!(desk.handler.unwrap().name, "王敏");
    let proposal = desk.proposal.unwrap().proposal;
    assert_eq!(proposal.corrections, upheld().corrections);
    assert_eq!(proposal.reasons, upheld().reasons);
    let last = case.history.last().unwrap();
    assert_eq!(
        (last.role, last.note.as_str()),
        (Some(Role::Approver), "理由请写明档案编号")
    );

    let seen: CaseDetail = citizen.get(&format!("/objections/{id}")).await.ok();
    assert!(
        seen.history
            .iter()
            .all(|one| !one.note.contains("档案编号"))
    );
    assert!(
        seen.history.iter().all(|one| one.by != "王敏"),
        "names of colleagues stay inside"
    );
    assert_eq!(seen.history.last().unwrap().by, "兰州新区市场监督管理局");
    assert!(seen.decision.is_none());
}

#[rstest]
#[tokio::test]
async fn a_withdrawn_objection_is_over_and_owes_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.step("handler", id, "mark").await;
    let mut citizen = hall.citizen().await;
    let withdraw = Withdraw { version: 3 };
    let case: CaseDetail = hall
        .post(
            &mut citizen,
            &format!("/objections/{id}/withdraw"),
            &withdraw,
        )
        .await
        .ok();
    assert_eq!(case.summary.state, CaseState::Withdrawn);
    assert!(!case.licence.unwrap().disputed, "the mark is lifted");
    hall.app.advance(jiff::SignedDuration::from_hours(24 * 30));
    hall.jobs().await;
    let mut handler = hall.app.clerk("handler").await;
    let inbox: Inbox = handler.get("/notices").await.ok();
    let kinds: Vec<_> = inbox.items.iter().map(|notice| notice.kind).collect();
    assert_eq!(kinds, [NoticeKind::Withdrawn, NoticeKind::NewCase]);
    let expected = Expected { version: 4 };
    let refused = hall
        .post(&mut handler, &format!("/objections/{id}/verify"), &expected)
        .await
        .problem();
    assert_eq!(refused.detail.as_deref(), Some("finished"));
}

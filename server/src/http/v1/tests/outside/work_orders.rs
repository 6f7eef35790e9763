use super::{hall_in, hotline, order, system};
use crate::http::v1::tests::{rejected, wrong};
use crate::store::testing::Backend;
use axum::http::StatusCode;
use domain::access::KeyPurpose;
use domain::flow::CaseState;
use domain::objection::{CallerDocument, Complaint, DocumentKind};
use domain::problem::{FieldCode, ProblemCode};
use domain::rulebook::{Channel, Ground};
use domain::wire::Page;
use domain::wire::case::CaseDetail;
use domain::wire::case::CaseSummary;
use domain::wire::outside::{FileWorkOrder, FollowedCase};
use domain::wire::queue::QueuePage;
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

const AT: &str = "/work-orders";
/// Of somebody who is known here.
const OTHER: &str = "990100198506071238";

/// 兰安 一百五十八.
#[rstest]
#[tokio::test]
async fn a_work_order_begins_its_callers_case_once_and_is_followed_to_its_result(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, wang)) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let mut system = system(&hall, hotline(&hall).await, KeyPurpose::WorkOrders).await;
    // The hotline handed it over yesterday evening: the clocks run from then.
    let order = FileWorkOrder {
        received_at: hall
            .app
            .now()
            .saturating_sub(SignedDuration::from_hours(15))
            .unwrap(),
        ..order(&hall)
    };
    let answer = system.post(AT, &order).await.succeeded();
    assert_eq!(answer.status, StatusCode::CREATED);
    let first: FollowedCase = answer.ok();
    assert_eq!(first.work_order.as_deref(), Some("LZ12345-20260917-0042"));
    assert_eq!(first.state, CaseState::Received);
    assert_eq!(first.received_at, Some(order.received_at));
    let dates: Vec<_> = first.clocks.iter().map(|clock| clock.due_date).collect();
    assert_eq!(dates, [date(2026, 9, 17), date(2026, 9, 22)]);
    let again = system.post(AT, &order).await.succeeded();
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(again.ok::<FollowedCase>(), first);
    let other = FileWorkOrder {
        complaint: Complaint {
            explanation: "姓名写错了".into(),
            ..order.complaint.clone()
        },
        ..order.clone()
    };
    let refused = system.post(AT, &other).await;
    assert_eq!(refused.code(), ProblemCode::OrderDiffers);

    // It is the holder's own case, as if they had filed it, and the issuer's.
    let mut her = hall.app.citizen(wang).await;
    let own: Page<CaseSummary> = her.get("/objections").await.ok();
    assert_eq!(own.items.len(), 1);
    let id = own.items[0].id;
    let seen: CaseDetail = her.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(seen.channel, Channel::Hotline);
    assert_eq!(seen.disputed[0].claimed, "纬一路8号");
    let mut handler = hall.app.clerk("handler").await;
    let queue: QueuePage = handler.get("/desk/objections").await.ok();
    assert_eq!(queue.items.len(), 1);

    let at = format!("{AT}/{}", order.work_order);
    hall.proposed(id, rejected()).await;
    let before: FollowedCase = system.get(&at).await.ok();
    assert_eq!((before.state, before.decision), (CaseState::Proposed, None));
    hall.step("approver", id, "approve").await;
    let untold: FollowedCase = system.get(&at).await.ok();
    assert_eq!(untold.decision, None);
    hall.jobs().await;
    let told: FollowedCase = system.get(&at).await.ok();
    assert_eq!(told.state, CaseState::Closed);
    assert_eq!(told.decision.unwrap().reasons, rejected().reasons);
    assert!(told.clocks.iter().all(|clock| clock.met_at.is_some()));
}

#[rstest]
#[tokio::test]
async fn a_number_is_there_for_its_own_hotline_alone_and_no_caller_for_anybodys_licence(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, _)) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let mut ours = system(&hall, hotline(&hall).await, KeyPurpose::WorkOrders).await;
    let mut others = system(&hall, hall.market, KeyPurpose::WorkOrders).await;
    let order = order(&hall);
    hall.app.holder("赵四", OTHER).await;
    let filed: FollowedCase = ours.post(AT, &order).await.ok();
    let unknown = others.get(&format!("{AT}/{}", order.work_order)).await;
    let never = others.get(&format!("{AT}/LZ12345-20260917-9999")).await;
    assert_eq!(unknown.code(), ProblemCode::NotFound);
    let told = |answer: &crate::testing::Answer| {
        let problem = answer.problem();
        (problem.title, problem.detail, problem.errors)
    };
    assert_eq!(told(&unknown), told(&never));
    let by_case = ours.get(&format!("{AT}/{}", filed.case_number)).await;
    assert_eq!(by_case.code(), ProblemCode::NotFound);
    let odd = ours.get(&format!("{AT}/LZ%00")).await;
    assert_eq!(odd.code(), ProblemCode::NotFound);
    let taken = others.post(AT, &order).await.problem();
    assert_eq!(taken.code, ProblemCode::AlreadyRegistered);
    assert_eq!(taken.detail, None);

    // Another's licence, none at all, and a caller whom nobody knows: one answer.
    let numbered = |work_order: &str| FileWorkOrder {
        work_order: work_order.into(),
        ..order.clone()
    };
    let document = |number: &str| {
        Some(CallerDocument {
            kind: DocumentKind::CitizenId,
            number: number.into(),
        })
    };
    for wrong_one in [
        FileWorkOrder {
            document: document(OTHER),
            ..numbered("LZ-1000")
        },
        FileWorkOrder {
            document: document("990100199202021236"),
            ..numbered("LZ-1001")
        },
        FileWorkOrder {
            licence_number: Some("JY00000000000000".into()),
            ..numbered("LZ-1002")
        },
    ] {
        let refused = ours.post(AT, &wrong_one).await.problem();
        assert_eq!(wrong(&refused), [("/licence_number", FieldCode::Unknown)]);
    }
    let open = ours.post(AT, &numbered("LZ-1003")).await;
    assert_eq!(open.code(), ProblemCode::AlreadyOpen);
}

#[rstest]
#[tokio::test]
async fn a_work_order_says_who_what_and_when_by_the_rules_of_a_clerks(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, _)) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let mut system = system(&hall, hotline(&hall).await, KeyPurpose::WorkOrders).await;
    let hours = |hours| {
        let by = SignedDuration::from_hours(hours);
        hall.app.now().saturating_add(by).unwrap()
    };
    for (received_at, code) in [
        (hours(1), FieldCode::InFuture),
        (hours(-24 * 400), FieldCode::InPast),
    ] {
        let order = FileWorkOrder {
            received_at,
            ..order(&hall)
        };
        let refused = system.post(AT, &order).await.problem();
        assert_eq!(wrong(&refused), [("/received_at", code)]);
    }
    let nobody = FileWorkOrder {
        document: None,
        ..order(&hall)
    };
    let refused = system.post(AT, &nobody).await.problem();
    assert_eq!(wrong(&refused), [("/document", FieldCode::Required)]);
    let nothing = FileWorkOrder {
        licence_number: None,
        ..order(&hall)
    };
    let refused = system.post(AT, &nothing).await.problem();
    assert_eq!(wrong(&refused), [("/licence_number", FieldCode::Required)]);
    // What the licence shows can't be found out by claiming it.
    let shown = FileWorkOrder {
        claims: vec![domain::objection::Claim {
            key: "place".into(),
            claimed: "纬一路6号".into(),
        }],
        ..order(&hall)
    };
    system.post(AT, &shown).await.succeeded();
    for procedure in ["data-query", "no-such-thing"] {
        let order = FileWorkOrder {
            procedure: procedure.into(),
            work_order: "LZ-2000".into(),
            ..order(&hall)
        };
        let refused = system.post(AT, &order).await;
        assert_eq!(refused.code(), ProblemCode::NotOffered, "{procedure}");
    }
}

/// 庆数 三十三: somebody without an account, whose number staff see in part and who watches the clocks not at all.
#[rstest]
#[tokio::test]
async fn a_callers_number_is_kept_with_the_case_and_shown_in_part(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, _)) = hall_in(on, "daqing").await else {
        return;
    };
    let mut system = system(&hall, hotline(&hall).await, KeyPurpose::WorkOrders).await;
    let order = FileWorkOrder {
        procedure: "public-data-objection".into(),
        complaint: Complaint {
            subject: "不动产登记信息".into(),
            ground: Some(Ground::Privacy),
            explanation: "公开了我的电话号码".into(),
        },
        licence_number: None,
        claims: Vec::new(),
        agency: Some(hall.market),
        ..order(&hall)
    };
    system.post(AT, &order).await.succeeded();
    let mut handler = hall.app.clerk("handler").await;
    let queue: QueuePage = handler.get("/desk/objections").await.ok();
    let id = queue.items[0].case.id;
    let seen: CaseDetail = handler.get(&format!("/objections/{id}")).await.ok();
    let desk = seen.desk.unwrap();
    assert_eq!(desk.holder_name, "王芳");
    assert_eq!(desk.holder_number, "990***********0012");
    let mut supervisor = hall.app.clerk("supervisor").await;
    let seen: CaseDetail = supervisor.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(seen.desk.unwrap().holder_number, "");
    let nowhere = FileWorkOrder {
        work_order: "LZ-3000".into(),
        agency: Some(hotline_without_handlers(&hall).await),
        ..order
    };
    let refused = system.post(AT, &nowhere).await.problem();
    assert_eq!(wrong(&refused), [("/agency", FieldCode::Unknown)]);
}

async fn hotline_without_handlers(hall: &super::Hall) -> domain::id::AgencyId {
    hall.app
        .agency("兰州新区应急管理局", "1199000000990005X0")
        .await
}

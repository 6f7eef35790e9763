use super::{answer, case, clocks, hall_in, other_agency, passed_on, registration, step, told};
use crate::http::v1::tests::{complete, wrong};
use crate::store::testing::Backend;
use domain::disclosure::DisclosureState;
use domain::flow::CaseState;
use domain::objection::{Outcome, Withheld};
use domain::problem::{FieldCode, ProblemCode};
use domain::rulebook::{Channel, Objector};
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::{AnswerCase, RegisterCase};
use domain::wire::disclosure::{Disclosed, ProposeDisclosure};
use domain::wire::queue::QueuePage;
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

const AT: &str = "/desk/objections";

/// 嘉网 二十七(二).
#[rstest]
#[tokio::test]
async fn a_readers_call_is_registered_passed_on_answered_and_told_by_hand(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    // The hotline took the call a day before it was entered: the clock runs from then.
    let order = RegisterCase {
        received_at: hall
            .app
            .now()
            .saturating_sub(SignedDuration::from_hours(24))
            .unwrap(),
        ..registration(
            &hall,
            "web-site-correction",
            Objector::Reader,
            Channel::Hotline,
        )
    };
    let receipt: Receipt = hall.post(&mut handler, AT, &order).await.ok();
    assert_eq!(receipt.work_order.as_deref(), Some("12345-2026-000917"));
    let again = hall.post(&mut handler, AT, &order).await.problem();
    assert_eq!(again.code, ProblemCode::AlreadyRegistered);
    assert_eq!(again.detail.as_deref(), Some(receipt.case_number.as_str()));
    let id = receipt.id;
    let seen = case(&hall, "handler", id).await;
    let dates = [
        ("transfer", date(2026, 9, 17), false),
        ("answer", date(2026, 9, 20), false),
    ];
    assert_eq!(clocks(&seen), dates);
    let desk = seen.desk.as_ref().unwrap();
    assert_eq!(
        (desk.holder_name.as_str(), desk.reach.as_str()),
        ("王先生", "0931-0000000")
    );
    let queue: QueuePage = handler.get(AT).await.ok();
    assert_eq!(queue.items[0].holder_name, "王**");
    // Who watches the clocks learns neither name nor number.
    let mut supervisor = hall.app.clerk("supervisor").await;
    let read = supervisor
        .get(&format!("/objections/{id}"))
        .await
        .succeeded();
    let body = String::from_utf8(read.body.to_vec()).unwrap();
    assert!(!body.contains("王先生") && !body.contains("0931-0000000"));

    let other = other_agency(&hall).await;
    passed_on(&hall, ("handler", id), other).await;
    let untrue = |version| AnswerCase {
        withheld: Some(Withheld::Untrue),
        ..answer(version)
    };
    let refused = step(&hall, ("stranger", id), "answer", untrue)
        .await
        .problem();
    assert_eq!(wrong(&refused), [("/withheld", FieldCode::WrongForm)]);
    let unfit = |version| AnswerCase {
        withheld: Some(Withheld::Unfit),
        ..answer(version)
    };
    let refused = step(&hall, ("stranger", id), "answer", unfit)
        .await
        .problem();
    assert_eq!(wrong(&refused), [("/withheld_why", FieldCode::Required)]);
    let unfit = |version| AnswerCase {
        withheld: Some(Withheld::Unfit),
        withheld_why: "涉及内部联系方式".into(),
        ..answer(version)
    };
    step(&hall, ("stranger", id), "answer", unfit)
        .await
        .succeeded();
    // Who answered gives it back to who can tell the reader.
    let back = case(&hall, "handler", id).await;
    assert_eq!(back.summary.state, CaseState::Decided);
    assert_eq!(back.issuer, hall.market);
    assert_eq!(clocks(&back)[1], ("answer", date(2026, 9, 20), false));
    let refused = step(&hall, ("stranger", id), "tell", told).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let closed: CaseDetail = step(&hall, ("handler", id), "tell", told).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert_eq!(clocks(&closed)[1], ("answer", date(2026, 9, 20), true));
    let kept = closed.desk.unwrap().disclosure.unwrap();
    assert_eq!(kept.state, DisclosureState::Withheld);
    assert_eq!(kept.why, "涉及内部联系方式");
    let decision = closed.decision.unwrap();
    assert_eq!(decision.withheld, Some(Withheld::Unfit));
    assert_eq!(decision.outcome, Outcome::Upheld);
    // What is unfit to be public is not proposed either.
    let words = ProposeDisclosure {
        version: 0,
        question: "反映栏目内容过期".into(),
        answer: "经核实已经更新".into(),
    };
    let path = format!("/objections/{id}/disclosure");
    let mut visitor = hall.app.visitor();
    let public: Disclosed = visitor.get("/disclosed").await.ok();
    assert_eq!(public.items, []);
    let refused = hall.post(&mut handler, &path, &words).await;
    assert_eq!(refused.code(), ProblemCode::WrongState);
}

/// 兰享 三十.
#[rstest]
#[tokio::test]
async fn a_departments_query_is_fed_back_within_a_day_of_the_finding_and_answered_by_the_provider(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let query = registration(&hall, "data-query", Objector::DataUser, Channel::Agency);
    let unfound = hall.post(&mut handler, AT, &query).await.problem();
    assert_eq!(wrong(&unfound), [("/stated_at", FieldCode::Required)]);
    let found = RegisterCase {
        stated_at: Some(
            hall.app
                .now()
                .saturating_sub(SignedDuration::from_hours(48))
                .unwrap(),
        ),
        ..query
    };
    let receipt: Receipt = hall.post(&mut handler, AT, &found).await.ok();
    let id = receipt.id;
    let seen = case(&hall, "handler", id).await;
    assert_eq!(clocks(&seen), [("feed-back", date(2026, 9, 16), false)]);
    let early = step(&hall, ("handler", id), "answer", answer)
        .await
        .problem();
    assert_eq!(early.detail.as_deref(), Some("transfer-first"));
    let other = other_agency(&hall).await;
    let passed = passed_on(&hall, ("handler", id), other).await;
    assert_eq!(clocks(&passed)[1], ("answer", date(2026, 9, 21), false));
    step(&hall, ("stranger", id), "answer", answer)
        .await
        .succeeded();
    // The provider has answered, whenever it is told.
    let answered = case(&hall, "handler", id).await;
    assert_eq!(answered.summary.state, CaseState::Decided);
    assert!(clocks(&answered).iter().all(|(_, _, met)| *met));
    let closed: CaseDetail = step(&hall, ("handler", id), "tell", told).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
}

/// 兰安 一百五十八: the article's own channel.
#[rstest]
#[tokio::test]
async fn a_hotline_work_order_about_a_licence_is_an_objection_of_its_holder(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let order = RegisterCase {
        licence: Some(hall.licence),
        claims: complete().claims,
        contact: None,
        ..registration(
            &hall,
            "licence-objection",
            Objector::Holder,
            Channel::Hotline,
        )
    };
    let receipt: Receipt = hall.post(&mut handler, AT, &order).await.ok();
    let mut li = hall.citizen().await;
    let seen: CaseDetail = li.get(&format!("/objections/{}", receipt.id)).await.ok();
    assert_eq!(seen.channel, Channel::Hotline);
    assert_eq!(seen.disputed[0].claimed, "纬一路8号");
    let told = step(&hall, ("handler", receipt.id), "tell", told).await;
    assert_eq!(told.code(), ProblemCode::WrongState);
    let second = RegisterCase {
        work_order: "12345-2026-000918".into(),
        ..order
    };
    let refused = hall.post(&mut handler, AT, &second).await;
    assert_eq!(refused.code(), ProblemCode::AlreadyOpen);
}

#[rstest]
#[tokio::test]
async fn what_is_registered_names_who_how_and_when(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let bare = RegisterCase {
        objector: Objector::Holder,
        channel: Channel::App,
        complaint: super::Complaint::default(),
        contact: None,
        received_at: hall
            .app
            .now()
            .saturating_add(SignedDuration::from_hours(1))
            .unwrap(),
        ..registration(
            &hall,
            "web-site-correction",
            Objector::Reader,
            Channel::Hotline,
        )
    };
    let refused = hall.post(&mut handler, AT, &bare).await.problem();
    assert_eq!(
        wrong(&refused),
        [
            ("/objector", FieldCode::Unknown),
            ("/channel", FieldCode::Unknown),
            ("/received_at", FieldCode::InFuture),
            ("/complaint/subject", FieldCode::Required),
            ("/complaint/ground", FieldCode::Required),
            ("/complaint/explanation", FieldCode::Required),
            ("/contact/name", FieldCode::Required),
            ("/contact/reach", FieldCode::Required),
        ]
    );
    // The form of the work orders that the app makes.
    let own_form = RegisterCase {
        work_order: "RX20260917-000001".into(),
        ..registration(
            &hall,
            "web-site-correction",
            Objector::Reader,
            Channel::Hotline,
        )
    };
    let refused = hall.post(&mut handler, AT, &own_form).await.problem();
    assert_eq!(wrong(&refused), [("/work_order", FieldCode::Unknown)]);
    for username in ["approver", "supervisor", "admin"] {
        let mut clerk = hall.app.clerk(username).await;
        let order = registration(
            &hall,
            "web-site-correction",
            Objector::Reader,
            Channel::Hotline,
        );
        let refused = hall.post(&mut clerk, AT, &order).await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
        let refused = clerk.get("/desk/agencies").await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
    }
}

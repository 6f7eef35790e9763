// Sunday 20 September 2026 is a working day.
use super::{case, clocks, complained, hall_in, passed_on, step, told};
use crate::http::v1::tests::{Hall, case_notes, checked, rejected, wrong};
use crate::store::testing::Backend;
use domain::flow::{CaseState, Subject};
use domain::id::ObjectionId;
use domain::objection::{Outcome, Proposal};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::case::CaseDetail;
use domain::wire::desk::Propose;
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::queue::QueuePage;
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

fn corrected() -> Proposal {
    Proposal {
        outcome: Outcome::Upheld,
        rejections: Vec::new(),
        reasons: "经核对，已更正登记面积".into(),
        checks: ["source", "evidence"].map(checked).into(),
        ..rejected()
    }
}

async fn proposed(hall: &Hall, who: (&str, ObjectionId)) -> CaseDetail {
    hall.step(who.0, who.1, "verify").await;
    let body = |version| Propose {
        version,
        proposal: corrected(),
    };
    step(hall, who, "propose", body).await.ok()
}

async fn kinds(hall: &Hall, username: &str) -> Vec<NoticeKind> {
    let mut clerk = hall.app.clerk(username).await;
    let inbox: Inbox = clerk.get("/notices?limit=100").await.ok();
    inbox.items.iter().map(|notice| notice.kind).collect()
}

/// 庆数 三十三(一): the managing body is where the supervisor works.
#[rstest]
#[tokio::test]
async fn a_citizen_objects_to_public_data_and_the_managing_body_takes_it_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let receipt = complained(&hall, "public-data-objection").await;
    assert_eq!(receipt.work_order, None);
    let id = receipt.id;
    let seen = case(&hall, "stranger", id).await;
    assert_eq!(seen.summary.subject, Subject::DataSet);
    assert_eq!(seen.summary.type_name, "不动产登记信息");
    assert!(seen.licence.is_none());
    assert_eq!(
        clocks(&seen),
        [
            ("mark-data", date(2026, 9, 18), false),
            ("decide", date(2026, 9, 20), false),
            ("transfer", date(2026, 9, 20), false)
        ]
    );
    let mut stranger = hall.app.clerk("stranger").await;
    let queue: QueuePage = stranger.get("/desk/objections?filter=unmarked").await.ok();
    assert_eq!(queue.items[0].case.procedure_title, "公共数据异议");
    assert_eq!(queue.items[0].holder_name, "李*");
    // The market agency has nothing to do with it.
    let mut handler = hall.app.clerk("handler").await;
    let refused = handler.get(&format!("/objections/{id}")).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);

    hall.step("stranger", id, "mark").await;
    let waiting = proposed(&hall, ("stranger", id)).await;
    assert_eq!(waiting.summary.state, CaseState::Proposed);
    assert_eq!(clocks(&waiting)[0], ("mark-data", date(2026, 9, 18), true));
}

/// 庆数 三十三(二).
#[rstest]
#[tokio::test]
async fn data_of_another_department_are_passed_on_which_starts_its_five_days_and_ends_the_two(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let id = complained(&hall, "public-data-objection").await.id;
    hall.step("stranger", id, "mark").await;
    hall.app.advance(SignedDuration::from_hours(24));
    // Where nobody handles cases nobody would take it up.
    let idle = hall.app.agency("大庆市档案馆", "11990000009900021F").await;
    let to_idle =
        |version| serde_json::json!({ "version": version, "to": idle, "note": "请你单位答复" });
    let refused = step(&hall, ("stranger", id), "transfer", to_idle)
        .await
        .problem();
    assert_eq!(wrong(&refused), [("/to", FieldCode::Unknown)]);
    let passed = passed_on(&hall, ("stranger", id), hall.market).await;
    assert_eq!(passed.summary.state, CaseState::Marked);
    assert_eq!(passed.summary.issuer_name, "兰州新区市场监督管理局");
    assert_eq!(passed.partner_name.as_deref(), Some("兰州新区卫生健康局"));
    assert_eq!(
        clocks(&passed),
        [
            ("mark-data", date(2026, 9, 18), true),
            ("transfer", date(2026, 9, 20), true),
            ("decide-transferred", date(2026, 9, 24), false)
        ]
    );
    // Who passed it on goes on reading it, and can do no more to it.
    for name in ["verify", "tell"] {
        let refused = step(&hall, ("stranger", id), name, told).await;
        assert!([ProblemCode::Forbidden, ProblemCode::Malformed].contains(&refused.code()));
    }
    // Nobody passes it on again.
    let again = step(
        &hall,
        ("handler", id),
        "transfer",
        |version| serde_json::json!({ "version": version, "to": hall.market, "note": "请你单位答复" }),
    );
    assert_eq!(again.await.code(), ProblemCode::WrongState);
    // On the 29th it is overdue, of which hear who has to answer and who watches, not who passed it on in time.
    hall.app.advance(SignedDuration::from_hours(24 * 11));
    hall.jobs().await;
    for (username, hears) in [("handler", true), ("stranger", false), ("supervisor", true)] {
        let heard = kinds(&hall, username).await;
        let overdue = heard.contains(&NoticeKind::Overdue);
        assert_eq!(overdue, hears, "{username} {heard:?}");
    }
    proposed(&hall, ("handler", id)).await;
    let decided = hall.step("approver", id, "approve").await;
    assert_eq!(decided.summary.state, CaseState::Decided);
    hall.jobs().await;
    let heard = kinds(&hall, "stranger").await;
    assert!(heard.contains(&NoticeKind::DecidedElsewhere), "{heard:?}");
    let mut li = hall.citizen().await;
    let closed: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert_eq!(closed.decision.unwrap().outcome, Outcome::Upheld);
    let moved: Vec<_> = clocks(&case(&hall, "handler", id).await)
        .iter()
        .map(|(_, due, _)| *due)
        .collect();
    assert_eq!(
        moved,
        [date(2026, 9, 18), date(2026, 9, 20), date(2026, 9, 24)]
    );
}

#[rstest]
#[tokio::test]
async fn what_a_place_does_not_offer_is_refused_in_the_app(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let mut li = hall.citizen().await;
    for procedure in ["public-data-objection", "data-query", "licence-objection"] {
        let request =
            serde_json::json!({ "procedure": procedure, "complaint": super::complaint() });
        let refused = hall.post(&mut li, "/complaints", &request).await;
        assert_eq!(refused.code(), ProblemCode::NotOffered, "{procedure}");
    }
}

#[rstest]
#[tokio::test]
async fn what_colleagues_noted_stays_with_their_agency_when_the_case_is_passed_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let id = complained(&hall, "public-data-objection").await.id;
    hall.step("stranger", id, "mark").await;
    let noted = case_notes::written(&hall, "stranger", id).await;
    passed_on(&hall, ("stranger", id), hall.market).await;
    assert_eq!(case_notes::read(&hall, "handler", id).await.items, []);
    let own = case_notes::written(&hall, "handler", id).await;
    assert_eq!(own.items.len(), 1);
    let theirs = case_notes::read(&hall, "stranger", id).await;
    assert_eq!(theirs.items, noted.items);
    let all = case_notes::read(&hall, "supervisor", id).await;
    assert_eq!(all.items.len(), 2);
}

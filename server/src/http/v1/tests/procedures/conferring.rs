//! 兰享 三十: the asking department disagrees with the answer, the managing body settles it, and it is answered anew.

use super::{answer, case, clocks, hall_in, other_agency, passed_on, registration, step, told};
use crate::http::v1::tests::wrong;
use crate::store::testing::Backend;
use domain::flow::{CaseState, Refusal};
use domain::objection::Outcome;
use domain::problem::{FieldCode, ProblemCode};
use domain::rulebook::{Channel, Objector};
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::{RegisterCase, WithNote};
use domain::wire::notice::{Inbox, NoticeKind};
use rstest::rstest;

fn saying(note: &str) -> impl Fn(i64) -> WithNote {
    move |version| WithNote {
        version,
        note: note.into(),
    }
}

#[rstest]
#[tokio::test]
async fn a_disagreement_goes_up_is_settled_by_the_managing_body_and_is_answered_anew(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let registered = RegisterCase {
        stated_at: Some(hall.app.now()),
        ..registration(&hall, "data-query", Objector::DataUser, Channel::Agency)
    };
    let mut handler = hall.app.clerk("handler").await;
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &registered)
        .await
        .ok();
    let id = receipt.id;
    let early = step(&hall, ("handler", id), "disagree", saying("数据来源不同")).await;
    let first = Refusal::TransferFirst.to_string();
    assert_eq!(early.problem().detail, Some(first));
    let other = other_agency(&hall).await;
    passed_on(&hall, ("handler", id), other).await;
    step(&hall, ("stranger", id), "answer", answer)
        .await
        .succeeded();
    let answered = case(&hall, "handler", id).await;
    assert_eq!(answered.issuer, hall.market, "who asked has it back");

    let empty = step(&hall, ("handler", id), "disagree", saying(" ")).await;
    assert_eq!(wrong(&empty.problem()), [("/note", FieldCode::Required)]);
    let words = "答复的记录与户籍档案不一致";
    let up: CaseDetail = step(&hall, ("handler", id), "disagree", saying(words))
        .await
        .ok();
    assert_eq!(up.summary.state, CaseState::Conferring);
    assert_eq!(up.issuer, other, "it is with who has to answer");
    assert_eq!(up.earlier[0].outcome, Outcome::Upheld);
    assert_eq!(
        clocks(&up),
        clocks(&answered),
        "no clock moves and none begins"
    );
    hall.jobs().await;
    for (username, kind) in [
        ("supervisor", NoticeKind::Disagreed),
        ("stranger", NoticeKind::Disagreed),
    ] {
        let mut browser = hall.app.clerk(username).await;
        let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
        assert!(inbox.items.iter().any(|one| one.kind == kind), "{username}");
    }
    let refused = step(&hall, ("stranger", id), "answer", answer).await;
    let conferring = Refusal::Conferring.to_string();
    assert_eq!(refused.problem().detail, Some(conferring));
    let refused = step(&hall, ("handler", id), "settle", saying("按我方记录")).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);

    let result = "以户籍档案为准，由提供方合并记录";
    let settled: CaseDetail = step(&hall, ("supervisor", id), "settle", saying(result))
        .await
        .ok();
    assert_eq!(settled.summary.state, CaseState::Verifying);
    assert_eq!(settled.history.last().unwrap().note, result);
    step(&hall, ("stranger", id), "answer", answer)
        .await
        .succeeded();
    let closed: CaseDetail = step(&hall, ("handler", id), "tell", told).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert_eq!(hall.audited("disagree").await, 1);
    assert_eq!(hall.audited("settle").await, 1);
}

//! 协查: asked, told, answered once, late, and the case's own clocks untouched.

use super::Hall;
use crate::store::testing::Backend;
use domain::id::AgencyId;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::case::CaseDetail;
use domain::wire::catalogue::AgencyRef;
use domain::wire::inquiry::{AnswerInquiry, Inquire, InquiryView};
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

pub(super) const AT: &str = "/desk/inquiries";

pub(super) fn question(to: AgencyId, working_days: u32) -> Inquire {
    Inquire {
        to,
        words: "请核实该地址的门牌号".into(),
        working_days,
    }
}

pub(super) async fn elsewhere(hall: &Hall) -> AgencyId {
    let mut handler = hall.app.clerk("handler").await;
    let others: Vec<AgencyRef> = handler.get("/desk/agencies").await.ok();
    others.first().unwrap().id
}

pub(super) async fn told(hall: &Hall, username: &str, kind: NoticeKind) -> Vec<Notice> {
    let mut browser = hall.app.clerk(username).await;
    let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
    inbox
        .items
        .into_iter()
        .filter(|one| one.kind == kind)
        .collect()
}

#[rstest]
#[tokio::test]
async fn another_agency_is_asked_sees_the_question_and_not_the_case_and_answers_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let receipt = hall.filed().await;
    let path = format!("/objections/{}", receipt.id);
    let to = elsewhere(&hall).await;
    let mut handler = hall.app.clerk("handler").await;
    let before: CaseDetail = handler.get(&path).await.ok();
    let ask = format!("{path}/inquiries");
    let wrong = hall
        .post(&mut handler, &ask, &question(hall.market, 0))
        .await;
    assert_eq!(
        super::wrong(&wrong.problem()),
        [
            ("/working_days", FieldCode::WrongForm),
            ("/to", FieldCode::Unknown)
        ]
    );
    let (key, asks) = (hall.key(), question(to, 3));
    let asked: CaseDetail = handler.post_once(&ask, key, &asks).await.ok();
    let again: CaseDetail = handler.post_once(&ask, key, &asks).await.ok();
    assert_eq!(again, asked, "sent twice it is asked once");
    assert_eq!(asked.summary.clocks, before.summary.clocks);
    assert_eq!(asked.version, before.version);
    let stands = asked.desk.unwrap().inquiries;
    let [one] = stands.as_slice() else {
        panic!("{stands:?}")
    };
    // Thursday 17 September 2026; Sunday the 20th is a working day.
    assert_eq!(one.answer_by, Date::constant(2026, 9, 21));
    hall.jobs().await;

    // Who is asked is told, finds the question and finds no case.
    let message = told(&hall, "stranger", NoticeKind::Inquired).await;
    assert_eq!(message.len(), 1);
    assert_eq!(message[0].case_number, receipt.case_number);
    assert_eq!(message[0].due_date, Some(one.answer_by));
    assert_eq!((message[0].objection, message[0].licence), (None, None));
    assert_eq!(message[0].type_name, "");
    let mut stranger = hall.app.clerk("stranger").await;
    assert_eq!(stranger.get(&path).await.code(), ProblemCode::NotFound);
    let list: Page<InquiryView> = stranger.get(AT).await.ok();
    assert_eq!(list.items, stands);
    let own: Page<InquiryView> = handler.get(AT).await.ok();
    assert_eq!(own.items, []);

    let answer = AnswerInquiry {
        words: "门牌号为纬一路8号".into(),
    };
    let at = format!("{AT}/{}/answer", one.id);
    let foreign = hall.post(&mut handler, &at, &answer).await;
    assert_eq!(foreign.code(), ProblemCode::NotFound);
    let answered: InquiryView = hall.post(&mut stranger, &at, &answer).await.ok();
    assert_eq!(answered.answer.unwrap().words, answer.words);
    let twice = hall.post(&mut stranger, &at, &answer).await;
    assert_eq!(twice.code(), ProblemCode::WrongState);
    hall.jobs().await;
    let back = told(&hall, "handler", NoticeKind::InquiryAnswered).await;
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].objection, Some(receipt.id));
    let seen: CaseDetail = handler.get(&path).await.ok();
    let words = seen.desk.unwrap().inquiries[0].answer.clone().unwrap();
    assert_eq!(words.words, answer.words);
    assert_eq!(hall.audited("inquire").await, 1);
    assert_eq!(hall.audited("answer-inquiry").await, 1);
    // Between agencies: the objector reads nothing of it.
    let mut citizen = hall.citizen().await;
    let own: CaseDetail = citizen.get(&path).await.ok();
    assert_eq!(own.desk, None);
}

#[rstest]
#[tokio::test]
async fn who_asked_is_told_once_that_the_day_has_passed_without_an_answer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let path = format!("/objections/{id}/inquiries");
    let to = elsewhere(&hall).await;
    let mut handler = hall.app.clerk("handler").await;
    let asks = question(to, 1);
    hall.post(&mut handler, &path, &asks).await.succeeded();
    hall.jobs().await;
    assert!(
        told(&hall, "handler", NoticeKind::InquiryLate)
            .await
            .is_empty()
    );
    hall.app.advance(SignedDuration::from_hours(48));
    hall.jobs().await;
    hall.jobs().await;
    let late = told(&hall, "handler", NoticeKind::InquiryLate).await;
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].due_date, Some(Date::constant(2026, 9, 18)));
    let mut stranger = hall.app.clerk("stranger").await;
    let list: Page<InquiryView> = stranger.get(AT).await.ok();
    assert!(list.items[0].unanswered);
}

//! 协查 by a new calendar: its day is counted again, and both agencies are told.

use super::super::inquiries::{AT, elsewhere, question, told};
use super::*;
use domain::wire::Page;
use domain::wire::inquiry::{AnswerInquiry, InquiryView};

/// Sunday 20 September 2026 is a working day until this comes into force.
const SUNDAY_OFF: &str = "中秋节：9月20日（周日）放假，共1天。";
const MONDAY: Date = Date::constant(2026, 9, 21);
const TUESDAY: Date = Date::constant(2026, 9, 22);

/// Asks for an answer within three working days: by Monday, as it stands on Thursday.
async fn asked(hall: &Hall) -> (domain::id::ObjectionId, InquiryView) {
    let id = hall.filed().await.id;
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/objections/{id}/inquiries");
    let question = question(elsewhere(hall).await, 3);
    let case: CaseDetail = hall.post(&mut handler, &path, &question).await.ok();
    (id, case.desk.unwrap().inquiries.remove(0))
}

async fn asked_of(hall: &Hall) -> Vec<InquiryView> {
    let mut stranger = hall.app.clerk("stranger").await;
    let page: Page<InquiryView> = stranger.get(AT).await.ok();
    page.items
}

#[rstest]
#[tokio::test]
async fn the_day_of_a_question_moves_its_old_day_stays_in_the_history_and_both_agencies_are_told(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let (id, before) = asked(&hall).await;
    assert_eq!((before.answer_by, before.moves.len()), (MONDAY, 0));
    let version = hall.in_force(SUNDAY_OFF).await.summary.calendar_version;
    for _ in 0..3 {
        hall.jobs().await;
    }
    let case = hall.case("handler", id).await;
    let seen = &case.desk.as_ref().unwrap().inquiries[0];
    assert_eq!(seen.answer_by, TUESDAY);
    let [moved] = seen.moves.as_slice() else {
        panic!("{:?}", seen.moves)
    };
    assert_eq!((moved.from, moved.to), (MONDAY, TUESDAY));
    assert_eq!(Some(moved.calendar_version), version);
    assert_eq!(asked_of(&hall).await, std::slice::from_ref(seen));
    // Who asked is led to the case; who is asked sees its number alone, as with the question.
    let asker = told(&hall, "handler", NoticeKind::InquiryMoved).await;
    assert_eq!((asker.len(), asker[0].objection), (1, Some(id)));
    let agency = told(&hall, "stranger", NoticeKind::InquiredAnew).await;
    assert_eq!((agency.len(), agency[0].objection), (1, None));
    assert_eq!(agency[0].due_date, Some(TUESDAY));
    assert_eq!(
        (agency[0].licence, agency[0].type_name.as_str()),
        (None, "")
    );
    // It is late by the new day, not by the old one.
    hall.app.advance(HOUR(24 * 5));
    hall.jobs().await;
    assert!(
        told(&hall, "handler", NoticeKind::InquiryLate)
            .await
            .is_empty()
    );
    hall.app.advance(HOUR(24));
    hall.jobs().await;
    let late = told(&hall, "handler", NoticeKind::InquiryLate).await;
    assert_eq!((late.len(), late[0].due_date), (1, Some(TUESDAY)));
}

#[rstest]
#[tokio::test]
async fn a_question_that_is_answered_keeps_its_day(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let (_, one) = asked(&hall).await;
    let answer = AnswerInquiry {
        words: "门牌号为纬一路8号".into(),
    };
    let mut stranger = hall.app.clerk("stranger").await;
    let at = format!("{AT}/{}/answer", one.id);
    hall.post(&mut stranger, &at, &answer).await.succeeded();
    hall.in_force(SUNDAY_OFF).await;
    hall.jobs().await;
    let answered = asked_of(&hall).await;
    assert_eq!(
        (answered[0].answer_by, answered[0].moves.len()),
        (MONDAY, 0)
    );
    assert_eq!(hall.app.count("inquiry_move").await, 0);
}

#[rstest]
#[tokio::test]
async fn nobody_is_asked_for_a_day_that_has_passed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    asked(&hall).await;
    // Monday: by the new calendar it would have been due on Sunday.
    hall.app.advance(HOUR(24 * 4));
    hall.in_force(EARLIER).await;
    hall.jobs().await;
    let stands = asked_of(&hall).await;
    assert_eq!((stands[0].answer_by, stands[0].moves.len()), (MONDAY, 0));
}

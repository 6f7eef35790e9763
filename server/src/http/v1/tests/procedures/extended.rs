//! 延长: asked for once and in time, granted or refused; what is granted moves the date, its warnings and what a new calendar
//! counts, and the old date stays to be read.

use super::{case, clocks, complained, hall_in};
use crate::http::v1::tests::Hall;
use crate::store::testing::Backend;
use crate::testing::Answer;
use domain::id::{ExtensionId, ObjectionId};
use domain::objection::Consent;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::case::CaseDetail;
use domain::wire::extension::{AskExtension, DecideExtension};
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

const CITY: &str = include_str!("extended.toml");
/// Monday 19 October 2026 is a working day until this comes into force.
const MONDAY_OFF: &str = "国庆节：10月19日（周一）放假，共1天。";

async fn begun(on: Backend) -> Option<(Hall, ObjectionId)> {
    let hall = hall_in(on, CITY).await?;
    let id = complained(&hall, "data-doubt").await.id;
    Some((hall, id))
}

async fn ask(hall: &Hall, who: &str, id: ObjectionId, step: &str) -> Answer {
    let mut clerk = hall.app.clerk(who).await;
    let asks = AskExtension {
        step: step.into(),
        words: "涉及的系统正在改造".into(),
    };
    hall.post(&mut clerk, &format!("/objections/{id}/extensions"), &asks)
        .await
}

async fn decide(hall: &Hall, who: &str, id: ObjectionId, consent: Consent) -> Answer {
    let asked = case(hall, "stranger", id).await.extensions;
    let extension = asked
        .first()
        .map_or(ExtensionId(uuid::Uuid::nil()), |one| one.id);
    let mut clerk = hall.app.clerk(who).await;
    let decides = DecideExtension {
        consent,
        words: "情况属实".into(),
    };
    let path = format!("/objections/{id}/extensions/{extension}/decide");
    hall.post(&mut clerk, &path, &decides).await
}

async fn heard(hall: &Hall, who: &str, kind: NoticeKind) -> Vec<Notice> {
    hall.jobs().await;
    let mut browser = match who {
        "citizen" => hall.citizen().await,
        who => hall.app.clerk(who).await,
    };
    let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
    let of_kind = inbox.items.into_iter().filter(|one| one.kind == kind);
    of_kind.collect()
}

#[rstest]
#[tokio::test]
async fn a_step_that_the_rulebook_lets_be_prolonged_runs_longer_once_that_is_granted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, id)) = begun(on).await else {
        return;
    };
    let asked: CaseDetail = ask(&hall, "stranger", id, "answer").await.ok();
    // Asking moves nothing.
    let marked = ("mark-data", date(2026, 10, 10), false);
    assert_eq!(
        clocks(&asked),
        [("answer", date(2026, 10, 8), false), marked]
    );
    let wish = &asked.extensions[0];
    assert_eq!(
        (wish.from, wish.to),
        (date(2026, 10, 8), date(2026, 10, 21))
    );
    assert_eq!(wish.answer, None);
    let told = heard(&hall, "supervisor", NoticeKind::ExtensionAsked).await;
    assert_eq!(told[0].due_date, Some(date(2026, 10, 21)));
    let mut li = hall.citizen().await;
    let own: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(own.extensions, [], "nothing of it is the objector's yet");

    let granted: CaseDetail = decide(&hall, "supervisor", id, Consent::Granted).await.ok();
    assert_eq!(
        clocks(&granted),
        [marked, ("answer", date(2026, 10, 21), false)]
    );
    assert_eq!(granted.version, asked.version, "no step of the flow");
    for who in ["citizen", "stranger"] {
        let told = heard(&hall, who, NoticeKind::Extended).await;
        assert_eq!(told.len(), 1, "{who}");
        assert_eq!(told[0].due_date, Some(date(2026, 10, 21)), "{who}");
        assert_eq!(told[0].step.as_deref(), Some("answer"), "{who}");
    }
    let own: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    let seen = &own.extensions[0];
    assert_eq!(
        (seen.from, seen.to),
        (date(2026, 10, 8), date(2026, 10, 21))
    );
    assert_eq!(
        (seen.reason.as_str(), seen.by.as_str()),
        ("", "兰州新区卫生健康局")
    );
    assert_eq!(hall.audited("ask-extension").await, 1);
    assert_eq!(hall.audited("decide-extension").await, 1);
}

#[rstest]
#[tokio::test]
async fn warnings_follow_the_longer_time_and_a_new_calendar_counts_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, id)) = begun(on).await else {
        return;
    };
    // Said of the old date before it is prolonged: 10 in the morning of its day.
    hall.step("stranger", id, "mark").await;
    hall.app.advance(SignedDuration::from_hours(24 * 21));
    let early = heard(&hall, "stranger", NoticeKind::DueToday).await;
    assert_eq!(early.len(), 1);
    ask(&hall, "stranger", id, "answer").await.succeeded();
    decide(&hall, "supervisor", id, Consent::Granted)
        .await
        .succeeded();
    hall.app.advance(SignedDuration::from_hours(24 * 2));
    let overdue = heard(&hall, "supervisor", NoticeKind::Overdue).await;
    assert_eq!(overdue, [], "the old date is owed no longer");

    hall.second_supervisor().await;
    hall.in_force(MONDAY_OFF).await;
    hall.jobs().await;
    let moved = case(&hall, "stranger", id).await;
    let answer = clocks(&moved).into_iter().find(|one| one.0 == "answer");
    assert_eq!(answer, Some(("answer", date(2026, 10, 22), false)));
    hall.app.advance(SignedDuration::from_hours(24 * 12));
    let again = heard(&hall, "stranger", NoticeKind::DueToday).await;
    assert_eq!(again.len(), 2, "warned anew, of the day that stands");
    hall.app.advance(SignedDuration::from_hours(24));
    let overdue = heard(&hall, "supervisor", NoticeKind::Overdue).await;
    assert_eq!(overdue.len(), 1);
}

#[rstest]
#[tokio::test]
async fn more_time_is_refused_where_no_rule_gives_it_twice_and_after_the_day(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, id)) = begun(on).await else {
        return;
    };
    for (who, code) in [
        ("handler", ProblemCode::NotFound),
        ("supervisor", ProblemCode::Forbidden),
    ] {
        let foreign = ask(&hall, who, id, "answer").await;
        assert_eq!(foreign.code(), code, "{who}");
    }
    let unknown = ask(&hall, "stranger", id, "transfer").await.problem();
    assert_eq!(
        super::super::wrong(&unknown),
        [("/step", FieldCode::Unknown)]
    );
    let fixed = ask(&hall, "stranger", id, "mark-data").await;
    assert_eq!(fixed.code(), ProblemCode::WrongState);

    ask(&hall, "stranger", id, "answer").await.succeeded();
    let twice = ask(&hall, "stranger", id, "answer").await;
    assert_eq!(twice.code(), ProblemCode::WrongState);
    let own = decide(&hall, "stranger", id, Consent::Granted).await;
    assert_eq!(
        own.code(),
        ProblemCode::Forbidden,
        "nobody grants their own"
    );
    let refused: CaseDetail = decide(&hall, "supervisor", id, Consent::Refused).await.ok();
    assert_eq!(clocks(&refused)[0], ("answer", date(2026, 10, 8), false));
    let told = heard(&hall, "stranger", NoticeKind::ExtensionRefused).await;
    assert_eq!(told[0].due_date, Some(date(2026, 10, 8)));
    assert_eq!(heard(&hall, "citizen", NoticeKind::Extended).await, []);
    let again = ask(&hall, "stranger", id, "answer").await;
    assert_eq!(again.code(), ProblemCode::WrongState, "refused is refused");
    let changed = decide(&hall, "supervisor", id, Consent::Granted).await;
    assert_eq!(changed.code(), ProblemCode::WrongState, "answered once");
}

#[rstest]
#[tokio::test]
async fn what_has_run_out_is_neither_asked_for_nor_granted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, id)) = begun(on).await else {
        return;
    };
    let mut li = hall.app.citizen(hall.han).await;
    let other = domain::wire::asking::FileComplaint {
        procedure: "data-doubt".into(),
        complaint: super::complaint(),
    };
    let other: domain::wire::case::Receipt = hall.post(&mut li, "/complaints", &other).await.ok();
    ask(&hall, "stranger", id, "answer").await.succeeded();
    hall.app.advance(SignedDuration::from_hours(24 * 22));
    let late = ask(&hall, "stranger", other.id, "answer").await;
    assert_eq!(late.code(), ProblemCode::WrongState);
    let healed = decide(&hall, "supervisor", id, Consent::Granted).await;
    assert_eq!(healed.code(), ProblemCode::WrongState);
    decide(&hall, "supervisor", id, Consent::Refused)
        .await
        .succeeded();
}

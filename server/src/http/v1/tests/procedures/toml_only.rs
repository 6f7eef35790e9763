use super::{answer, clocks, complained, hall_in, passed_on, step};
use crate::http::v1::tests::Hall;
use crate::http::v1::tests::acknowledgement::{sheet, text};
use crate::store::testing::Backend;
use domain::delivery::Means;
use domain::flow::CaseState;
use domain::text::{Lang, deadline, letter};
use domain::wire::case::CaseDetail;
use domain::wire::desk::AnswerCase;
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

const CITY: &str = include_str!("../../../../../../domain/tests/procedures/somewhere.toml");

/// What the handler is told of the answer that is overdue.
async fn warning(hall: &Hall) -> Notice {
    let mut handler = hall.app.clerk("handler").await;
    let inbox: Inbox = handler.get("/notices?limit=100").await.ok();
    let mut told = inbox.items.into_iter();
    told.find(|one| one.kind == NoticeKind::Overdue && one.step.as_deref() == Some("answer"))
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn a_procedure_that_is_nothing_but_toml_runs_from_filing_to_closing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, CITY).await else {
        return;
    };
    let id = complained(&hall, "data-doubt").await.id;
    let passed = passed_on(&hall, ("stranger", id), hall.market).await;
    assert_eq!(
        clocks(&passed),
        [
            ("pass-on", date(2026, 9, 18), true),
            ("answer", date(2026, 9, 19), false)
        ]
    );
    // Its steps are called as its rulebook calls them, in both languages: in the app, on the sheet, in messages and mails.
    let running = passed
        .summary
        .clocks
        .iter()
        .find(|one| one.step == "answer");
    let running = running.unwrap();
    assert_eq!(Lang::Zh.of(&running.name), "限时答复");
    assert_eq!(
        deadline::owed(running, "卫健委", Lang::En),
        "卫健委 has to answer the doubt by Sat 19 September 10:00"
    );
    let mut li = hall.citizen().await;
    for (lang, names) in [
        ("", ["转给责任部门", "限时答复"]),
        ("?lang=en", ["Pass to the department", "Answer in time"]),
    ] {
        let page = text(&sheet(&mut li, id, lang).await);
        for name in names {
            assert!(page.contains(name), "{name}\n{page}");
        }
    }
    hall.app.advance(SignedDuration::from_hours(24 * 4));
    hall.jobs().await;
    let warned = warning(&hall).await;
    assert_eq!(Lang::Zh.of(warned.step_name.as_ref().unwrap()), "限时答复");
    let letter = letter::of_notice(&warned, Means::Mail).body;
    for name in ["限时答复", "Answer in time"] {
        assert!(letter.contains(name), "{name}\n{letter}");
    }
    // Its rulebook asks for no points, and none is answered.
    let unasked = step(&hall, ("handler", id), "answer", answer).await;
    assert_eq!(unasked.problem().errors.len(), 2);
    let plain = |version| AnswerCase {
        checks: Vec::new(),
        ..answer(version)
    };
    step(&hall, ("handler", id), "answer", plain)
        .await
        .succeeded();
    hall.jobs().await;
    let mut li = hall.citizen().await;
    let closed: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert!(clocks(&closed).iter().all(|(_, _, met)| *met));
}

//! Every clock of the rulebooks whose procedure is driven here is played: until it runs, to the last minute of its last
//! day, and one minute past. The page of clocks says which, and goes stale with the rulebooks. `UPDATE_DOCS=1` writes it.

mod course;
mod handed_on;

use super::Hall;
use super::procedures::hall_in;
use crate::store::testing::Backend;
use course::running;
use domain::deadline::{due_if_any, is_on_time, local_date};
use domain::id::ObjectionId;
use domain::rulebook::{Clock, EMBEDDED, Rulebook, Starts, embedded};
use domain::wire::case::{CaseDetail, ClockView};
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::queue::QueuePage;
use jiff::SignedDuration;
use rstest::rstest;
use std::fmt::Write as _;
use std::path::Path;

const TEST: &str = "every_clock_keeps_to_its_last_minute_and_is_overdue_one_minute_later";
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

#[rstest]
#[tokio::test]
async fn every_clock_keeps_to_its_last_minute_and_is_overdue_one_minute_later(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut page = format!(
        "# The clocks and their proof\n\nEvery clock of a procedure that is driven here. The test `{TEST}` (`server/src/http/v1/tests/clocks/`) plays \
         each through the API, on both databases: at the last minute of its last day nothing is late and nobody is told so; one minute \
         later it is overdue, and on the next working day the ladder says so, once. The test makes this page; do not edit.\n\n\
         | rulebook | procedure | step | article | bound | played as | last day |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (city, _) in EMBEDDED {
        let rulebook = embedded(city).unwrap();
        for clock in rulebook
            .clocks
            .iter()
            .filter(|one| is_driven(&rulebook, one))
        {
            // It holds a whole server and its people.
            let played = Box::pin(played(on, city, &rulebook, clock));
            let Some((course, last)) = played.await else {
                return;
            };
            line(&mut page, city, clock, (&course, &last));
        }
    }
    page.push_str("\nThe rulebooks hold more clocks, of procedures that nobody can start here and no job drives: ");
    page.push_str(&undriven().join(", "));
    page.push_str(".\n");
    holds(&page);
}

/// What is a case here: what people can start, and what an outage leaves.
fn is_driven(rulebook: &Rulebook, clock: &Clock) -> bool {
    let procedure = rulebook.procedure(&clock.procedure);
    procedure.is_some_and(|one| one.flow.is_some())
}

fn undriven() -> Vec<String> {
    let cities = EMBEDDED.iter().flat_map(|(city, _)| {
        let rulebook = embedded(city).unwrap();
        let clocks = rulebook.clocks.clone().into_iter();
        let others = clocks.filter(move |clock| !is_driven(&rulebook, clock));
        others.map(move |clock| format!("`{city}/{}`", clock.procedure))
    });
    let mut all: Vec<String> = cities.collect();
    all.dedup();
    all
}

fn line(page: &mut String, city: &str, clock: &Clock, (course, last): (&str, &str)) {
    let unit = clock.unit.map(|unit| serde_json::to_value(unit).unwrap());
    let unit = unit
        .as_ref()
        .and_then(|unit| unit.as_str())
        .unwrap_or_default();
    let amount = clock
        .amount
        .map(|amount| amount.to_string())
        .unwrap_or_default();
    let article = match (&clock.regulation, &clock.article) {
        (Some(regulation), Some(article)) => format!("{regulation} {article}"),
        _ => "service".to_owned(),
    };
    let bound = format!("{} {amount} {unit}", clock.bound.name());
    let (procedure, step) = (&clock.procedure, &clock.step);
    let title = &clock.title;
    let bound = bound.trim_end();
    writeln!(
        page,
        "| {city} | `{procedure}` | `{step}` {title} | {article} | {bound} | {course} | {last} |"
    )
    .unwrap();
}

fn holds(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/clocks.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == page,
        "clocks.md is stale: run it with UPDATE_DOCS=1"
    );
}

/// A clock's run: how it was played, and its last day. None where the database isn't there.
async fn played(
    on: Backend,
    city: &'static str,
    rulebook: &Rulebook,
    clock: &Clock,
) -> Option<(String, String)> {
    let hall = hall_in(on, city).await?;
    let what = format!("{city}/{}/{}", clock.procedure, clock.step);
    let calendar = hall.app.app.calendar().unwrap();
    let dated = due_if_any(clock, hall.app.now(), &calendar, rulebook.readings);
    if dated.unwrap().is_none() {
        return Some((
            "a duty without a number: nothing runs out".into(),
            "—".into(),
        ));
    }
    if clock.starts == Starts::Misdirected {
        let last = handed_on::to_the_last_minute((on, city), rulebook, clock).await?;
        return Some(("handed on".to_owned(), last));
    }
    let (id, course) = running(&hall, rulebook, clock).await;
    let seen = case(&hall, id).await;
    let running = clock_of(&seen, &clock.step).unwrap_or_else(|| panic!("{what} never runs"));
    assert_eq!(running.met_at, None, "{what}");
    to_the_last_minute(&hall, (clock, running), &what, id).await;
    Some((course.join(", "), running.due_date.to_string()))
}

/// The last minute, and the one after it.
async fn to_the_last_minute(
    hall: &Hall,
    (clock, running): (&Clock, &ClockView),
    what: &str,
    id: ObjectionId,
) {
    let last = running.due.saturating_sub(MINUTE).unwrap();
    assert!(last > hall.app.now(), "{what} is over before it is played");
    hall.app.advance(last.duration_since(hall.app.now()));
    hall.jobs().await;
    let in_time = |hall: &Hall| is_on_time(hall.app.now(), running.due, running.on_time_until);
    assert!(in_time(hall), "{what}");
    assert_eq!(overdue(hall, id).await, 0, "{what} in its last minute");
    for username in ["handler", "stranger", "supervisor"] {
        let heard = told(hall, username, &clock.step).await;
        assert_eq!(heard, 0, "{what} {username}");
    }
    hall.app.advance(MINUTE);
    hall.jobs().await;
    assert!(!in_time(hall), "{what}");
    assert_eq!(overdue(hall, id).await, 1, "{what} a minute later");
    told_once(hall, clock, what).await;
}

/// On the next working day the ladder says that it is overdue, to who owes it and to who watches; on rest days it doesn't.
async fn told_once(hall: &Hall, clock: &Clock, what: &str) {
    let calendar = hall.app.app.calendar().unwrap();
    let works = |hall: &Hall| {
        calendar
            .day(local_date(hall.app.now()))
            .unwrap()
            .is_working()
    };
    while !works(hall) {
        assert_eq!(told(hall, "supervisor", &clock.step).await, 0, "{what}");
        hall.app.advance(DAY);
        hall.jobs().await;
    }
    for _ in 0..2 {
        hall.jobs().await;
        assert_eq!(told(hall, "supervisor", &clock.step).await, 1, "{what}");
        let market = told(hall, "handler", &clock.step).await;
        let health = told(hall, "stranger", &clock.step).await;
        let most = market.max(health);
        assert_eq!(most, 1, "{what} {market} {health}");
    }
}

/// Whether the case is among those that are called overdue.
async fn overdue(hall: &Hall, id: ObjectionId) -> usize {
    let mut supervisor = hall.app.clerk("supervisor").await;
    let page: QueuePage = supervisor.get("/desk/objections?filter=overdue").await.ok();
    let found = page.items.iter().filter(|row| row.case.id == id);
    found.count()
}

/// How often somebody was told that a step is overdue.
async fn told(hall: &Hall, username: &str, step: &str) -> usize {
    let mut clerk = hall.app.clerk(username).await;
    let inbox: Inbox = clerk.get("/notices?limit=100").await.ok();
    let of_step = inbox
        .items
        .iter()
        .filter(|one| one.kind == NoticeKind::Overdue && one.step.as_deref() == Some(step));
    of_step.count()
}

async fn case(hall: &Hall, id: ObjectionId) -> CaseDetail {
    let mut supervisor = hall.app.clerk("supervisor").await;
    supervisor.get(&format!("/objections/{id}")).await.ok()
}

fn clock_of<'a>(case: &'a CaseDetail, step: &str) -> Option<&'a ClockView> {
    case.summary.clocks.iter().find(|clock| clock.step == step)
}

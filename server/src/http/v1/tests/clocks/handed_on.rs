//! The clock of a misdirected case has run when it starts: handing on starts it from the first receipt, and meets it.

use super::super::Hall;
use super::super::procedures::{hall_in, handed_on::to, other_agency, step};
use super::course::begun;
use super::{MINUTE, clock_of};
use crate::store::testing::Backend;
use domain::deadline::{due_if_any, is_on_time};
use domain::rulebook::{Clock, Rulebook};
use domain::wire::case::{CaseDetail, ClockView};
use jiff::SignedDuration;

/// Handed on in the last minute, and one minute later in another case; answers the last day.
pub(super) async fn to_the_last_minute(
    (on, city): (Backend, &'static str),
    rulebook: &Rulebook,
    clock: &Clock,
) -> Option<String> {
    let in_time = handed_on(&hall_in(on, city).await?, rulebook, clock, -MINUTE).await;
    let met = in_time.met_at.unwrap();
    assert!(
        is_on_time(met, in_time.due, None),
        "{city} in its last minute"
    );
    let late = handed_on(
        &hall_in(on, city).await?,
        rulebook,
        clock,
        SignedDuration::ZERO,
    )
    .await;
    assert_eq!(late.due, in_time.due);
    let met = late.met_at.unwrap();
    assert!(!is_on_time(met, late.due, None), "{city} a minute later");
    Some(late.due_date.to_string())
}

async fn handed_on(
    hall: &Hall,
    rulebook: &Rulebook,
    clock: &Clock,
    after_due: SignedDuration,
) -> ClockView {
    let procedure = rulebook.procedure(&clock.procedure).unwrap();
    let calendar = hall.app.app.calendar().unwrap();
    let due = due_if_any(clock, hall.app.now(), &calendar, rulebook.readings);
    let due = due.unwrap().unwrap().due;
    let (id, _) = begun(hall, rulebook, procedure).await;
    let at = due.saturating_add(after_due).unwrap();
    hall.app.advance(at.duration_since(hall.app.now()));
    let from = super::course::actor(hall, id).await;
    let agency = if from == "handler" {
        other_agency(hall).await
    } else {
        hall.market
    };
    let handed: CaseDetail = step(hall, (from, id), "hand-on", to(agency)).await.ok();
    clock_of(&handed, &clock.step).unwrap().clone()
}

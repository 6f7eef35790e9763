//! A clock's due date, as the tests ask for it.

use super::clock::clock;
use domain::{
    calendar::{KnownCalendar, state_council},
    deadline::{Deadline, DeadlineError, compute},
    rulebook::{Bound, Readings, Unit},
};
use jiff::{Timestamp, civil::Date};

pub(super) fn known() -> KnownCalendar {
    state_council().unwrap().as_of(None).unwrap()
}

pub(super) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn answer(
    bound: Bound,
    amount: u32,
    unit: Unit,
    received: &str,
) -> Result<Deadline, DeadlineError> {
    compute(
        &clock(bound, Some(amount), Some(unit)),
        instant(received),
        &known(),
        Readings::default(),
    )
}

pub(super) fn within(amount: u32, unit: Unit, received: &str) -> Deadline {
    answer(Bound::Within, amount, unit, received).unwrap()
}

pub(super) fn before(amount: u32, unit: Unit, announced: &str) -> Deadline {
    answer(Bound::Before, amount, unit, announced).unwrap()
}

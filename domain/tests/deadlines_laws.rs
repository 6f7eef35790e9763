//! Laws that every due date keeps, whatever is counted from whenever.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

use std::sync::LazyLock;

use domain::{
    calendar::{KnownCalendar, state_council},
    deadline::{self, Deadline, MAX_DAYS, compute, due_only, local_date, working_days},
    rulebook::{Basis, Bound, Clock, Duty, Readings, RestDayReceipt, Unit},
};
use jiff::{Timestamp, civil::Date};
use proptest::prelude::*;

static KNOWN: LazyLock<KnownCalendar> =
    LazyLock::new(|| state_council().unwrap().as_of(None).unwrap());

const UNITS: [Unit; 7] = [
    Unit::WorkingDay,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
];
const BOUNDS: [Bound; 7] = [
    Bound::Within,
    Bound::AtLeast,
    Bound::AtMost,
    Bound::Every,
    Bound::Before,
    Bound::AtOnce,
    Bound::Unnumbered,
];
const RECEIPTS: [RestDayReceipt; 2] = [
    RestDayReceipt::ReceivedThatDay,
    RestDayReceipt::ReceivedNextWorkingDay,
];

fn clock(bound: Bound, amount: Option<u32>, unit: Option<Unit>) -> Clock {
    let text = String::new;
    Clock {
        procedure: text(),
        step: text(),
        title: text(),
        from: None,
        bound,
        amount,
        unit,
        who: text(),
        regulation: None,
        article: None,
        chapter: None,
        basis: Basis::Service,
        reading: None,
        met_by: None,
        extension: None,
        adjustable: false,
        duty: Duty::Must,
        note: None,
    }
}

fn readings(rest_day_receipt: RestDayReceipt) -> Readings {
    Readings {
        rest_day_receipt,
        ..Readings::default()
    }
}

fn count(n: u32, received: Timestamp) -> Deadline {
    working_days(n, received, &KNOWN, Readings::default()).unwrap()
}

/// The end of the n-th working day before `day`.
fn back(n: u32, day: Date) -> Date {
    let noon = noon(day);
    compute(
        &clock(Bound::Before, Some(n), Some(Unit::WorkingDay)),
        noon,
        &KNOWN,
        Readings::default(),
    )
    .unwrap()
    .due_date
}

fn noon(day: Date) -> Timestamp {
    format!("{day}T12:00:00+08:00").parse().unwrap()
}

/// Receipts between 2018 and the end of 2026.
fn receipt() -> impl Strategy<Value = Timestamp> {
    (1_514_736_000_i64..1_798_732_800).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn any_receipt() -> impl Strategy<Value = Timestamp> {
    let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    prop_oneof![4 => receipt(), 1 => (first..=last).prop_map(|second| Timestamp::from_second(second).unwrap())]
}

fn any_clock() -> impl Strategy<Value = Clock> {
    let amount = prop_oneof![8 => (0..60_u32).prop_map(Some), 1 => any::<u32>().prop_map(Some), 1 => Just(None)];
    let unit = prop_oneof![8 => prop::sample::select(&UNITS).prop_map(Some), 1 => Just(None)];
    (prop::sample::select(&BOUNDS), amount, unit)
        .prop_map(|(bound, amount, unit)| clock(bound, amount, unit))
}

proptest! {
    #[test]
    fn adding_n_working_days_and_counting_them_gives_n(received in receipt(), n in 1..200_u32) {
        let due = count(n, received).due_date;
        prop_assert_eq!(KNOWN.working_days_between(local_date(received), due).unwrap(), n);
    }

    #[test]
    fn a_due_date_is_a_working_day(received in receipt(), n in 0..200_u32) {
        prop_assert!(KNOWN.day(count(n, received).due_date).unwrap().is_working());
    }

    #[test]
    fn more_days_are_later(received in receipt(), n in 0..200_u32) {
        let (earlier, later) = (count(n, received).due_date, count(n + 1, received).due_date);
        prop_assert!(earlier < later || (n == 0 && earlier == later));
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(one in receipt(), other in receipt(), n in 0..200_u32) {
        let (first, second) = (one.min(other), one.max(other));
        prop_assert!(count(n, first).due_date <= count(n, second).due_date);
    }

    #[test]
    fn the_stricter_reading_never_shortens_and_agrees_on_working_days(received in receipt(), n in 0..200_u32) {
        let stricter = working_days(n, received, &KNOWN, readings(RestDayReceipt::ReceivedNextWorkingDay)).unwrap();
        let ordinary = count(n, received);
        prop_assert!(ordinary.due_date <= stricter.due_date);
        if KNOWN.day(local_date(received)).unwrap().is_working() {
            prop_assert_eq!(ordinary, stricter);
        }
    }

    #[test]
    fn counting_back_undoes_counting_on(received in receipt(), n in 1..200_u32) {
        let start = count(0, received).due_date;
        let due = count(n, noon(start)).due_date;
        prop_assume!(local_date(noon(start)).year() >= 2018);
        prop_assert_eq!(back(n, due), start);
    }

    #[test]
    fn the_days_listed_are_the_days_counted(received in receipt(), n in 1..200_u32, reading in prop::sample::select(&RECEIPTS)) {
        let deadline = working_days(n, received, &KNOWN, readings(reading)).unwrap();
        let counted: Vec<Date> = deadline.days.iter().filter(|day| day.counted).map(|day| day.date).collect();
        prop_assert_eq!(u32::try_from(counted.len()).unwrap(), n);
        prop_assert_eq!(counted.last(), Some(&deadline.due_date));
        prop_assert_eq!(deadline.days.first().map(|day| (day.date, day.counted)), Some((local_date(received), false)));
        for pair in deadline.days.windows(2) {
            prop_assert_eq!(pair[0].date.tomorrow().unwrap(), pair[1].date);
        }
    }

    #[test]
    fn the_date_alone_and_the_explained_date_are_one(
        clock in any_clock(),
        received in any_receipt(),
        reading in prop::sample::select(&RECEIPTS),
    ) {
        let alone = due_only(&clock, received, &KNOWN, readings(reading));
        let explained = compute(&clock, received, &KNOWN, readings(reading));
        let same = explained.as_ref().map(|deadline| deadline::Due {
            due: deadline.due,
            due_date: deadline.due_date,
            status: deadline.status,
        });
        prop_assert_eq!(alone.as_ref().map(|due| *due), same);
        if let Ok(deadline) = explained {
            prop_assert!(deadline.days.len() <= usize::try_from(MAX_DAYS).unwrap() + 1);
            if !deadline.days.is_empty() {
                let last = deadline.days.iter().rfind(|day| day.counted).unwrap();
                prop_assert_eq!(last.date, deadline.due_date);
            }
        }
    }
}

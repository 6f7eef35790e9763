//! Laws that every due date keeps, whatever is counted from whenever.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

mod support {
    pub(crate) mod clock;
}

use std::sync::LazyLock;

use domain::{
    calendar::{KnownCalendar, state_council},
    deadline::{
        self, Deadline, MAX_DAYS, Status, TimeLeft, compute, due_only, local_date, time_left,
        working_days,
    },
    rulebook::{Bound, Clock, Readings, RestDayReceipt, Unit},
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use support::clock::clock;

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

/// With a year of the table before it, to count back in.
fn receipt_since_2019() -> impl Strategy<Value = Timestamp> {
    (1_546_272_000_i64..1_798_732_800).prop_map(|second| Timestamp::from_second(second).unwrap())
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
    fn counting_back_from_a_later_day_or_over_fewer_days_never_ends_earlier(
        one in receipt_since_2019(), other in receipt_since_2019(), n in 1..100_u32,
    ) {
        let (first, second) = (local_date(one.min(other)), local_date(one.max(other)));
        prop_assert!(back(n, first) <= back(n, second));
        prop_assert!(back(n + 1, first) < back(n, first));
        prop_assert!(back(n, first) < first);
    }

    #[test]
    fn time_runs_down_by_the_working_day_and_never_comes_back(received in receipt(), n in 1..60_u32, hours in 0..2_000_i64) {
        let deadline = count(n, received);
        let at = |hours| received.checked_add(SignedDuration::from_hours(hours)).unwrap();
        let left = |hours| time_left(at(hours), deadline.due, deadline.due_date, &KNOWN).unwrap();
        let number = |hours| match left(hours) {
            TimeLeft::Left(days) => i64::from(days),
            TimeLeft::Overdue(days) => -i64::from(days),
        };
        prop_assert_eq!(left(0), TimeLeft::Left(n));
        prop_assert!((0..=1).contains(&(number(hours) - number(hours + 1))));
        prop_assert_eq!(matches!(left(hours), TimeLeft::Overdue(_)), at(hours) >= deadline.due);
    }

    #[test]
    fn a_calendar_is_known_by_its_version(received in receipt(), n in 0..60_u32, day in 0..4_000_i32) {
        let day = date(2017, 11, 30).checked_add(day.days()).unwrap();
        let calendar = state_council().unwrap();
        let known = calendar.as_of(Some(day)).unwrap();
        prop_assert!(known.version() <= day);
        let same = calendar.as_of(Some(known.version())).unwrap();
        let due = |known| working_days(n, received, known, Readings::default());
        prop_assert_eq!(due(&known), due(&same));
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

#[test]
fn no_yearly_notice_ever_moved_a_confirmed_date() {
    let calendar = state_council().unwrap();
    let known = |day| calendar.as_of(Some(day)).unwrap();
    let mut confirmed = 0;
    for notice in calendar.notices.iter().skip(1) {
        let Some(year) = notice.year else { continue };
        let (eve, day) = (notice.published.yesterday().unwrap(), notice.published);
        let (before, after) = (known(eve), known(day));
        let receipts = date(year - 1, 10, 1).series(1.day()).take(92);
        for (received, n) in receipts.flat_map(|day| (0..60).map(move |n| (noon(day), n))) {
            let clock = clock(Bound::Within, Some(n), Some(Unit::WorkingDay));
            let due = |known| due_only(&clock, received, known, Readings::default()).unwrap();
            if due(&before).status == Status::Confirmed {
                confirmed += 1;
                assert_eq!(due(&before), due(&after), "{received}, {n} days");
            }
        }
    }
    assert!(confirmed > 10_000);
}

//! Months and years, calendar days, hours; and clocks without a date.

use super::clock::clock;
use super::counting::{answer, before, date, instant, known, within};
use domain::{
    deadline::{DeadlineError, Status, compute},
    rulebook::{Bound, Clock, Readings, Unit},
};
use jiff::Timestamp;

#[test]
fn months_quarters_and_years_clamp_to_the_months_end() {
    let ends = |amount, unit, received: &str| within(amount, unit, received).due_date;
    assert_eq!(
        ends(1, Unit::Month, "2026-01-31T09:00:00+08:00"),
        date("2026-02-28")
    );
    assert_eq!(
        ends(3, Unit::Month, "2027-11-30T09:00:00+08:00"),
        date("2028-02-29")
    );
    assert_eq!(
        ends(3, Unit::Month, "2026-11-22T09:00:00+08:00"),
        date("2027-02-22")
    );
    assert_eq!(
        ends(1, Unit::Quarter, "2026-11-30T09:00:00+08:00"),
        date("2027-02-28")
    );
    assert_eq!(
        ends(3, Unit::Year, "2024-02-29T09:00:00+08:00"),
        date("2027-02-28")
    );
    assert_eq!(
        ends(4, Unit::Year, "2024-02-29T09:00:00+08:00"),
        date("2028-02-29")
    );
    assert_eq!(
        before(1, Unit::Month, "2026-03-31T09:00:00+08:00").due_date,
        date("2026-02-28")
    );
    assert_eq!(
        before(1, Unit::Year, "2026-01-01T09:00:00+08:00").due_date,
        date("2025-01-01")
    );
}

#[test]
fn calendar_days_count_every_day_and_need_no_holiday_table() {
    let deadline = within(15, Unit::Day, "2026-09-20T09:00:00+08:00");
    assert_eq!(
        (deadline.due_date, deadline.status),
        (date("2026-10-05"), Status::Confirmed)
    );
    assert_eq!(deadline.days.iter().filter(|day| day.counted).count(), 15);
    let far = within(3, Unit::Year, "2040-05-05T09:00:00+08:00");
    assert_eq!(
        (far.due_date, far.status),
        (date("2043-05-05"), Status::Confirmed)
    );
    assert_eq!(far.days.last().unwrap().date, far.due_date);
    assert_eq!(
        before(10, Unit::Day, "1999-01-05T09:00:00+08:00").due_date,
        date("1998-12-26")
    );
}

#[test]
fn hours_and_minutes_are_exact_and_list_no_days() {
    let deadline = within(12, Unit::Hour, "2026-09-30T18:30:15+08:00");
    assert_eq!(
        (deadline.due, deadline.due_date),
        (instant("2026-10-01T06:30:15+08:00"), date("2026-10-01"))
    );
    assert!(deadline.days.is_empty());
    let deadline = within(30, Unit::Minute, "2035-12-31T23:45:00+08:00");
    assert_eq!(
        (deadline.due_date, deadline.status),
        (date("2036-01-01"), Status::Confirmed)
    );
    assert_eq!(
        before(2, Unit::Hour, "2026-01-01T01:00:00+08:00").due_date,
        date("2025-12-31")
    );
}

#[test]
fn a_grant_of_at_most_three_years_ends_with_its_last_day() {
    let deadline = answer(Bound::AtMost, 3, Unit::Year, "2026-11-22T09:00:00+08:00").unwrap();
    assert_eq!(deadline.due, instant("2029-11-23T00:00:00+08:00"));
}

#[test]
fn a_clock_that_is_none_says_so_by_name() {
    for bound in [
        Bound::Every,
        Bound::AtLeast,
        Bound::AtOnce,
        Bound::Unnumbered,
    ] {
        let error = answer(bound, 1, Unit::Year, "2026-11-22T09:00:00+08:00").unwrap_err();
        assert_eq!(error, DeadlineError::NoDueDate(bound));
        assert_eq!(
            error.to_string(),
            format!("this clock has no due date: its bound is {}", bound.name())
        );
    }
    let unfinished = Clock {
        amount: None,
        ..clock(Bound::Within, Some(1), Some(Unit::Day))
    };
    let received = instant("2026-11-22T09:00:00+08:00");
    assert_eq!(
        compute(&unfinished, received, &known(), Readings::default()),
        Err(DeadlineError::NoAmount)
    );
}

#[test]
fn amounts_and_instants_beyond_all_bounds_are_errors() {
    let units = [
        Unit::WorkingDay,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
    ];
    for unit in units {
        for bound in [Bound::Within, Bound::Before] {
            let clock = clock(bound, Some(u32::MAX), Some(unit));
            for received in [
                Timestamp::MIN,
                Timestamp::MAX,
                instant("2026-11-22T09:00:00+08:00"),
            ] {
                if let Ok(deadline) = compute(&clock, received, &known(), Readings::default()) {
                    assert_eq!(unit, Unit::Minute, "{deadline:?}");
                }
            }
        }
    }
    let last = answer(Bound::Within, 0, Unit::Day, "9999-12-30T22:00:00Z");
    assert_eq!(last, Err(DeadlineError::OutOfRange));
    assert_eq!(
        answer(Bound::Within, 3_661, Unit::Day, "2026-11-22T09:00:00Z"),
        Err(DeadlineError::TooLong(3_661))
    );
    assert_eq!(
        within(3_660, Unit::Day, "2026-11-22T09:00:00Z").days.len(),
        3_661
    );
}

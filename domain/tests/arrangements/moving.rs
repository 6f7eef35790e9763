//! What a new calendar does to a clock that runs.

use crate::calendar::{calendar, date, everything_known, instant};
use crate::notices::{NOTICE_2027, year};
use domain::calendar::{Arranged, ArrangementKind, HolidayNotice};
use domain::deadline::{Due, Shift, Status, due_only, is_on_time, recount, working_days};
use domain::rulebook::{Clock, Readings, embedded};
use jiff::{Timestamp, civil::Date};
use proptest::prelude::*;

/// 核实 of 兰州新区: five working days.
fn decide() -> (Clock, Readings) {
    let book = embedded("lanzhou-new-area").unwrap();
    let clock = book.clock("licence-objection", "decide").unwrap().clone();
    (clock, book.readings)
}

fn due_by(received: Timestamp, as_of: &str) -> Due {
    let (clock, readings) = decide();
    let known = calendar().as_of(Some(date(as_of))).unwrap();
    due_only(&clock, received, &known, readings).unwrap()
}

#[test]
fn the_extension_of_spring_festival_2020_moves_a_running_clock_from_4_to_6_february() {
    let (clock, readings) = decide();
    let received = instant("2020-01-22T15:00:00+08:00");
    let was = due_by(received, "2020-01-26");
    let known = calendar().as_of(Some(date("2020-01-27"))).unwrap();
    let moved = recount(&clock, received, was, &known, readings).unwrap();
    assert_eq!(
        (moved.was.due_date, moved.due.due_date),
        (date("2020-02-04"), date("2020-02-06"))
    );
    assert_eq!((moved.shift(), moved.days()), (Some(Shift::Later), 2));
    assert!(!moved.settles());
    assert_eq!(
        moved.on_time_until(instant("2020-01-27T10:00:00+08:00"), None),
        None
    );
}

#[test]
fn a_clock_that_is_dated_into_the_past_is_on_time_if_it_kept_the_date_that_stood() {
    let (clock, readings) = decide();
    // Received on 25 December 2018: by the calendar of 2018 the fifth working day was 2 January or later, by that of
    // 2019 Saturday 29 December is worked.
    let received = instant("2018-12-24T09:00:00+08:00");
    let was = due_by(received, "2018-12-05");
    let known = calendar().as_of(Some(date("2018-12-06"))).unwrap();
    let moved = recount(&clock, received, was, &known, readings).unwrap();
    assert_eq!(
        (moved.was.due_date, moved.due.due_date),
        (date("2018-12-31"), date("2018-12-29"))
    );
    assert_eq!((moved.shift(), moved.days()), (Some(Shift::Earlier), -2));
    // Known only on 30 December: the law's date has passed.
    let late = instant("2018-12-30T09:00:00+08:00");
    let until = moved.on_time_until(late, None);
    assert_eq!(until, Some(was.due));
    let due = moved.due.due;
    assert!(is_on_time(instant("2018-12-31T23:59:59+08:00"), due, until));
    assert!(!is_on_time(
        instant("2019-01-01T00:00:00+08:00"),
        due,
        until
    ));
    assert!(!is_on_time(instant("2018-12-30T00:00:00+08:00"), due, None));
    // Known in time, the new date is the one to keep.
    let early = instant("2018-12-27T09:00:00+08:00");
    assert_eq!(moved.on_time_until(early, None), None);
}

#[test]
fn a_year_that_is_loaded_settles_what_was_provisional() {
    let (clock, readings) = decide();
    let received = instant("2026-12-24T09:00:00+08:00");
    let was = due_by(received, "2026-12-01");
    assert_eq!(was.status, Status::Provisional);
    let notice = HolidayNotice {
        number: "国办发明电〔2026〕1号".into(),
        title: String::new(),
        published: date("2026-12-02"),
        year: Some(2027),
        url: String::new(),
        arrangements: year(2027, NOTICE_2027).arrangements,
    };
    let kind = ArrangementKind::Year;
    let known = calendar().with_arranged(&[Arranged { kind, notice }]);
    let known = known.as_of(None).unwrap();
    let settled = recount(&clock, received, was, &known, readings).unwrap();
    assert!(settled.settles());
    assert_eq!(known.confirmed_through(), date("2027-12-28"));
}

proptest! {
    /// A clock that is counted again by the calendar that it was counted by stays.
    #[test]
    fn the_same_calendar_moves_nothing(hours in 0_i64..60_000, days in 0_u32..40) {
        let received = instant("2019-01-02T00:00:00+08:00")
            .checked_add(jiff::SignedDuration::from_hours(hours)).unwrap();
        let known = everything_known();
        let (mut clock, readings) = decide();
        clock.amount = Some(days);
        let was = working_days(days, received, &known, readings).unwrap();
        let was = Due { due: was.due, due_date: was.due_date, status: was.status };
        let again = recount(&clock, received, was, &known, readings).unwrap();
        prop_assert_eq!(again.shift(), None);
        prop_assert_eq!(again.days(), 0);
        prop_assert!(!again.settles());
        prop_assert_eq!(again.on_time_until(received, None), None);
    }

    /// Shift, days and what is on time agree with one another for any two calendars of the same past.
    #[test]
    fn a_move_is_told_the_same_in_every_way(hours in 0_i64..60_000, earlier in 0_usize..10) {
        let versions: Vec<Date> = calendar().notices.iter().map(|notice| notice.published).collect();
        let received = instant("2018-01-02T00:00:00+08:00")
            .checked_add(jiff::SignedDuration::from_hours(hours)).unwrap();
        let (clock, readings) = decide();
        let old = calendar().as_of(Some(versions[earlier])).unwrap();
        let Ok(was) = due_only(&clock, received, &old, readings) else { return Ok(()) };
        let known = everything_known();
        let moved = recount(&clock, received, was, &known, readings).unwrap();
        match moved.shift() {
            None => prop_assert_eq!(moved.days(), 0),
            Some(Shift::Later) => prop_assert!(moved.days() > 0),
            Some(Shift::Earlier) => prop_assert!(moved.days() < 0),
        }
        let until = moved.on_time_until(moved.due.due, None);
        prop_assert_eq!(until.is_some(), moved.shift() == Some(Shift::Earlier));
    }
}

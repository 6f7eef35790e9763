//! The working-day calendar against the vectors: final, as known on a day, and beyond what is published.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

mod support {
    pub(crate) mod calendar;
}

use std::collections::BTreeMap;

use domain::{
    calendar::KnownCalendar,
    deadline::{Status, working_days},
    rulebook::{Readings, RestDayReceipt},
};
use jiff::civil::Date;
use support::calendar::{calendar, date, everything_known, instant};

const FINAL: &str = include_str!("data/workday-vectors.csv");
const AS_OF: &str = include_str!("data/workday-vectors-asof.csv");
const UNPUBLISHED: &str = include_str!("data/workday-vectors-unpublished.csv");

fn stricter() -> Readings {
    Readings {
        rest_day_receipt: RestDayReceipt::ReceivedNextWorkingDay,
        ..Readings::default()
    }
}

/// The rows of a CSV file as maps from column name to cell.
fn rows(csv: &'static str) -> Vec<BTreeMap<&'static str, &'static str>> {
    let mut lines = csv.lines();
    let columns: Vec<_> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| columns.iter().copied().zip(line.split(',')).collect())
        .collect()
}

fn due(row: &BTreeMap<&str, &str>, known: &KnownCalendar, readings: Readings) -> (Date, Status) {
    let deadline = working_days(
        row["n"].parse().unwrap(),
        instant(row["start_datetime"]),
        known,
        readings,
    )
    .unwrap();
    (deadline.due_date, deadline.status)
}

#[test]
fn every_vector_gives_its_confirmed_due_date() {
    let known = everything_known();
    let rows = rows(FINAL);
    assert!(rows.len() > 1_000);
    for row in rows {
        assert_eq!(
            due(&row, &known, Readings::default()),
            (date(row["due_date"]), Status::Confirmed),
            "{row:?}"
        );
    }
}

#[test]
fn every_vector_gives_its_due_date_under_the_stricter_reading_of_rest_day_receipts() {
    let known = everything_known();
    let mut compared = 0;
    for row in rows(FINAL) {
        let expected = row["due_if_deemed_received_next_workday"];
        if !expected.is_empty() {
            assert_eq!(due(&row, &known, stricter()).0, date(expected), "{row:?}");
            compared += 1;
        }
    }
    assert!(compared > 1_000);
}

#[test]
fn every_as_of_vector_gives_what_was_known_then_and_what_holds_now() {
    let (calendar, known_now) = (calendar(), everything_known());
    for row in rows(AS_OF) {
        let known_then = calendar.as_of(Some(date(row["as_of"]))).unwrap();
        assert_eq!(
            due(&row, &known_then, Readings::default()).0,
            date(row["due_date_as_known_then"]),
            "{row:?}"
        );
        assert_eq!(
            due(&row, &known_now, Readings::default()).0,
            date(row["due_date_final"]),
            "{row:?}"
        );
    }
}

#[test]
fn beyond_what_is_published_dates_are_provisional_and_computed_on_statutory_days() {
    let known = everything_known();
    for row in rows(UNPUBLISHED) {
        let expected = match row["status"] {
            "PUBLISHED" => (date(row["due_date"]), Status::Confirmed),
            _ => (
                date(row["provisional_due_statutory_only"]),
                Status::Provisional,
            ),
        };
        assert_eq!(due(&row, &known, Readings::default()), expected, "{row:?}");
    }
}

#[test]
fn the_working_days_left_until_certainty_ends_are_those_of_the_vectors() {
    let known = everything_known();
    for row in rows(UNPUBLISHED)
        .iter()
        .filter(|row| row["status"] == "UNPUBLISHED")
    {
        let received = date(&row["start_datetime"][..10]);
        let left = known
            .working_days_between(received, known.confirmed_through())
            .unwrap();
        assert_eq!(
            left.to_string(),
            row["certain_working_days_left"],
            "{row:?}"
        );
    }
}

#[test]
fn the_extension_of_spring_festival_2020_moved_a_due_date_from_4_to_6_february() {
    let received = instant("2020-01-22T15:00:00+08:00");
    let due = |as_of| {
        let known = calendar().as_of(as_of).unwrap();
        working_days(5, received, &known, Readings::default()).unwrap()
    };
    let before = due(Some(date("2020-01-26")));
    assert_eq!(
        (before.due_date, before.calendar_version),
        (date("2020-02-04"), date("2019-11-21"))
    );
    let after = due(Some(date("2020-01-27")));
    assert_eq!(
        (after.due_date, after.calendar_version),
        (date("2020-02-06"), date("2020-01-27"))
    );
    assert_eq!(due(None).due_date, date("2020-02-06"));
}

#[test]
fn december_follows_the_years_own_notice_until_the_next_notice_reaches_back() {
    let day = |as_of: &str, day: &str| {
        let known = calendar().as_of(Some(date(as_of))).unwrap();
        (
            known.day(date(day)).unwrap().is_working(),
            known.confirmed_through(),
        )
    };
    assert_eq!(day("2018-12-05", "2018-12-29"), (false, date("2018-12-28")));
    assert_eq!(day("2018-12-05", "2018-12-31"), (true, date("2018-12-28")));
    assert_eq!(day("2018-12-06", "2018-12-29"), (true, date("2019-12-28")));
    assert_eq!(day("2018-12-06", "2018-12-31"), (false, date("2019-12-28")));
}

//! Working days as the command answers them.

use super::asking::{THURSDAY, answered, assert_explained, keys, workdays_args};
use serde_json::Value;
use server::cli::workdays;

const VECTORS: &str = include_str!("../../../domain/tests/data/workday-vectors.csv");
const AS_OF: &str = include_str!("../../../domain/tests/data/workday-vectors-asof.csv");
const UNPUBLISHED: &str =
    include_str!("../../../domain/tests/data/workday-vectors-unpublished.csv");

fn rows(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect())
}

fn workdays(received: &str, days: &str, as_of: Option<&str>) -> Value {
    let answer = workdays::answer(&workdays::Args {
        received: received.parse().expect("an instant"),
        days: days.parse().expect("a number"),
        as_of: as_of.map(|date| date.parse().expect("a date")),
    });
    serde_json::to_value(answer.expect("an answer")).expect("JSON")
}

#[test]
fn every_vector_of_working_days_is_met() {
    for row in rows(VECTORS) {
        let answer = workdays(row[0], row[1], None);
        assert_eq!(answer["due_date"], row[2], "{row:?}");
        assert_eq!(answer["status"], "confirmed", "{row:?}");
        assert_explained(&answer);
    }
}

#[test]
fn every_vector_is_met_as_it_was_known_on_a_day() {
    for row in rows(AS_OF) {
        let then = workdays(row[0], row[1], Some(row[2]));
        assert_eq!(then["due_date"], row[3], "{row:?}");
        let now = workdays(row[0], row[1], None);
        assert_eq!(now["due_date"], row[4], "{row:?}");
    }
}

#[test]
fn what_reaches_beyond_the_last_notice_is_provisional() {
    for row in rows(UNPUBLISHED) {
        let answer = workdays(row[0], row[1], None);
        let (due, status) = match row[2] {
            "PUBLISHED" => (row[3], "confirmed"),
            _ => (row[5], "provisional"),
        };
        assert_eq!(answer["due_date"], due, "{row:?}");
        assert_eq!(answer["status"], status, "{row:?}");
        assert_explained(&answer);
    }
}

#[test]
fn working_days_are_answered_with_their_explanation() {
    let answer = answered(&workdays_args(THURSDAY, "5"));
    assert_eq!(
        keys(&answer),
        ["calendar_version", "days", "due", "due_date", "status"]
    );
    assert_eq!(answer["due_date"], "2026-09-23");
    assert_eq!(answer["due"], "2026-09-24T00:00:00+08:00");
    assert_eq!(answer["status"], "confirmed");
    assert_eq!(answer["calendar_version"], "2025-11-04");
    assert_explained(&answer);
}

#[test]
fn the_date_in_china_counts_whatever_the_offset() {
    let here = answered(&workdays_args("2026-09-18T00:30:00+08:00", "1"));
    let there = answered(&workdays_args("2026-09-17T16:30:00Z", "1"));
    assert_eq!(here, there);
}

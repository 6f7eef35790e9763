//! The working-day calendar against the vectors: final, as known on a day, and beyond what is published.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

use std::collections::BTreeMap;

use domain::{
    calendar::{
        Calendar, CalendarError, DayKind, KnownCalendar, OverlayDay, OverlayKind, parse,
        state_council,
    },
    deadline::{DeadlineError, Status, working_days},
    rulebook::{Readings, RestDayReceipt},
    text::{Lang, counting::reason},
};
use jiff::{Timestamp, civil::Date};

const FINAL: &str = include_str!("data/workday-vectors.csv");
const AS_OF: &str = include_str!("data/workday-vectors-asof.csv");
const UNPUBLISHED: &str = include_str!("data/workday-vectors-unpublished.csv");

fn calendar() -> Calendar {
    state_council().unwrap()
}

fn everything_known() -> KnownCalendar {
    calendar().as_of(None).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

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

#[test]
fn a_day_names_its_festival_and_the_notice_that_made_it_what_it_is() {
    let known = everything_known();
    let kind = |day: &str| known.day(date(day)).unwrap();
    assert_eq!(kind("2026-09-24"), DayKind::Workday);
    assert_eq!(kind("2026-11-21"), DayKind::Weekend);
    assert_eq!(
        kind("2026-10-02"),
        DayKind::Holiday {
            name: "国庆节",
            notice: "国办发明电〔2025〕7号"
        }
    );
    assert_eq!(
        kind("2026-10-10"),
        DayKind::MakeUpWorkday {
            festival: "国庆节",
            notice: "国办发明电〔2025〕7号"
        }
    );
    assert_eq!(
        kind("2018-12-31"),
        DayKind::Holiday {
            name: "元旦",
            notice: "国办发明电〔2018〕15号"
        }
    );
    assert_eq!(
        kind("2019-05-01"),
        DayKind::Holiday {
            name: "劳动节",
            notice: "国办发明电〔2018〕15号"
        }
    );
    assert_eq!(
        kind("2019-05-02"),
        DayKind::Holiday {
            name: "劳动节",
            notice: "国办发明电〔2019〕3号"
        }
    );
    assert_eq!(
        kind("2020-02-01"),
        DayKind::Holiday {
            name: "春节",
            notice: "国办发明电〔2020〕1号"
        }
    );
    assert_eq!(
        kind("2027-02-05"),
        DayKind::StatutoryByRule { name: "春节" }
    );
}

#[test]
fn each_year_has_as_many_working_days_as_its_notice_leaves() {
    let known = everything_known();
    let counted = |year: i16| {
        known
            .working_days_between(
                Date::new(year, 1, 1).unwrap(),
                Date::new(year, 12, 31).unwrap(),
            )
            .unwrap()
    };
    let years: Vec<u32> = (2018..=2026).map(counted).collect();
    assert_eq!(years, [250, 250, 249, 250, 249, 249, 251, 248, 248]);
}

#[test]
fn outside_the_table_the_answer_is_an_error_and_never_a_guess() {
    let known = everything_known();
    let outside = |day: &str| CalendarError::Outside {
        date: date(day),
        from: date("2018-01-01"),
        through: date("2027-12-31"),
    };
    for day in [
        "2017-12-31",
        "2028-01-01",
        "0001-01-01",
        "9999-12-31",
        "-009999-01-01",
    ] {
        assert_eq!(known.day(date(day)), Err(outside(day)));
    }
    let count = |n, received: &str| working_days(n, instant(received), &known, Readings::default());
    assert_eq!(
        count(1, "2027-12-31T09:00:00+08:00"),
        Err(DeadlineError::Calendar(outside("2028-01-01")))
    );
    assert_eq!(
        count(1, "2017-12-29T09:00:00+08:00"),
        Err(DeadlineError::Calendar(outside("2017-12-29")))
    );
    assert_eq!(
        count(3_660, "2018-01-02T09:00:00+08:00"),
        Err(DeadlineError::Calendar(outside("2028-01-01")))
    );
    assert_eq!(
        count(3_661, "2018-01-02T09:00:00+08:00"),
        Err(DeadlineError::TooLong(3_661))
    );
    for limit in [Timestamp::MIN, Timestamp::MAX] {
        assert!(working_days(5, limit, &known, Readings::default()).is_err());
    }
}

#[test]
fn before_the_first_notice_nothing_is_known() {
    let error = calendar().as_of(Some(date("2017-11-29"))).unwrap_err();
    assert_eq!(
        error,
        CalendarError::NothingKnown {
            as_of: date("2017-11-29"),
            first: date("2017-11-30")
        }
    );
    assert!(calendar().as_of(Some(date("2017-11-30"))).is_ok());
    let empty = Calendar {
        notices: Vec::new(),
        statutory: Vec::new(),
        overlay: Vec::new(),
    };
    assert_eq!(empty.as_of(None).unwrap_err(), CalendarError::Unusable);
}

#[test]
fn a_region_lays_its_own_days_over_the_national_ones_from_the_day_they_are_known() {
    let overlay = |day: &str, kind, name: &str| OverlayDay {
        date: date(day),
        kind,
        name: name.to_owned(),
        source: "藏政办发〔2026〕1号".to_owned(),
        published: date("2026-01-10"),
    };
    let calendar = calendar().with_overlay(&[
        overlay("2026-08-12", OverlayKind::Off, "雪顿节"),
        overlay("2026-08-15", OverlayKind::Work, "雪顿节调休"),
    ]);
    let due = |as_of| {
        let known = calendar.as_of(as_of).unwrap();
        working_days(
            4,
            instant("2026-08-10T09:00:00+08:00"),
            &known,
            Readings::default(),
        )
        .unwrap()
    };
    let unknown = due(Some(date("2026-01-09")));
    assert_eq!(
        (unknown.due_date, unknown.calendar_version),
        (date("2026-08-14"), date("2025-11-04"))
    );
    let known = due(None);
    assert_eq!(
        (known.due_date, known.calendar_version),
        (date("2026-08-15"), date("2026-01-10"))
    );
    let reasons: Vec<_> = known
        .days
        .iter()
        .map(|day| (reason(&day.reason, Lang::Zh), day.counted))
        .collect();
    assert_eq!(reasons[2], ("雪顿节放假".to_owned(), false));
    assert_eq!(reasons[5], ("雪顿节调休上班".to_owned(), true));
    assert_eq!(known.days[2].notice(), Some("藏政办发〔2026〕1号"));
}

#[test]
fn the_browsers_copy_of_the_calendar_is_small_and_answers_the_same() {
    let json = serde_json::to_string(&calendar()).unwrap();
    assert!(json.len() < 10_000, "{} bytes", json.len());
    let copy: Calendar = serde_json::from_str(&json).unwrap();
    assert_eq!(copy, calendar());
}

#[test]
fn a_calendar_file_that_cannot_be_one_is_refused_with_its_place() {
    let good = include_str!("../data/state-council-calendar.json");
    let complain = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        parse("calendar.json", &good.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        complain("[\"2026-05-09\"]", "[\"2026-05-08\"]"),
        "calendar.json: 国办发明电〔2025〕7号 劳动节: 2026-05-08 is made a working day, but is no Saturday or Sunday"
    );
    assert_eq!(
        complain("\"year\": 2025", "\"year\": 2024"),
        "calendar.json: notices: after 2024 comes 2024; each year once, none left out"
    );
    assert_eq!(
        complain(
            "[\"2026-05-01\", \"2026-05-05\"]",
            "[\"2026-05-05\", \"2026-05-01\"]"
        ),
        "calendar.json: 国办发明电〔2025〕7号 劳动节: 2026-05-05 to 2026-05-01 is not a holiday of 1 to 14 days"
    );
    assert_eq!(
        complain("\"2027-04-05\"", "\"2026-04-05\""),
        "calendar.json: statutory 清明节: has no day in 2027, though other festivals have"
    );
    assert_eq!(
        complain("\"published\": \"2025-11-04\",", ""),
        "calendar.json: line 247, column 5: missing field `published`"
    );
}

//! What the calendar says of a day, from when and until when it says so, and which files it is not read from.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

mod support {
    pub(crate) mod calendar;
}

use domain::{
    calendar::{Calendar, CalendarError, DayKind, OverlayDay, OverlayKind, parse},
    deadline::{DeadlineError, working_days},
    rulebook::Readings,
    text::{Lang, counting::reason},
};
use jiff::{Timestamp, civil::Date};
use support::calendar::{calendar, date, everything_known, instant};

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
        through: date("2029-12-31"),
    };
    for day in [
        "2017-12-31",
        "2030-01-01",
        "0001-01-01",
        "9999-12-31",
        "-009999-01-01",
    ] {
        assert_eq!(known.day(date(day)), Err(outside(day)));
    }
    let count = |n, received: &str| working_days(n, instant(received), &known, Readings::default());
    assert_eq!(
        count(1, "2029-12-31T09:00:00+08:00"),
        Err(DeadlineError::Calendar(outside("2030-01-01")))
    );
    assert_eq!(
        count(1, "2017-12-29T09:00:00+08:00"),
        Err(DeadlineError::Calendar(outside("2017-12-29")))
    );
    assert_eq!(
        count(3_660, "2018-01-02T09:00:00+08:00"),
        Err(DeadlineError::Calendar(outside("2030-01-01")))
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

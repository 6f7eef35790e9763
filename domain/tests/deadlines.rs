//! Due dates of clocks: every unit and bound, both directions, and the explanation that goes with them.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

mod support {
    pub(crate) mod clock;
}

use domain::{
    calendar::{KnownCalendar, state_council},
    deadline::{Deadline, DeadlineError, Status, TimeLeft, compute, time_left, working_days},
    rulebook::{Bound, Clock, DECIDE, EndOfDay, LICENCE_OBJECTION, MARK, Readings, Unit, embedded},
    text::{Lang, counting::reason},
};
use jiff::{Timestamp, civil::Date};
use support::clock::clock;

fn known() -> KnownCalendar {
    state_council().unwrap().as_of(None).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn answer(
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

fn within(amount: u32, unit: Unit, received: &str) -> Deadline {
    answer(Bound::Within, amount, unit, received).unwrap()
}

fn before(amount: u32, unit: Unit, announced: &str) -> Deadline {
    answer(Bound::Before, amount, unit, announced).unwrap()
}

#[test]
fn a_weekend_receipt_starts_counting_on_the_next_working_day() {
    let deadline = within(1, Unit::WorkingDay, "2026-11-21T12:00:00+08:00");
    assert_eq!(deadline.due_date, date("2026-11-23"));
}

#[test]
fn the_date_of_receipt_is_chinas_and_not_that_of_utc() {
    assert_eq!(
        within(1, Unit::WorkingDay, "2026-11-22T23:59:59+08:00").due_date,
        date("2026-11-23")
    );
    assert_eq!(
        within(1, Unit::WorkingDay, "2026-11-22T16:00:00Z").due_date,
        date("2026-11-24")
    );
    assert_eq!(
        within(1, Unit::WorkingDay, "2026-11-22T11:00:00-05:00").due_date,
        date("2026-11-24")
    );
}

#[test]
fn no_working_days_mean_the_day_of_receipt_or_the_first_working_day_after_it() {
    assert_eq!(
        within(0, Unit::WorkingDay, "2026-11-20T12:00:00+08:00").due_date,
        date("2026-11-20")
    );
    let deadline = within(0, Unit::WorkingDay, "2026-11-21T12:00:00+08:00");
    assert_eq!(deadline.due_date, date("2026-11-23"));
    let counted: Vec<bool> = deadline.days.iter().map(|day| day.counted).collect();
    assert_eq!(counted, [false, false, true]);
}

/// What is said beside each day: the date, whether it counts, the reason and the notice.
fn told(deadline: &Deadline) -> Vec<(String, bool, String, Option<&str>)> {
    let days = deadline.days.iter();
    days.map(|day| {
        let reason = reason(&day.reason, Lang::Zh);
        (day.date.to_string(), day.counted, reason, day.notice())
    })
    .collect()
}

#[test]
fn a_deadline_explains_itself_day_by_day() {
    let rulebook = embedded("lanzhou-new-area").unwrap();
    let clock = rulebook.clock(LICENCE_OBJECTION, DECIDE).unwrap();
    let deadline = compute(
        clock,
        instant("2026-09-30T09:00:00+08:00"),
        &known(),
        rulebook.readings,
    )
    .unwrap();
    assert_eq!(
        (deadline.due_date, deadline.due, deadline.status),
        (
            date("2026-10-13"),
            instant("2026-10-14T00:00:00+08:00"),
            Status::Confirmed
        )
    );
    assert_eq!(deadline.calendar_version, date("2025-11-04"));
    let notice = Some("国办发明电〔2025〕7号");
    let day = |date: &str, counted, reason: &str, notice| {
        (date.to_owned(), counted, reason.to_owned(), notice)
    };
    let holidays = (1..=7).map(|of| day(&format!("2026-10-0{of}"), false, "国庆节放假", notice));
    let mut days = vec![day("2026-09-30", false, "收到当日不计入", None)];
    days.extend(holidays);
    days.extend([
        day("2026-10-08", true, "工作日", None),
        day("2026-10-09", true, "工作日", None),
        day("2026-10-10", true, "国庆节调休上班", notice),
        day("2026-10-11", false, "周末", None),
        day("2026-10-12", true, "工作日", None),
        day("2026-10-13", true, "工作日", None),
    ]);
    assert_eq!(told(&deadline), days);
}

#[test]
fn a_count_without_a_clock_ends_with_its_last_working_day() {
    let deadline = working_days(
        5,
        instant("2026-09-18T09:00:00+08:00"),
        &known(),
        Readings::default(),
    )
    .unwrap();
    assert_eq!(deadline.due, instant("2026-09-25T00:00:00+08:00"));
}

#[test]
fn the_two_cities_count_their_own_days() {
    let due = |city: &str, step: &str| {
        let rulebook = embedded(city).unwrap();
        let clock = rulebook.clock(LICENCE_OBJECTION, step).unwrap().clone();
        compute(
            &clock,
            instant("2026-09-18T09:00:00+08:00"),
            &known(),
            rulebook.readings,
        )
        .unwrap()
        .due_date
    };
    assert_eq!(due("lanzhou-new-area", MARK), date("2026-09-20"));
    assert_eq!(due("daqing", MARK), date("2026-09-21"));
    assert_eq!(due("lanzhou-new-area", DECIDE), date("2026-09-24"));
    assert_eq!(due("daqing", DECIDE), date("2026-09-24"));
}

#[test]
fn beyond_the_last_notice_the_days_say_that_they_are_provisional() {
    let deadline = within(5, Unit::WorkingDay, "2026-12-25T09:00:00+08:00");
    assert_eq!(
        (deadline.due_date, deadline.status),
        (date("2027-01-04"), Status::Provisional)
    );
    let reasons: Vec<String> = told(&deadline).into_iter().map(|day| day.2).collect();
    assert_eq!(reasons[3..5], ["工作日", "工作日(暂定)"]);
    assert_eq!(reasons[7..9], ["元旦(法定节日)", "周末(暂定)"]);
}

#[test]
fn a_clock_before_an_announced_day_counts_backwards_over_rest_days() {
    let deadline = before(2, Unit::WorkingDay, "2026-10-08T00:00:00+08:00");
    assert_eq!(deadline.due_date, date("2026-09-29"));
    assert_eq!(deadline.due, instant("2026-09-30T00:00:00+08:00"));
    assert_eq!(deadline.days.first().unwrap().date, date("2026-10-08"));
    let last = deadline.days.last().unwrap();
    assert_eq!((last.date, last.counted), (date("2026-09-29"), true));
    assert_eq!(deadline.days.iter().filter(|day| day.counted).count(), 2);
}

#[test]
fn backwards_the_announced_day_itself_decides_nothing() {
    let certain = before(1, Unit::WorkingDay, "2026-12-29T00:00:00+08:00");
    assert_eq!(
        (certain.due_date, certain.status),
        (date("2026-12-28"), Status::Confirmed)
    );
    let open = before(2, Unit::WorkingDay, "2026-12-30T00:00:00+08:00");
    assert_eq!(
        (open.due_date, open.status),
        (date("2026-12-28"), Status::Provisional)
    );
}

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

#[test]
fn the_close_of_business_may_be_read_as_the_days_end() {
    let readings = Readings {
        end_of_day: EndOfDay::parse("17:30").unwrap(),
        ..Readings::default()
    };
    let deadline =
        working_days(5, instant("2026-09-18T09:00:00+08:00"), &known(), readings).unwrap();
    assert_eq!(
        (deadline.due_date, deadline.due),
        (date("2026-09-24"), instant("2026-09-24T17:30:00+08:00"))
    );
}

#[test]
fn the_working_days_left_run_down_to_today_and_then_count_what_is_overdue() {
    let known = known();
    let deadline = within(5, Unit::WorkingDay, "2026-09-18T09:00:00+08:00");
    let left =
        |now: &str| time_left(instant(now), deadline.due, deadline.due_date, &known).unwrap();
    assert_eq!(left("2026-09-18T09:00:00+08:00"), TimeLeft::Left(5));
    assert_eq!(left("2026-09-23T23:00:00+08:00"), TimeLeft::Left(1));
    assert_eq!(left("2026-09-24T23:59:59+08:00"), TimeLeft::Left(0));
    assert_eq!(left("2026-09-25T00:00:00+08:00"), TimeLeft::Overdue(0));
    assert_eq!(left("2026-09-28T08:00:00+08:00"), TimeLeft::Overdue(1));
}

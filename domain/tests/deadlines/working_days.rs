//! Working days count from the next one on, and each says why it does.

use super::counting::{date, instant, known, within};
use domain::{
    deadline::{Deadline, Status, TimeLeft, compute, time_left, working_days},
    rulebook::{DECIDE, EndOfDay, LICENCE_OBJECTION, MARK, Readings, Unit, embedded},
    text::{Lang, counting::reason},
};

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

//! A clock before an announced day.

use super::counting::{before, date, instant};
use domain::{deadline::Status, rulebook::Unit};

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

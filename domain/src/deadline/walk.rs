//! The walk from the first day to the last: the one place where days are counted.

use jiff::civil::Date;

use super::{CountedDay, DeadlineError, MAX_DAYS, Reason};
use crate::{
    calendar::{DayKind, KnownCalendar},
    rulebook::{RestDayReceipt, Unit},
};

/// How far to go and which way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) amount: u32,
    pub(super) unit: Unit,
    pub(super) direction: Direction,
}

/// Which way a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// Where a walk ends.
pub(super) struct Landing {
    pub(super) date: Date,
    /// The last day whose kind the holiday table had to tell, if any.
    pub(super) looked_until: Option<Date>,
}

/// One day of the walk.
pub(super) struct Step<'c> {
    date: Date,
    counted: bool,
    reason: Reason<&'c str>,
}

type Visit<'v, 'c> = &'v mut dyn FnMut(Step<'c>);

impl Term {
    /// Hours and minutes as seconds; other units end with a day.
    pub(super) fn exact_seconds(self) -> Option<i64> {
        let seconds = match self.unit {
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            Unit::WorkingDay | Unit::Day | Unit::Month | Unit::Quarter | Unit::Year => return None,
        };
        Some(self.signed(seconds))
    }

    fn signed(self, unit: i64) -> i64 {
        let amount = i64::from(self.amount) * unit;
        if self.direction == Direction::Forward {
            amount
        } else {
            -amount
        }
    }
}

impl Direction {
    fn next(self, date: Date) -> Result<Date, DeadlineError> {
        let next = if self == Self::Forward {
            date.tomorrow()
        } else {
            date.yesterday()
        };
        next.map_err(|_| DeadlineError::OutOfRange)
    }

    /// What the day is that the count starts from.
    const fn start<'c>(self) -> Reason<&'c str> {
        match self {
            Self::Forward => Reason::Received,
            Self::Backward => Reason::Announced,
        }
    }
}

impl<'c> Step<'c> {
    /// A day whose kind decides whether it counts.
    fn of_kind(date: Date, kind: DayKind<&'c str>, calendar: &KnownCalendar) -> Self {
        let fixed = matches!(kind, DayKind::StatutoryByRule { .. });
        Self {
            date,
            counted: kind.is_working(),
            reason: Reason::Calendar {
                kind,
                provisional: date > calendar.confirmed_through() && !fixed,
            },
        }
    }

    fn uncounted(date: Date, reason: Reason<&'c str>) -> Self {
        Self {
            date,
            counted: false,
            reason,
        }
    }

    pub(super) fn explained(&self) -> CountedDay {
        CountedDay {
            date: self.date,
            counted: self.counted,
            reason: self.reason.into_owned(),
        }
    }
}

/// Walks from `start` and tells `visit` each day on the way.
pub(super) fn walk<'c>(
    term: Term,
    start: Date,
    calendar: &'c KnownCalendar,
    rest_day_receipt: RestDayReceipt,
    visit: Visit<'_, 'c>,
) -> Result<Landing, DeadlineError> {
    match term.unit {
        Unit::WorkingDay => walk_working_days(term, start, calendar, rest_day_receipt, visit),
        Unit::Month => jump(term, start, 1, visit),
        Unit::Quarter => jump(term, start, 3, visit),
        Unit::Year => jump(term, start, 12, visit),
        Unit::Day | Unit::Hour | Unit::Minute => walk_days(term, start, visit),
    }
}

fn walk_working_days<'c>(
    term: Term,
    start: Date,
    calendar: &'c KnownCalendar,
    rest_day_receipt: RestDayReceipt,
    visit: Visit<'_, 'c>,
) -> Result<Landing, DeadlineError> {
    check_length(term)?;
    let direction = term.direction;
    let opening = calendar.day(start)?;
    let mut date = start;
    if term.amount == 0 {
        visit(Step::of_kind(start, opening, calendar));
        if !opening.is_working() {
            date = next_working_day(date, direction, calendar, visit)?;
        }
        return Ok(Landing {
            date,
            looked_until: Some(date.max(start)),
        });
    }
    visit(Step::uncounted(start, direction.start()));
    let stricter = direction == Direction::Forward
        && rest_day_receipt == RestDayReceipt::ReceivedNextWorkingDay;
    if stricter && !opening.is_working() {
        let mut passed = |step: Step<'c>| {
            if step.counted {
                visit(Step::uncounted(step.date, Reason::ReadAsReceived));
            } else {
                visit(step);
            }
        };
        date = next_working_day(date, direction, calendar, &mut passed)?;
    }
    for _ in 0..term.amount {
        date = next_working_day(date, direction, calendar, visit)?;
    }
    let looked_until = match direction {
        Direction::Forward => date,
        Direction::Backward => direction.next(start)?,
    };
    Ok(Landing {
        date,
        looked_until: Some(looked_until),
    })
}

/// The first working day beyond `date`, after visiting it and the rest days on the way to it.
fn next_working_day<'c>(
    mut date: Date,
    direction: Direction,
    calendar: &'c KnownCalendar,
    visit: Visit<'_, 'c>,
) -> Result<Date, DeadlineError> {
    loop {
        date = direction.next(date)?;
        let kind = calendar.day(date)?;
        visit(Step::of_kind(date, kind, calendar));
        if kind.is_working() {
            return Ok(date);
        }
    }
}

fn walk_days(term: Term, start: Date, visit: Visit<'_, '_>) -> Result<Landing, DeadlineError> {
    check_length(term)?;
    let mut date = start;
    visit(starting_step(term, start));
    for _ in 0..term.amount {
        date = term.direction.next(date)?;
        visit(Step {
            date,
            counted: true,
            reason: Reason::CalendarDay,
        });
    }
    Ok(Landing {
        date,
        looked_until: None,
    })
}

/// To the same day of another month, or to that month's last day where it has no such day (民法典 202).
fn jump(
    term: Term,
    start: Date,
    months: i64,
    visit: Visit<'_, '_>,
) -> Result<Landing, DeadlineError> {
    let date = add_months(start, term.signed(months)).ok_or(DeadlineError::OutOfRange)?;
    visit(starting_step(term, start));
    if term.amount > 0 {
        visit(last_day(date));
    }
    Ok(Landing {
        date,
        looked_until: None,
    })
}

/// The first day is not counted, unless nothing is: then it is the last day, too.
fn starting_step(term: Term, start: Date) -> Step<'static> {
    if term.amount == 0 {
        last_day(start)
    } else {
        Step::uncounted(start, term.direction.start())
    }
}

fn last_day(date: Date) -> Step<'static> {
    Step {
        date,
        counted: true,
        reason: Reason::LastDay,
    }
}

fn add_months(date: Date, months: i64) -> Option<Date> {
    let month_number = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    let year = i16::try_from(month_number.div_euclid(12)).ok()?;
    let month = i8::try_from(month_number.rem_euclid(12) + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, date.day().min(first.days_in_month())).ok()
}

fn check_length(term: Term) -> Result<(), DeadlineError> {
    if term.amount > MAX_DAYS {
        Err(DeadlineError::TooLong(term.amount))
    } else {
        Ok(())
    }
}

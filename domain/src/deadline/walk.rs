//! The walk from the first day to the last: the one place where days are counted.

use jiff::civil::Date;

use super::{CountedDay, DeadlineError, MAX_DAYS};
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
    why: Why<'c>,
}

enum Why<'c> {
    StartingDay(&'static str),
    Kind(DayKind<'c>),
    EveryDayCounts,
    LastDay,
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

    fn starting_day(self) -> &'static str {
        if self == Self::Forward {
            "收到当日不计入"
        } else {
            "当日不计入,向前倒数"
        }
    }
}

impl Step<'_> {
    pub(super) fn explained(&self, calendar: &KnownCalendar) -> CountedDay {
        let (reason, notice) = match self.why {
            Why::StartingDay(reason) => (reason.to_owned(), None),
            Why::EveryDayCounts => ("自然日".to_owned(), None),
            Why::LastDay => ("期限届满日".to_owned(), None),
            Why::Kind(kind) => {
                let mut reason = kind.reason();
                let fixed = matches!(kind, DayKind::StatutoryByRule { .. });
                if self.date > calendar.confirmed_through() && !fixed {
                    reason.push_str("(暂定)");
                }
                (reason, kind.notice().map(str::to_owned))
            }
        };
        CountedDay {
            date: self.date,
            counted: self.counted,
            reason,
            notice,
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
    if term.amount == 0 && opening.is_working() {
        visit(Step {
            date: start,
            counted: true,
            why: Why::Kind(opening),
        });
        return Ok(Landing {
            date: start,
            looked_until: Some(start),
        });
    }
    let why = if term.amount == 0 {
        Why::Kind(opening)
    } else {
        Why::StartingDay(direction.starting_day())
    };
    visit(Step {
        date: start,
        counted: false,
        why,
    });

    let mut date = start;
    let stricter = direction == Direction::Forward
        && rest_day_receipt == RestDayReceipt::ReceivedNextWorkingDay;
    if stricter && term.amount > 0 && !opening.is_working() {
        date = next_working_day(date, direction, calendar, visit)?.0;
        visit(Step {
            date,
            counted: false,
            why: Why::StartingDay("视为当日收到,不计入"),
        });
    }
    for _ in 0..term.amount.max(1) {
        let (next, kind) = next_working_day(date, direction, calendar, visit)?;
        visit(Step {
            date: next,
            counted: true,
            why: Why::Kind(kind),
        });
        date = next;
    }
    let looked_until = match direction {
        Direction::Forward => date,
        Direction::Backward if term.amount == 0 => start,
        Direction::Backward => direction.next(start)?,
    };
    Ok(Landing {
        date,
        looked_until: Some(looked_until),
    })
}

/// The first working day beyond `date`; the rest days passed on the way are visited.
fn next_working_day<'c>(
    mut date: Date,
    direction: Direction,
    calendar: &'c KnownCalendar,
    visit: Visit<'_, 'c>,
) -> Result<(Date, DayKind<'c>), DeadlineError> {
    loop {
        date = direction.next(date)?;
        let kind = calendar.day(date)?;
        if kind.is_working() {
            return Ok((date, kind));
        }
        visit(Step {
            date,
            counted: false,
            why: Why::Kind(kind),
        });
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
            why: Why::EveryDayCounts,
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
        visit(Step {
            date,
            counted: true,
            why: Why::LastDay,
        });
    }
    Ok(Landing {
        date,
        looked_until: None,
    })
}

/// The first day is not counted, unless nothing is: then it is the last day, too.
fn starting_step(term: Term, start: Date) -> Step<'static> {
    let why = if term.amount == 0 {
        Why::LastDay
    } else {
        Why::StartingDay(term.direction.starting_day())
    };
    Step {
        date: start,
        counted: term.amount == 0,
        why,
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

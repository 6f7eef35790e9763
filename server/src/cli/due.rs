//! How is a due date told to a script?

use domain::deadline::{CHINA, CountedDay, Deadline, Status};
use domain::text::{Lang, counting};
use jiff::civil::Date;
use serde::Serialize;

/// A due date and how it was counted, as JSON.
#[derive(Serialize)]
pub struct Explained {
    due_date: Date,
    /// The end of that day as an instant with China's offset, such as `2026-09-25T00:00:00+08:00`.
    due: String,
    status: Status,
    calendar_version: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Day {
    date: Date,
    counted: bool,
    /// In Chinese.
    reason: String,
    notice: Option<String>,
}

impl Explained {
    /// What is told of `deadline`, which `article` asks for where one does.
    pub(super) fn of(deadline: &Deadline, article: Option<String>) -> Self {
        Self {
            due_date: deadline.due_date,
            due: format!("{}+08:00", CHINA.to_datetime(deadline.due)),
            status: deadline.status,
            calendar_version: deadline.calendar_version,
            article,
            days: deadline.days.iter().map(Day::of).collect(),
        }
    }
}

impl Day {
    fn of(day: &CountedDay) -> Self {
        Self {
            date: day.date,
            counted: day.counted,
            reason: counting::reason(&day.reason, Lang::Zh),
            notice: day.notice().map(str::to_owned),
        }
    }
}

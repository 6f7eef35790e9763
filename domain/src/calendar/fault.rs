//! What is wrong with an arrangement that somebody wants to load? The sentences are in `text::calendar`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeFault {
    /// The line of the text, 1 first; 0 where the whole is meant.
    pub line: u32,
    /// What is wrong.
    pub code: NoticeFaultCode,
    /// The day in question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub date: Option<Date>,
    /// What the text says: a festival, a number, or the words that can't be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// What it would have to say, where that is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub should: String,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoticeFaultCode {
    /// No line arranges a day.
    NothingFound,
    /// A line names days and can't be understood.
    Unreadable,
    /// A line names days and no festival.
    NoFestival,
    /// The text is of another year.
    OtherYear,
    /// There is no such day.
    NoSuchDay,
    /// The weekday beside a day is not its own.
    WrongWeekday,
    /// 共n天 is not what the span holds.
    WrongLength,
    /// Work resumes on another day than the one after the holiday.
    WrongResumption,
    /// A span ends before it begins.
    Backwards,
    /// A span is longer than any holiday.
    TooLong,
    /// A day lies outside the year.
    OutsideYear,
    /// A weekday is made a working day, which it is already.
    WorkedAnyway,
    /// A day is arranged twice.
    Twice,
    /// A festival of the year isn't there.
    MissingFestival,
    /// A day that is off by statute isn't off.
    StatutoryWorked,
    /// The year is arranged already.
    YearTaken,
    /// A year before it isn't arranged yet.
    YearGap,
}

impl NoticeFaultCode {
    /// Every code.
    pub const ALL: [Self; 17] = [
        Self::NothingFound,
        Self::Unreadable,
        Self::NoFestival,
        Self::OtherYear,
        Self::NoSuchDay,
        Self::WrongWeekday,
        Self::WrongLength,
        Self::WrongResumption,
        Self::Backwards,
        Self::TooLong,
        Self::OutsideYear,
        Self::WorkedAnyway,
        Self::Twice,
        Self::MissingFestival,
        Self::StatutoryWorked,
        Self::YearTaken,
        Self::YearGap,
    ];
}

#[cfg(feature = "files")]
impl NoticeFault {
    /// On a line.
    pub(super) fn at(line: u32, code: NoticeFaultCode) -> Self {
        Self {
            line,
            code,
            date: None,
            said: String::new(),
            should: String::new(),
        }
    }

    pub(super) fn on(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    pub(super) fn saying(mut self, said: impl Into<String>) -> Self {
        self.said = said.into();
        self
    }

    pub(super) fn instead(mut self, should: impl Into<String>) -> Self {
        self.should = should.into();
        self
    }
}

//! The calendar as the managing body keeps it: what is loaded, checked, approved, and what that does to due dates.

use crate::calendar::{ArrangementKind, DayDifference, NoticeFault};
use crate::id::{ArrangementId, ObjectionId};
use crate::rulebook::Spoken;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest text of a notice, in characters.
pub const TEXT_MAX: usize = 20_000;
/// Longest number, address or reason.
pub const LINE_MAX: usize = 300;

/// An arrangement to be loaded, as it was published; and, where there is one, a second source to compare it with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArrangeCalendar {
    /// A year, a change to one, or a region's own days.
    pub kind: ArrangementKind,
    /// The year of its days.
    #[cfg_attr(feature = "openapi", schema(minimum = 2000, maximum = 2100))]
    pub year: i16,
    /// 文号.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub number: String,
    /// The day of its publication.
    pub published: Date,
    /// Where it was published.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub url: String,
    /// The notice's text as it stands there, or JSON.
    #[cfg_attr(feature = "openapi", schema(max_length = 20_000))]
    pub text: String,
    /// The same from a second source, in any of these forms; empty where there is none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20_000))]
    pub second: String,
}

/// What was read of an arrangement, what is wrong with it, and what it would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarReview {
    /// The year that it is about.
    pub year: i16,
    /// The days that it names, in their order.
    pub days: Vec<ArrangedDay>,
    /// What is wrong; it can be loaded where nothing is.
    pub faults: Vec<NoticeFault>,
    /// Whether there is a second source.
    pub compared: bool,
    /// What is wrong with the second source.
    pub second_faults: Vec<NoticeFault>,
    /// The days on which the two disagree.
    pub differences: Vec<DayDifference>,
    /// How many working days the year would have; 244 to 252 are usual.
    pub working_days: u32,
    /// What it would do to the open deadlines; none where something is wrong or it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<CalendarEffect>,
}

/// A day that an arrangement names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArrangedDay {
    /// The day.
    pub date: Date,
    /// Worked, or off.
    pub works: bool,
    /// For which festival.
    pub festival: String,
}

/// A dry run: what would become of the open deadlines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarEffect {
    /// How many there are.
    pub open: i64,
    /// How many would be due later.
    pub later: i64,
    /// How many would be due earlier.
    pub earlier: i64,
    /// How many would cease to be provisional.
    pub settled: i64,
    /// How many would be dated into the past, and count as on time by their old date.
    pub past: i64,
    /// By how many days, the earliest first.
    pub shifts: Vec<ShiftCount>,
    /// Some of those that would move.
    pub examples: Vec<MovedExample>,
}

/// How many deadlines move by so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftCount {
    /// Days of the calendar; later above zero.
    pub days: i64,
    /// How many.
    pub clocks: i64,
}

/// One deadline that would move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedExample {
    /// Of which case.
    pub objection: ObjectionId,
    /// What people quote.
    pub case_number: String,
    /// Which step.
    pub step: String,
    /// What people call the step.
    pub name: Spoken,
    /// The date that stands.
    pub from: Date,
    /// The date that would.
    pub to: Date,
}

/// Where an arrangement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ArrangementState {
    /// Waits for another person.
    Proposed,
    /// Approved.
    InForce,
    /// Refused, or taken back by who proposed it.
    Refused,
}

impl ArrangementState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::InForce, Self::Refused];
}

/// An arrangement in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArrangementSummary {
    /// Opaque.
    pub id: ArrangementId,
    /// What kind.
    pub kind: ArrangementKind,
    /// The year of its days.
    pub year: i16,
    /// 文号.
    pub number: String,
    /// The day of its publication.
    pub published: Date,
    /// Where it was published.
    pub url: String,
    /// Where it stands.
    pub state: ArrangementState,
    /// Goes up with each step.
    pub version: i64,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Who decided, where somebody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// The version of the calendar that it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_version: Option<Date>,
}

/// One arrangement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArrangementDetail {
    /// What the list shows.
    pub summary: ArrangementSummary,
    /// As it was loaded.
    pub text: String,
    /// What was read of it.
    pub review: CalendarReview,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Whether the reader proposed it, and so can't approve it.
    pub mine: bool,
    /// How the open deadlines are counted again, once it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recount: Option<RecountProgress>,
}

/// How far the open deadlines are counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecountProgress {
    /// By which version of the calendar.
    pub version: Date,
    /// How many there are.
    pub total: i64,
    /// How many are done.
    pub done: i64,
    /// Of these, how many are due later than before.
    pub later: i64,
    /// How many earlier.
    pub earlier: i64,
    /// How many ceased to be provisional.
    pub settled: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When all were done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

/// What is still provisional, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProvisionalDeadlines {
    /// How many open deadlines can still move.
    pub provisional: i64,
    /// The year whose arrangement would settle them.
    pub missing_year: i16,
}

/// The calendar's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarDesk {
    /// The version in force.
    pub version: Date,
    /// The last day that the next notice can't move in the ordinary course.
    pub confirmed_through: Date,
    /// What waits for the next year.
    pub waiting: ProvisionalDeadlines,
    /// The last time that the open deadlines were counted again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recount: Option<RecountProgress>,
    /// What was loaded here, the last first.
    pub arrangements: Vec<ArrangementSummary>,
    /// Whether the reader may load and approve.
    pub may_keep: bool,
}

/// Refuses an arrangement, or takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RefuseArrangement {
    /// As read.
    pub version: i64,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 300))]
    pub why: String,
}

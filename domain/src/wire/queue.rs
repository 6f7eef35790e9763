//! The desk's queue: which cases wait, and how many.

use super::case::CaseSummary;
use crate::board::BoardMeasure;
use crate::id::ObjectionId;
use serde::{Deserialize, Serialize};

/// Which cases the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum QueueFilter {
    /// Everything that is not finished.
    #[default]
    Open,
    /// A clock falls due at the end of today.
    DueToday,
    /// A clock has run out unmet.
    Overdue,
    /// Not marked yet.
    Unmarked,
    /// A proposal waits for a second person.
    Proposed,
    /// With the objector.
    Returned,
    /// Decided, told, closed or withdrawn.
    Finished,
    /// A running deadline is provisional.
    Provisional,
    /// Urged, and not answered by the day asked for.
    Unanswered,
    /// Received in the month.
    Received,
    /// Decided in the month.
    Decided,
    /// Decided in the month as upheld or partly upheld.
    Upheld,
    /// The mark was set in the month, of a statutory clock.
    MarkMet,
    /// The answer was given in the month, of a statutory clock.
    AnswerMet,
    /// A statutory clock of the mark ran out unmet in the month.
    MarkLate,
    /// A statutory clock of the answer ran out unmet in the month.
    AnswerLate,
    /// A statutory clock of passing a case on ran out unmet in the month.
    TransferLate,
    /// The target for handing a misdirected case on was missed in the month.
    HandOnLate,
    /// Another service target was missed in the month.
    ServiceLate,
}

impl QueueFilter {
    /// What the desk always offers, in the order of the screen.
    pub const TABS: [Self; 7] = [
        Self::Open,
        Self::DueToday,
        Self::Overdue,
        Self::Unmarked,
        Self::Proposed,
        Self::Returned,
        Self::Finished,
    ];
    /// What stands behind the other numbers of the board.
    pub const OF_THE_BOARD: [Self; 12] = [
        Self::Provisional,
        Self::Unanswered,
        Self::Received,
        Self::Decided,
        Self::Upheld,
        Self::MarkMet,
        Self::AnswerMet,
        Self::MarkLate,
        Self::AnswerLate,
        Self::TransferLate,
        Self::HandOnLate,
        Self::ServiceLate,
    ];

    /// Every filter.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABS.into_iter().chain(Self::OF_THE_BOARD)
    }

    /// Whether it is about a month rather than about what is so now.
    pub const fn is_of_a_month(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::Decided
                | Self::Upheld
                | Self::MarkMet
                | Self::AnswerMet
                | Self::MarkLate
                | Self::AnswerLate
                | Self::TransferLate
                | Self::HandOnLate
                | Self::ServiceLate
        )
    }

    /// As it stands in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::DueToday => "due-today",
            Self::Overdue => "overdue",
            Self::Unmarked => "unmarked",
            Self::Proposed => "proposed",
            Self::Returned => "returned",
            Self::Finished => "finished",
            Self::Provisional => "provisional",
            Self::Unanswered => "unanswered",
            Self::Received => "received",
            Self::Decided => "decided",
            Self::Upheld => "upheld",
            Self::MarkMet => "mark-met",
            Self::AnswerMet => "answer-met",
            Self::MarkLate => "mark-late",
            Self::AnswerLate => "answer-late",
            Self::TransferLate => "transfer-late",
            Self::HandOnLate => "hand-on-late",
            Self::ServiceLate => "service-late",
        }
    }
}

impl From<BoardMeasure> for QueueFilter {
    /// The cases behind a figure; of a rate those that spoil it, of a median those that it was taken of.
    fn from(measure: BoardMeasure) -> Self {
        use BoardMeasure as M;
        match measure {
            M::Open => Self::Open,
            M::DueToday => Self::DueToday,
            M::Overdue => Self::Overdue,
            M::Provisional => Self::Provisional,
            M::Unanswered => Self::Unanswered,
            M::Received => Self::Received,
            M::MarkOnTime => Self::MarkLate,
            M::AnswerOnTime => Self::AnswerLate,
            M::TransferOnTime => Self::TransferLate,
            M::HandOnOnTime => Self::HandOnLate,
            M::ServiceOnTime => Self::ServiceLate,
            M::MarkDays => Self::MarkMet,
            M::AnswerDays => Self::AnswerMet,
            M::Upheld => Self::Upheld,
        }
    }
}

/// How many cases each filter holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueCounts {
    /// See [`QueueFilter::Open`].
    pub open: i64,
    /// See [`QueueFilter::DueToday`].
    pub due_today: i64,
    /// See [`QueueFilter::Overdue`].
    pub overdue: i64,
    /// See [`QueueFilter::Unmarked`].
    pub unmarked: i64,
    /// See [`QueueFilter::Proposed`].
    pub proposed: i64,
    /// See [`QueueFilter::Returned`].
    pub returned: i64,
}

/// A page of the queue, nearest due date first, with the counters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuePage {
    /// The rows.
    pub items: Vec<QueueRow>,
    /// Hand this back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The counters of all filters.
    pub counts: QueueCounts,
}

/// A case in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueRow {
    /// What the objector's list shows too.
    #[serde(flatten)]
    pub case: CaseSummary,
    /// The objector's name, masked.
    pub holder_name: String,
    /// Who took it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
}

/// Marks of one request.
pub const MARKS_AT_ONCE: usize = 100;

/// 批量标注: marks several cases at once, each by the rules of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkCases {
    /// Which, at most 100.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub cases: Vec<ObjectionId>,
}

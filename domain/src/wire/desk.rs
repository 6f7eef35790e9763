//! The desk: the queue of cases, and what only the agency's staff see of one.

use super::case::{CaseSummary, StaffRef};
use super::disclosure::DisclosureView;
use super::licence::FaceValue;
use crate::board::BoardMeasure;
use crate::id::{AgencyId, LicenceId, UrgingId};
use crate::objection::{Claim, Complaint, Contact, Outcome, Proposal, Withheld};
use crate::rulebook::{Channel, Objector};
use jiff::Timestamp;
use jiff::civil::Date;
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
    /// The mark was set in the month.
    MarkMet,
    /// The answer was given in the month.
    AnswerMet,
    /// A statutory clock of the mark ran out unmet in the month.
    MarkLate,
    /// A statutory clock of the answer ran out unmet in the month.
    AnswerLate,
    /// A service target was missed in the month.
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
    pub const OF_THE_BOARD: [Self; 10] = [
        Self::Provisional,
        Self::Unanswered,
        Self::Received,
        Self::Decided,
        Self::Upheld,
        Self::MarkMet,
        Self::AnswerMet,
        Self::MarkLate,
        Self::AnswerLate,
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

/// What only the desk sees of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskView {
    /// The objector's name.
    pub holder_name: String,
    /// The objector's number, masked; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder_number: String,
    /// How somebody without an account can be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reach: String,
    /// The face of the version in dispute, of a case about a licence.
    pub face: Vec<FaceValue>,
    /// Who took it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<StaffRef>,
    /// What waits for approval, or was sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<ProposalView>,
    /// 督办, oldest first.
    pub urgings: Vec<UrgingView>,
    /// 办理公开: what is disclosed of it, or waits to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureView>,
}

/// 督办: what was asked of the agency, and what it answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UrgingView {
    /// Opaque.
    pub id: UrgingId,
    /// What was asked.
    pub words: String,
    /// By which day an answer is asked for; no statutory date.
    pub answer_by: Date,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether the day has passed without an answer.
    pub unanswered: bool,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<UrgingAnswer>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UrgingAnswer {
    /// The answer.
    pub words: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// 督办: asks the agency of a case for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Urge {
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
    /// By which day, from today to sixty days on.
    pub answer_by: Date,
}

/// Takes a case home whole, as a signed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportCase {
    /// For which court or audit, in 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: String,
    /// With names and sensitive values in full.
    pub full: bool,
}

/// Answers what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerUrging {
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}

/// A proposal that waits for approval, or was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposalView {
    /// What is proposed.
    pub proposal: Proposal,
    /// By whom.
    pub by: StaffRef,
    /// When.
    pub at: Timestamp,
}

/// Puts a proposal to the approver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// The version that was read.
    pub version: i64,
    /// What is proposed.
    pub proposal: Proposal,
}

/// A step that needs words: return for supplement (told to the objector) or send back (told to the colleague).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithNote {
    /// The version that was read.
    pub version: i64,
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Passes a case on to the agency that has to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PassOn {
    /// The version that was read.
    pub version: i64,
    /// To whom.
    pub to: AgencyId,
    /// What the other agency should know: 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Answers a case alone, where the procedure asks for nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerCase {
    /// The version that was read.
    pub version: i64,
    /// How it is decided.
    pub outcome: Outcome,
    /// What was found and done, told to the objector: 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reasons: String,
    /// What remedy is left; a refusal must say it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remedy: String,
    /// Why it is not published, where the procedure publishes answers.
    #[serde(default)]
    pub withheld: Option<Withheld>,
}

/// Registers a case that came in by hotline, letter or another department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterCase {
    /// A procedure of the rulebook that is offered.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub procedure: String,
    /// As what they object.
    pub objector: Objector,
    /// By which way it came; not the app.
    pub channel: Channel,
    /// What is wrong with what; of a licence, its ground and the explanation.
    pub complaint: Complaint,
    /// The licence in question, of the own agency.
    #[serde(default)]
    pub licence: Option<LicenceId>,
    /// The fields of the licence in dispute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub claims: Vec<Claim>,
    /// Who objects, and how they can be told; not needed of a licence's holder, who has an account.
    #[serde(default)]
    pub contact: Option<Contact>,
    /// The hotline's number of the work order; needed if it came by hotline.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub work_order: String,
    /// When the agency received it, from which the clocks run.
    pub received_at: Timestamp,
    /// The moment from which a clock counts that begins with something else, such as the finding of the error.
    #[serde(default)]
    pub stated_at: Option<Timestamp>,
}

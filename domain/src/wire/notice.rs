//! Messages in the in-app inbox of citizens and staff.

use super::delivery::Delivery;
use crate::id::{HolderId, LicenceId, NoticeId, ObjectionId, OutageId};
use crate::rulebook::Spoken;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a message is about; its sentences are in [`crate::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// To the objector: filed and received.
    Received,
    /// To the objector: the licence is marked.
    Marked,
    /// To the objector: the agency asks for more.
    Returned,
    /// To the objector: the result.
    Decided,
    /// To the issuer's handlers: a new case.
    NewCase,
    /// To the issuer's handlers: the objector has supplemented.
    Supplemented,
    /// To the issuer's handlers: the objector has withdrawn.
    Withdrawn,
    /// To the approvers: a proposal waits.
    ApprovalWaiting,
    /// To the proposer: sent back.
    SentBack,
    /// To the handlers: due at the end of the next working day.
    DueTomorrow,
    /// To the handlers: due at the end of today.
    DueToday,
    /// To the handlers, the approvers and the supervisors: a clock has run out.
    Overdue,
    /// To the handlers and the approvers: a supervisor asks for an answer by a day.
    Urged,
    /// To the supervisor who asked: it was answered.
    UrgingAnswered,
    /// To an agency's handlers: another agency asks them about a case, by a day.
    Inquired,
    /// To who asked another agency: it has answered.
    InquiryAnswered,
    /// To who asked another agency: the day has passed without an answer.
    InquiryLate,
    /// To an agency's handlers whom another one asks: a new calendar has moved the day.
    InquiredAnew,
    /// To who asked another agency: a new calendar has moved the day.
    InquiryMoved,
    /// To the managing body: more time is asked for a step of a case.
    ExtensionAsked,
    /// To the objector, to who tells one without an account and to the handlers: a step may take longer.
    Extended,
    /// To who asked: the date stands.
    ExtensionRefused,
    /// To the objector and to the handlers: a closed case is taken up again.
    Reopened,
    /// To the handlers and approvers: the objector asks for 复核.
    ReviewAsked,
    /// To the objector: 复核 was asked for and is under way.
    ReviewBegun,
    /// To the supervisors and the other department: two departments disagree about a case.
    Disagreed,
    /// To the handlers of both departments: the managing body has ended it.
    Settled,
    /// To the holders and who acts for them: a licence ends soon.
    Expiring,
    /// To the objector and to who handles the case: a new calendar has moved a due date.
    DueMoved,
    /// To who has to mend a finding of a sample and to its inspector: a new calendar has moved its date.
    FindingMoved,
    /// To the managing body: an issuer has declared an outage.
    OutageDeclared,
    /// To the managing body: it is over, and the clock for making good runs.
    OutageEnded,
    /// To the handlers: decided, and the objector has no account and has to be told by hand.
    ToTell,
    /// To the handlers of the agency that passed a case on: the other one has decided (庆数 三十三(二)).
    DecidedElsewhere,
    /// To the handlers and the approvers: the procedure publishes the answer, and its words may tell of somebody.
    DisclosureWaits,
    /// To staff: a colleague calls them in a note on a case.
    Mentioned,
    /// To the objector, and to who approves at the agency that had it: it was handed on to the right one.
    HandedOn,
    /// To the managing body: it was handed on for the second time.
    HandedOnAgain,
    /// To whom a passkey belonged: there is a copy of it, and it was ended.
    PasskeyCopied,
    /// To the holders of a licence: somebody who was shown it objects to it.
    Disputed,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Opaque.
    pub id: NoticeId,
    /// What about.
    pub kind: NoticeKind,
    /// Which case, of messages about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<ObjectionId>,
    /// What people quote of a case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case_number: String,
    /// Which licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceId>,
    /// Whose licence it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderId>,
    /// The name of that holder.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder_name: String,
    /// The licence's type.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub type_name: String,
    /// Which outage, of messages about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage: Option<OutageId>,
    /// Whose outage it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency_name: String,
    /// The step of the clock, for warnings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What people call the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_name: Option<Spoken>,
    /// The date in question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
    /// What remedy is left, as the procedure says it, with a decision that doesn't correct everything.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
    /// When it was put into the inbox.
    pub at: Timestamp,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// What else it was sent by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<Delivery>,
}

/// The inbox, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inbox {
    /// The messages.
    pub items: Vec<Notice>,
    /// Hand this back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many are unread in all.
    pub unread: i64,
}

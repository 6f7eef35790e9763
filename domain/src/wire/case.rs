//! One objection case as its objector and the desk see it.

use super::draft::Evidence;
use super::licence::LicenceSummary;
use crate::access::Role;
use crate::flow::{CaseEvent, CaseState, Flow, Handed, Progress, Standing, Subject};
use crate::id::{AgencyId, HolderId, ObjectionId, OutageId, StaffId};
use crate::objection::{Outcome, Withheld};
use crate::rulebook::{Channel, Ground, Objector, Spoken};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the objector gets after filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Opaque.
    pub id: ObjectionId,
    /// What people quote, such as `YY20261123-000042-1`.
    pub case_number: String,
    /// The hotline work order that the app made, where the rulebook's channel is the hotline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_order: Option<String>,
    /// Who has to answer.
    pub issuer_name: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The clocks that run now.
    pub clocks: Vec<ClockView>,
}

/// One clock of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    /// The procedure in the rulebook.
    pub procedure: String,
    /// The step of the rulebook's procedure: `mark`, `decide`.
    pub step: String,
    /// What people call the step.
    pub name: Spoken,
    /// What is owed, between who owes it and by when.
    pub owed: Spoken,
    /// The receipt that started it.
    pub started_at: Timestamp,
    /// The local date at whose end it falls due.
    pub due_date: Date,
    /// That end.
    pub due: Timestamp,
    /// Whether a day that mattered is not published yet.
    pub provisional: bool,
    /// The calendar it was computed with: the date of its newest notice.
    pub calendar_version: Date,
    /// Until when the step counts as on time although a new calendar has dated it into the past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time_until: Option<Timestamp>,
    /// When it was met, or fell away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_at: Option<Timestamp>,
    /// Whether it wasn't met but fell away, when it had run out: the case took another branch too late.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spared: bool,
    /// Whether it runs longer than at first, with the consent that its article asks for.
    pub extended: bool,
}

/// A clock that ran at an agency to which the case did not belong. It is owed no longer, and stays to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FallenClock {
    /// Its step.
    pub step: String,
    /// What people call the step.
    pub name: Spoken,
    /// The receipt that had started it.
    pub started_at: Timestamp,
    /// When it would have been due.
    pub due_date: Date,
    /// When it fell away.
    pub fell_at: Timestamp,
}

/// That a new calendar moved a due date: the old one stays in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockMove {
    /// The step of the clock.
    pub step: String,
    /// What people call the step.
    pub name: Spoken,
    /// When it was moved.
    pub at: Timestamp,
    /// The date that stood.
    pub from: Date,
    /// The date that stands instead.
    pub to: Date,
    /// The calendar of the old date.
    pub from_version: Date,
    /// The calendar of the new one.
    pub to_version: Date,
    /// The document that changed the working days; empty where it came with the program.
    pub source: String,
    /// Until when the step counts as on time, where the new date had passed already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time_until: Option<Timestamp>,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseSummary {
    /// Opaque.
    pub id: ObjectionId,
    /// What people quote.
    pub case_number: String,
    /// What the rulebook calls its procedure.
    pub procedure_title: String,
    /// What it is about.
    pub subject: Subject,
    /// Where it stands.
    pub state: CaseState,
    /// Whether 异议标注 has been made.
    pub marked: bool,
    /// The licence's type, or what the data set or the page is called.
    pub type_name: String,
    /// The hue of the licence type's band, 0-359.
    pub hue: u16,
    /// Who has to answer.
    pub issuer_name: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// When it ended, closed or withdrawn; an open one hasn't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// The clocks; the first unmet one is the next date.
    pub clocks: Vec<ClockView>,
    /// How it was decided; told to the objector only once decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The labels of the fields in dispute, for one line in a queue.
    pub fields: Vec<String>,
}

/// One field in dispute, as the case shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisputedField {
    /// The key in the licence's face.
    pub key: String,
    /// What people read.
    pub label: String,
    /// What the licence showed when the objection was filed.
    pub shown: String,
    /// What the objector claims.
    pub claimed: String,
    /// What it was corrected to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<String>,
    /// Why it was not corrected: the procedure's reason, and what else was said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
}

/// What was decided, with reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// How.
    pub outcome: Outcome,
    /// The reason that was chosen for a refusal, of a case without fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why, in words.
    pub reasons: String,
    /// What remedy is left.
    pub remedy: String,
    /// When.
    pub decided_at: Timestamp,
    /// The licence version that the correction made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_version: Option<u16>,
    /// Why it is not published, where the procedure publishes answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseHistory {
    /// 1 first.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What; none is the filing itself.
    pub event: Option<CaseEvent>,
    /// In which role; none is the system.
    pub role: Option<Role>,
    /// Who, as the reader may know it: to citizens the agency, to the desk the person. Empty for the system.
    pub by: String,
    /// What was said to the objector, or between colleagues where the reader is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A case's page, for its objector and for the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseDetail {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: CaseSummary,
    /// Goes up with each event.
    pub version: i64,
    /// Who objects, for the access table; nobody's id where they have no account.
    pub holder: HolderId,
    /// The agency that has to act, for the access table.
    pub issuer: AgencyId,
    /// The other agency of a case that was passed on, for the access table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<AgencyId>,
    /// The other agency of a case that was passed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_name: Option<String>,
    /// The licence today, of a case about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceSummary>,
    /// The version that the objection is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_version: Option<u16>,
    /// The steps of its procedure.
    pub flow: Flow,
    /// What else the article says, to whoever is in the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure_note: Option<String>,
    /// As what somebody objects.
    pub objector: Objector,
    /// When the right agency received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// When another agency had received it first, which handed it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_received_at: Option<Timestamp>,
    /// How often it was handed on.
    pub handed: Handed,
    /// The clocks that fell away when it was handed on, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fallen: Vec<FallenClock>,
    /// By which way it came.
    pub channel: Channel,
    /// The hotline work order, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_order: Option<String>,
    /// The ground.
    pub ground: Ground,
    /// Why, in the objector's words.
    pub explanation: String,
    /// The fields in dispute.
    pub disputed: Vec<DisputedField>,
    /// Files.
    pub evidence: Vec<Evidence>,
    /// What the agency asked for, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement_request: Option<String>,
    /// The outage of which it is what was held up: the work is done there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage: Option<OutageId>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Decisions that were set aside by a reopening or a review, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Decision>,
    /// Whether 复核 was asked for.
    #[serde(default)]
    pub reviewing: bool,
    /// The last day on which its objector can ask for 复核, while that is possible; a service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_until: Option<Date>,
    /// How a new calendar moved its due dates, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<ClockMove>,
    /// For which steps more time was asked, oldest first; the objector sees what was granted, without the words.
    pub extensions: Vec<super::extension::ExtensionView>,
    /// What happened, oldest first.
    pub history: Vec<CaseHistory>,
    /// What only the desk sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<super::desk::DeskView>,
}

impl CaseDetail {
    /// How far it has come in its flow.
    pub fn progress(&self) -> Progress {
        Progress {
            standing: Standing {
                state: self.summary.state,
                marked: self.summary.marked,
            },
            passed: self.partner_name.is_some(),
            reviewing: self.reviewing,
            handed: self.handed,
        }
    }
}

/// Who did something, for the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRef {
    /// Opaque.
    pub id: StaffId,
    /// Their name.
    pub name: String,
}

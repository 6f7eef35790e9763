//! What people write about people, and the records of licences: how is each sealed for its row, and opened again?
//!
//! The one list of sealed columns besides the holder's number. A row whose key has a number beside the id is bound to
//! both, so that a record can't be passed off as another version's, nor a note as another event's.
//!
//! The pairs that seal and open are methods of the [`Vault`](crate::crypto::Vault), a file for each area: `licences`,
//! `objections`, `seals`, `supervision`.

mod licences;
mod objections;
mod seals;
mod supervision;

use domain::objection::{CallerDocument, Claim, Contact};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(super) const RECORD: &str = "licence_version.record";
pub(super) const LICENCE_WORDS: &str = "licence_event.words";
pub(super) const PREPARATION: &str = "preparation.content";
pub(super) const PREPARATION_NOTE: &str = "preparation.note";
pub(super) const SEAL_FORM: &str = "seal.form";
pub(super) const SEAL_NOTE: &str = "seal_event.note";
pub(super) const DRAFT: &str = "draft.body";
pub(super) const STATEMENT: &str = "objection.statement";
pub(super) const PROPOSAL: &str = "objection.proposal";
pub(super) const NOTE: &str = "objection_event.note";
pub(super) const CASE_NOTE: &str = "case_note.text";
pub(super) const TEMPLATE: &str = "text_template.text";
pub(super) const EVIDENCE_NAME: &str = "evidence.name";
pub(super) const OUTAGE: &str = "outage.words";
pub(super) const HELD_UP: &str = "held_up.words";
pub(super) const HELD_UP_WHY: &str = "held_up.why";
pub(super) const URGING: &str = "urging.words";
pub(super) const URGING_ANSWER: &str = "urging.answer";
pub(super) const INQUIRY: &str = "inquiry.words";
pub(super) const INQUIRY_ANSWER: &str = "inquiry.answer";
pub(super) const EXTENSION: &str = "extension.words";
pub(super) const EXTENSION_ANSWER: &str = "extension.answer";
pub(super) const PUBLIC_WORDS: &str = "disclosure.words";
pub(super) const WITHHELD: &str = "disclosure.why";
pub(super) const EXPORT_REASON: &str = "case_export.reason";
pub(super) const HOLD: &str = "record_hold.reason";
pub(super) const SAMPLED: &str = "sampled_event.words";
pub(super) const REPRESENTATION: &str = "representation_event.words";
pub(super) const EVIDENCE_FILE: &str = "evidence.file";
pub(super) const IMPORT_NAME: &str = "import_run.name";
pub(super) const IMPORT_ANSWER: &str = "import_run.answer";
pub(super) const IMPORT_REFUSED: &str = "import_refusal.refused";

/// What was said about an event of a licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventWords {
    /// The legal basis or the number of the document.
    #[serde(default)]
    pub basis: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// What waits for approval: the bytes that will be sealed, and the words of the event that brings them in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The record in its canonical form.
    pub record: String,
    /// Basis and reason.
    pub words: EventWords,
}

/// What was said about an outage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageWords {
    /// What happened.
    pub cause: String,
    /// What is done meanwhile.
    pub measures: String,
}

/// What shall be public of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicWords {
    /// What it was about.
    pub question: String,
    /// What was answered.
    pub answer: String,
}

/// What an objector stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The fields of a licence in dispute.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Why.
    pub explanation: String,
    /// What the case is about, where that is no licence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Who objects, where they have no account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// By which document they were made sure of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<CallerDocument>,
}

/// A ciphertext with its key's id, as it stands in a row.
pub(crate) type Stored<'a> = (&'a str, &'a [u8]);

/// The row of a key that is two ids; a half-turn, so that they can't be changed for one another.
pub(super) fn both(one: Uuid, other: Uuid) -> Uuid {
    Uuid::from_u128(one.as_u128() ^ other.as_u128().rotate_left(64))
}

/// The row of a key that is an id and a number; ids are random, so that no two pairs meet.
pub(super) fn part(id: Uuid, number: i64) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ u128::from(number.unsigned_abs()))
}

//! What people write about people, and the records of licences: how is each sealed for its row, and opened again?
//!
//! The one list of sealed columns besides the holder's number. A row whose key has a number beside the id is bound to
//! both, so that a record can't be passed off as another version's, nor a note as another event's.

use crate::crypto::{CryptoError, Sealed, Vault};
use domain::id::{DraftId, EvidenceId, LicenceId, ObjectionId};
use domain::issuing::LicenceRecord;
use domain::objection::{Claim, DraftBody, Proposal};
use domain::sealing::SealForm;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

const RECORD: &str = "licence_version.record";
const LICENCE_WORDS: &str = "licence_event.words";
const PREPARATION: &str = "preparation.content";
const PREPARATION_NOTE: &str = "preparation.note";
const SEAL_FORM: &str = "seal.form";
const SEAL_NOTE: &str = "seal_event.note";
const DRAFT: &str = "draft.body";
const STATEMENT: &str = "objection.statement";
const PROPOSAL: &str = "objection.proposal";
const NOTE: &str = "objection_event.note";
const EVIDENCE_NAME: &str = "evidence.name";
const OUTAGE: &str = "outage.words";
const HELD_UP: &str = "held_up.words";
const HELD_UP_WHY: &str = "held_up.why";
const SAMPLED: &str = "sampled_event.words";
const REPRESENTATION: &str = "representation_event.words";
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

/// What an objector stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The fields in dispute.
    pub claims: Vec<Claim>,
    /// Why.
    pub explanation: String,
}

/// A ciphertext with its key's id, as it stands in a row.
pub(crate) type Stored<'a> = (&'a str, &'a [u8]);

/// Seals and opens; one pair for each column.
impl Vault {
    /// The record of one version of a licence, to the byte.
    pub fn seal_record(
        &self,
        licence: LicenceId,
        version: i64,
        record: &[u8],
    ) -> Result<Sealed, CryptoError> {
        self.seal(RECORD, part(licence.0, version), record)
    }

    pub(crate) fn read_record(
        &self,
        licence: Uuid,
        version: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<LicenceRecord, CryptoError> {
        self.open_json(RECORD, part(licence, version), key, bytes)
    }

    /// The same record, to the byte.
    pub(crate) fn read_record_bytes(
        &self,
        licence: Uuid,
        version: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        self.open(RECORD, part(licence, version), key, bytes)
    }

    /// What a seal was asked with.
    pub(crate) fn seal_form(&self, seal: Uuid, form: &SealForm) -> Result<Sealed, CryptoError> {
        self.seal_json(SEAL_FORM, seal, form)
    }

    pub(crate) fn open_form(
        &self,
        seal: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<SealForm, CryptoError> {
        self.open_json(SEAL_FORM, seal, key, bytes)
    }

    /// What was said with something that happened to a seal.
    pub(crate) fn seal_seal_note(
        &self,
        seal: Uuid,
        seq: i64,
        note: &str,
    ) -> Result<Sealed, CryptoError> {
        self.seal(SEAL_NOTE, part(seal, seq), note.as_bytes())
    }

    pub(crate) fn open_seal_note(
        &self,
        seal: Uuid,
        seq: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(SEAL_NOTE, part(seal, seq), key, bytes)
    }

    /// What was said about an event of a licence.
    pub fn seal_licence_words(
        &self,
        licence: LicenceId,
        seq: i64,
        words: &EventWords,
    ) -> Result<Sealed, CryptoError> {
        self.seal_json(LICENCE_WORDS, part(licence.0, seq), words)
    }

    pub(crate) fn open_licence_words(
        &self,
        licence: Uuid,
        seq: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<EventWords, CryptoError> {
        self.open_json(LICENCE_WORDS, part(licence, seq), key, bytes)
    }

    /// What waits for approval.
    pub fn seal_preparation(&self, id: Uuid, content: &Prepared) -> Result<Sealed, CryptoError> {
        self.seal_json(PREPARATION, id, content)
    }

    pub(crate) fn open_preparation(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<Prepared, CryptoError> {
        self.open_json(PREPARATION, id, key, bytes)
    }

    /// Why a preparation was sent back.
    pub fn seal_preparation_note(&self, id: Uuid, note: &str) -> Result<Sealed, CryptoError> {
        self.seal(PREPARATION_NOTE, id, note.as_bytes())
    }

    pub(crate) fn open_preparation_note(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(PREPARATION_NOTE, id, key, bytes)
    }

    /// What was said about an outage.
    pub fn seal_outage(&self, id: Uuid, words: &OutageWords) -> Result<Sealed, CryptoError> {
        self.seal_json(OUTAGE, id, words)
    }

    pub(crate) fn open_outage(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<OutageWords, CryptoError> {
        self.open_json(OUTAGE, id, key, bytes)
    }

    /// What was held up.
    pub fn seal_held_up(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(HELD_UP, id, words.as_bytes())
    }

    pub(crate) fn open_held_up(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(HELD_UP, id, key, bytes)
    }

    /// Why something that was held up fell away.
    pub fn seal_fell_away(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(HELD_UP_WHY, id, words.as_bytes())
    }

    pub(crate) fn open_fell_away(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(HELD_UP_WHY, id, key, bytes)
    }

    /// What was said about a licence of a sample.
    pub fn seal_sampled(
        &self,
        (inspection, licence): (Uuid, Uuid),
        seq: i64,
        words: &str,
    ) -> Result<Sealed, CryptoError> {
        let row = part(both(inspection, licence), seq);
        self.seal(SAMPLED, row, words.as_bytes())
    }

    pub(crate) fn open_sampled(
        &self,
        (inspection, licence): (Uuid, Uuid),
        seq: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(SAMPLED, part(both(inspection, licence), seq), key, bytes)
    }

    /// By what a company's representative was registered, or ended.
    pub(crate) fn seal_registration(
        &self,
        representation: Uuid,
        seq: i64,
        words: &str,
    ) -> Result<Sealed, CryptoError> {
        self.seal(REPRESENTATION, part(representation, seq), words.as_bytes())
    }

    pub(crate) fn open_registration(
        &self,
        representation: Uuid,
        seq: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(REPRESENTATION, part(representation, seq), key, bytes)
    }

    /// What has been written of a draft.
    pub fn seal_draft(&self, draft: DraftId, body: &DraftBody) -> Result<Sealed, CryptoError> {
        self.seal_json(DRAFT, draft.0, body)
    }

    pub(crate) fn open_draft(
        &self,
        draft: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<DraftBody, CryptoError> {
        self.open_json(DRAFT, draft, key, bytes)
    }

    /// What an objector stated.
    pub fn seal_statement(
        &self,
        objection: ObjectionId,
        statement: &Statement,
    ) -> Result<Sealed, CryptoError> {
        self.seal_json(STATEMENT, objection.0, statement)
    }

    pub(crate) fn open_statement(
        &self,
        objection: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<Statement, CryptoError> {
        self.open_json(STATEMENT, objection, key, bytes)
    }

    /// What a handler proposed.
    pub fn seal_proposal(
        &self,
        objection: ObjectionId,
        proposal: &Proposal,
    ) -> Result<Sealed, CryptoError> {
        self.seal_json(PROPOSAL, objection.0, proposal)
    }

    pub(crate) fn open_proposal(
        &self,
        objection: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<Proposal, CryptoError> {
        self.open_json(PROPOSAL, objection, key, bytes)
    }

    /// What was said with an event of an objection.
    pub fn seal_note(
        &self,
        objection: ObjectionId,
        seq: i64,
        note: &str,
    ) -> Result<Sealed, CryptoError> {
        self.seal(NOTE, part(objection.0, seq), note.as_bytes())
    }

    pub(crate) fn open_note(
        &self,
        objection: Uuid,
        seq: i64,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(NOTE, part(objection, seq), key, bytes)
    }

    /// What an objector called a file.
    pub fn seal_evidence_name(
        &self,
        evidence: EvidenceId,
        name: &str,
    ) -> Result<Sealed, CryptoError> {
        self.seal(EVIDENCE_NAME, evidence.0, name.as_bytes())
    }

    pub(crate) fn open_evidence_name(
        &self,
        evidence: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(EVIDENCE_NAME, evidence, key, bytes)
    }

    /// A part of a file, by its place in it and whether it is the last: none can be moved, left out or put at the end of
    /// a file that was cut.
    pub(super) fn seal_file_part(
        &self,
        file: Uuid,
        place: i64,
        last: bool,
        bytes: &[u8],
    ) -> Result<Sealed, CryptoError> {
        let row = part(file, place * 2 + i64::from(last));
        self.seal(EVIDENCE_FILE, row, bytes)
    }

    pub(super) fn open_file_part(
        &self,
        file: Uuid,
        place: i64,
        last: bool,
        (key, bytes): Stored<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let row = part(file, place * 2 + i64::from(last));
        self.open(EVIDENCE_FILE, row, key, bytes)
    }
}

/// The row of a key that is two ids; a half-turn, so that they can't be changed for one another.
fn both(one: Uuid, other: Uuid) -> Uuid {
    Uuid::from_u128(one.as_u128() ^ other.as_u128().rotate_left(64))
}

/// The row of a key that is an id and a number; ids are random, so that no two pairs meet.
pub(super) fn part(id: Uuid, number: i64) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ u128::from(number.unsigned_abs()))
}

//! How is sealed what objectors and handlers write, and the files that they add?

use super::{
    CASE_NOTE, DRAFT, EVIDENCE_FILE, EVIDENCE_NAME, INQUIRY, INQUIRY_ANSWER, NOTE, PROPOSAL,
    STATEMENT, Statement, Stored, TEMPLATE, part,
};
use crate::crypto::{CryptoError, Sealed, Vault};
use domain::id::{DraftId, EvidenceId, ObjectionId};
use domain::objection::{DraftBody, Proposal};
use uuid::Uuid;
use zeroize::Zeroizing;

impl Vault {
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

    /// What somebody said to colleagues about a case.
    pub(in crate::service) fn seal_case_note(
        &self,
        note: Uuid,
        text: &str,
    ) -> Result<Sealed, CryptoError> {
        self.seal(CASE_NOTE, note, text.as_bytes())
    }

    pub(in crate::service) fn open_case_note(
        &self,
        note: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(CASE_NOTE, note, key, bytes)
    }

    /// What an agency keeps to say it often.
    pub(crate) fn seal_template(&self, template: Uuid, text: &str) -> Result<Sealed, CryptoError> {
        self.seal(TEMPLATE, template, text.as_bytes())
    }

    pub(in crate::service) fn open_template(
        &self,
        template: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(TEMPLATE, template, key, bytes)
    }

    /// What another agency was asked.
    pub(crate) fn seal_inquiry(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(INQUIRY, id, words.as_bytes())
    }

    pub(in crate::service) fn open_inquiry(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(INQUIRY, id, key, bytes)
    }

    /// What it answered.
    pub(crate) fn seal_inquiry_answer(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(INQUIRY_ANSWER, id, words.as_bytes())
    }

    pub(in crate::service) fn open_inquiry_answer(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(INQUIRY_ANSWER, id, key, bytes)
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
    pub(in crate::service) fn seal_file_part(
        &self,
        file: Uuid,
        place: i64,
        last: bool,
        bytes: &[u8],
    ) -> Result<Sealed, CryptoError> {
        let row = part(file, place * 2 + i64::from(last));
        self.seal(EVIDENCE_FILE, row, bytes)
    }

    pub(in crate::service) fn open_file_part(
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

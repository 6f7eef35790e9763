//! How are the records of licences sealed, and what is said of their events, their preparation and their holders?

use super::{
    EventWords, LICENCE_WORDS, PREPARATION, PREPARATION_NOTE, Prepared, RECORD, REPRESENTATION,
    Stored, part,
};
use crate::crypto::{CryptoError, Sealed, Vault};
use domain::id::LicenceId;
use domain::issuing::LicenceRecord;
use uuid::Uuid;
use zeroize::Zeroizing;

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
}

//! How is sealed what a seal was asked with, and what was said of it?

use super::{SEAL_FORM, SEAL_NOTE, Stored, part};
use crate::crypto::{CryptoError, Sealed, Vault};
use domain::sealing::SealForm;
use uuid::Uuid;

impl Vault {
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
}

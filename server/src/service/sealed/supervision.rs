//! How is sealed what was said of outages, of samples and of urgings?

use super::{
    EXPORT_REASON, EXTENSION, EXTENSION_ANSWER, HELD_UP, HELD_UP_WHY, HOLD, OUTAGE, OutageWords,
    PUBLIC_WORDS, PublicWords, SAMPLED, Stored, URGING, URGING_ANSWER, WITHHELD, both, part,
};
use crate::crypto::{CryptoError, Sealed, Vault};
use uuid::Uuid;

impl Vault {
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

    /// What shall be public of a case.
    pub fn seal_public_words(
        &self,
        objection: Uuid,
        words: &PublicWords,
    ) -> Result<Sealed, CryptoError> {
        self.seal_json(PUBLIC_WORDS, objection, words)
    }

    pub(crate) fn open_public_words(
        &self,
        objection: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<PublicWords, CryptoError> {
        self.open_json(PUBLIC_WORDS, objection, key, bytes)
    }

    /// Why it is withheld.
    pub fn seal_withheld(&self, objection: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(WITHHELD, objection, words.as_bytes())
    }

    pub(crate) fn open_withheld(
        &self,
        objection: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(WITHHELD, objection, key, bytes)
    }

    /// Why the records of a case are held.
    pub(crate) fn seal_hold(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(HOLD, id, words.as_bytes())
    }

    pub(crate) fn open_hold(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(HOLD, id, key, bytes)
    }

    /// For what a case was taken home.
    pub fn seal_export_reason(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(EXPORT_REASON, id, words.as_bytes())
    }

    /// Why more time was asked for a step.
    pub fn seal_extension(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(EXTENSION, id, words.as_bytes())
    }

    pub(crate) fn open_extension(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(EXTENSION, id, key, bytes)
    }

    /// With which words it was granted or refused.
    pub fn seal_extension_answer(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(EXTENSION_ANSWER, id, words.as_bytes())
    }

    pub(crate) fn open_extension_answer(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(EXTENSION_ANSWER, id, key, bytes)
    }

    /// What was asked of the agency of a case.
    pub fn seal_urging(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(URGING, id, words.as_bytes())
    }

    pub(crate) fn open_urging(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(URGING, id, key, bytes)
    }

    /// What it answered.
    pub fn seal_urging_answer(&self, id: Uuid, words: &str) -> Result<Sealed, CryptoError> {
        self.seal(URGING_ANSWER, id, words.as_bytes())
    }

    pub(crate) fn open_urging_answer(
        &self,
        id: Uuid,
        (key, bytes): Stored<'_>,
    ) -> Result<String, CryptoError> {
        self.open_text(URGING_ANSWER, id, key, bytes)
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
}

//! How is sealed what was said of outages and of samples?

use super::{HELD_UP, HELD_UP_WHY, OUTAGE, OutageWords, SAMPLED, Stored, both, part};
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

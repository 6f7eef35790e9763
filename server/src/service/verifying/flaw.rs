//! What can be wrong with what the library keeps?

use domain::licence::LicenceRefusal;
use domain::seal::SealFault;

/// One thing that is wrong; a word for programs, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Changed, moved to another row, or under a key that isn't there.
    #[error("record: it can't be opened: it was changed or belongs to another version")]
    Unreadable,
    /// Not the record of RFC 8785 that it should be.
    #[error("record: it isn't a record in its canonical form")]
    NotCanonical,
    /// The digest's column.
    #[error("digest: the digest isn't the record's")]
    Digest,
    /// A column says something else than the record.
    #[error("column {0}: it says something else than the record")]
    Column(&'static str),
    /// What was approved is something else.
    #[error("approval: another content was approved")]
    Approval,
    /// What was issued here was never approved.
    #[error("approval: there is none")]
    NoApproval,
    /// The seal doesn't hold.
    #[error("seal: {0}")]
    Seal(SealFault),
    /// The register lacks the seal or its certificates.
    #[error("seal: its certificates can't be read{}", .0.as_ref().map(|fault| format!(": {fault}")).unwrap_or_default())]
    Certificates(Option<SealFault>),
    /// Another unit's.
    #[error("seal: it is another unit's than the issuer's")]
    OtherUnit,
    /// Neither a seal nor a place in the waiting list.
    #[error("seal: there is none, and none is waited for")]
    NoSeal,
    /// A seal, and a place in the waiting list.
    #[error("seal: it is there, but still waited for")]
    StillWaiting,
    /// A version between others is gone, or the last one.
    #[error("version {0}: it is missing")]
    Missing(i64),
    /// The record points at another version than the one before.
    #[error("predecessor: the record doesn't point at the version before")]
    Predecessor,
    /// Versions without their licence.
    #[error("licence: its row is missing")]
    NoLicence,
    /// The licence's row, against its current record or its history.
    #[error("licence column {0}: it isn't what the current record or the history says")]
    Row(&'static str),
    /// The licence belongs to somebody else than its record says.
    #[error("holder: the licence belongs to somebody else than its record says")]
    Holder,
    /// An event is gone, doubled or makes another version than it should.
    #[error("history: an event is missing or out of place")]
    History,
    /// An event that couldn't happen.
    #[error("history: an event could not happen: {0}")]
    Impossible(LicenceRefusal),
}

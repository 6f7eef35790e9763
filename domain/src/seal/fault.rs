//! What can be wrong with a seal.

use super::Fingerprint;
use jiff::Timestamp;

/// Why a seal does not hold. Certificates are named by their subject.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// It isn't a signature at all.
    #[error("the signature isn't DER of two numbers")]
    UnreadableSignature,
    /// The record was changed, or this seal was put on another one.
    #[error("the signature doesn't fit the record")]
    OtherRecord,
    /// A file that is no certificate.
    #[error("certificate {place} of the chain can't be read")]
    UnreadableCertificate {
        /// Counted from 1, which is the seal's own.
        place: usize,
    },
    /// A key or a signature that isn't SM2 with SM3.
    #[error("the certificate of {subject} isn't SM2 with SM3")]
    OtherAlgorithm {
        /// Whose.
        subject: String,
    },
    /// Not valid yet, or no longer, when the seal was put.
    #[error(
        "the certificate of {subject} was valid from {from} to {to}, and not when the seal was put"
    )]
    NotValidThen {
        /// Whose.
        subject: String,
        /// From this second on.
        from: Timestamp,
        /// Through this second.
        to: Timestamp,
    },
    /// A certificate names another issuer than the one that follows.
    #[error("the chain is broken: the certificate of {subject} wasn't issued by {issuer}")]
    OtherIssuer {
        /// Whose.
        subject: String,
        /// The one that follows in the chain.
        issuer: String,
    },
    /// The one that follows has the right name and another key.
    #[error("the chain is broken: {issuer} didn't sign the certificate of {subject}")]
    NotSigned {
        /// Whose.
        subject: String,
        /// The one that follows in the chain.
        issuer: String,
    },
    /// Somebody certified others who may not.
    #[error("{subject} is no authority and can't certify others")]
    NoAuthority {
        /// Who.
        subject: String,
    },
    /// More authorities under one than its certificate allows.
    #[error("there are more authorities under {subject} than its certificate allows")]
    TooDeep {
        /// Who.
        subject: String,
    },
    /// An authority's certificate where a seal's should be.
    #[error("the certificate of {subject} is an authority's, not a seal's")]
    AuthorityAsSeal {
        /// Whose.
        subject: String,
    },
    /// The key isn't for signing.
    #[error("the certificate of {subject} isn't for signatures")]
    OtherUse {
        /// Whose.
        subject: String,
    },
    /// A condition marked as critical that nobody here knows how to keep.
    #[error("the certificate of {subject} sets a condition that isn't known here: {oid}")]
    UnknownCondition {
        /// Whose.
        subject: String,
        /// Which extension.
        oid: String,
    },
    /// No certificates, or more than anybody needs.
    #[error("a chain has from 2 to {longest} certificates, not {found}")]
    Length {
        /// How many there are.
        found: usize,
        /// How many are read.
        longest: usize,
    },
    /// The last certificate isn't one that signed itself.
    #[error("the chain doesn't end in a root: the last certificate is that of {subject}")]
    NoRoot {
        /// Whose.
        subject: String,
    },
    /// Everything holds, under a root that isn't trusted here.
    #[error("the root {root} isn't trusted here")]
    UnknownRoot {
        /// Which.
        root: Fingerprint,
    },
}

//! May the certificate that an authority answered with become a seal's?
//!
//! 《电子签名法》十六: where a signature needs a third party's certification, an authority that was established by law does it.
//! It gets a request with the seal's public key, and what comes back is looked at here before the seal counts as made:
//! whether it is for this key, holds now, and ends in a root that the deployment was told to trust.

use super::certificate::Certificate;
use super::{Chain, Fingerprint, SealFault};
use jiff::Timestamp;
use sm2::PublicKey;
use sm2::pkcs8::DecodePublicKey as _;

/// A chain that may become a seal's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// DER, the seal's own certificate first and the root last.
    pub chain: Vec<Vec<u8>>,
    /// What the root calls itself.
    pub root_name: String,
    /// The seal's own certificate holds from this second on.
    pub from: Timestamp,
    /// And through this one.
    pub to: Timestamp,
}

/// Why a certificate isn't taken for a seal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There is no certificate in what came.
    #[error("there is no certificate in it")]
    Nothing,
    /// It certifies a key that isn't the seal's.
    #[error("the certificate of {subject} is for another key than the seal's")]
    OtherKey {
        /// Whom it names.
        subject: String,
    },
    /// Not valid yet, or no longer.
    #[error("the certificate of {subject} is valid from {from} to {to}, and not now")]
    NotNow {
        /// Whose.
        subject: String,
        /// From this second on.
        from: Timestamp,
        /// Through this second.
        to: Timestamp,
    },
    /// The certificates don't vouch for it.
    #[error(transparent)]
    Chain(SealFault),
}

impl From<SealFault> for Unfit {
    fn from(fault: SealFault) -> Self {
        match fault {
            SealFault::NotValidThen { subject, from, to } => Self::NotNow { subject, from, to },
            other => Self::Chain(other),
        }
    }
}

/// Whether `answer` (DER, the seal's own certificate first; its root may be left out) certifies the key `key_der`
/// (`SubjectPublicKeyInfo`) now, under one of the `roots` (DER) that are trusted.
pub fn certified(
    answer: &[Vec<u8>],
    roots: &[Vec<u8>],
    key_der: &[u8],
    now: Timestamp,
) -> Result<Certified, Unfit> {
    let first = answer.first().ok_or(Unfit::Nothing)?;
    let own = Certificate::read(first, 1)?;
    let is_its = PublicKey::from_public_key_der(key_der)
        .is_ok_and(|key| key.as_affine() == own.key().as_affine());
    if !is_its {
        let subject = own.subject();
        return Err(Unfit::OtherKey { subject });
    }
    let (certificates, chain) = whole(answer, roots)?;
    chain.was_valid(now)?;
    let trusted: Vec<_> = roots.iter().map(|root| Fingerprint::of(root)).collect();
    chain.sealed_by().under(&trusted)?;
    let own = chain.own();
    Ok(Certified {
        root_name: chain.root_name(),
        from: own.from,
        to: own.to,
        chain: certificates,
    })
}

/// The chain with its root: authorities often send it without.
fn whole(answer: &[Vec<u8>], roots: &[Vec<u8>]) -> Result<(Vec<Vec<u8>>, Chain), SealFault> {
    let without = match Chain::read(answer) {
        Ok(chain) => return Ok((answer.to_vec(), chain)),
        Err(fault @ (SealFault::NoRoot { .. } | SealFault::Length { .. })) => fault,
        Err(fault) => return Err(fault),
    };
    let with = roots.iter().find_map(|root| {
        let whole = [answer, std::slice::from_ref(root)].concat();
        let chain = Chain::read(&whole).ok()?;
        Some((whole, chain))
    });
    with.ok_or(without)
}

/// Whether a certificate (DER) can be the root of chains of seals.
pub fn check_root(der: &[u8]) -> Result<(), SealFault> {
    let root = Certificate::read(der, 1)?;
    root.certifies(0)?;
    if !root.is_self_issued() {
        let subject = root.subject();
        return Err(SealFault::NoRoot { subject });
    }
    root.is_vouched_for_by(&root)
}

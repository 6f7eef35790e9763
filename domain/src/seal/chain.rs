//! The certificates from a seal's own to its root.

use super::certificate::Certificate;
use super::{Fingerprint, SealFault, SealedBy, fits};
use jiff::Timestamp;

/// Roots certify authorities, and those certify seals; in between stand one or two at most. The bound keeps somebody
/// else's chain from costing us much.
const LONGEST: usize = 6;

/// Certificates each of which is vouched for by the next, read and checked once for many seals.
pub struct Chain {
    seal: Certificate,
    authorities: Vec<Certificate>,
    root: Fingerprint,
}

impl Chain {
    /// Reads and checks everything about a chain (DER, the seal's own first, the root last) that doesn't depend on when.
    pub fn read(chain: &[Vec<u8>]) -> Result<Self, SealFault> {
        let ([first, others @ ..], Some(last)) = (chain, chain.last()) else {
            return Err(length(0));
        };
        if !(2..=LONGEST).contains(&chain.len()) {
            return Err(length(chain.len()));
        }
        let seal = Certificate::read(first, 1)?;
        let authorities: Result<Vec<_>, _> = (2..)
            .zip(others)
            .map(|(place, der)| Certificate::read(der, place))
            .collect();
        let chain = Self {
            seal,
            authorities: authorities?,
            root: Fingerprint::of(last),
        };
        chain.check()?;
        Ok(chain)
    }

    fn check(&self) -> Result<(), SealFault> {
        self.seal.seals()?;
        let mut below = &self.seal;
        for (between, authority) in self.authorities.iter().enumerate() {
            below.is_vouched_for_by(authority)?;
            authority.certifies(between)?;
            below = authority;
        }
        if !below.is_self_issued() {
            return Err(SealFault::NoRoot {
                subject: below.subject(),
            });
        }
        below.is_vouched_for_by(below)
    }

    /// Whether this seal was put on exactly these bytes, at a time when its certificates held.
    pub fn verify(
        &self,
        record: &[u8],
        signature_der: &[u8],
        at: Timestamp,
    ) -> Result<SealedBy, SealFault> {
        self.was_valid(at)?;
        match fits(self.seal.key(), record, signature_der) {
            Ok(true) => Ok(self.sealed_by()),
            Ok(false) => Err(SealFault::OtherRecord),
            Err(_) => Err(SealFault::UnreadableSignature),
        }
    }

    /// Whether all of its certificates held then.
    pub(super) fn was_valid(&self, at: Timestamp) -> Result<(), SealFault> {
        let mut all = std::iter::once(&self.seal).chain(&self.authorities);
        all.try_for_each(|certificate| certificate.was_valid(at))
    }

    /// The seal's own certificate.
    pub(super) fn own(&self) -> &Certificate {
        &self.seal
    }

    /// What the root calls itself.
    pub(super) fn root_name(&self) -> String {
        let root = self.authorities.last().unwrap_or(&self.seal);
        root.subject()
    }

    /// Whose seal it is.
    pub(super) fn sealed_by(&self) -> SealedBy {
        SealedBy {
            organisation: self.seal.organisation(),
            organisation_code: self.seal.organisation_code(),
            name: self.seal.subject(),
            issuer: self.seal.issuer(),
            serial: self.seal.serial(),
            valid_from: self.seal.from,
            valid_to: self.seal.to,
            root: self.root,
        }
    }
}

fn length(found: usize) -> SealFault {
    SealFault::Length {
        found,
        longest: LONGEST,
    }
}

//! Does a seal stand on this record, and whose is it?
//!
//! A seal is an SM2 signature over SM3 (GB/T 32918.2, GB/T 32905) of a record's exact bytes (兰安 一百四十, 一百四十一;
//! 《电子签名法》十三), with the X.509 certificates from the seal's own to a root. The server and the browser verify with
//! the same code, and neither asks anybody else.
//!
//! - [`verify`] answers for one record; a [`Chain`] that was read once answers for many;
//! - [`SealedBy`] says whose seal it is and under which root; whether that root is one of ours is asked with
//!   [`SealedBy::under`], for nothing before it knows which roots are trusted;
//! - [`SealFault`] names what is wrong;
//! - [`certified`] asks whether what an authority answered may become a seal's chain, and [`Unfit`] says why not.
//!
//! Whether a seal was suspended or revoked is in the register of seals, not in its certificates.

mod certificate;
mod certified;
mod chain;
mod fault;
#[cfg(test)]
mod tests;

pub use certified::{Certified, Unfit, certified, check_root};
pub use chain::Chain;
pub use fault::SealFault;

use jiff::Timestamp;
use sm2::dsa::{Signature, VerifyingKey, signature::Verifier as _};
use sm3::{Digest as _, Sm3};
use std::fmt;
use std::str::FromStr;

/// 签名者标识: what GB/T 35276 has everybody sign under who agreed on nothing else.
pub const USER_ID: &str = "1234567812345678";

/// Whose seal it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedBy {
    /// 单位名称 (O).
    pub organisation: Option<String>,
    /// 统一社会信用代码 (organizationIdentifier).
    pub organisation_code: Option<String>,
    /// 印章名称 (CN), or the whole subject where there is none.
    pub name: String,
    /// Who certified it: the issuer's CN, or the whole issuer where there is none.
    pub issuer: String,
    /// The certificate's serial number in hexadecimal.
    pub serial: String,
    /// Valid from this second on.
    pub valid_from: Timestamp,
    /// Valid through this second.
    pub valid_to: Timestamp,
    /// The root that the chain ends in.
    pub root: Fingerprint,
}

/// The SM3 digest of a certificate (DER), by which roots are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of this certificate.
    pub fn of(certificate_der: &[u8]) -> Self {
        Self(digest(certificate_der))
    }
}

/// As it prints itself: 64 hexadecimal digits, lower case.
impl FromStr for Fingerprint {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Unreadable);
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(2 * place..2 * place + 2).ok_or(Unreadable)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| Unreadable)?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hex(&self.0).fmt(f)
    }
}

/// Bytes as hexadecimal, lower case.
struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl SealedBy {
    /// The same, if its root is among the trusted ones.
    pub fn under(self, trusted: &[Fingerprint]) -> Result<Self, SealFault> {
        if trusted.contains(&self.root) {
            Ok(self)
        } else {
            Err(SealFault::UnknownRoot { root: self.root })
        }
    }
}

/// The SM3 digest of a record's bytes.
pub fn digest(record: &[u8]) -> [u8; 32] {
    Sm3::digest(record).into()
}

/// Whether the seal was put on exactly these bytes, at a time when its certificates held. `chain` is DER, the seal's own
/// certificate first and the root last.
pub fn verify(
    record: &[u8],
    signature_der: &[u8],
    chain: &[Vec<u8>],
    at: Timestamp,
) -> Result<SealedBy, SealFault> {
    Chain::read(chain)?.verify(record, signature_der, at)
}

/// Whether a DER signature was made over these bytes with this key.
fn fits(key: &VerifyingKey, message: &[u8], signature_der: &[u8]) -> Result<bool, Unreadable> {
    let signature = Signature::from_der(signature_der).map_err(|_| Unreadable)?;
    Ok(key.verify(message, &signature).is_ok())
}

/// It isn't the DER that it should be.
#[derive(Debug)]
pub struct Unreadable;

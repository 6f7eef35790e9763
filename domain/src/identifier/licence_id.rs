//! What is a 证照标识 (GB/T 36904)?
//!
//! `1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>`: the licence type's code, the issuer's,
//! the issuer's own serial, three digits of a version that counts re-issues, and an ISO 7064
//! MOD 37,36 check over all of them without dots and root. Files in the wild carry check characters of
//! a deviating algorithm, so a wrong one is a finding about the record and not a reason to refuse it;
//! what we mint is always right. The identifier can be guessed: it is never a key to anything.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::{is_alphanumeric, tidy};
use super::{Uscc, canonical_text};
use crate::iso_7064::hybrid;

/// The object identifier that every licence identifier starts with.
pub const ROOT: &str = "1.2.156.3005.2";

/// A well-formed licence identifier; see [`LicenceIdentifier::has_right_check`] for its check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
pub struct LicenceIdentifier(String);

/// Why a text is no licence identifier, or why none can be minted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LicenceIdError {
    /// It doesn't start with the root.
    #[error("证照标识应以1.2.156.3005.2开头")]
    Root,
    /// Not five parts after the root.
    #[error("证照标识在根代码之后应有五段")]
    Parts,
    /// The type code isn't 21 digits and letters (to mint: a credit code and three digits).
    #[error("证照标识的证照类型代码应为21位")]
    TypeCode,
    /// The issuer isn't 6 to 18 digits and letters.
    #[error("证照标识的颁发机构代码应为6至18位")]
    Issuer,
    /// The serial isn't 1 to 32 digits and letters.
    #[error("证照标识的流水号应为1至32位数字或字母")]
    Serial,
    /// The version isn't three digits.
    #[error("证照标识的版本号应为3位数字")]
    Version,
    /// The check isn't one digit or letter.
    #[error("证照标识的校验位应为1位数字或字母")]
    CheckShape,
    /// Version 999 has no successor.
    #[error("证照标识的版本号已用尽")]
    VersionsExhausted,
}

canonical_text!(LicenceIdentifier, LicenceIdError);

impl LicenceIdentifier {
    /// Reads an identifier as imports bring it: lower case and the hyphens of a UUID serial are
    /// mended, a short issuer code and a wrong check character are let in.
    pub fn parse(text: &str) -> Result<Self, LicenceIdError> {
        let text = tidy(text);
        let rest = text
            .strip_prefix(ROOT)
            .and_then(|rest| rest.strip_prefix('.'))
            .ok_or(LicenceIdError::Root)?;
        let mut parts = rest.split('.');
        let mut next = || parts.next().ok_or(LicenceIdError::Parts);
        let (type_code, issuer, serial) = (next()?, next()?, next()?.replace('-', ""));
        let (version, check) = (next()?, next()?);
        if parts.next().is_some() {
            return Err(LicenceIdError::Parts);
        }
        let body = Body {
            type_code,
            issuer,
            serial: &serial,
            version,
        };
        body.check_shape()?;
        if !is_alphanumeric(check, 1..=1) {
            return Err(LicenceIdError::CheckShape);
        }
        Ok(body.with_check(check))
    }

    /// Makes the identifier of a licence that we issue.
    pub fn mint(
        type_code: &str,
        issuer: &Uscc,
        serial: &str,
        version: u16,
    ) -> Result<Self, LicenceIdError> {
        let (definer, sequence) = type_code
            .split_at_checked(18)
            .ok_or(LicenceIdError::TypeCode)?;
        if Uscc::parse(definer).is_err() || !is_three_digits(sequence) {
            return Err(LicenceIdError::TypeCode);
        }
        Body {
            type_code,
            issuer: issuer.as_str(),
            serial,
            version: &format!("{version:03}"),
        }
        .complete()
    }

    /// The identifier of the next issue of the same licence, with a right check whatever this one has.
    pub fn next_version(&self) -> Result<Self, LicenceIdError> {
        let version = self.version().parse::<u16>().unwrap_or(u16::MAX);
        if version >= 999 {
            return Err(LicenceIdError::VersionsExhausted);
        }
        Body {
            version: &format!("{:03}", version + 1),
            ..self.body()
        }
        .complete()
    }

    /// Whether both name issues of one licence: only version and check differ.
    pub fn is_of_same_licence(&self, other: &Self) -> bool {
        (self.type_code(), self.issuer(), self.serial())
            == (other.type_code(), other.issuer(), other.serial())
    }

    /// Whether the last character is the one that the standard's algorithm gives.
    pub fn has_right_check(&self) -> bool {
        self.0.ends_with(self.body().check_character())
    }

    /// 证照类型代码: the credit code of who defined the type, and a sequence.
    pub fn type_code(&self) -> &str {
        self.part(0)
    }

    /// 证照颁发机构代码: a credit code, or in some old records a division.
    pub fn issuer(&self) -> &str {
        self.part(1)
    }

    /// 流水号: the issuer's own.
    pub fn serial(&self) -> &str {
        self.part(2)
    }

    /// 版本号: `001` first.
    pub fn version(&self) -> &str {
        self.part(3)
    }

    fn part(&self, place: usize) -> &str {
        let after_root = ROOT.split('.').count();
        self.0
            .split('.')
            .nth(after_root + place)
            .unwrap_or_default()
    }

    fn body(&self) -> Body<'_> {
        Body {
            type_code: self.type_code(),
            issuer: self.issuer(),
            serial: self.serial(),
            version: self.version(),
        }
    }
}

impl fmt::Display for LicenceIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The four parts that the check is computed over.
struct Body<'a> {
    type_code: &'a str,
    issuer: &'a str,
    serial: &'a str,
    version: &'a str,
}

impl Body<'_> {
    fn check_shape(&self) -> Result<(), LicenceIdError> {
        if !is_alphanumeric(self.type_code, 21..=21) {
            return Err(LicenceIdError::TypeCode);
        }
        if !is_alphanumeric(self.issuer, 6..=18) {
            return Err(LicenceIdError::Issuer);
        }
        if !is_alphanumeric(self.serial, 1..=32) {
            return Err(LicenceIdError::Serial);
        }
        if !is_three_digits(self.version) {
            return Err(LicenceIdError::Version);
        }
        Ok(())
    }

    fn complete(&self) -> Result<LicenceIdentifier, LicenceIdError> {
        self.check_shape()?;
        Ok(self.with_check(self.check_character()))
    }

    fn with_check(&self, check: impl fmt::Display) -> LicenceIdentifier {
        let Body {
            type_code,
            issuer,
            serial,
            version,
        } = self;
        LicenceIdentifier(format!(
            "{ROOT}.{type_code}.{issuer}.{serial}.{version}.{check}"
        ))
    }

    /// The shape is checked by then: every character is a digit or a letter.
    fn check_character(&self) -> char {
        let parts = [self.type_code, self.issuer, self.serial, self.version];
        let values = parts.into_iter().flat_map(str::chars);
        let check = hybrid(36, values.filter_map(|c| c.to_digit(36)));
        char::from_digit(check, 36).map_or('0', |c| c.to_ascii_uppercase())
    }
}

fn is_three_digits(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())
}

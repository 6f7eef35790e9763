//! What is a 统一社会信用代码 (GB 32100)?
//!
//! Registration authority, class, division, the nine characters of an organisation code, and a check
//! modulo 31 over an alphabet without I, O, S, V and Z. The leading pair isn't held against a list,
//! because the authorities keep adding to it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::{tidy, value_in};
use super::{OrganisationCode, OrganisationCodeError, canonical_text};

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

/// A unified social credit code in its 18 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9A-HJ-NPQRTUWXY]{18}$"))]
pub struct Uscc(String);

/// Why a text is no unified social credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsccError {
    /// Not 18 characters.
    #[error("统一社会信用代码应为18位")]
    Length,
    /// A character outside the alphabet.
    #[error("统一社会信用代码只用数字和除I、O、S、V、Z外的大写字母")]
    Character,
    /// The last character isn't the one that the others give.
    #[error("统一社会信用代码的校验码不符")]
    Check,
}

canonical_text!(Uscc, UsccError);

impl Uscc {
    /// Reads a code.
    pub fn parse(text: &str) -> Result<Self, UsccError> {
        let text = tidy(text);
        if text.chars().count() != 18 {
            return Err(UsccError::Length);
        }
        if text.chars().any(|c| value_in(ALPHABET, c).is_none()) {
            return Err(UsccError::Character);
        }
        let body: String = text.chars().take(17).collect();
        let code = Self::from_body(&body)?;
        (code.0 == text).then_some(code).ok_or(UsccError::Check)
    }

    /// Completes 17 characters with their check character.
    pub fn from_body(body: &str) -> Result<Self, UsccError> {
        if body.chars().count() != 17 {
            return Err(UsccError::Length);
        }
        let check = check_character(body).ok_or(UsccError::Character)?;
        Ok(Self(format!("{body}{check}")))
    }

    /// The organisation code inside. Registers have given out codes in which it fails its own check,
    /// so that is for telling, not for refusing.
    pub fn organisation_code(&self) -> Result<OrganisationCode, OrganisationCodeError> {
        OrganisationCode::parse(self.0.get(8..17).unwrap_or_default())
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A sum that 31 divides gives `0`; an implementation that looks up place 31 is wrong there.
fn check_character(body: &str) -> Option<char> {
    let sum = body
        .chars()
        .zip(WEIGHTS)
        .map(|(c, weight)| value_in(ALPHABET, c).map(|value| value * weight))
        .sum::<Option<usize>>()?;
    ALPHABET.chars().nth((31 - sum % 31) % 31)
}

//! What is a 组织机构代码 (GB 11714)?
//!
//! Eight digits or letters and a check, printed with a hyphen before the check. It lives on inside
//! the unified social credit code and in records from before 2015.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::canonical_text;
use super::text::{is_alphanumeric, tidy, value_in};

const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// An organisation code in its nine characters, without the printed hyphen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^[0-9A-Z]{8}[0-9X]$"))]
pub struct OrganisationCode(String);

/// Why a text is no organisation code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationCodeError {
    /// Neither nine characters nor eight, a hyphen and one.
    #[error("组织机构代码应为9位，或8位、连字符加1位")]
    Length,
    /// Something other than digits and letters.
    #[error("组织机构代码应由数字和大写字母组成")]
    Character,
    /// The last character isn't the one that the others give.
    #[error("组织机构代码的校验码不符")]
    Check,
}

canonical_text!(OrganisationCode, OrganisationCodeError);

impl OrganisationCode {
    /// Reads a code with or without its hyphen.
    pub fn parse(text: &str) -> Result<Self, OrganisationCodeError> {
        let code = without_hyphen(tidy(text));
        if code.chars().count() != 9 {
            return Err(OrganisationCodeError::Length);
        }
        if !is_alphanumeric(&code, 9..=9) {
            return Err(OrganisationCodeError::Character);
        }
        if !code.ends_with(check_character(&code)) {
            return Err(OrganisationCodeError::Check);
        }
        Ok(Self(code))
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn without_hyphen(text: String) -> String {
    match text.split_once('-') {
        Some((body, check)) if body.len() == 8 && check.len() == 1 => format!("{body}{check}"),
        _ => text,
    }
}

fn check_character(code: &str) -> char {
    let sum: usize = code
        .chars()
        .zip(WEIGHTS)
        .filter_map(|(c, weight)| value_in(ALPHABET, c).map(|value| value * weight))
        .sum();
    "0X987654321".chars().nth(sum % 11).unwrap_or('0')
}

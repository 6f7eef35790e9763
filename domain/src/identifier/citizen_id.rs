//! What is a 公民身份号码 (GB 11643)?
//!
//! Six digits of a division, eight of the birth date, three of a sequence, and an ISO 7064 MOD 11-2
//! check. The 15-digit form of before 1999 is read and made into its 18-digit successor. Only the
//! province pair of the division is checked: abolished counties stay in people's numbers for life.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::canonical_text;
use super::text::{tidy, value_in};
use crate::mask::mask_citizen_id;

const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &str = "10X98765432";

/// Nobody who ever held such a number was born earlier; without a floor many an organisation's
/// all-digit code would read as somebody born in the first century.
const EARLIEST_BIRTH_YEAR: i16 = 1800;

/// A citizen's number in its canonical 18 characters. It prints itself masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^\d{17}[\dX]$"))]
pub struct CitizenId(String);

/// Why a text is no citizen's number. In this order: what comes later holds for all that came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CitizenIdError {
    /// Neither 18 nor 15 characters.
    #[error("公民身份号码应为18位（旧号码15位）")]
    Length,
    /// Something other than a digit before the check.
    #[error("公民身份号码除末位外应全是数字")]
    Digits,
    /// A date that is in no calendar, or before any living memory.
    #[error("公民身份号码中的出生日期不存在")]
    BirthDate,
    /// The first two digits are no province's.
    #[error("公民身份号码的前两位不是省级代码")]
    Province,
    /// The last character isn't the one that the others give.
    #[error("公民身份号码的校验码不符")]
    Check,
}

canonical_text!(CitizenId, CitizenIdError);

impl CitizenId {
    /// Reads an 18- or 15-character number.
    pub fn parse(text: &str) -> Result<Self, CitizenIdError> {
        let text = tidy(text);
        match text.chars().count() {
            18 => {
                let body: String = text.chars().take(17).collect();
                let id = Self::from_body(&body)?;
                (id.0 == text).then_some(id).ok_or(CitizenIdError::Check)
            }
            15 => {
                let (division, rest) = text.split_at_checked(6).ok_or(CitizenIdError::Digits)?;
                Self::from_body(&format!("{division}19{rest}"))
            }
            _ => Err(CitizenIdError::Length),
        }
    }

    /// Completes 17 digits with their check character.
    pub fn from_body(body: &str) -> Result<Self, CitizenIdError> {
        if body.chars().count() != 17 {
            return Err(CitizenIdError::Length);
        }
        if !body.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CitizenIdError::Digits);
        }
        birth_date(body).ok_or(CitizenIdError::BirthDate)?;
        if !body.get(..2).is_some_and(is_province) {
            return Err(CitizenIdError::Province);
        }
        let check = check_character(body).ok_or(CitizenIdError::Digits)?;
        Ok(Self(format!("{body}{check}")))
    }

    /// Whether the number claims a birth after `today`; the reader of a number has no clock.
    pub fn is_born_after(&self, today: Date) -> bool {
        birth_date(&self.0).is_some_and(|born| born > today)
    }

    /// Whether the holder would be older than 120: possible, but worth a second look.
    pub fn is_improbably_old(&self, today: Date) -> bool {
        birth_date(&self.0).is_some_and(|born| today.year() - born.year() > 120)
    }

    /// The number as it may be shown where nobody asked for it in full.
    pub fn masked(&self) -> String {
        mask_citizen_id(&self.0)
    }
}

impl fmt::Display for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CitizenId({})", self.masked())
    }
}

fn birth_date(number: &str) -> Option<Date> {
    let year = number.get(6..10)?.parse().ok()?;
    let month = number.get(10..12)?.parse().ok()?;
    let day = number.get(12..14)?.parse().ok()?;
    let born = Date::new(year, month, day).ok()?;
    (born.year() >= EARLIEST_BIRTH_YEAR).then_some(born)
}

/// 81, 82, 83 are the residence permits of 港澳台 residents; 9x the foreigners' permanent residence
/// cards.
fn is_province(pair: &str) -> bool {
    matches!(
        pair.parse::<u8>(),
        Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 90..=99)
    )
}

fn check_character(body: &str) -> Option<char> {
    let sum = body
        .chars()
        .zip(WEIGHTS)
        .map(|(c, weight)| value_in("0123456789", c).map(|value| value * weight))
        .sum::<Option<usize>>()?;
    CHECKS.chars().nth(sum % 11)
}

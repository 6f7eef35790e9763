//! What is a case called when people quote it on the telephone or in a letter?
//!
//! `YY20261123-000042-1`: 异议, the local date of filing, the case's place in that day, and a check digit over the
//! digits before it (ISO 7064 MOD 11,10), so that a digit misheard or two swapped are noticed. The number says when
//! and nothing about whom; it is a name, never a key to anything.

use crate::identifier::half_width;
use crate::iso_7064::hybrid;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

const PREFIX: &str = "YY";
/// 热线: how the work orders begin that the app makes.
const WORK_ORDER: &str = "RX";
const DATE_DIGITS: usize = 8;
const SEQUENCE_DIGITS: usize = 6;
/// Digits of the largest sequence.
const SEQUENCE_DIGITS_MAX: usize = 10;

/// A case number in its canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
pub struct CaseNumber(String);

/// Why a text is no case number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseNumberError {
    /// It isn't `YY`, eight digits, six or more digits and one digit.
    #[error("案件编号应形如YY20261123-000042-1")]
    Shape,
    /// Its date doesn't exist.
    #[error("案件编号中的日期不存在")]
    Date,
    /// Its check digit isn't the one of the digits before it.
    #[error("案件编号的校验位不符")]
    Check,
}

impl CaseNumber {
    /// The number of the `sequence`-th case of `filed_on`, 1 first.
    pub fn mint(filed_on: Date, sequence: u32) -> Self {
        let date = format!(
            "{:04}{:02}{:02}",
            filed_on.year(),
            filed_on.month(),
            filed_on.day()
        );
        let sequence = format!("{sequence:0SEQUENCE_DIGITS$}");
        let digits = date.chars().chain(sequence.chars());
        let check = hybrid(10, digits.filter_map(|c| c.to_digit(10)));
        Self(format!("{PREFIX}{date}-{sequence}-{check}"))
    }

    /// The hotline's work order that the app makes of the case (兰安 一百五十八): the same day and place, so that either
    /// number finds the other.
    pub fn work_order(&self) -> String {
        let place = self.0.strip_prefix(PREFIX).unwrap_or(&self.0);
        let place = place.rsplit_once('-').map_or(place, |(place, _)| place);
        format!("{WORK_ORDER}{place}")
    }

    /// Whether a text has the form of a work order that the app makes: nobody else's looks so.
    pub fn is_work_order(text: &str) -> bool {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        text.strip_prefix(WORK_ORDER)
            .and_then(|place| place.split_once('-'))
            .is_some_and(|(date, sequence)| {
                date.len() == DATE_DIGITS
                    && sequence.len() >= SEQUENCE_DIGITS
                    && digits(date)
                    && digits(sequence)
            })
    }

    /// Reads what people type: any case, full-width digits, with or without blanks and hyphens.
    pub fn parse(text: &str) -> Result<Self, CaseNumberError> {
        let plain: String = text.chars().filter_map(plain).collect();
        let digits = plain
            .strip_prefix(PREFIX)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
            .ok_or(CaseNumberError::Shape)?;
        let (date, rest) = digits
            .split_at_checked(DATE_DIGITS)
            .ok_or(CaseNumberError::Shape)?;
        let (sequence, check) = rest
            .len()
            .checked_sub(1)
            .and_then(|place| rest.split_at_checked(place))
            .ok_or(CaseNumberError::Shape)?;
        let padded = sequence.len() > SEQUENCE_DIGITS && sequence.starts_with('0');
        if padded || !(SEQUENCE_DIGITS..=SEQUENCE_DIGITS_MAX).contains(&sequence.len()) {
            return Err(CaseNumberError::Shape);
        }
        let number = Self::mint(
            read_date(date)?,
            sequence.parse().map_err(|_| CaseNumberError::Shape)?,
        );
        if !number.0.ends_with(check) {
            return Err(CaseNumberError::Check);
        }
        Ok(number)
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = CaseNumberError;

    fn try_from(text: String) -> Result<Self, CaseNumberError> {
        Self::parse(&text)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.0
    }
}

fn read_date(digits: &str) -> Result<Date, CaseNumberError> {
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    let year = part(0..4).parse().map_err(|_| CaseNumberError::Date)?;
    let month = part(4..6).parse().map_err(|_| CaseNumberError::Date)?;
    let day = part(6..8).parse().map_err(|_| CaseNumberError::Date)?;
    Date::new(year, month, day).map_err(|_| CaseNumberError::Date)
}

/// The half-width upper-case character that stands for `c`; none for what only separates.
fn plain(c: char) -> Option<char> {
    match half_width(c) {
        '-' | '–' | '—' => None,
        half if half.is_whitespace() => None,
        half => Some(half.to_ascii_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day() -> Date {
        Date::constant(2026, 11, 23)
    }

    #[test]
    fn a_number_names_the_day_and_the_place_in_it() {
        assert_eq!(CaseNumber::mint(day(), 42).as_str(), "YY20261123-000042-1");
        assert_eq!(
            CaseNumber::mint(day(), 1_234_567).as_str().len(),
            "YY20261123-1234567-0".len()
        );
    }

    #[test]
    fn what_people_type_is_read() {
        let number = CaseNumber::mint(day(), 42);
        for text in [
            " yy20261123-000042-1 ",
            "YY202611230000421",
            "YY 20261123 000042 1",
            "ＹＹ２０２６１１２３－００００４２－１",
        ] {
            assert_eq!(CaseNumber::parse(text).as_ref(), Ok(&number), "{text}");
        }
    }

    #[test]
    fn what_is_no_case_number_is_refused_with_the_reason() {
        for (text, why) in [
            ("", CaseNumberError::Shape),
            ("YY", CaseNumberError::Shape),
            ("YY20261123", CaseNumberError::Shape),
            ("XX20261123-000042-1", CaseNumberError::Shape),
            ("YY20261123-0042-8", CaseNumberError::Shape),
            ("YY20261123-99999999999-8", CaseNumberError::Shape),
            ("YY20261123-0000042-8", CaseNumberError::Shape),
            ("YY20261323-000042-1", CaseNumberError::Date),
            ("YY20261123-000042-7", CaseNumberError::Check),
        ] {
            assert_eq!(CaseNumber::parse(text), Err(why), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_minted_number_is_read_back_and_one_wrong_digit_is_noticed(
            sequence in 1_u32..5_000_000, place in 0_usize..6, wrong in 0_u8..10,
        ) {
            let number = CaseNumber::mint(day(), sequence);
            prop_assert_eq!(CaseNumber::parse(number.as_str()), Ok(number.clone()));
            let mut bytes = number.as_str().as_bytes().to_vec();
            let at = "YY20261123-".len() + place;
            if bytes[at] != b'0' + wrong {
                bytes[at] = b'0' + wrong;
                let other = String::from_utf8(bytes).unwrap();
                prop_assert!(CaseNumber::parse(&other).is_err());
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = CaseNumber::parse(&text);
        }
    }
}

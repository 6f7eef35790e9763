//! What does a log-in of staff by password still owe before it opens anything?
//!
//! 等保 (GB/T 22239-2019) 8.1.4.1 d asks two factors of who works here, one of them cryptographic: beside the password a code
//! of an authenticator, or a passkey, which is two of them by itself.

use crate::password::{GIVEN_GROUP, GIVEN_GROUPS};
use crate::problem::{FieldCode, FieldProblem};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// What a log-in still owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Owed {
    /// The second factor that its owner set up.
    Proof,
    /// To set one up: it is required here and the account has none.
    SetUp,
}

/// How long after a log-in its owner may change what they log in with (ASVS 5.0, 7.5.1): a desk left alone gives nobody
/// a key of their own.
pub const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// A code is of so many seconds (RFC 6238).
pub const STEP: u64 = 30;

/// A code has so many digits.
pub const DIGITS: u8 = 6;

/// So many codes are given for the day on which the authenticator is lost.
pub const RECOVERY_CODES: usize = 10;

/// What a person who owes the proof may prove it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProvenBy {
    /// A code of the authenticator, or a recovery code.
    Code,
    /// A passkey.
    Passkey,
}

/// What is owed by a log-in that proved a second factor or didn't.
pub const fn owed(has_proved: bool, has_factor: bool, is_required: bool) -> Option<Owed> {
    match (has_proved, has_factor, is_required) {
        (true, _, _) | (false, false, false) => None,
        (false, true, _) => Some(Owed::Proof),
        (false, false, true) => Some(Owed::SetUp),
    }
}

/// Whether somebody logged in so lately that they may change what they log in with.
pub fn is_fresh(logged_in_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(logged_in_at) <= FRESH
}

/// What somebody types who proves the second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The digits of the authenticator.
    Code(String),
    /// One of the codes for the day on which it is lost, without hyphens.
    Recovery(String),
}

/// Reads it as people type it: with blanks, hyphens and capitals.
pub fn read(typed: &str) -> Result<Typed, FieldProblem> {
    let plain = |c: &char| !c.is_whitespace() && *c != '-';
    let text: String = typed.chars().filter(plain).collect();
    let text = text.to_ascii_lowercase();
    let is_number = text.len() == usize::from(DIGITS) && text.chars().all(|c| c.is_ascii_digit());
    let is_word =
        text.len() == GIVEN_GROUPS * GIVEN_GROUP && text.chars().all(|c| c.is_ascii_alphanumeric());
    match text.as_str() {
        "" => Err(FieldProblem::new("/code", FieldCode::Required)),
        _ if is_number => Ok(Typed::Code(text)),
        _ if is_word => Ok(Typed::Recovery(text)),
        _ => Err(FieldProblem::new("/code", FieldCode::WrongForm)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_a_second_factor_proves_it_and_who_needs_one_sets_it_up() {
        assert_eq!(owed(false, true, true), Some(Owed::Proof));
        assert_eq!(owed(false, true, false), Some(Owed::Proof));
        assert_eq!(owed(false, false, true), Some(Owed::SetUp));
        assert_eq!(owed(false, false, false), None);
        for (has, required) in [(true, true), (true, false), (false, true), (false, false)] {
            assert_eq!(owed(true, has, required), None);
        }
    }

    #[test]
    fn five_minutes_after_the_log_in_it_is_fresh_no_more() {
        let at: Timestamp = "2026-09-17T02:00:00Z".parse().unwrap();
        let later = |seconds| {
            at.saturating_add(SignedDuration::from_secs(seconds))
                .unwrap()
        };
        assert!(is_fresh(at, later(300)));
        assert!(!is_fresh(at, later(301)));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(read(" 123 456"), Ok(Typed::Code("123456".into())));
        let recovery = Ok(Typed::Recovery("abcd2345efgh6789".into()));
        assert_eq!(read("ABCD-2345-efgh-6789 "), recovery);
        let code = |typed: &str| read(typed).map_err(|problem| problem.code);
        assert_eq!(code(" - "), Err(FieldCode::Required));
        for wrong in [
            "12345",
            "1234567",
            "12345a",
            "abcd2345efgh678!",
            "１２３４５６",
        ] {
            assert_eq!(code(wrong), Err(FieldCode::WrongForm), "{wrong}");
        }
    }
}

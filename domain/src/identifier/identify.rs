//! What kind of identifier is this code, is it valid, and why?
//!
//! For scripts and search boxes that get a code without being told its kind. Every text has an
//! answer, also an empty one and one that nobody would call a code.

use jiff::civil::Date;
use serde::Serialize;

use super::text::{is_alphanumeric, tidy};
use super::{
    CitizenId, CitizenIdError, LicenceIdentifier, OrganisationCode, OrganisationCodeError, ROOT,
    Uscc, UsccError,
};

/// The kinds of identifier that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 公民身份号码
    CitizenId,
    /// 统一社会信用代码
    Uscc,
    /// 组织机构代码
    OrganisationCode,
    /// 证照标识
    LicenceId,
    /// None of them.
    Unknown,
}

/// What a code is. Without `Debug`, because `normalised` may be somebody's number.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Identified {
    /// What it is, judged by its shape.
    pub kind: Kind,
    /// Whether it keeps its kind's rules, the check character included.
    pub valid: bool,
    /// One sentence that says why; it never repeats the code.
    pub reason: String,
    /// The canonical form of a valid code.
    pub normalised: Option<String>,
}

/// Judges a code by its shape, the most telling shape first.
///
/// 18 characters with 17 digits, a province pair and a real birth date are a citizen's number and
/// nothing else, even where the check fails: an organisation's code that happens to look so is rarer
/// than a mistyped number, and a person's number must not be taken for a public one.
pub fn identify(code: &str, today: Date) -> Identified {
    let code = tidy(code);
    if code.is_empty() {
        return unknown("没有输入内容");
    }
    if code
        .strip_prefix(ROOT)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    {
        return licence_id(&code);
    }
    match code.chars().count() {
        18 => eighteen(&code, today),
        15 => fifteen(&code, today),
        9 | 10 => organisation_code(&code),
        _ => unknown(UNKNOWN),
    }
}

const UNKNOWN: &str = "不是公民身份号码、统一社会信用代码、组织机构代码或证照标识的形式";

fn eighteen(code: &str, today: Date) -> Identified {
    match CitizenId::parse(code) {
        Ok(id) => citizen(&id, today, "公民身份号码有效"),
        Err(error @ CitizenIdError::Check) => invalid(Kind::CitizenId, error.to_string()),
        Err(error) => uscc(code, error),
    }
}

fn fifteen(code: &str, today: Date) -> Identified {
    match CitizenId::parse(code) {
        Ok(id) => citizen(&id, today, "15位旧号码，已按国家标准升为18位"),
        Err(error @ CitizenIdError::Province) => invalid(Kind::CitizenId, error.to_string()),
        Err(error @ CitizenIdError::BirthDate) => unknown(&format!("{UNKNOWN}；{error}")),
        Err(_) => unknown(UNKNOWN),
    }
}

fn citizen(id: &CitizenId, today: Date, reason: &str) -> Identified {
    if id.is_born_after(today) {
        return invalid(Kind::CitizenId, "公民身份号码中的出生日期在今天之后");
    }
    let reason = if id.is_improbably_old(today) {
        format!("{reason}；出生日期距今已超过120年，请核对")
    } else {
        reason.to_owned()
    };
    valid(Kind::CitizenId, reason, id.as_str())
}

/// A code that is no citizen's number for the reason given; who meant one is told that reason, too.
fn uscc(code: &str, no_citizen: CitizenIdError) -> Identified {
    match Uscc::parse(code) {
        Ok(code) => {
            let reason = match code.organisation_code() {
                Ok(_) => "统一社会信用代码有效",
                Err(_) => "统一社会信用代码有效；其中的组织机构代码校验码不符，仅作提示",
            };
            valid(Kind::Uscc, reason, code.as_str())
        }
        Err(error @ UsccError::Check) => match no_citizen {
            CitizenIdError::BirthDate | CitizenIdError::Province => {
                invalid(Kind::Uscc, format!("{error}；{no_citizen}"))
            }
            _ => invalid(Kind::Uscc, error.to_string()),
        },
        Err(error @ UsccError::Character) if is_alphanumeric(code, 18..=18) => {
            unknown(&format!("{UNKNOWN}；{error}"))
        }
        Err(UsccError::Length | UsccError::Character) => unknown(UNKNOWN),
    }
}

fn organisation_code(code: &str) -> Identified {
    match OrganisationCode::parse(code) {
        Ok(code) => valid(Kind::OrganisationCode, "组织机构代码有效", code.as_str()),
        Err(error @ OrganisationCodeError::Check) => {
            invalid(Kind::OrganisationCode, error.to_string())
        }
        Err(OrganisationCodeError::Length | OrganisationCodeError::Character) => unknown(UNKNOWN),
    }
}

fn licence_id(code: &str) -> Identified {
    match LicenceIdentifier::parse(code) {
        Ok(id) if id.has_right_check() => valid(Kind::LicenceId, "证照标识有效", id.as_str()),
        Ok(_) => invalid(Kind::LicenceId, "证照标识的校验位不符"),
        Err(error) => invalid(Kind::LicenceId, error.to_string()),
    }
}

fn valid(kind: Kind, reason: impl Into<String>, normalised: &str) -> Identified {
    Identified {
        kind,
        valid: true,
        reason: reason.into(),
        normalised: Some(normalised.to_owned()),
    }
}

fn invalid(kind: Kind, reason: impl Into<String>) -> Identified {
    Identified {
        kind,
        valid: false,
        reason: reason.into(),
        normalised: None,
    }
}

fn unknown(reason: &str) -> Identified {
    invalid(Kind::Unknown, reason)
}

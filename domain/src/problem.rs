//! Problems: what can go wrong for a caller, as a closed set of codes (RFC 9457 `application/problem+json`).
//!
//! The only table from code to HTTP status in the project. Sentences for people are in [`crate::text`].

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal;)+) => {
        /// What went wrong, for machines.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)+
        }

        impl ProblemCode {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as it stands on the wire, kebab-case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The HTTP status that carries this problem.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ }
            }
        }
    };
}

problem_codes! {
    /// The request can't be read: broken JSON, a wrong content type, an impossible parameter.
    Malformed = "malformed", 400;
    /// One or several fields have a value that can't be accepted; see `errors`.
    Invalid = "invalid", 422;
    /// Nobody is logged in, or the log-in has run out.
    SignedOut = "signed-out", 401;
    /// The name or the password is wrong, or the account can't be used; deliberately not told apart.
    WrongCredentials = "wrong-credentials", 401;
    /// The first log-in must change the password before anything else.
    PasswordMustChange = "password-must-change", 403;
    /// The log-in opens nothing before the second factor is proved or set up.
    SecondFactorRequired = "second-factor-required", 403;
    /// What somebody logs in with can be changed only shortly after a log-in.
    LogInAgain = "log-in-again", 403;
    /// This role may not do this.
    Forbidden = "forbidden", 403;
    /// A request that did not come from our own pages.
    CrossSite = "cross-site", 403;
    /// There is no such thing, or it is not yours: deliberately not told apart.
    NotFound = "not-found", 404;
    /// The method is not for this address.
    MethodNotAllowed = "method-not-allowed", 405;
    /// Somebody else changed the record since it was read.
    StaleVersion = "stale-version", 409;
    /// The case is in a state in which this can't be done; `detail` names the refusal.
    WrongState = "wrong-state", 409;
    /// The person who proposed can't approve.
    SamePerson = "same-person", 409;
    /// This idempotency key was used for another request.
    KeyReused = "key-reused", 422;
    /// A request with the same idempotency key is still running.
    InProgress = "in-progress", 409;
    /// There is an open objection of this holder to this licence already.
    AlreadyOpen = "already-open", 409;
    /// The hotline's work order began a case already; `detail` is its number.
    AlreadyRegistered = "already-registered", 409;
    /// This work order came before, with other content.
    OrderDiffers = "order-differs", 409;
    /// The rulebook of this place has no such procedure, or not for who asks.
    NotOffered = "not-offered", 409;
    /// The upload or body is larger than allowed.
    TooLarge = "too-large", 413;
    /// The objection has as many files as it may have.
    TooManyFiles = "too-many-files", 409;
    /// The file is not a PNG, JPEG or PDF by its content.
    WrongFileType = "wrong-file-type", 415;
    /// The file can't be read to its end.
    DamagedFile = "damaged-file", 422;
    /// The picture has more pixels than are taken.
    TooManyPixels = "too-many-pixels", 422;
    /// The document is encrypted, could act, or carries another file; `detail` says which.
    UnsafeFile = "unsafe-file", 422;
    /// The scanner found a virus in the file.
    InfectedFile = "infected-file", 422;
    /// The file can't be scanned for viruses now; nothing was kept.
    NotScanned = "not-scanned", 503;
    /// Too many attempts; try again later.
    TooManyRequests = "too-many-requests", 429;
    /// A code could not be sent, because the mail server or the gateway doesn't take it now.
    NotSent = "not-sent", 503;
    /// Something failed on our side; the cause is in the log under the request's id.
    Internal = "internal", 500;
    /// The database is busy, full or gone; nothing was changed.
    Unavailable = "unavailable", 503;
}

/// A problem as it travels (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short sentence in Chinese.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// The code, for machines.
    pub code: ProblemCode,
    /// What is special about this occurrence; never personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The fields that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Under which the log knows this request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// One field that is wrong, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// JSON pointer into the request, such as `/claims/0/claimed`.
    pub pointer: String,
    /// What is wrong with it.
    pub code: FieldCode,
    /// The bound that was broken, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FieldCode {
    /// Nothing was given.
    Required,
    /// Fewer characters than `limit`.
    TooShort,
    /// More characters than `limit`.
    TooLong,
    /// More items than `limit`.
    TooMany,
    /// Not one of the values that are allowed.
    Unknown,
    /// Claimed and shown value are the same.
    Unchanged,
    /// Not of the form that the field asks for.
    WrongForm,
    /// A password without letters or without digits.
    LettersAndDigits,
    /// A password without a special character.
    SpecialCharacter,
    /// A password with the user name in it.
    HasUserName,
    /// A password with its owner's name in it.
    HasName,
    /// A password with a birthday, or another day, in it.
    HasBirthday,
    /// A password with the number of an identity card or a telephone in it, or one as long.
    HasNumber,
    /// Not a decimal number.
    NotANumber,
    /// Not a day that exists.
    NotADate,
    /// Not in the code list of the field.
    NotListed,
    /// There already.
    Repeated,
    /// A day that hasn't come yet.
    InFuture,
    /// A validity that ends before it begins.
    EndsFirst,
    /// A number whose check or form is wrong for its kind.
    WrongNumber,
    /// A person where the type is for organisations, or the other way round.
    WrongHolder,
    /// Something that can't be changed here.
    Fixed,
    /// A day that is over.
    InPast,
    /// Nobody whom the library knows by this name and number.
    UnknownPerson,
    /// 证照标识 of another type of licence.
    OtherType,
    /// An agency that issues nothing here, or not the caller's own.
    OtherAgency,
    /// 过期 is said of what hasn't expired.
    NotExpired,
    /// A version that another one has taken the place of.
    Superseded,
    /// Several licences fit.
    Ambiguous,
    /// The licence has been cancelled, withdrawn or revoked.
    Ended,
    /// The licence is suspended or reported lost.
    NotInForce,
    /// The licence is pledged.
    Pledged,
    /// A row that can't be read.
    Unreadable,
    /// The database didn't take it.
    NotKept,
    /// An address that the mail server or the gateway refused.
    Unreached,
    /// Not the code that was sent.
    WrongCode,
}

impl FieldProblem {
    /// A problem without a bound.
    pub fn new(pointer: impl Into<String>, code: FieldCode) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            limit: None,
        }
    }

    /// A problem with the bound that was broken.
    pub fn limited(pointer: impl Into<String>, code: FieldCode, limit: usize) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            limit: Some(u32::try_from(limit).unwrap_or(u32::MAX)),
        }
    }

    /// What is wrong with a number of items; too few are none.
    pub fn of_count(pointer: &str, count: usize, items: RangeInclusive<usize>) -> Option<Self> {
        let (least, most) = items.into_inner();
        match count {
            count if count < least => Some(Self::new(pointer, FieldCode::Required)),
            count if count > most => Some(Self::limited(pointer, FieldCode::TooMany, most)),
            _ => None,
        }
    }

    /// What is wrong with a text that has to be given, in `characters` without the blanks around it.
    pub fn of_required(
        pointer: &str,
        text: &str,
        characters: RangeInclusive<usize>,
    ) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::new(pointer, FieldCode::Required));
        }
        Self::of_optional(pointer, text, characters)
    }

    /// What is wrong with a text that may be left out; if it is given, it has to be in `characters`.
    pub fn of_optional(
        pointer: &str,
        text: &str,
        characters: RangeInclusive<usize>,
    ) -> Option<Self> {
        let (least, most) = characters.into_inner();
        match text.trim().chars().count() {
            0 => None,
            length if length < least => Some(Self::limited(pointer, FieldCode::TooShort, least)),
            length if length > most => Some(Self::limited(pointer, FieldCode::TooLong, most)),
            _ => None,
        }
    }
}

//! 电子证照: its status, what may happen to it, its versions, and the fields of its face.
//!
//! 异议标注 is deliberately not a status: a disputed licence stays what it is (a reading, after 拉享 二十三:
//! the person's business must not be held up).

mod life;

pub use life::{Condition, LicenceEventKind, LicenceRefusal, LicenceStatus};

use crate::id::LicenceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a reader is told: the stored status, or that the validity has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceStanding {
    /// 有效.
    Valid,
    /// 未生效: the validity has not begun.
    NotYetValid,
    /// 已过期.
    Expired,
    /// 暂扣.
    Suspended,
    /// 挂失.
    Lost,
    /// 已注销.
    Cancelled,
    /// 已撤销.
    Withdrawn,
    /// 已吊销.
    Revoked,
}

impl LicenceStanding {
    /// Every standing.
    pub const ALL: [Self; 8] = [
        Self::Valid,
        Self::NotYetValid,
        Self::Expired,
        Self::Suspended,
        Self::Lost,
        Self::Cancelled,
        Self::Withdrawn,
        Self::Revoked,
    ];

    /// As it stands in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotYetValid => "not-yet-valid",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Lost => "lost",
            Self::Cancelled => "cancelled",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
        }
    }
}

/// 证照等级: how far the library can vouch for a version (可信等级 in other systems).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Trust {
    /// Issued here, approved and sealed.
    A,
    /// Taken over from the issuer's own system.
    B,
    /// Entered from the paper by the issuer.
    C,
    /// A scan that the holder handed in.
    D,
}

impl Trust {
    /// Every level, the most trusted first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// Its letter.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// The level with this letter, large or small.
    pub fn parse(letter: &str) -> Option<Self> {
        let mut known = Self::ALL.into_iter();
        known.find(|level| level.as_str().eq_ignore_ascii_case(letter))
    }
}

/// What a licence is on `today` (local date). The last day of validity counts as valid; no end means 长期.
pub fn standing(
    status: LicenceStatus,
    valid_from: Date,
    valid_to: Option<Date>,
    today: Date,
) -> LicenceStanding {
    match status {
        LicenceStatus::Cancelled => LicenceStanding::Cancelled,
        LicenceStatus::Withdrawn => LicenceStanding::Withdrawn,
        LicenceStatus::Revoked => LicenceStanding::Revoked,
        _ if valid_to.is_some_and(|end| end < today) => LicenceStanding::Expired,
        LicenceStatus::Suspended => LicenceStanding::Suspended,
        LicenceStatus::Lost => LicenceStanding::Lost,
        LicenceStatus::Valid if today < valid_from => LicenceStanding::NotYetValid,
        LicenceStatus::Valid => LicenceStanding::Valid,
    }
}

/// One version of one licence: what an objection is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceVersion {
    /// The licence.
    pub licence: LicenceId,
    /// 版本号, 1 first (written `001`).
    pub version: u16,
}

/// One field of a licence's face (照面信息) with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaceValue {
    /// The key within the licence type.
    pub key: String,
    /// What people read.
    pub label: String,
    /// The value; sensitive ones are masked in lists and by default.
    pub value: String,
    /// Whether it holds a person's number, address or the like.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_valid_through_its_last_day_and_expired_on_the_next() {
        let day = |d| Date::constant(2026, 11, d);
        let on = |today| standing(LicenceStatus::Valid, day(1), Some(day(23)), today);
        assert_eq!(on(day(23)), LicenceStanding::Valid);
        assert_eq!(on(day(24)), LicenceStanding::Expired);
        assert_eq!(
            standing(LicenceStatus::Valid, day(24), None, day(23)),
            LicenceStanding::NotYetValid
        );
        assert_eq!(
            standing(LicenceStatus::Cancelled, day(1), Some(day(2)), day(23)),
            LicenceStanding::Cancelled
        );
    }
}

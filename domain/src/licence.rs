//! 电子证照: its status, what may happen to it, its versions, and the fields of its face.
//!
//! 异议标注 is deliberately not a status: a disputed licence stays what it is (a reading, after 拉享 二十三:
//! the person's business must not be held up).

use crate::id::LicenceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The status that is stored; expiry is computed, see [`standing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceStatus {
    /// 有效.
    Valid,
    /// 暂扣.
    Suspended,
    /// 挂失.
    Lost,
    /// 注销: final.
    Cancelled,
}

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
}

/// What happens to a licence after it was issued (兰安 一百四十九, 庆证 十三).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceEventKind {
    /// 制发: the first version.
    Issued,
    /// 更正: a new version that points at the one before.
    Corrected,
    /// 暂扣.
    Suspended,
    /// 发还: ends a suspension.
    Restored,
    /// 挂失.
    ReportedLost,
    /// 解除挂失.
    Found,
    /// 注销.
    Cancelled,
}

/// Why a life-cycle event is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LicenceRefusal {
    /// A cancelled licence stays cancelled.
    #[error("the licence is cancelled")]
    Cancelled,
    /// A licence is issued once.
    #[error("the licence has been issued already")]
    AlreadyIssued,
    /// Only a suspended licence can be restored.
    #[error("the licence is not suspended")]
    NotSuspended,
    /// Only a lost licence can be found.
    #[error("the licence is not reported lost")]
    NotLost,
    /// Only a valid licence can be suspended or reported lost.
    #[error("the licence is not valid")]
    NotValid,
}

impl LicenceStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Valid, Self::Suspended, Self::Lost, Self::Cancelled];

    /// The status after `event`, or why it can't happen.
    pub const fn after(self, event: LicenceEventKind) -> Result<Self, LicenceRefusal> {
        use LicenceEventKind as E;
        use LicenceRefusal as R;
        match (self, event) {
            (_, E::Issued) => Err(R::AlreadyIssued),
            (Self::Cancelled, _) => Err(R::Cancelled),
            (status, E::Corrected) => Ok(status),
            (Self::Valid, E::Suspended) => Ok(Self::Suspended),
            (Self::Valid, E::ReportedLost) => Ok(Self::Lost),
            (_, E::Suspended | E::ReportedLost) => Err(R::NotValid),
            (Self::Suspended, E::Restored) | (Self::Lost, E::Found) => Ok(Self::Valid),
            (_, E::Restored) => Err(R::NotSuspended),
            (_, E::Found) => Err(R::NotLost),
            (_, E::Cancelled) => Ok(Self::Cancelled),
        }
    }
}

impl LicenceEventKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Issued,
        Self::Corrected,
        Self::Suspended,
        Self::Restored,
        Self::ReportedLost,
        Self::Found,
        Self::Cancelled,
    ];
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
    fn every_status_meets_every_event_with_a_status_or_a_named_refusal() {
        for status in LicenceStatus::ALL {
            for event in LicenceEventKind::ALL {
                let after = status.after(event);
                if status == LicenceStatus::Cancelled {
                    assert!(after.is_err(), "{event:?} revived a cancelled licence");
                }
                if event == LicenceEventKind::Corrected && status != LicenceStatus::Cancelled {
                    assert_eq!(after, Ok(status), "a correction changes no status");
                }
            }
        }
        assert_eq!(
            LicenceStatus::Suspended.after(LicenceEventKind::Restored),
            Ok(LicenceStatus::Valid)
        );
        assert_eq!(
            LicenceStatus::Lost.after(LicenceEventKind::Found),
            Ok(LicenceStatus::Valid)
        );
        assert_eq!(
            LicenceStatus::Valid.after(LicenceEventKind::Cancelled),
            Ok(LicenceStatus::Cancelled)
        );
        assert_eq!(
            LicenceStatus::Lost.after(LicenceEventKind::Suspended),
            Err(LicenceRefusal::NotValid)
        );
    }

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

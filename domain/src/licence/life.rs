//! What may happen to a licence, and what it is afterwards: the one table of its life (兰安 一百四十九, 庆证 十三).
//!
//! 抵押 stands beside the status: a pledged licence stays valid, can be lost and found, but can't be changed or cancelled
//! before the pledge ends. 过期 isn't an event: it is computed.

use serde::{Deserialize, Serialize};

/// The status that is stored; expiry is computed, see [`super::standing`].
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
    /// 注销: final, at the end of an ordinary life.
    Cancelled,
    /// 撤销: final, because it should not have been granted.
    Withdrawn,
    /// 吊销: final, as a sanction.
    Revoked,
}

/// Everything about a licence's state that events change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// Its status.
    pub status: LicenceStatus,
    /// 抵押.
    pub pledged: bool,
}

/// What happens to a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceEventKind {
    /// 制发: the first version.
    Issued,
    /// 存量归集: a licence that was issued elsewhere enters the library (兰安 一百五十一).
    Collected,
    /// 更正: a new version that points at the one before.
    Corrected,
    /// 变更: a new version.
    Changed,
    /// 延续: a new version with a new validity.
    Renewed,
    /// 年审.
    Reviewed,
    /// 年检.
    Inspected,
    /// 暂扣.
    Suspended,
    /// 发还: ends a suspension.
    Restored,
    /// 挂失.
    ReportedLost,
    /// 解除挂失.
    Found,
    /// 抵押.
    Pledged,
    /// 解除抵押.
    Released,
    /// 注销.
    Cancelled,
    /// 撤销.
    Withdrawn,
    /// 吊销.
    Revoked,
}

/// Why a life-cycle event is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum LicenceRefusal {
    /// A licence whose life has ended stays what it is.
    #[error(
        "the licence has been cancelled, withdrawn or revoked; nothing can happen to it any more"
    )]
    Ended,
    /// A licence is issued once.
    #[error("the licence has been issued already")]
    AlreadyIssued,
    /// Only a suspended licence can be restored.
    #[error("the licence is not suspended")]
    NotSuspended,
    /// Only a lost licence can be found.
    #[error("the licence is not reported lost")]
    NotLost,
    /// Only a valid licence can be suspended, reported lost, changed, renewed, reviewed, inspected or pledged.
    #[error("the licence is suspended or reported lost; end that first")]
    NotValid,
    /// 抵押期间: the pledge ends first.
    #[error("the licence is pledged; release the pledge first")]
    Pledged,
    /// Only a pledged licence can be released.
    #[error("the licence is not pledged")]
    NotPledged,
}

impl LicenceStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Valid,
        Self::Suspended,
        Self::Lost,
        Self::Cancelled,
        Self::Withdrawn,
        Self::Revoked,
    ];

    /// Whether its life has ended.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Cancelled | Self::Withdrawn | Self::Revoked)
    }
}

impl LicenceEventKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Issued,
        Self::Collected,
        Self::Corrected,
        Self::Changed,
        Self::Renewed,
        Self::Reviewed,
        Self::Inspected,
        Self::Suspended,
        Self::Restored,
        Self::ReportedLost,
        Self::Found,
        Self::Pledged,
        Self::Released,
        Self::Cancelled,
        Self::Withdrawn,
        Self::Revoked,
    ];

    /// Whether it makes a version: 变更, 延续 and 更正 a new one, 制发 and 归集 the first.
    pub const fn makes_version(self) -> bool {
        matches!(
            self,
            Self::Issued | Self::Collected | Self::Corrected | Self::Changed | Self::Renewed
        )
    }

    /// Whether it ends the licence's life: what can't be undone is looked at twice.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Cancelled | Self::Withdrawn | Self::Revoked)
    }
}

impl Condition {
    /// What a licence is when it is issued.
    pub const NEW: Self = Self {
        status: LicenceStatus::Valid,
        pledged: false,
    };

    /// The condition after `event`, or why it can't happen.
    pub const fn after(self, event: LicenceEventKind) -> Result<Self, LicenceRefusal> {
        use LicenceEventKind as E;
        use LicenceRefusal as R;
        use LicenceStatus as S;
        match (self.status, event) {
            (_, E::Issued | E::Collected) => Err(R::AlreadyIssued),
            (S::Cancelled | S::Withdrawn | S::Revoked, _) => Err(R::Ended),
            (_, E::Changed | E::Renewed | E::Cancelled | E::Pledged) if self.pledged => {
                Err(R::Pledged)
            }
            (_, E::Corrected)
            | (S::Valid, E::Changed | E::Renewed | E::Reviewed | E::Inspected) => Ok(self),
            (S::Valid, E::Suspended) => Ok(self.turned(S::Suspended)),
            (S::Valid, E::ReportedLost) => Ok(self.turned(S::Lost)),
            (S::Valid, E::Pledged) => Ok(self.pledge(true)),
            (
                _,
                E::Changed
                | E::Renewed
                | E::Reviewed
                | E::Inspected
                | E::Suspended
                | E::ReportedLost
                | E::Pledged,
            ) => Err(R::NotValid),
            (_, E::Released) if self.pledged => Ok(self.pledge(false)),
            (_, E::Released) => Err(R::NotPledged),
            (S::Suspended, E::Restored) | (S::Lost, E::Found) => Ok(self.turned(S::Valid)),
            (_, E::Restored) => Err(R::NotSuspended),
            (_, E::Found) => Err(R::NotLost),
            (_, E::Cancelled) => Ok(self.turned(S::Cancelled)),
            (_, E::Withdrawn) => Ok(self.turned(S::Withdrawn)),
            (_, E::Revoked) => Ok(self.turned(S::Revoked)),
        }
    }

    const fn turned(self, status: LicenceStatus) -> Self {
        Self { status, ..self }
    }

    const fn pledge(self, pledged: bool) -> Self {
        Self { pledged, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LicenceEventKind as E;
    use LicenceRefusal as R;
    use LicenceStatus as S;

    /// The whole table, written out once more by hand: for each condition what each event leads to.
    fn expected(status: S, pledged: bool, event: E) -> Result<(S, bool), R> {
        let same = Ok((status, pledged));
        match event {
            E::Issued | E::Collected => Err(R::AlreadyIssued),
            _ if [S::Cancelled, S::Withdrawn, S::Revoked].contains(&status) => Err(R::Ended),
            E::Corrected => same,
            E::Withdrawn => Ok((S::Withdrawn, pledged)),
            E::Revoked => Ok((S::Revoked, pledged)),
            E::Cancelled | E::Changed | E::Renewed | E::Pledged if pledged => Err(R::Pledged),
            E::Cancelled => Ok((S::Cancelled, false)),
            E::Changed | E::Renewed | E::Reviewed | E::Inspected if status == S::Valid => same,
            E::Suspended if status == S::Valid => Ok((S::Suspended, pledged)),
            E::ReportedLost if status == S::Valid => Ok((S::Lost, pledged)),
            E::Pledged if status == S::Valid => Ok((S::Valid, true)),
            E::Restored if status == S::Suspended => Ok((S::Valid, pledged)),
            E::Found if status == S::Lost => Ok((S::Valid, pledged)),
            E::Released if pledged => Ok((status, false)),
            E::Restored => Err(R::NotSuspended),
            E::Found => Err(R::NotLost),
            E::Released => Err(R::NotPledged),
            _ => Err(R::NotValid),
        }
    }

    #[test]
    fn every_condition_meets_every_event_with_a_condition_or_a_named_refusal() {
        for status in S::ALL {
            for pledged in [false, true] {
                for event in E::ALL {
                    let after = Condition { status, pledged }
                        .after(event)
                        .map(|after| (after.status, after.pledged));
                    assert_eq!(
                        after,
                        expected(status, pledged, event),
                        "{status:?} {pledged} {event:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_event_is_final_exactly_when_it_leads_to_a_final_status() {
        for event in E::ALL
            .into_iter()
            .filter(|event| !matches!(event, E::Issued | E::Collected))
        {
            let leads = S::ALL.into_iter().any(|status| {
                let after = Condition {
                    status,
                    pledged: false,
                }
                .after(event);
                after.is_ok_and(|after| after.status.is_final())
            });
            assert_eq!(event.is_final(), leads, "{event:?}");
        }
    }
}

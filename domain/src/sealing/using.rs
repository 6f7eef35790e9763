//! May this seal be put on this version now (兰安 一百四十至一百四十二)?

use super::SealState;
use crate::id::StaffId;
use crate::issuing::Way;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a standing authority covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// Versions whose content was approved here.
    Approved,
    /// Versions that were issued elsewhere and collected.
    Collected,
    /// Both.
    Both,
}

/// A standing authority: the seal is put on what comes of one type, from a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthorityTerms {
    /// Which versions.
    pub covers: Covers,
    /// From this local day on.
    pub from: Date,
    /// Through this local day.
    pub to: Date,
    /// Whether somebody ended it before.
    pub ended: bool,
}

/// Who puts the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealer {
    /// Somebody: the keeper or the deputy, if it is one of them.
    Person(StaffId),
    /// A standing authority, on this local day.
    Authority(AuthorityTerms, Date),
}

/// A seal that is about to be put.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// Where it stands.
    pub state: SealState,
    /// Its certificate's first and last instant; none before it is made.
    pub valid: Option<(Timestamp, Timestamp)>,
    /// Who keeps it.
    pub keeper: Option<StaffId>,
    /// Who keeps it while the keeper is away.
    pub deputy: Option<StaffId>,
}

/// Why a seal can't be put. The sentences for people are in `text::sealing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum UseRefusal {
    /// Requested, confirmed or declined.
    #[error("the seal has not been made")]
    NotMade,
    /// 停用.
    #[error("the seal is suspended")]
    Suspended,
    /// 废止.
    #[error("the seal has been revoked")]
    Revoked,
    /// Its certificate begins later, or has ended.
    #[error("the seal's certificate is not valid now")]
    NotValid,
    /// 一百三十七: keeper and deputy alone.
    #[error("the seal is put by its keeper or deputy alone")]
    NotTheKeeper,
    /// The authority was ended, or its days are over or have not begun.
    #[error("the standing authority is not in force")]
    NoAuthority,
    /// The authority is for the other kind of versions.
    #[error("the standing authority does not cover this version")]
    NotCovered,
    /// 文件、证照未经审批,不能启动电子印章.
    #[error("nobody has approved this content")]
    NotApproved,
    /// What would be sealed isn't what was approved.
    #[error("the record is not the one that was approved")]
    OtherContent,
    /// Sealed already, superseded, or never there.
    #[error("the version does not wait for a seal")]
    NotWaiting,
}

impl UseRefusal {
    /// Every reason.
    pub const ALL: [Self; 10] = [
        Self::NotMade,
        Self::Suspended,
        Self::Revoked,
        Self::NotValid,
        Self::NotTheKeeper,
        Self::NoAuthority,
        Self::NotCovered,
        Self::NotApproved,
        Self::OtherContent,
        Self::NotWaiting,
    ];
}

impl SealState {
    /// Whether a seal in this state can be put on anything.
    pub const fn is_in_use(self) -> Result<(), UseRefusal> {
        match self {
            Self::Made => Ok(()),
            Self::Suspended => Err(UseRefusal::Suspended),
            Self::Revoked => Err(UseRefusal::Revoked),
            Self::Requested | Self::Confirmed | Self::Declined => Err(UseRefusal::NotMade),
        }
    }
}

impl Covers {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Approved, Self::Collected, Self::Both];

    /// Whether versions that came in this way are covered.
    pub const fn includes(self, way: Way) -> bool {
        matches!(
            (self, way),
            (Self::Both, _) | (Self::Approved, Way::Approved) | (Self::Collected, Way::Collected)
        )
    }
}

impl AuthorityTerms {
    /// Whether it is in force on this local day.
    pub fn in_force(&self, today: Date) -> bool {
        !self.ended && self.from <= today && today <= self.to
    }
}

impl Use {
    /// Whether this one may put the seal on anything now.
    pub fn by(&self, sealer: Sealer, now: Timestamp) -> Result<(), UseRefusal> {
        self.state.is_in_use()?;
        let second = now.as_second();
        let valid = |(from, to): (Timestamp, Timestamp)| {
            (from.as_second()..=to.as_second()).contains(&second)
        };
        if !self.valid.is_some_and(valid) {
            return Err(UseRefusal::NotValid);
        }
        match sealer {
            Sealer::Person(who) if [self.keeper, self.deputy].contains(&Some(who)) => Ok(()),
            Sealer::Person(_) => Err(UseRefusal::NotTheKeeper),
            Sealer::Authority(terms, today) if terms.in_force(today) => Ok(()),
            Sealer::Authority(..) => Err(UseRefusal::NoAuthority),
        }
    }
}

impl Sealer {
    /// Whether this one may put a seal on a version that came in this way, with this digest, and with that one approved.
    pub fn may_put(
        self,
        way: Way,
        digest: &[u8],
        approved: Option<&[u8]>,
    ) -> Result<(), UseRefusal> {
        match (self, way) {
            (Self::Authority(terms, _), _) if !terms.covers.includes(way) => {
                Err(UseRefusal::NotCovered)
            }
            (Self::Person(_), Way::Collected) => Err(UseRefusal::NotApproved),
            (Self::Authority(..), Way::Collected) => Ok(()),
            (_, Way::Approved) => match approved {
                None => Err(UseRefusal::NotApproved),
                Some(approved) if approved != digest => Err(UseRefusal::OtherContent),
                Some(_) => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use UseRefusal as R;
    use uuid::Uuid;

    const KEEPER: StaffId = StaffId(Uuid::from_u128(1));
    const DEPUTY: StaffId = StaffId(Uuid::from_u128(2));
    const OTHER: StaffId = StaffId(Uuid::from_u128(3));
    const TODAY: Date = Date::constant(2026, 11, 24);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn seal(state: SealState) -> Use {
        Use {
            state,
            valid: Some((at("2026-01-01T00:00:00Z"), at("2028-12-31T23:59:59Z"))),
            keeper: Some(KEEPER),
            deputy: Some(DEPUTY),
        }
    }

    fn terms(covers: Covers) -> AuthorityTerms {
        AuthorityTerms {
            covers,
            from: TODAY,
            to: TODAY,
            ended: false,
        }
    }

    #[test]
    fn a_seal_is_put_by_its_keeper_or_deputy_only_while_it_is_made_and_valid() {
        let now = at("2026-11-24T02:00:00Z");
        for state in SealState::ALL {
            let expected = match state {
                SealState::Made => Ok(()),
                SealState::Suspended => Err(R::Suspended),
                SealState::Revoked => Err(R::Revoked),
                _ => Err(R::NotMade),
            };
            for who in [KEEPER, DEPUTY] {
                assert_eq!(seal(state).by(Sealer::Person(who), now), expected);
            }
            let authority = Sealer::Authority(terms(Covers::Both), TODAY);
            assert_eq!(seal(state).by(authority, now), expected);
        }
        let made = seal(SealState::Made);
        assert_eq!(made.by(Sealer::Person(OTHER), now), Err(R::NotTheKeeper));
        for (then, expected) in [
            ("2025-12-31T23:59:59Z", Err(R::NotValid)),
            ("2026-01-01T00:00:00Z", Ok(())),
            ("2028-12-31T23:59:59.5Z", Ok(())),
            ("2029-01-01T00:00:00Z", Err(R::NotValid)),
        ] {
            assert_eq!(
                made.by(Sealer::Person(KEEPER), at(then)),
                expected,
                "{then}"
            );
        }
        let without = Use {
            valid: None,
            ..made
        };
        assert_eq!(without.by(Sealer::Person(KEEPER), now), Err(R::NotValid));
    }

    #[test]
    fn an_authority_holds_on_its_days_until_somebody_ends_it() {
        let now = at("2026-11-24T02:00:00Z");
        let by = |terms| seal(SealState::Made).by(Sealer::Authority(terms, TODAY), now);
        let good = terms(Covers::Both);
        let (before, after) = (TODAY.yesterday().unwrap(), TODAY.tomorrow().unwrap());
        assert_eq!(by(good), Ok(()));
        for wrong in [
            AuthorityTerms {
                ended: true,
                ..good
            },
            AuthorityTerms {
                from: after,
                to: after,
                ..good
            },
            AuthorityTerms {
                from: before,
                to: before,
                ..good
            },
        ] {
            assert_eq!(by(wrong), Err(R::NoAuthority), "{wrong:?}");
        }
    }

    /// Each sealer against each way and each approval; `None`: nobody approved, `Some(false)`: something else.
    #[test]
    fn no_seal_without_approval_but_on_what_was_collected_under_an_authority() {
        for way in [Way::Approved, Way::Collected] {
            for approval in [None, Some(false), Some(true)] {
                let approved = match approval {
                    None => None,
                    Some(true) => Some(&b"digest"[..]),
                    Some(false) => Some(&b"other"[..]),
                };
                let of_approval = match approval {
                    None => Err(R::NotApproved),
                    Some(false) => Err(R::OtherContent),
                    Some(true) => Ok(()),
                };
                let put = |sealer: Sealer| sealer.may_put(way, b"digest", approved);
                let by_keeper = match way {
                    Way::Approved => of_approval,
                    Way::Collected => Err(R::NotApproved),
                };
                assert_eq!(put(Sealer::Person(KEEPER)), by_keeper);
                for covers in Covers::ALL {
                    let expected = match (covers, way) {
                        (Covers::Approved, Way::Collected) | (Covers::Collected, Way::Approved) => {
                            Err(R::NotCovered)
                        }
                        (_, Way::Collected) => Ok(()),
                        (_, Way::Approved) => of_approval,
                    };
                    let authority = Sealer::Authority(terms(covers), TODAY);
                    assert_eq!(put(authority), expected, "{covers:?} {way:?} {approval:?}");
                }
            }
        }
    }
}

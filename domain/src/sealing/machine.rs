//! From the request for a seal to its end, and who may do what on the way (兰安 一百三十六, 一百三十七, 一百三十九).

use crate::access::{Relation, Role};
use crate::id::StaffId;
use serde::{Deserialize, Serialize};

/// Where a seal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SealState {
    /// 已申请, by the issuer.
    Requested,
    /// 已核实, by the service centre.
    Confirmed,
    /// 已制作: it has a key and a certificate, and can be put on licences.
    Made,
    /// 停用 for a while.
    Suspended,
    /// 不予制作: final.
    Declined,
    /// 废止: final. What was sealed before stays sealed.
    Revoked,
}

/// What happens to a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SealEvent {
    /// 核实确认.
    Confirm,
    /// 不予制作.
    Decline,
    /// 制作.
    Make,
    /// 停用.
    Suspend,
    /// 恢复.
    Resume,
    /// 废止.
    Revoke,
}

/// Why something can't happen to a seal. The sentences for people are in `text::sealing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SealRefusal {
    /// A seal that was declined or revoked stays so.
    #[error("the seal has been declined or revoked; nothing can happen to it any more")]
    Ended,
    /// Only a request is confirmed.
    #[error("the seal's request has been confirmed already")]
    NotRequested,
    /// 涉及政务服务事项 … 需经政务服务中心核实确认.
    #[error("the service centre has not confirmed the request")]
    NotConfirmed,
    /// Made once.
    #[error("the seal has been made already")]
    AlreadyMade,
    /// Only a seal that was made can be suspended or revoked.
    #[error("the seal has not been made")]
    NotMade,
    /// Suspended once.
    #[error("the seal is suspended already")]
    AlreadySuspended,
    /// Only a suspended seal is resumed.
    #[error("the seal is not suspended")]
    NotSuspended,
    /// A certificate answers the request for it.
    #[error("no certificate has been asked for")]
    NotAsked,
}

impl SealRefusal {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Ended,
        Self::NotRequested,
        Self::NotConfirmed,
        Self::AlreadyMade,
        Self::NotMade,
        Self::AlreadySuspended,
        Self::NotSuspended,
        Self::NotAsked,
    ];
}

impl SealState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Requested,
        Self::Confirmed,
        Self::Made,
        Self::Suspended,
        Self::Declined,
        Self::Revoked,
    ];

    /// Whether its life has ended.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Declined | Self::Revoked)
    }

    /// The state after `event`, or why it can't happen.
    pub const fn after(self, event: SealEvent) -> Result<Self, SealRefusal> {
        use SealEvent as E;
        use SealRefusal as R;
        match (self, event) {
            (Self::Declined | Self::Revoked, _) => Err(R::Ended),
            (Self::Requested, E::Confirm) => Ok(Self::Confirmed),
            (_, E::Confirm) => Err(R::NotRequested),
            (Self::Requested | Self::Confirmed, E::Decline) => Ok(Self::Declined),
            (Self::Confirmed, E::Make) | (Self::Suspended, E::Resume) => Ok(Self::Made),
            (Self::Requested, E::Make) => Err(R::NotConfirmed),
            (_, E::Make | E::Decline) => Err(R::AlreadyMade),
            (Self::Requested | Self::Confirmed, _) => Err(R::NotMade),
            (Self::Made, E::Suspend) => Ok(Self::Suspended),
            (Self::Suspended, E::Suspend) => Err(R::AlreadySuspended),
            (Self::Made, E::Resume) => Err(R::NotSuspended),
            (Self::Made | Self::Suspended, E::Revoke) => Ok(Self::Revoked),
        }
    }
}

impl SealEvent {
    /// Every event.
    pub const ALL: [Self; 6] = [
        Self::Confirm,
        Self::Decline,
        Self::Make,
        Self::Suspend,
        Self::Resume,
        Self::Revoke,
    ];

    /// What somebody needs to be allowed to do for it.
    pub const fn act(self) -> SealAct {
        match self {
            Self::Confirm => SealAct::Confirm,
            Self::Decline => SealAct::Decline,
            Self::Make => SealAct::Make,
            Self::Suspend => SealAct::Suspend,
            Self::Resume => SealAct::Resume,
            Self::Revoke => SealAct::Revoke,
        }
    }

    /// Whether it has to be said why.
    pub const fn needs_words(self) -> bool {
        matches!(
            self,
            Self::Decline | Self::Suspend | Self::Resume | Self::Revoke
        )
    }
}

/// What can be done with seals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SealAct {
    /// Look a seal and its history up.
    Read,
    /// Ask for one (提交制章需求).
    Request,
    /// 核实确认.
    Confirm,
    /// Decline a request.
    Decline,
    /// 制作.
    Make,
    /// 停用.
    Suspend,
    /// 恢复.
    Resume,
    /// 废止.
    Revoke,
    /// Agree that somebody else keeps it (经办公室负责人同意指定他人代管).
    HandOver,
    /// Grant and end a standing authority.
    Authorise,
    /// Put it on licences; keeper and deputy alone, see [`super::Use`].
    Put,
    /// Read the summary of sealings and print-outs (一百四十二).
    Summary,
}

impl SealAct {
    /// Every act.
    pub const ALL: [Self; 12] = [
        Self::Read,
        Self::Request,
        Self::Confirm,
        Self::Decline,
        Self::Make,
        Self::Suspend,
        Self::Resume,
        Self::Revoke,
        Self::HandOver,
        Self::Authorise,
        Self::Put,
        Self::Summary,
    ];
}

/// Who may do what with a seal. The approver stands for the head of the issuer's office, the supervisor for the service
/// centre, the administrator for 科技发展局.
pub const fn may(role: Role, relation: Relation, act: SealAct) -> bool {
    use SealAct as A;
    match (role, relation) {
        (Role::Handler, Relation::OwnAgency) => matches!(act, A::Read | A::Put | A::Summary),
        (Role::Approver, Relation::OwnAgency) => matches!(
            act,
            A::Read | A::Request | A::Suspend | A::HandOver | A::Authorise | A::Summary
        ),
        (Role::Supervisor, _) => matches!(act, A::Read | A::Confirm | A::Decline | A::Summary),
        (Role::Admin, _) => matches!(
            act,
            A::Read | A::Decline | A::Make | A::Suspend | A::Resume | A::Revoke | A::Summary
        ),
        (Role::Auditor, _) => matches!(act, A::Read | A::Summary),
        _ => false,
    }
}

/// Why somebody can't keep a seal. The sentences for people are in `text::sealing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum KeeperRefusal {
    /// Nobody of the own agency, or somebody who can't log in any more.
    #[error("the keeper of a seal works at its agency")]
    NotOfTheAgency,
    /// 签章人需审核是否经有签发权人签发: who approves doesn't seal as well.
    #[error("a handler keeps a seal, not who approves contents")]
    NotAHandler,
    /// They do already.
    #[error("this person keeps the seal already")]
    Already,
}

impl KeeperRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::NotOfTheAgency, Self::NotAHandler, Self::Already];
}

/// Whether somebody may take a seal over: as its keeper or deputy one of the own handlers, and never both.
pub fn keeps(
    is_of_agency: bool,
    role: Role,
    who: StaffId,
    held_by: &[StaffId],
) -> Result<(), KeeperRefusal> {
    if !is_of_agency {
        return Err(KeeperRefusal::NotOfTheAgency);
    }
    if !matches!(role, Role::Handler) {
        return Err(KeeperRefusal::NotAHandler);
    }
    if held_by.contains(&who) {
        return Err(KeeperRefusal::Already);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// The whole table once more by hand: a row for each state, its cells in the order of the events; `!` refuses.
    const TABLE: &str = "
        Requested  Confirmed      Declined      !NotConfirmed  !NotMade           !NotMade       !NotMade
        Confirmed  !NotRequested  Declined      Made           !NotMade           !NotMade       !NotMade
        Made       !NotRequested  !AlreadyMade  !AlreadyMade   Suspended          !NotSuspended  Revoked
        Suspended  !NotRequested  !AlreadyMade  !AlreadyMade   !AlreadySuspended  Made           Revoked
        Declined   !Ended         !Ended        !Ended         !Ended             !Ended         !Ended
        Revoked    !Ended         !Ended        !Ended         !Ended             !Ended         !Ended";

    #[test]
    fn every_state_meets_every_event_with_a_state_or_a_named_refusal() {
        let rows = SealState::ALL.map(|state| {
            let cells = SealEvent::ALL.map(|event| match state.after(event) {
                Ok(next) => format!("{next:?}"),
                Err(refusal) => format!("!{refusal:?}"),
            });
            format!("{state:?} {}", cells.join(" "))
        });
        let by_hand = TABLE.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(rows.join(" "), by_hand);
    }

    #[test]
    fn nobody_makes_the_seal_that_they_asked_for_or_confirmed_nor_uses_what_they_agreed_to() {
        for role in Role::ALL {
            let can = |act| may(role, Relation::OwnAgency, act);
            let makers = [SealAct::Request, SealAct::Confirm, SealAct::Make];
            assert!(
                makers.into_iter().filter(|act| can(*act)).count() <= 1,
                "{role:?}"
            );
            assert!(!(can(SealAct::HandOver) && can(SealAct::Put)), "{role:?}");
        }
    }

    #[test]
    fn seals_are_used_and_handed_over_in_the_own_agency_alone_and_holders_have_none() {
        for act in SealAct::ALL {
            for relation in [Relation::Own, Relation::OwnAgency, Relation::Other] {
                assert!(!may(Role::Holder, relation, act));
                assert!(!may(Role::SecurityAdmin, relation, act));
            }
            for role in [Role::Handler, Role::Approver] {
                assert!(!may(role, Relation::Other, act), "{role:?} {act:?}");
            }
        }
    }

    #[test]
    fn a_seal_is_kept_by_a_handler_of_its_agency_who_does_not_hold_it_yet() {
        let (one, other) = (StaffId(Uuid::from_u128(1)), StaffId(Uuid::from_u128(2)));
        assert_eq!(keeps(true, Role::Handler, one, &[other]), Ok(()));
        let refused = |of_agency, role, held: &[StaffId]| keeps(of_agency, role, one, held);
        let handler = Role::Handler;
        assert_eq!(
            refused(false, handler, &[]),
            Err(KeeperRefusal::NotOfTheAgency)
        );
        for role in Role::ALL.into_iter().filter(|role| *role != handler) {
            assert_eq!(refused(true, role, &[]), Err(KeeperRefusal::NotAHandler));
        }
        assert_eq!(refused(true, handler, &[one]), Err(KeeperRefusal::Already));
    }
}

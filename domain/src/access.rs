//! Who may do what to whose record: one table, used by the server to decide and by the app to show.
//!
//! It follows 兰安 一百五十五 (holders see their own), 一百五十八 and 庆证 二十二 (the issuer answers), and keeps
//! administrators away from licence data (三员分立).

mod action;
mod machine;

pub use action::Action;
pub use machine::KeyPurpose;

use crate::id::{AgencyId, HolderId, StaffId};
use serde::{Deserialize, Serialize};

/// What somebody may be here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 持证主体.
    Holder,
    /// 经办人 of an issuing agency: marks, verifies, proposes.
    Handler,
    /// 审批人 of an issuing agency: approves or sends back.
    Approver,
    /// 管理单位: watches every clock.
    Supervisor,
    /// 系统管理员.
    Admin,
    /// 安全管理员.
    SecurityAdmin,
    /// 审计员.
    Auditor,
}

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// A holder.
    Holder {
        /// Who.
        holder: HolderId,
    },
    /// Somebody who works at an agency.
    Staff {
        /// Who.
        staff: StaffId,
        /// Where.
        agency: AgencyId,
        /// As what.
        role: Role,
    },
}

/// Whose record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The holder it belongs to.
    pub holder: HolderId,
    /// The issuing agency that answers for it.
    pub issuer: AgencyId,
}

/// How an actor stands to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It is the actor's own.
    Own,
    /// The actor's agency issued it.
    OwnAgency,
    /// The actor's agency passed the case on, or answered one that it was passed on.
    Partner,
    /// It was drawn in a sample that the actor inspects.
    Drawn,
    /// None of these.
    Other,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Holder,
        Self::Handler,
        Self::Approver,
        Self::Supervisor,
        Self::Admin,
        Self::SecurityAdmin,
        Self::Auditor,
    ];

    /// Whether this role works at the desk of cases.
    pub const fn works_cases(self) -> bool {
        matches!(self, Self::Handler | Self::Approver | Self::Supervisor)
    }
}

impl Actor {
    /// The role it acts in.
    pub const fn role(&self) -> Role {
        match self {
            Self::Holder { .. } => Role::Holder,
            Self::Staff { role, .. } => *role,
        }
    }

    /// How it stands to a record.
    pub fn relation(&self, record: Record) -> Relation {
        match self {
            Self::Holder { holder } if *holder == record.holder => Relation::Own,
            Self::Staff { agency, .. } if *agency == record.issuer => Relation::OwnAgency,
            _ => Relation::Other,
        }
    }

    /// Whether it may do `action` to a case: as any record, or as the other agency of one that was passed on.
    pub fn may_in_case(&self, action: Action, record: Record, partner: Option<AgencyId>) -> bool {
        let shares = matches!(self, Self::Staff { agency, .. } if partner == Some(*agency));
        self.may(action, record) || shares && allowed(self.role(), Relation::Partner, action)
    }

    /// Whether it may do `action` to `record`.
    pub fn may(&self, action: Action, record: Record) -> bool {
        allowed(self.role(), self.relation(record), action)
    }
}

/// The table.
pub const fn allowed(role: Role, relation: Relation, action: Action) -> bool {
    use Action as A;
    match (role, relation) {
        (Role::Holder, Relation::Own) => matches!(
            action,
            A::ReadLicence
                | A::ShowLicence
                | A::File
                | A::ReadCase
                | A::ReadEvidence
                | A::Supplement
                | A::Withdraw
                | A::AskReview
                | A::ReadUses
        ),
        (Role::Handler, Relation::OwnAgency) => handles(action),
        (Role::Approver, Relation::OwnAgency) => approves(action),
        (Role::Handler, Relation::Partner) if matches!(action, A::Disagree) => true,
        (Role::Handler | Role::Approver, Relation::Partner) => {
            matches!(action, A::ReadCase | A::ReadEvidence | A::ShareNotes)
        }
        // A supervisor or an auditor reads the licences drawn for them, and no others.
        (Role::Supervisor | Role::Auditor, Relation::Drawn) => {
            matches!(action, A::ReadLicence | A::Inspect)
        }
        (Role::Supervisor, _) => {
            matches!(
                action,
                A::ReadCase
                    | A::ShareNotes
                    | A::ReviewType
                    | A::WatchLibrary
                    | A::WatchCases
                    | A::Urge
                    | A::Settle
                    | A::ExportCase
                    | A::ReleaseDisclosure
                    | A::KeepCalendar
                    | A::DrawSample
                    | A::GiveKeys
                    | A::GrantExtension
                    | A::KeepRecords
            )
        }
        (Role::SecurityAdmin, Relation::OwnAgency | Relation::Other) => {
            matches!(action, A::KeepStaff)
        }
        // Who reads the log may need the whole of what it tells of; the record says for which court or audit.
        (Role::Auditor, Relation::OwnAgency | Relation::Other) => {
            matches!(action, A::ExportCase | A::KeepRecords)
        }
        _ => false,
    }
}

/// What a handler does with what the own agency issued.
const fn handles(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::ReadLicence
            | A::ReadCase
            | A::ReadEvidence
            | A::Mark
            | A::Verify
            | A::Return
            | A::Propose
            | A::Register
            | A::Transfer
            | A::HandOn
            | A::Answer
            | A::Tell
            | A::EnterForObjector
            | A::ShareNotes
            | A::Prepare
            | A::EnterEvent
            | A::CompileType
            | A::DeclareOutage
            | A::WatchLibrary
            | A::Disagree
            | A::AnswerUrging
            | A::Inquire
            | A::AnswerInquiry
            | A::AskExtension
            | A::ProposeDisclosure
            | A::AnswerFinding
            | A::Import
            | A::SearchLicences
            | A::ReadUses
            | A::RegisterRepresentative
            | A::UseTemplates
    )
}

/// What an approver does with it.
const fn approves(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::ReadLicence
            | A::ReadCase
            | A::ReadEvidence
            | A::Mark
            | A::Approve
            | A::SendBack
            | A::Reopen
            | A::ShareNotes
            | A::ApproveContent
            | A::CompileType
            | A::DeclareOutage
            | A::WatchLibrary
            | A::WatchCases
            | A::AnswerUrging
            | A::ExportCase
            | A::ReleaseDisclosure
            | A::AnswerFinding
            | A::SearchLicences
            | A::ReadUses
            | A::UseTemplates
            | A::KeepTemplates
    )
}

#[cfg(test)]
mod tests;

//! Who may do what to whose record: one table, used by the server to decide and by the app to show.
//!
//! It follows 兰安 一百五十五 (holders see their own), 一百五十八 and 庆证 二十二 (the issuer answers), and keeps
//! administrators away from licence data (三员分立).

mod machine;

pub use machine::KeyPurpose;

use crate::flow::CaseEvent;
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

/// What can be done to a licence or to an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Look a licence up, with its face.
    ReadLicence,
    /// File an objection to it, and write its draft.
    File,
    /// Read a case with its claims.
    ReadCase,
    /// Open a file of evidence.
    ReadEvidence,
    /// Answer a return for supplement.
    Supplement,
    /// Withdraw an objection.
    Withdraw,
    /// 异议标注.
    Mark,
    /// Begin 核实.
    Verify,
    /// Ask the objector for more.
    Return,
    /// Propose a decision.
    Propose,
    /// Approve a proposal.
    Approve,
    /// Send a proposal back.
    SendBack,
    /// Register a case that came in by hotline, letter or another department (兰安 一百五十八, 庆数 三十三).
    Register,
    /// Pass a case on to who has to answer (庆数 三十三, 嘉网 二十七(二)).
    Transfer,
    /// Hand a case on that came to the wrong agency.
    HandOn,
    /// Answer alone, where that takes nobody else (嘉网 二十七(二)).
    Answer,
    /// Note that somebody without an account was told.
    Tell,
    /// Enter what somebody without an account says: a supplement, a withdrawal.
    EnterForObjector,
    /// Read and write what only staff see of a case: 内部备注.
    ShareNotes,
    /// Take a closed case up again.
    Reopen,
    /// Ask other people to look at the decision again.
    AskReview,
    /// Take a disagreement with the other department to the managing body (兰享 三十).
    Disagree,
    /// End it with a result.
    Settle,
    /// Prepare a version of a licence for approval (兰安 一百四十九).
    Prepare,
    /// Approve the content of one, or send it back (兰安 一百四十).
    ApproveContent,
    /// Enter what happens to a licence: 年检, 挂失, 暂扣, 注销 and the like (兰安 一百四十九).
    EnterEvent,
    /// Compile an entry of the catalogue (兰安 一百四十八, 庆证 十一).
    CompileType,
    /// Review, publish, suspend and withdraw entries of the catalogue.
    ReviewType,
    /// Declare an outage, and say what became of what it held up (兰安 一百五十二).
    DeclareOutage,
    /// See the quality figures, the outages and the inspections (兰安 一百六十三).
    WatchLibrary,
    /// See how the cases stand and were answered (电子监察), and take the figures home.
    WatchCases,
    /// 督办: ask the agency of a case for an answer by a day.
    Urge,
    /// Answer such a request.
    AnswerUrging,
    /// 协查: ask another agency about a case.
    Inquire,
    /// Answer what another agency asked.
    AnswerInquiry,
    /// Take a case home whole, as a signed file for a court or an auditor.
    ExportCase,
    /// Propose that a case is disclosed (嘉网 十三, 二十七), in words that name nobody.
    ProposeDisclosure,
    /// Release such words, or withhold them.
    ReleaseDisclosure,
    /// Load what the State Council or the region arranges, and approve what another has loaded.
    KeepCalendar,
    /// Draw a sample and give it to an inspector (兰安 一百六十三).
    DrawSample,
    /// Record what was found about a licence of a sample, and judge the answer.
    Inspect,
    /// Answer a finding.
    AnswerFinding,
    /// Take in what was issued elsewhere, by file or message (兰安 一百五十一).
    Import,
    /// Search the licences of the own agency, and take the list home (兰安 一百四十九).
    SearchLicences,
    /// See who read a licence and when.
    ReadUses,
    /// Register who a company's 法定代表人 is, and the end of it; the licence is its 营业执照.
    RegisterRepresentative,
    /// Give another system a key, and end it.
    GiveKeys,
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

impl Action {
    /// Every action.
    pub const ALL: [Self; 47] = [
        Self::ReadLicence,
        Self::File,
        Self::ReadCase,
        Self::ReadEvidence,
        Self::Supplement,
        Self::Withdraw,
        Self::Mark,
        Self::Verify,
        Self::Return,
        Self::Propose,
        Self::Approve,
        Self::SendBack,
        Self::Register,
        Self::Transfer,
        Self::HandOn,
        Self::Answer,
        Self::Tell,
        Self::EnterForObjector,
        Self::ShareNotes,
        Self::Reopen,
        Self::AskReview,
        Self::Disagree,
        Self::Settle,
        Self::Prepare,
        Self::ApproveContent,
        Self::EnterEvent,
        Self::CompileType,
        Self::ReviewType,
        Self::DeclareOutage,
        Self::WatchLibrary,
        Self::WatchCases,
        Self::Urge,
        Self::AnswerUrging,
        Self::Inquire,
        Self::AnswerInquiry,
        Self::ExportCase,
        Self::ProposeDisclosure,
        Self::ReleaseDisclosure,
        Self::KeepCalendar,
        Self::DrawSample,
        Self::Inspect,
        Self::AnswerFinding,
        Self::Import,
        Self::SearchLicences,
        Self::ReadUses,
        Self::RegisterRepresentative,
        Self::GiveKeys,
    ];

    /// What it takes to do something to a case: who has no account can't supplement or withdraw, and a clerk enters it.
    pub const fn of_step_for(event: CaseEvent, has_account: bool) -> Option<Self> {
        match event {
            CaseEvent::Supplement | CaseEvent::Withdraw if !has_account => {
                Some(Self::EnterForObjector)
            }
            _ => Self::of_step(event),
        }
    }

    /// What it takes to do something to a case whose objector has an account; none for what only the server does.
    pub const fn of_step(event: CaseEvent) -> Option<Self> {
        Some(match event {
            CaseEvent::Mark => Self::Mark,
            CaseEvent::Transfer => Self::Transfer,
            CaseEvent::HandOn => Self::HandOn,
            CaseEvent::Verify => Self::Verify,
            CaseEvent::Return => Self::Return,
            CaseEvent::Supplement => Self::Supplement,
            CaseEvent::Propose => Self::Propose,
            CaseEvent::SendBack => Self::SendBack,
            CaseEvent::Approve => Self::Approve,
            CaseEvent::Answer => Self::Answer,
            CaseEvent::Notify => Self::Tell,
            CaseEvent::Withdraw => Self::Withdraw,
            CaseEvent::Reopen => Self::Reopen,
            CaseEvent::AskReview => Self::AskReview,
            CaseEvent::Disagree => Self::Disagree,
            CaseEvent::Settle => Self::Settle,
            CaseEvent::Receive | CaseEvent::Close => return None,
        })
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
            )
        }
        // Who reads the log may need the whole of what it tells of; the record says for which court or audit.
        (Role::Auditor, Relation::OwnAgency | Relation::Other) => matches!(action, A::ExportCase),
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
            | A::ProposeDisclosure
            | A::AnswerFinding
            | A::Import
            | A::SearchLicences
            | A::ReadUses
            | A::RegisterRepresentative
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
    )
}

#[cfg(test)]
mod tests;

//! What can somebody do here? Every action that takes a right, and which of them a step of a case takes.

use crate::flow::CaseEvent;
use serde::{Deserialize, Serialize};
/// What can be done to a licence or to an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Look a licence up, with its face.
    ReadLicence,
    /// 亮证: show it by a code.
    ShowLicence,
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
    /// Ask for more time for a step that the rulebook lets be prolonged (嘉平 六).
    AskExtension,
    /// Grant more time, or refuse it.
    GrantExtension,
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
    /// Read the texts that the own agency keeps for what it says often.
    UseTemplates,
    /// Make, change and withdraw them.
    KeepTemplates,
    /// Give somebody who works here an account, and end it.
    KeepStaff,
    /// Permit that old records go, together with another person, and hold the records of a case.
    KeepRecords,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 54] = [
        Self::ReadLicence,
        Self::ShowLicence,
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
        Self::AskExtension,
        Self::GrantExtension,
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
        Self::UseTemplates,
        Self::KeepTemplates,
        Self::KeepStaff,
        Self::KeepRecords,
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

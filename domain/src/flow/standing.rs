//! The words of a procedure: the states of a case, what happens to it, and why something can't happen now.

use serde::{Deserialize, Serialize};

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// 已提交: filed, not yet with the right agency.
    Filed,
    /// 已收到: the statutory clocks run from here.
    Received,
    /// 已标注: the licence carries 异议标注.
    Marked,
    /// 核实中.
    Verifying,
    /// 待补充: the objector was asked for more.
    Returned,
    /// 待审批: a second person has to approve.
    Proposed,
    /// 已决定.
    Decided,
    /// 已告知.
    Notified,
    /// 已办结.
    Closed,
    /// 已撤回.
    Withdrawn,
    /// 待复核: the objector asks other people to look at the decision again.
    ReviewRequested,
    /// 已复核: they have decided.
    Reviewed,
    /// 分歧协商: the two departments disagree, and the managing body brings them together. No clock of its own runs.
    Conferring,
}

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CaseEvent {
    /// The right issuing agency receives it.
    Receive,
    /// 异议标注.
    Mark,
    /// 转交, 反馈: passed on to who has to answer.
    Transfer,
    /// 移送: handed on to the agency that it should have come to.
    HandOn,
    /// 核实 begins.
    Verify,
    /// Returned for supplement.
    Return,
    /// The objector supplements.
    Supplement,
    /// The handler proposes a decision.
    Propose,
    /// The approver sends the proposal back.
    SendBack,
    /// The approver decides as proposed.
    Approve,
    /// Who handles the case answers, where that takes nobody else.
    Answer,
    /// The result has reached the objector.
    Notify,
    /// Nothing is left to do; 异议标注 is lifted.
    Close,
    /// The objector withdraws.
    Withdraw,
    /// A closed case goes back to verification: its notice came back undelivered, or new evidence arrived.
    Reopen,
    /// The objector asks for 复核 of the decision.
    AskReview,
    /// Asking and providing department disagree: it goes up (兰享 三十).
    Disagree,
    /// The managing body ends the disagreement with a result.
    Settle,
}

/// A case's state together with whether its licence was marked on its account.
///
/// The mark has its own clock and can be due while the case is with the objector, so it can't be read off the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// Where the case stands.
    pub state: CaseState,
    /// Whether 异议标注 has been made.
    pub marked: bool,
}

/// How far a case has come: where it stands, and whether it was passed on to who has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Progress {
    /// Its state and its mark.
    pub standing: Standing,
    /// Whether it was passed on.
    pub passed: bool,
    /// Whether 复核 was asked for: that happens once, and other people decide from then on.
    pub reviewing: bool,
    /// How often it was handed on, because it had come to the wrong agency.
    pub handed: Handed,
}

/// 移送: how often a case was handed on. Twice is the most: the second time it is told to the managing body, which then says
/// whose case it is; a third time would be sending the objector round.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Handed {
    /// It is where it came in.
    #[default]
    Never,
    /// Once.
    Once,
    /// By the receiving agency, too.
    Twice,
}

impl Handed {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Never, Self::Once, Self::Twice];

    /// After one time more; none where that is too often.
    pub const fn again(self) -> Option<Self> {
        match self {
            Self::Never => Some(Self::Once),
            Self::Once => Some(Self::Twice),
            Self::Twice => None,
        }
    }
}

/// Why an event can't happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// No agency has received it yet.
    #[error("not-received")]
    NotReceived,
    /// It was received before.
    #[error("already-received")]
    AlreadyReceived,
    /// 异议标注 comes before verifying and deciding.
    #[error("mark-first")]
    MarkFirst,
    /// It is marked already.
    #[error("already-marked")]
    AlreadyMarked,
    /// Verification has to begin first.
    #[error("verify-first")]
    VerifyFirst,
    /// Verification has begun already.
    #[error("already-verifying")]
    AlreadyVerifying,
    /// It is with the objector already.
    #[error("already-returned")]
    AlreadyReturned,
    /// Nobody asked for a supplement.
    #[error("not-returned")]
    NotReturned,
    /// A proposal is waiting for approval.
    #[error("proposal-waiting")]
    ProposalWaiting,
    /// There is no proposal to approve or send back.
    #[error("no-proposal")]
    NoProposal,
    /// It has been decided.
    #[error("already-decided")]
    AlreadyDecided,
    /// There is no decision to tell of.
    #[error("not-decided")]
    NotDecided,
    /// The objector has not been told yet.
    #[error("not-notified")]
    NotNotified,
    /// The objector has been told already.
    #[error("already-notified")]
    AlreadyNotified,
    /// It is closed or withdrawn.
    #[error("finished")]
    Finished,
    /// The procedure has no such step.
    #[error("no-such-step")]
    NoSuchStep,
    /// It has to be passed on before.
    #[error("transfer-first")]
    TransferFirst,
    /// It was passed on already.
    #[error("already-transferred")]
    AlreadyTransferred,
    /// The departments confer about it; the managing body ends that.
    #[error("conferring")]
    Conferring,
    /// Nobody disagrees about it.
    #[error("not-conferring")]
    NotConferring,
    /// Only a closed case is reopened or reviewed.
    #[error("not-closed")]
    NotClosed,
    /// It is being reviewed: all that is left is to propose and to decide.
    #[error("in-review")]
    InReview,
    /// It was reviewed, and that is asked for once.
    #[error("already-reviewed")]
    AlreadyReviewed,
    /// The time in which 复核 can be asked for is over.
    #[error("review-over")]
    ReviewOver,
    /// It was handed on twice: the managing body says whose case it is.
    #[error("handed-on-twice")]
    HandedOnTwice,
    /// It is about an outage: it ends by itself once nothing waits any more of what that held up.
    #[error("ends-with-its-outage")]
    EndsWithItsOutage,
}

impl CaseState {
    /// Every state, in the order of the procedure.
    pub const ALL: [Self; 13] = [
        Self::Filed,
        Self::Received,
        Self::Marked,
        Self::Verifying,
        Self::Returned,
        Self::Proposed,
        Self::Decided,
        Self::Notified,
        Self::Closed,
        Self::Withdrawn,
        Self::ReviewRequested,
        Self::Reviewed,
        Self::Conferring,
    ];

    /// Whether nobody has to do anything any more. A closed case can be taken up again, a withdrawn one never.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }

    /// Whether the case waits for its agency to decide.
    pub const fn is_undecided(self) -> bool {
        !matches!(
            self,
            Self::Decided | Self::Notified | Self::Closed | Self::Withdrawn | Self::Reviewed
        )
    }
}

impl CaseEvent {
    /// Every event, in the order of the procedure.
    pub const ALL: [Self; 18] = [
        Self::Receive,
        Self::Mark,
        Self::Transfer,
        Self::HandOn,
        Self::Verify,
        Self::Return,
        Self::Supplement,
        Self::Propose,
        Self::SendBack,
        Self::Approve,
        Self::Answer,
        Self::Notify,
        Self::Close,
        Self::Withdraw,
        Self::Reopen,
        Self::AskReview,
        Self::Disagree,
        Self::Settle,
    ];
}

impl Standing {
    /// A case that has just been filed.
    pub const FILED: Self = Self {
        state: CaseState::Filed,
        marked: false,
    };
}

impl Progress {
    /// A case that has just been filed.
    pub const FILED: Self = Self {
        standing: Standing::FILED,
        passed: false,
        reviewing: false,
        handed: Handed::Never,
    };
}

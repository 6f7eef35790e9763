//! Why a step can't be taken now, in words.

use super::Lang;
use crate::objection::Refusal;

/// One short sentence.
pub const fn sentence(refusal: Refusal, lang: Lang) -> &'static str {
    use Refusal as R;
    match refusal {
        R::NotReceived => lang.pick(
            "发证单位还没有收到这件异议",
            "The issuer has not received it yet",
        ),
        R::AlreadyReceived => lang.pick("已经收到", "It was received before"),
        R::MarkFirst => lang.pick("请先作异议标注", "Mark the licence first"),
        R::AlreadyMarked => lang.pick("已经标注", "It is marked already"),
        R::VerifyFirst => lang.pick("请先开始核实", "Begin verification first"),
        R::AlreadyVerifying => lang.pick("已经在核实", "Verification has begun already"),
        R::AlreadyReturned => lang.pick("已经退回补充", "It is with the objector already"),
        R::NotReturned => lang.pick("现在不需要补充", "Nothing was asked for"),
        R::ProposalWaiting => lang.pick("处理意见正在等待审批", "A proposal waits for approval"),
        R::NoProposal => lang.pick("没有待审批的处理意见", "There is no proposal"),
        R::AlreadyDecided => lang.pick("已经作出决定", "It has been decided"),
        R::NotDecided => lang.pick("还没有作出决定", "It has not been decided"),
        R::NotNotified => lang.pick("还没有告知异议人", "The objector has not been told"),
        R::AlreadyNotified => lang.pick("已经告知异议人", "The objector has been told already"),
        R::Finished => lang.pick("这件异议已经办结或撤回", "It is closed or withdrawn"),
        R::NoSuchStep => lang.pick("这种程序没有这一步", "This procedure has no such step"),
        R::TransferFirst => lang.pick("先要转交给负责答复的单位", "It has to be passed on first"),
        R::Conferring => lang.pick(
            "部门间正在协商，等管理单位给出结果",
            "The departments confer; the managing body ends it",
        ),
        R::NotConferring => lang.pick("没有提请协商", "Nobody disagrees about it"),
        R::NotClosed => lang.pick("还没有办结", "It is not closed"),
        R::InReview => lang.pick("正在复核，只能提出和审批复核意见", "It is being reviewed"),
        R::AlreadyReviewed => lang.pick("已经复核过", "It was reviewed already"),
        R::ReviewOver => lang.pick("申请复核的时间已过", "The time to ask for a review is over"),
        R::AlreadyTransferred => lang.pick("已经转交过", "It was passed on already"),
        R::HandedOnTwice => lang.pick(
            "已经移送过两次，由管理单位明确谁来办理",
            "It was handed on twice; the managing body says whose it is",
        ),
        R::EndsWithItsOutage => lang.pick(
            "在故障页面上逐件办结；最后一件办结时，这件补办自动办结",
            "Settle what waits on the outage's page; with the last of it this case ends by itself",
        ),
    }
}

//! What a message is about, in one line.

use crate::text::Lang;
use crate::wire::notice::NoticeKind;

/// Its first line.
pub const fn title(kind: NoticeKind, lang: Lang) -> &'static str {
    use NoticeKind as N;
    match kind {
        N::Received => lang.pick("您的异议已收到", "Your objection was received"),
        N::Marked => lang.pick("已加异议标注", "Marked as in dispute"),
        N::Returned => lang.pick("请您补充说明", "You are asked for more"),
        N::Decided => lang.pick("您的异议有结果了", "Your objection has been decided"),
        N::NewCase => lang.pick("新的异议", "A new objection"),
        N::Supplemented => lang.pick("异议人已补充", "The objector has added to it"),
        N::Withdrawn => lang.pick("异议人已撤回", "The objector has withdrawn"),
        N::ApprovalWaiting => lang.pick("有处理意见待审批", "A proposal waits for approval"),
        N::SentBack => lang.pick("处理意见被退回", "A proposal was sent back"),
        N::DueTomorrow => lang.pick("下一个工作日到期", "Due on the next working day"),
        N::DueToday => lang.pick("今天到期", "Due today"),
        N::Overdue => lang.pick("已超期", "Overdue"),
        N::Urged => lang.pick("督办", "A supervisor asks for an answer"),
        N::UrgingAnswered => lang.pick("督办已答复", "What you asked was answered"),
        N::Disagreed => lang.pick("部门间有分歧，提请协商", "Two departments disagree"),
        N::Settled => lang.pick("分歧协商有结果", "The disagreement was settled"),
        N::Reopened => lang.pick("这件异议重新办理", "The case is taken up again"),
        N::ReviewAsked => lang.pick("异议人申请复核", "A review was asked for"),
        N::ReviewBegun => lang.pick("复核申请已收到", "Your wish for a review was received"),
        N::Inquired => lang.pick("请您单位协查", "Another agency asks you"),
        N::InquiryAnswered => lang.pick("协查已答复", "The agency that you asked has answered"),
        N::InquiryLate => lang.pick(
            "协查逾期未答复",
            "The agency that you asked has not answered",
        ),
        N::InquiredAnew | N::InquiryMoved => {
            lang.pick("协查期限有变动", "The day of an inquiry has moved")
        }
        N::ExtensionAsked => lang.pick("申请延长办理期限", "More time is asked for"),
        N::Extended => lang.pick("办理期限经同意延长", "A step may take longer"),
        N::ExtensionRefused => lang.pick("不同意延长办理期限", "No more time was granted"),
        N::Expiring => lang.pick("证照快到期了", "A licence ends soon"),
        N::DueMoved => lang.pick("办理期限有变动", "A due date has moved"),
        N::FindingMoved => lang.pick("抽查整改期限有变动", "The date of a finding has moved"),
        N::OutageDeclared => lang.pick("申报不可抗力", "An outage was declared"),
        N::OutageEnded => lang.pick("故障已排除，开始补办", "An outage is over"),
        N::ToTell => lang.pick(
            "已有结果，请告知异议人",
            "Decided: please tell the objector",
        ),
        N::DecidedElsewhere => lang.pick("转出的异议有结果了", "Decided where you passed it on"),
        N::DisclosureWaits => lang.pick("办理情况待公开", "An answer waits to be made public"),
        N::Mentioned => lang.pick("同事在内部备注中提到您", "A colleague calls you in a note"),
        N::HandedOn => lang.pick("已移送应当办理的单位", "Handed on to the right agency"),
        N::HandedOnAgain => lang.pick("一件异议第二次被移送", "A case was handed on again"),
        N::PasskeyCopied => lang.pick("您的一个通行密钥已停用", "A passkey of yours was ended"),
        N::Disputed => lang.pick("有人对您的证照提出异议", "Somebody disputes your licence"),
    }
}

//! An objection's states, events, grounds and outcomes: plain words to the objector, the statute's to the desk.

use super::Lang;
use crate::flow::{CaseEvent, CaseState, Subject};
use crate::objection::{Outcome, PointCheck, PointFinding, Withheld};
use crate::rulebook::{Channel, Ground, Objector};

/// Where a case stands, to its objector.
pub const fn state(state: CaseState, lang: Lang) -> &'static str {
    use CaseState as S;
    match state {
        S::Filed => lang.pick("已提交", "Sent"),
        S::Received => lang.pick("承办单位已收到", "With the agency"),
        S::Marked => lang.pick("等待核实", "Waiting to be checked"),
        S::Verifying => lang.pick("正在核实", "Being checked"),
        S::Returned => lang.pick("等您补充", "Waiting for you"),
        S::Proposed => lang.pick("正在审批", "Being decided"),
        S::Decided => lang.pick("已有结果", "Decided"),
        S::Notified => lang.pick("结果已告知您", "You have been told"),
        S::Closed => lang.pick("已办结", "Closed"),
        S::Withdrawn => lang.pick("已撤回", "Withdrawn"),
        S::ReviewRequested => lang.pick("正在复核", "Being reviewed"),
        S::Reviewed => lang.pick("复核有结果", "Reviewed"),
        S::Conferring => lang.pick("部门间正在协商", "The departments confer"),
    }
}

/// Where a case stands, to the desk.
pub const fn state_for_staff(state: CaseState, lang: Lang) -> &'static str {
    use CaseState as S;
    match state {
        S::Filed => lang.pick("已提交", "Filed"),
        S::Received => lang.pick("已收到", "Received"),
        S::Marked => lang.pick("已标注", "Marked"),
        S::Verifying => lang.pick("核实中", "Verifying"),
        S::Returned => lang.pick("待补充", "Returned"),
        S::Proposed => lang.pick("待审批", "For approval"),
        S::Decided => lang.pick("已决定", "Decided"),
        S::Notified => lang.pick("已告知", "Notified"),
        S::Closed => lang.pick("已办结", "Closed"),
        S::Withdrawn => lang.pick("已撤回", "Withdrawn"),
        S::ReviewRequested => lang.pick("待复核", "Review asked for"),
        S::Reviewed => lang.pick("已复核", "Reviewed"),
        S::Conferring => lang.pick("分歧协商", "Conferring"),
    }
}

/// What happened, to the objector; nothing is the filing itself.
pub const fn event(event: Option<CaseEvent>, lang: Lang) -> &'static str {
    use CaseEvent as E;
    match event {
        None => lang.pick("您提出了异议", "You objected"),
        Some(E::Receive) => lang.pick("承办单位收到了您的异议", "The agency received it"),
        Some(E::Mark) => lang.pick(
            "加上了异议标注，不影响使用",
            "It was marked as in dispute; it can still be used",
        ),
        Some(E::Transfer) => lang.pick("转交给负责答复的单位", "Passed on to who has to answer"),
        Some(E::HandOn) => lang.pick(
            "移送给应当办理的单位，期限从它收到起重新计算",
            "Handed on to the right agency; the days count anew from its receipt",
        ),
        Some(E::Verify) => lang.pick("开始核实", "Checking began"),
        Some(E::Return) => lang.pick("请您补充说明", "You were asked for more"),
        Some(E::Supplement) => lang.pick("您作了补充", "You added to it"),
        Some(E::Propose) => lang.pick("核实完毕，送交审批", "Checked, and put up for a decision"),
        Some(E::SendBack) => lang.pick("退回再核实", "Sent back to be checked again"),
        Some(E::Approve) => lang.pick("作出了决定", "It was decided"),
        Some(E::Answer) => lang.pick("已经答复", "It was answered"),
        Some(E::Notify) => lang.pick("结果已告知您", "You were told the result"),
        Some(E::Close) => lang.pick(
            "已办结，有异议标注的已去掉",
            "Closed; the mark, where there was one, was taken off",
        ),
        Some(E::Withdraw) => lang.pick("您撤回了异议", "You withdrew it"),
        Some(E::Reopen) => lang.pick("重新办理", "Taken up again"),
        Some(E::AskReview) => lang.pick("您申请了复核", "You asked for a review"),
        Some(E::Disagree) => lang.pick(
            "部门间有分歧，提请协商",
            "The departments disagree and confer",
        ),
        Some(E::Settle) => lang.pick("部门间协商有结果", "The departments have conferred"),
    }
}

/// What happened, to the desk; nothing is the filing itself.
pub const fn event_for_staff(event: Option<CaseEvent>, lang: Lang) -> &'static str {
    use CaseEvent as E;
    match event {
        None => lang.pick("提出异议", "Filed"),
        Some(E::Receive) => lang.pick("收到", "Received"),
        Some(E::Mark) => lang.pick("异议标注", "Marked"),
        Some(E::Transfer) => lang.pick("转交", "Passed on"),
        Some(E::HandOn) => lang.pick("移送应当办理的单位", "Handed on to the right agency"),
        Some(E::Verify) => lang.pick("开始核实", "Verification began"),
        Some(E::Return) => lang.pick("退回补充", "Returned for supplement"),
        Some(E::Supplement) => lang.pick("异议人补充", "Supplemented"),
        Some(E::Propose) => lang.pick("提出处理意见", "Decision proposed"),
        Some(E::SendBack) => lang.pick("退回经办人", "Sent back"),
        Some(E::Approve) => lang.pick("审批通过", "Approved"),
        Some(E::Answer) => lang.pick("作出答复", "Answered"),
        Some(E::Notify) => lang.pick("告知异议人", "Objector notified"),
        Some(E::Close) => lang.pick("办结，有标注的一并解除", "Closed, any mark lifted"),
        Some(E::Withdraw) => lang.pick("异议人撤回", "Withdrawn"),
        Some(E::Reopen) => lang.pick("重新办理", "Reopened"),
        Some(E::AskReview) => lang.pick("异议人申请复核", "Review asked for"),
        Some(E::Disagree) => lang.pick("提请协商", "Disagreement taken up"),
        Some(E::Settle) => lang.pick("协商结果", "Disagreement settled"),
    }
}

/// The same of a case about this.
pub const fn event_about(subject: Subject, event: Option<CaseEvent>, lang: Lang) -> &'static str {
    match (subject, event) {
        (Subject::Outage, None) => {
            lang.pick("故障排除，积压的事项立案", "Opened, as the outage is over")
        }
        (Subject::Outage, Some(CaseEvent::Answer)) => lang.pick("补办完毕", "Made good"),
        (Subject::Outage, Some(CaseEvent::Close)) => lang.pick("办结", "Closed"),
        (_, event) => event_for_staff(event, lang),
    }
}

/// When the agency received it to which it did not belong.
pub const fn first_received(lang: Lang) -> &'static str {
    lang.pick("首次收到", "First received")
}

/// When the agency received it that has to answer.
pub const fn received(lang: Lang) -> &'static str {
    lang.pick("办理单位收到", "Received by who has to answer")
}

/// The dates that fell away when it was handed on.
pub const fn fallen(lang: Lang) -> &'static str {
    lang.pick(
        "移送前的期限，已不再计算",
        "Dates before it was handed on, no longer counted",
    )
}

/// What the sheet is called that says that a case was received.
pub const fn acknowledgement(lang: Lang) -> &'static str {
    lang.pick("打印受理回执", "Print the acknowledgement")
}

/// Who did something: where nobody is named, the system did it.
pub const fn doer(name: &str, lang: Lang) -> &str {
    if name.is_empty() {
        lang.pick("系统", "System")
    } else {
        name
    }
}

/// How it was decided.
pub const fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Upheld => lang.pick("予以更正", "Corrected"),
        Outcome::PartlyUpheld => lang.pick("部分更正", "Partly corrected"),
        Outcome::Rejected => lang.pick("不予更正", "Not corrected"),
    }
}

/// What was found at a point.
pub const fn finding(finding: PointFinding, lang: Lang) -> &'static str {
    match finding {
        PointFinding::Matches => lang.pick("相符", "Matches"),
        PointFinding::Differs => lang.pick("不符", "Differs"),
        PointFinding::NotApplicable => lang.pick("不适用", "Not applicable"),
    }
}

/// The answered points, a line for each: what stands with the event of the proposal.
pub fn checked(checks: &[PointCheck], lang: Lang) -> String {
    let lines = checks.iter().map(|check| {
        let found = finding(check.finding, lang);
        let (colon, comma) = (lang.colon(), lang.pick("，", ", "));
        [&check.ask, colon, found, comma, &check.word].concat()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A ground, as the regulation names it.
pub const fn ground(ground: Ground, lang: Lang) -> &'static str {
    match ground {
        Ground::Accuracy => lang.pick("准确性", "Accuracy"),
        Ground::Completeness => lang.pick("完整性", "Completeness"),
        Ground::Timeliness => lang.pick("时效性", "Timeliness"),
        Ground::Privacy => lang.pick("个人隐私", "Privacy"),
        Ground::TradeSecret => lang.pick("商业秘密", "Trade secret"),
        Ground::ForceMajeure => lang.pick("不可抗力", "Force majeure"),
    }
}

/// A ground in plain words.
pub const fn ground_plain(ground: Ground, lang: Lang) -> &'static str {
    match ground {
        Ground::Accuracy => lang.pick("写错了", "It is wrong"),
        Ground::Completeness => lang.pick("写漏了", "Something is missing"),
        Ground::Timeliness => lang.pick("过时了，没有更新", "It is out of date"),
        Ground::Privacy => lang.pick("泄露了个人隐私", "It gives away something private"),
        Ground::TradeSecret => lang.pick("泄露了商业秘密", "It gives away a trade secret"),
        Ground::ForceMajeure => lang.pick("因不可抗力没能及时办理", "It could not be done in time"),
    }
}

/// What a ground means, to somebody who has to choose one.
pub const fn ground_means(ground: Ground, lang: Lang) -> &'static str {
    match ground {
        Ground::Accuracy => lang.pick(
            "证照上的内容和实际情况不一样",
            "What the licence says is not so",
        ),
        Ground::Completeness => lang.pick(
            "应当写明的内容没有写上",
            "Something that should be on it is not there",
        ),
        Ground::Timeliness => lang.pick(
            "实际情况已经变了，证照没有跟着改",
            "Things have changed and the licence has not",
        ),
        Ground::Privacy => lang.pick(
            "登了不该公开的个人信息",
            "It shows personal data that should not be public",
        ),
        Ground::TradeSecret => lang.pick(
            "登了不该公开的经营信息",
            "It shows business data that should not be public",
        ),
        Ground::ForceMajeure => lang.pick(
            "故障期间没能办理的，故障排除后补办",
            "What an outage held up is made good once it is over",
        ),
    }
}

/// Who objects.
pub const fn objector(objector: Objector, lang: Lang) -> &'static str {
    match objector {
        Objector::Holder => lang.pick("持证主体", "Holder"),
        Objector::RelyingAgency => lang.pick("用证单位", "Relying agency"),
        Objector::Anyone => lang.pick("其他用证的人", "Somebody who was shown it"),
        Objector::DataSubject => lang.pick("被采集人", "Whom the data are about"),
        Objector::DataUser => lang.pick("数据使用部门", "Department that uses the data"),
        Objector::Reader => lang.pick("网民", "Reader of the web site"),
        Objector::Issuer => lang.pick("发证单位自己", "The issuer itself"),
    }
}

/// What a case is about.
pub const fn subject(subject: Subject, lang: Lang) -> &'static str {
    match subject {
        Subject::Licence => lang.pick("证照", "Licence"),
        Subject::DataSet => lang.pick("数据", "Data"),
        Subject::WebPage => lang.pick("网页", "Web page"),
        Subject::Outage => lang.pick("补办", "Making good"),
    }
}

/// Why an answer is not published.
pub const fn withheld(why: Withheld, lang: Lang) -> &'static str {
    match why {
        Withheld::Untrue => lang.pick("反映情况不属实，不公开", "Not published: not true"),
        Withheld::Unfit => lang.pick("不宜公开", "Not published: unfit"),
    }
}

/// By which way an objection came in.
pub const fn channel(channel: Channel, lang: Lang) -> &'static str {
    match channel {
        Channel::App => lang.pick("网上提出", "Online"),
        Channel::Hotline => lang.pick("政务服务热线", "Hotline"),
        Channel::Agency => lang.pick("用证单位提出", "Relying agency"),
        Channel::PublicCheck => lang.pick("查验证照时提出", "On checking a licence"),
        Channel::Counter => lang.pick("窗口或书面", "At the counter or in writing"),
        Channel::WebSite => lang.pick("政府网站", "Government web site"),
        Channel::Issuer => lang.pick("发证单位申报", "Declared by the issuer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_states_and_no_two_events_read_the_same() {
        for lang in [Lang::Zh, Lang::En] {
            for words in [state, state_for_staff] {
                let distinct: HashSet<_> = CaseState::ALL.map(|s| words(s, lang)).into();
                assert_eq!(distinct.len(), CaseState::ALL.len());
            }
            for words in [event, event_for_staff] {
                let distinct: HashSet<_> = CaseEvent::ALL.map(|e| words(Some(e), lang)).into();
                assert_eq!(distinct.len(), CaseEvent::ALL.len());
            }
        }
    }
}

//! Messages in words: who did what, and what comes next.

use super::{Lang, date};
use crate::wire::notice::{Notice, NoticeKind};

/// What the message says, in one line.
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
        N::Expiring => lang.pick("证照快到期了", "A licence ends soon"),
        N::DueMoved => lang.pick("办理期限有变动", "A due date has moved"),
        N::OutageDeclared => lang.pick("申报不可抗力", "An outage was declared"),
        N::OutageEnded => lang.pick("故障已排除,开始补办", "An outage is over"),
        N::ToTell => lang.pick("已有结果,请告知异议人", "Decided: please tell the objector"),
        N::Mentioned => lang.pick("同事在内部备注中提到您", "A colleague calls you in a note"),
        N::HandedOn => lang.pick("已移送应当办理的单位", "Handed on to the right agency"),
        N::HandedOnAgain => lang.pick("一件异议第二次被移送", "A case was handed on again"),
    }
}

/// What it means for its reader, in one sentence.
pub fn body(notice: &Notice, lang: Lang) -> String {
    if notice.kind == NoticeKind::Expiring {
        return expiring(notice, lang);
    }
    if notice.outage.is_some() {
        return outage(notice, lang);
    }
    let dated = notice
        .due_date
        .and_then(|due| by(notice, &date::day(due, lang), lang));
    let next = dated.unwrap_or_else(|| undated(notice, lang).to_owned());
    [case(notice, lang), next].concat()
}

/// What has to be done by a day, or was.
fn by(notice: &Notice, due: &str, lang: Lang) -> Option<String> {
    let step = || step(notice.step.as_deref(), lang);
    Some(match (notice.kind, lang) {
        (NoticeKind::Received, Lang::Zh) => {
            [",", agency(notice, lang), "要在 ", due, " 结束前答复您。"].concat()
        }
        (NoticeKind::Received, Lang::En) => [
            ": ",
            agency(notice, lang),
            " has to answer you by the end of ",
            due,
            ".",
        ]
        .concat(),
        (NoticeKind::NewCase, Lang::Zh) => [",要在 ", due, " 结束前答复。"].concat(),
        (NoticeKind::NewCase, Lang::En) => [": to be answered by the end of ", due, "."].concat(),
        (NoticeKind::Urged, Lang::Zh) => {
            [",管理单位请您在 ", due, " 结束前答复;法定期限不变。"].concat()
        }
        (NoticeKind::Urged, Lang::En) => [
            ": the managing body asks you to answer by the end of ",
            due,
            "; no deadline moves.",
        ]
        .concat(),
        (NoticeKind::DueTomorrow | NoticeKind::DueToday | NoticeKind::Overdue, Lang::Zh) => {
            [",", step(), "期限 ", due, "。"].concat()
        }
        (NoticeKind::DueTomorrow | NoticeKind::DueToday | NoticeKind::Overdue, Lang::En) => {
            [": ", step(), " due ", due, "."].concat()
        }
        (NoticeKind::HandedOn, Lang::Zh) => {
            [",期限从该单位收到起重新计算,到 ", due, " 结束。"].concat()
        }
        (NoticeKind::HandedOn, Lang::En) => [
            ": the days count anew from its receipt there, to the end of ",
            due,
            ".",
        ]
        .concat(),
        (NoticeKind::DueMoved, _) => moved(notice.step.as_deref(), due, lang),
        _ => return None,
    })
}

/// Who has to answer: of a licence its issuer.
fn agency(notice: &Notice, lang: Lang) -> &'static str {
    if notice.licence.is_some() {
        lang.pick("发证单位", "the issuer")
    } else {
        lang.pick("受理单位", "the agency in charge")
    }
}

/// What it means where no day is named.
fn undated(notice: &Notice, lang: Lang) -> &'static str {
    match notice.kind {
        NoticeKind::Marked if notice.type_name.is_empty() => {
            lang.pick(",不影响办事。", ": nothing is held up by it.")
        }
        NoticeKind::Marked => lang.pick(
            ",证照可以照常使用。",
            ": the licence can be used as before.",
        ),
        NoticeKind::ToTell => lang.pick(
            ",对方没有账号,请按留下的联系方式告知,并记下怎样告知的。",
            ": they have no account. Please tell them as they asked, and note how.",
        ),
        NoticeKind::Returned => lang.pick(
            ",想请您补充;不补充也会按现有材料答复。",
            ": you are asked for more; without it, it is decided on what is there.",
        ),
        NoticeKind::HandedOnAgain => lang.pick(
            ",收到的单位又作了移送,请明确由谁办理;不能再移送。",
            ": the receiving agency handed it on, too. Please say whose it is; it can't be handed on any more.",
        ),
        NoticeKind::Decided => lang.pick(
            ",点开看结果和理由。",
            ": open it for the result and the reasons.",
        ),
        _ => lang.pick("。", "."),
    }
}

/// That a new calendar has moved a due date.
fn moved(of: Option<&str>, due: &str, lang: Lang) -> String {
    let step = step(of, lang);
    match lang {
        Lang::Zh => [
            ",因工作日安排调整,",
            step,
            "期限改为 ",
            due,
            ",点开看原因。",
        ]
        .concat(),
        Lang::En => [
            ": the working days were changed; ",
            step,
            " is now due ",
            due,
            ". Open it to see why.",
        ]
        .concat(),
    }
}

/// What a case is called; what is no licence has no type to be called by.
fn case(notice: &Notice, lang: Lang) -> String {
    let called = match notice.type_name.as_str() {
        "" => lang.pick("编号 ", "No. "),
        _ => lang.pick("的异议 ", ", "),
    };
    [&notice.type_name, called, &notice.case_number].concat()
}

/// Whose licence ends when. The day alone: how many are left is another number each time that it is read.
fn expiring(notice: &Notice, lang: Lang) -> String {
    let end = notice
        .due_date
        .map_or_else(String::new, |end| date::full_day(end, lang));
    let (whose, what) = (&notice.holder_name, &notice.type_name);
    match lang {
        Lang::Zh => [
            whose,
            "的",
            what,
            "有效期到 ",
            &end,
            " 为止。还要使用的,请在这之前向发证单位申请延续。",
        ]
        .concat(),
        Lang::En => [
            what,
            " of ",
            whose,
            " is valid until ",
            &end,
            ". If you still need it, ask the issuer to renew it before then.",
        ]
        .concat(),
    }
}

fn step(step: Option<&str>, lang: Lang) -> &'static str {
    match step {
        Some(step) => super::deadline::step(step, lang),
        None => "",
    }
}

fn outage(notice: &Notice, lang: Lang) -> String {
    let agency = notice.agency_name.as_str();
    let due = notice.due_date.map(|due| date::day(due, lang));
    match (notice.kind, due, lang) {
        (NoticeKind::OutageEnded, Some(due), Lang::Zh) => {
            [agency, "的故障已排除,要在 ", &due, " 结束前补办完毕。"].concat()
        }
        (NoticeKind::OutageEnded, Some(due), Lang::En) => [
            agency,
            ": what was held up is due by the end of ",
            &due,
            ".",
        ]
        .concat(),
        (NoticeKind::DueMoved, Some(due), Lang::Zh) => {
            [agency, "的补办期限因工作日安排调整改为 ", &due, "。"].concat()
        }
        (NoticeKind::DueMoved, Some(due), Lang::En) => [
            agency,
            ": the working days were changed; what was held up is now due by the end of ",
            &due,
            ".",
        ]
        .concat(),
        (NoticeKind::OutageEnded, None, _) => {
            [agency, lang.pick("的故障已排除。", ": the outage is over.")].concat()
        }
        (
            NoticeKind::DueTomorrow | NoticeKind::DueToday | NoticeKind::Overdue,
            Some(due),
            Lang::Zh,
        ) => [
            agency,
            "故障期间积压的事项还没有补办完,补办期限 ",
            &due,
            "。",
        ]
        .concat(),
        (
            NoticeKind::DueTomorrow | NoticeKind::DueToday | NoticeKind::Overdue,
            Some(due),
            Lang::En,
        ) => [
            agency,
            ": not everything that the outage held up is made good, due ",
            &due,
            ".",
        ]
        .concat(),
        _ => [
            agency,
            lang.pick(
                "因不可抗力不能及时制发、注销、更新证照。",
                ": something beyond its control keeps it from issuing and changing licences.",
            ),
        ]
        .concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{NoticeId, ObjectionId, OutageId};
    use jiff::Timestamp;
    use jiff::civil::Date;
    use uuid::Uuid;

    #[test]
    fn a_reminder_says_whose_licence_ends_when_and_what_to_do() {
        let notice = Notice {
            kind: NoticeKind::Expiring,
            objection: None,
            holder_name: "李雷".into(),
            due_date: Some(Date::constant(2026, 12, 20)),
            ..received()
        };
        assert_eq!(
            body(&notice, Lang::Zh),
            "李雷的营业执照有效期到 2026年12月20日 为止。还要使用的,请在这之前向发证单位申请延续。"
        );
    }

    #[test]
    fn a_message_says_who_does_what_by_when() {
        assert_eq!(
            body(&received(), Lang::Zh),
            "营业执照的异议 YY20261123-000042-7,发证单位要在 11月30日(周一) 结束前答复您。"
        );
    }

    #[test]
    fn a_warning_of_an_outage_names_the_agency_and_what_is_owed() {
        let notice = Notice {
            kind: NoticeKind::DueToday,
            objection: None,
            outage: Some(OutageId(Uuid::nil())),
            agency_name: "兰州新区市场监督管理局".into(),
            ..received()
        };
        assert_eq!(
            body(&notice, Lang::Zh),
            "兰州新区市场监督管理局故障期间积压的事项还没有补办完,补办期限 11月30日(周一)。"
        );
    }

    fn received() -> Notice {
        Notice {
            id: NoticeId(Uuid::nil()),
            kind: NoticeKind::Received,
            objection: Some(ObjectionId(Uuid::nil())),
            case_number: "YY20261123-000042-7".into(),
            licence: None,
            holder: None,
            holder_name: String::new(),
            type_name: "营业执照".into(),
            outage: None,
            agency_name: String::new(),
            step: None,
            due_date: Some(Date::constant(2026, 11, 30)),
            at: Timestamp::UNIX_EPOCH,
            read_at: None,
            deliveries: Vec::new(),
        }
    }
}

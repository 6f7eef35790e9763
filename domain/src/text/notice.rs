//! Messages in words: who did what, and what comes next.

mod dates;
mod outage;
mod title;

pub use title::title;

use super::{Lang, date};
use crate::wire::notice::{Notice, NoticeKind};

/// What it means for its reader, in one sentence.
pub fn body(notice: &Notice, lang: Lang) -> String {
    if notice.kind == NoticeKind::Expiring {
        return expiring(notice, lang);
    }
    if notice.kind == NoticeKind::FindingMoved {
        return dates::finding_moved(notice, lang);
    }
    if notice.kind == NoticeKind::Disputed {
        return disputed(notice, lang);
    }
    if notice.kind == NoticeKind::PasskeyCopied {
        return copied(lang).to_owned();
    }
    if notice.outage.is_some() {
        return outage::body(notice, lang);
    }
    let dated = notice
        .due_date
        .and_then(|due| by(notice, &date::day(due, lang), lang));
    let next = dated.unwrap_or_else(|| undated(notice, lang).to_owned());
    let remedy = match notice.remedy.as_str() {
        "" => String::new(),
        remedy => [lang.pick("", " "), remedy, lang.pick("。", ".")].concat(),
    };
    [case(notice, lang), next, remedy].concat()
}

/// What has to be done by a day, or was.
fn by(notice: &Notice, due: &str, lang: Lang) -> Option<String> {
    let comma = lang.pick("，", ": ");
    Some(match notice.kind {
        NoticeKind::Received => [
            comma,
            agency(notice, lang),
            lang.pick("要在 ", " has to answer you by the end of "),
            due,
            lang.pick(" 结束前答复您。", "."),
        ]
        .concat(),
        NoticeKind::DueTomorrow | NoticeKind::DueToday | NoticeKind::Overdue => [
            comma,
            step(notice, lang),
            lang.pick("期限 ", " due "),
            due,
            lang.pick("。", "."),
        ]
        .concat(),
        NoticeKind::DueMoved => dates::moved(notice, due, lang),
        NoticeKind::ExtensionAsked | NoticeKind::Extended | NoticeKind::ExtensionRefused => {
            dates::longer(notice, due, lang)
        }
        kind => {
            let (before, after) = around(kind, lang)?;
            [comma, before, due, after].concat()
        }
    })
}

/// What stands before and after the day.
const fn around(kind: NoticeKind, lang: Lang) -> Option<(&'static str, &'static str)> {
    use NoticeKind as N;
    Some(match (kind, lang) {
        (N::NewCase, Lang::Zh) => ("要在 ", " 结束前答复。"),
        (N::NewCase, Lang::En) => ("to be answered by the end of ", "."),
        (N::Urged, Lang::Zh) => ("管理单位请您在 ", " 结束前答复；法定期限不变。"),
        (N::Urged, Lang::En) => (
            "the managing body asks you to answer by the end of ",
            "; no deadline moves.",
        ),
        (N::Reopened | N::ReviewAsked | N::ReviewBegun, Lang::Zh) => {
            ("本系统的服务目标是在 ", " 结束前有结果；法定期限不变。")
        }
        (N::Reopened | N::ReviewAsked | N::ReviewBegun, Lang::En) => (
            "our aim is a result by the end of ",
            "; no statutory deadline moves.",
        ),
        (N::Inquired, Lang::Zh) => ("请您单位在 ", " 结束前答复协查。"),
        (N::Inquired, Lang::En) => ("you are asked to answer by the end of ", "."),
        (N::InquiryLate, Lang::Zh) => ("约定 ", " 前的协查还没有答复；案件自己的期限不变。"),
        (N::InquiryLate, Lang::En) => (
            "no answer by ",
            ", as was asked; the case's own deadlines stand.",
        ),
        (N::InquiredAnew, Lang::Zh) => ("按新的放假安排，请您单位在 ", " 结束前答复协查。"),
        (N::InquiredAnew, Lang::En) => (
            "by a new calendar you are asked to answer by the end of ",
            ".",
        ),
        (N::InquiryMoved, Lang::Zh) => (
            "按新的放假安排，对方要在 ",
            " 结束前答复协查；案件自己的期限另行计算。",
        ),
        (N::InquiryMoved, Lang::En) => (
            "by a new calendar the agency that you asked is to answer by the end of ",
            "; the case's own deadlines are counted by themselves.",
        ),
        (N::HandedOn, Lang::Zh) => ("期限从该单位收到起重新计算，到 ", " 结束。"),
        (N::HandedOn, Lang::En) => (
            "the days count anew from its receipt there, to the end of ",
            ".",
        ),
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
            lang.pick("，不影响办事。", ": nothing is held up by it.")
        }
        NoticeKind::Marked => lang.pick(
            "，证照可以照常使用。",
            ": the licence can be used as before.",
        ),
        NoticeKind::DecidedElsewhere => lang.pick(
            "，承办单位已作出决定，系统会告知异议人。",
            ": the agency in charge has decided; the objector is told by message.",
        ),
        NoticeKind::ToTell => lang.pick(
            "，对方没有账号，请按留下的联系方式告知，并记下怎样告知的。",
            ": they have no account. Please tell them as they asked, and note how.",
        ),
        NoticeKind::Returned => lang.pick(
            "，想请您补充；不补充也会按现有材料答复。",
            ": you are asked for more; without it, it is decided on what is there.",
        ),
        NoticeKind::HandedOnAgain => lang.pick(
            "，收到的单位又作了移送，请明确由谁办理；不能再移送。",
            ": the receiving agency handed it on, too. Please say whose it is; it can't be handed on any more.",
        ),
        NoticeKind::DisclosureWaits => lang.pick(
            "，按规定应当公开，但文字里可能有个人信息或者曾经撤下，请改写后公开，或注明原因不予公开。",
            ": it is to be public, but its words may tell of somebody, or were taken down before. Please word it anew, or withhold it with a reason.",
        ),
        NoticeKind::Decided => lang.pick(
            "，点开看结果和理由。",
            ": open it for the result and the reasons.",
        ),
        _ => lang.pick("。", "."),
    }
}

const fn copied(lang: Lang) -> &'static str {
    lang.pick(
        "有人用它的复制品登录，没有登录成功。您在各处的登录都已退出，请用密码重新登录，到“账号与安全”添加新的通行密钥，并告诉安全管理员。",
        "Somebody tried to log in by a copy of it and was refused. You were logged out everywhere: please log in by your password, set up a new one under “Account and security”, and tell the security administrator.",
    )
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
            " 为止。还要使用的，请在这之前向发证单位申请延续。",
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

/// That somebody who was shown a licence objects to it: nothing that its holder has to do, or is hindered by.
fn disputed(notice: &Notice, lang: Lang) -> String {
    let says = lang.pick(
        "：有人查验您出示的证照后提出异议，发证单位会核实。证照可以照常使用，您不用做什么。",
        ": somebody whom you showed it to objects to it, and the issuer looks into that. The licence can be used as before; there is nothing that you have to do.",
    );
    [&notice.type_name, says].concat()
}

fn step(notice: &Notice, lang: Lang) -> &str {
    notice.step_name.as_ref().map_or("", |name| lang.of(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{LicenceId, NoticeId, ObjectionId, OutageId};
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
            "李雷的营业执照有效期到 2026年12月20日 为止。还要使用的，请在这之前向发证单位申请延续。"
        );
    }

    #[test]
    fn a_message_says_who_does_what_by_when() {
        assert_eq!(
            body(&received(), Lang::Zh),
            "营业执照的异议 YY20261123-000042-7，发证单位要在 11月30日(周一) 结束前答复您。"
        );
        let about_data = Notice {
            licence: None,
            type_name: "不动产登记信息".into(),
            ..received()
        };
        assert!(body(&about_data, Lang::Zh).contains("，受理单位要在 11月30日"));
    }

    #[test]
    fn the_end_of_an_outage_names_the_agency_and_until_when_it_makes_good() {
        let notice = Notice {
            kind: NoticeKind::OutageEnded,
            objection: None,
            outage: Some(OutageId(Uuid::nil())),
            agency_name: "兰州新区市场监督管理局".into(),
            ..received()
        };
        assert_eq!(
            body(&notice, Lang::Zh),
            "兰州新区市场监督管理局的故障已排除，要在 11月30日(周一) 结束前补办完毕。"
        );
    }

    #[test]
    fn a_decision_that_corrects_not_everything_says_what_remedy_is_left() {
        let notice = Notice {
            kind: NoticeKind::Decided,
            due_date: None,
            remedy: "可以自收到之日起60日内申请行政复议".into(),
            ..received()
        };
        assert_eq!(
            body(&notice, Lang::Zh),
            "营业执照的异议 YY20261123-000042-7，点开看结果和理由。可以自收到之日起60日内申请行政复议。"
        );
    }

    fn received() -> Notice {
        Notice {
            id: NoticeId(Uuid::nil()),
            kind: NoticeKind::Received,
            objection: Some(ObjectionId(Uuid::nil())),
            case_number: "YY20261123-000042-7".into(),
            licence: Some(LicenceId(Uuid::nil())),
            holder: None,
            holder_name: String::new(),
            type_name: "营业执照".into(),
            outage: None,
            agency_name: String::new(),
            step: None,
            step_name: None,
            due_date: Some(Date::constant(2026, 11, 30)),
            remedy: String::new(),
            at: Timestamp::UNIX_EPOCH,
            read_at: None,
            deliveries: Vec::new(),
        }
    }
}

//! Messages as they leave the house: mails and short messages, in Chinese first. They name the case, the date and what to
//! do, hold no number of a person and nothing of a licence's face, and carry no link: whoever gets used to links in such
//! messages follows a forged one too.

pub mod page;

use super::{Lang, case, notice};
use crate::delivery::{CODE_MINUTES, Means};
use crate::objection::Outcome;
use crate::wire::notice::{Notice, NoticeKind};

const RULE: &str = "\n\n----------\n\n";
const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];
/// Messages that a digest tells one by one.
const DIGEST_MOST: usize = 20;

/// What somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// In one line.
    pub subject: String,
    /// In plain text; of a short message this is all.
    pub body: String,
}

/// One message to a citizen.
pub fn of_notice(notice: &Notice, means: Means) -> Letter {
    written(notice, means, |lang| notice::body(notice, lang), where_to)
}

/// One message to somebody who is known by this address alone: they have no app to open.
pub fn to_anyone(notice: &Notice, outcome: Option<Outcome>, means: Means) -> Letter {
    written(
        notice,
        means,
        |lang| told(notice, outcome, lang),
        where_kept,
    )
}

fn written(
    notice: &Notice,
    means: Means,
    text: impl Fn(Lang) -> String,
    where_to: fn(Lang) -> &'static str,
) -> Letter {
    let title = |lang| notice::title(notice.kind, lang);
    let subject = ["明证：", title(Lang::Zh), " · ", title(Lang::En)].concat();
    let body = match means {
        Means::Mail => {
            let part = |lang| [title(lang), "\n\n", &text(lang), "\n\n", where_to(lang)].concat();
            [BOTH.map(part).join(RULE), ending().to_owned()].concat()
        }
        Means::Message => {
            let (title, text) = (title(Lang::Zh), text(Lang::Zh));
            ["【明证】", title, "。", &text, where_to(Lang::Zh)].concat()
        }
    };
    Letter { subject, body }
}

/// What it means for somebody who has no app.
fn told(notice: &Notice, outcome: Option<Outcome>, lang: Lang) -> String {
    let says = match (notice.kind, outcome) {
        (NoticeKind::Decided, Some(outcome)) => case::outcome(outcome, lang),
        (NoticeKind::Returned, _) => lang.pick(
            "想请您补充，请在回执页面填写，或者与办理单位联系；不补充也会按现有材料答复",
            "you are asked for more: please answer on the page of your receipt, or call the agency in charge. Without it, it is decided on what is there",
        ),
        _ => return notice::body(notice, lang),
    };
    let remedy = match notice.remedy.as_str() {
        "" => String::new(),
        remedy => [lang.pick("", " "), remedy, lang.pick("。", ".")].concat(),
    };
    let (colon, stop) = (lang.colon(), lang.pick("。", "."));
    let number = &notice.case_number;
    [&notice.type_name, " ", number, colon, says, stop, &remedy].concat()
}

/// Everything new of a day, to somebody of an agency.
pub fn digest(notices: &[Notice]) -> Letter {
    let count = notices.len().to_string();
    let lines = |lang| {
        let line = |one: &Notice| {
            let title = notice::title(one.kind, lang);
            ["- ", title, lang.colon(), &notice::body(one, lang)].concat()
        };
        let told = notices.iter().take(DIGEST_MOST);
        told.map(line).collect::<Vec<_>>().join("\n")
    };
    let more = notices.len().saturating_sub(DIGEST_MOST);
    let parts = BOTH.map(|lang| {
        let head = match lang {
            Lang::Zh => ["您有 ", &count, " 条新消息：\n\n"].concat(),
            Lang::En => ["You have new messages (", &count, "):\n\n"].concat(),
        };
        let next = lang.pick("请登录工作台办理。", "Log in to the desk to see to them.");
        [&head, &lines(lang), &and_more(more, lang), "\n\n", next].concat()
    });
    Letter {
        subject: ["明证工作台：", &count, " 条新消息 · new messages"].concat(),
        body: [parts.join(RULE), ending().to_owned()].concat(),
    }
}

/// How many messages are not told one by one.
fn and_more(count: usize, lang: Lang) -> String {
    let number = count.to_string();
    match (count, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => ["\n\n另有 ", &number, " 条，都在工作台的“消息”里。"].concat(),
        (_, Lang::En) => ["\n\n", &number, " more are among the messages at the desk."].concat(),
    }
}

/// The code that proves an address.
pub fn code(code: &str, means: Means) -> Letter {
    let minutes = CODE_MINUTES.to_string();
    let part = |lang| match lang {
        Lang::Zh => [
            "验证码 ",
            code,
            "，",
            &minutes,
            " 分钟内有效。不是您本人操作的，请不要理会，也不要告诉任何人。",
        ]
        .concat(),
        Lang::En => [
            "Your code is ",
            code,
            ", valid for ",
            &minutes,
            " minutes. If you did not ask for it, ignore this and tell nobody.",
        ]
        .concat(),
    };
    Letter {
        subject: "明证：验证码 · Your code".to_owned(),
        body: match means {
            Means::Mail => [BOTH.map(part).join(RULE), ending().to_owned()].concat(),
            Means::Message => ["【明证】", &part(Lang::Zh)].concat(),
        },
    }
}

const fn where_to(lang: Lang) -> &'static str {
    lang.pick(
        "请打开您平时使用的明证入口，登录后在“消息”里查看。",
        "Open 明证 Mingzheng the way you usually do, log in and look under 'Messages'.",
    )
}

const fn where_kept(lang: Lang) -> &'static str {
    lang.pick(
        "进展和理由请看您提交后保存的回执页面。",
        "For how it goes on, and for the reasons, open the receipt that you kept.",
    )
}

fn ending() -> &'static str {
    "\n\n----------\n\n本邮件由系统自动发出，不含链接，也不会向您要密码，请勿回复。\nThis mail was sent by a machine. It holds no link and asks for no password. Please don't answer it.\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{NoticeId, ObjectionId};
    use crate::rulebook::Spoken;
    use crate::wire::notice::NoticeKind;
    use jiff::Timestamp;
    use jiff::civil::Date;
    use uuid::Uuid;

    fn notice(kind: NoticeKind) -> Notice {
        Notice {
            id: NoticeId(Uuid::nil()),
            kind,
            objection: Some(ObjectionId(Uuid::nil())),
            case_number: "YY20261123-000042-7".into(),
            licence: None,
            holder: None,
            holder_name: String::new(),
            type_name: "营业执照".into(),
            outage: None,
            agency_name: String::new(),
            step: Some("decide".into()),
            step_name: Some(Spoken {
                zh: "核实答复".into(),
                en: "Verify and answer".into(),
            }),
            due_date: Some(Date::constant(2026, 11, 30)),
            remedy: String::new(),
            at: Timestamp::UNIX_EPOCH,
            read_at: None,
            deliveries: Vec::new(),
        }
    }

    #[test]
    fn a_mail_names_the_case_and_the_date_in_both_languages_and_says_what_to_do() {
        let letter = of_notice(&notice(NoticeKind::Received), Means::Mail);
        assert_eq!(
            letter.subject,
            "明证：您的异议已收到 · Your objection was received"
        );
        for part in [
            "YY20261123-000042-7",
            "11月30日(周一)",
            "Mon 30 November",
            "请打开您平时使用的明证入口",
            "log in",
        ] {
            assert!(letter.body.contains(part), "{part}: {}", letter.body);
        }
    }

    #[test]
    fn a_short_message_is_chinese_and_short() {
        let letter = of_notice(&notice(NoticeKind::Received), Means::Message);
        assert!(
            letter
                .body
                .starts_with("【明证】您的异议已收到。营业执照的异议 YY20261123-000042-7")
        );
        assert!(
            letter.body.chars().count() <= 134,
            "two messages at most: {}",
            letter.body
        );
    }

    #[test]
    fn who_has_no_app_is_told_the_result_itself_and_is_sent_to_no_inbox() {
        let decided = Notice {
            remedy: "可以自收到之日起60日内申请行政复议".into(),
            due_date: None,
            ..notice(NoticeKind::Decided)
        };
        for means in Means::ALL {
            let letter = to_anyone(&decided, Some(Outcome::Rejected), means);
            for part in ["YY20261123-000042-7：不予更正。", "行政复议。", "回执页面"]
            {
                assert!(letter.body.contains(part), "{part}: {}", letter.body);
            }
            assert!(!letter.body.contains("登录"), "{}", letter.body);
            assert!(!letter.body.contains("://"), "{}", letter.body);
        }
        let short = to_anyone(&decided, Some(Outcome::Rejected), Means::Message);
        assert!(short.body.chars().count() <= 134, "{}", short.body);
        let returned = to_anyone(&notice(NoticeKind::Returned), None, Means::Message);
        assert!(returned.body.contains("请在回执页面填写"));
    }

    #[test]
    fn a_digest_has_a_line_for_each_message_in_both_languages() {
        let letter = digest(&[notice(NoticeKind::DueToday), notice(NoticeKind::NewCase)]);
        assert_eq!(letter.subject, "明证工作台：2 条新消息 · new messages");
        assert_eq!(letter.body.matches("\n- ").count(), 4, "{}", letter.body);
    }

    #[test]
    fn a_digest_tells_some_one_by_one_and_says_how_many_more_there_are() {
        let many = |count| vec![notice(NoticeKind::DueToday); count];
        let whole = digest(&many(DIGEST_MOST));
        assert_eq!(whole.body.matches("\n- ").count(), 2 * DIGEST_MOST);
        assert!(!whole.body.contains("另有") && !whole.body.contains(" more are"));
        let cut = digest(&many(DIGEST_MOST + 3));
        assert_eq!(cut.body.matches("\n- ").count(), 2 * DIGEST_MOST);
        assert!(cut.subject.contains("23 条"), "{}", cut.subject);
        assert!(cut.body.contains("另有 3 条") && cut.body.contains("3 more are"));
    }

    #[test]
    fn no_letter_carries_a_link() {
        let notice = notice(NoticeKind::Decided);
        let letters = [
            of_notice(&notice, Means::Mail),
            of_notice(&notice, Means::Message),
            digest(std::slice::from_ref(&notice)),
            code("123456", Means::Mail),
            code("123456", Means::Message),
        ];
        for letter in letters {
            assert!(
                !letter.body.contains("://") && !letter.subject.contains('\n'),
                "{letter:?}"
            );
        }
    }
}

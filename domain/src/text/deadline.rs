//! Due dates in words: who owes what by when, how much time is left, and how firm the date is.

use super::{Lang, date};
use crate::deadline::{CHINA, TimeLeft, local_date};
use crate::rulebook::{self, Clock, Regulation, Standing};
use jiff::Timestamp;
use jiff::civil::Date;

/// A step of the objection, as the desk calls it.
pub fn step(step: &str, lang: Lang) -> &'static str {
    match step {
        rulebook::MARK | "mark-data" => lang.pick("异议标注", "Mark"),
        rulebook::DECIDE => lang.pick("核实答复", "Verify and answer"),
        rulebook::NOTIFY => lang.pick("告知异议人", "Notify"),
        "transfer" => lang.pick("转交", "Pass on"),
        "hand-on" => lang.pick("移送(服务目标)", "Hand on (service target)"),
        "feed-back" => lang.pick("反馈", "Feed back"),
        "decide-transferred" => lang.pick("责任部门核实决定", "Verify and decide"),
        "verify" => lang.pick("核查", "Check"),
        "answer" => lang.pick("答复", "Answer"),
        "decide-reopened" => lang.pick("重新办理", "Take up again"),
        "review" => lang.pick("复核", "Review"),
        _ => lang.pick("办理", "Step"),
    }
}

/// By when: `9月24日(周四)24时前(含当日)`, `the end of Thu 24 September`.
pub fn by_when(due: Timestamp, due_date: Date, lang: Lang) -> String {
    let day = date::day(due_date, lang);
    if local_date(due) != due_date {
        return match lang {
            Lang::Zh => [&day, "24时前(含当日)"].concat(),
            Lang::En => ["the end of ", &day].concat(),
        };
    }
    let local = CHINA.to_datetime(due);
    let (hour, minute) = (local.hour().to_string(), local.minute().to_string());
    let zero = if minute.len() < 2 { "0" } else { "" };
    match lang {
        Lang::Zh => [&day, &hour, ":", zero, &minute, "前"].concat(),
        Lang::En => [&day, " ", &hour, ":", zero, &minute].concat(),
    }
}

/// Who owes the objector what by when: `城市管理局要在 9月24日(周四)24时前(含当日) 核实并答复您`.
pub fn owed(clock: &str, issuer: &str, due: Timestamp, due_date: Date, lang: Lang) -> String {
    let when = by_when(due, due_date, lang);
    match lang {
        Lang::Zh => {
            let what = match clock {
                rulebook::MARK => "给这份证照加上异议标注",
                rulebook::DECIDE => "核实并答复您",
                rulebook::NOTIFY => "把结果告知您",
                "mark-data" => "加上异议标注",
                "transfer" | "feed-back" => "转交给负责答复的单位",
                "verify" | "answer" | "decide-transferred" => "核实并答复您",
                "decide-reopened" => "重新核实并答复您",
                "review" => "完成复核并答复您",
                _ => "办理",
            };
            [issuer, "要在 ", &when, " ", what].concat()
        }
        Lang::En => {
            let what = match clock {
                rulebook::MARK => " has to mark this licence as in dispute by ",
                rulebook::DECIDE => " has to check this and answer you by ",
                rulebook::NOTIFY => " has to tell you the result by ",
                "mark-data" => " has to mark this as in dispute by ",
                "transfer" | "feed-back" => " has to pass it on to who has to answer by ",
                "verify" | "answer" | "decide-transferred" => {
                    " has to check this and answer you by "
                }
                "decide-reopened" => " means to check this again and answer you by ",
                "review" => " means to review this and answer you by ",
                _ => " has to act by ",
            };
            [issuer, what, &when].concat()
        }
    }
}

/// What asks for it: `《…办法》第一百五十八条`.
pub fn cited(clock: &Clock, regulation: &Regulation) -> String {
    let chapter = clock.chapter.as_deref().unwrap_or_default();
    let article = clock.article.as_deref();
    let article = article.map(|number| ["第", number, "条"].concat());
    let between = if chapter.is_empty() { "" } else { " " };
    let article = article.unwrap_or_default();
    ["《", &regulation.title, "》", chapter, between, &article].concat()
}

/// How much time is left: `还剩 3 个工作日`.
pub fn left(left: TimeLeft, lang: Lang) -> String {
    let (TimeLeft::Left(days) | TimeLeft::Overdue(days)) = left;
    let number = days.to_string();
    match (left, days, lang) {
        (TimeLeft::Left(_), 0, _) => lang.pick("今天到期", "Due today").into(),
        (TimeLeft::Left(_), _, Lang::Zh) => ["还剩 ", &number, " 个工作日"].concat(),
        (TimeLeft::Left(_), 1, Lang::En) => "1 working day left".into(),
        (TimeLeft::Left(_), _, Lang::En) => [&number, " working days left"].concat(),
        (TimeLeft::Overdue(_), 0, _) => lang.pick("已超期", "Overdue").into(),
        (TimeLeft::Overdue(_), _, Lang::Zh) => ["已超期 ", &number, " 个工作日"].concat(),
        (TimeLeft::Overdue(_), 1, Lang::En) => "1 working day overdue".into(),
        (TimeLeft::Overdue(_), _, Lang::En) => [&number, " working days overdue"].concat(),
    }
}

/// That a date stands on what is announced. Even that can be changed in an emergency, as Spring Festival 2020 was.
pub const fn confirmed(lang: Lang) -> &'static str {
    lang.pick(
        "按已公布的放假安排算定;国家临时调整放假时才会变动",
        "Settled by the holidays as announced; only an emergency change of them would move it",
    )
}

/// That a date may still move.
pub const fn provisional(lang: Lang) -> &'static str {
    lang.pick(
        "暂定:后面的放假安排还没有公布,公布后日期可能变动。",
        "Provisional: later holidays are not announced yet, and may move the date.",
    )
}

/// Whether the regulation is in force, said wherever it is cited.
pub const fn in_force(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::InForce => lang.pick("现行有效", "In force"),
        Standing::NotYet => lang.pick("尚未施行", "Not yet in force"),
        Standing::RunOut => lang.pick(
            "有效期已届满,延续情况待核",
            "Its own term has run out; whether it was prolonged is to be checked",
        ),
        Standing::DateUnknown => lang.pick(
            "原文未载明公布日期,施行日期待核",
            "Its text does not say from when; to be checked",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_date_says_who_owes_what_by_when() {
        let due: Timestamp = "2026-09-24T16:00:00Z".parse().unwrap();
        let date = Date::constant(2026, 9, 24);
        assert_eq!(
            owed("decide", "城市管理局", due, date, Lang::Zh),
            "城市管理局要在 9月24日(周四)24时前(含当日) 核实并答复您"
        );
        let early: Timestamp = "2026-09-24T09:05:00Z".parse().unwrap();
        assert_eq!(by_when(early, date, Lang::Zh), "9月24日(周四)17:05前");
    }

    #[test]
    fn time_left_counts_from_today() {
        assert_eq!(left(TimeLeft::Left(0), Lang::Zh), "今天到期");
        assert_eq!(left(TimeLeft::Left(3), Lang::Zh), "还剩 3 个工作日");
        assert_eq!(
            left(TimeLeft::Overdue(1), Lang::En),
            "1 working day overdue"
        );
    }
}

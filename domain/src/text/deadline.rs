//! Due dates in words: who owes what by when, how it was counted, and how much time is left.

use super::{Lang, date};
use crate::deadline::{Deadline, TimeLeft, local_date};
use crate::rulebook::{self, Standing};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// A step of the objection, as the desk calls it.
pub fn step(step: &str, lang: Lang) -> &'static str {
    match step {
        rulebook::MARK => lang.pick("异议标注", "Mark"),
        rulebook::DECIDE => lang.pick("核实答复", "Verify and answer"),
        rulebook::NOTIFY => lang.pick("告知异议人", "Notify"),
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
    let local = Offset::constant(8).to_datetime(due);
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
                _ => "办理",
            };
            [issuer, "要在 ", &when, " ", what].concat()
        }
        Lang::En => {
            let what = match clock {
                rulebook::MARK => " has to mark this licence as in dispute by ",
                rulebook::DECIDE => " has to check this and answer you by ",
                rulebook::NOTIFY => " has to tell you the result by ",
                _ => " has to act by ",
            };
            [issuer, what, &when].concat()
        }
    }
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

/// How a count of working days went, in one sentence.
pub fn how_counted(deadline: &Deadline, lang: Lang) -> String {
    let received = deadline
        .days
        .first()
        .map_or(deadline.due_date, |first| first.date);
    let counted = deadline.days.iter().filter(|day| day.counted).count();
    let rest = deadline.days.len().saturating_sub(counted + 1);
    let (from, to) = (
        date::day(received, lang),
        date::day(deadline.due_date, lang),
    );
    let (counted, skipped) = (counted.to_string(), rest.to_string());
    match (lang, rest) {
        (Lang::Zh, 0) => [
            &from,
            "收到,当天不算;往后第 ",
            &counted,
            " 个工作日是 ",
            &to,
            "。",
        ]
        .concat(),
        (Lang::Zh, _) => [
            &from,
            "收到,当天不算;往后第 ",
            &counted,
            " 个工作日是 ",
            &to,
            ",中间 ",
            &skipped,
            " 天休息日不算。",
        ]
        .concat(),
        (Lang::En, _) => [
            "Received on ",
            &from,
            ", which does not count. Working day ",
            &counted,
            " after it is ",
            &to,
            "; rest days on the way: ",
            &skipped,
            ".",
        ]
        .concat(),
    }
}

/// The reason beside a day of a count. The domain gives it in Chinese; English is told from its parts.
pub fn reason(reason: &str, lang: Lang) -> String {
    if lang == Lang::Zh {
        return reason.to_owned();
    }
    let (known, provisional) = match reason.strip_suffix("(暂定)") {
        Some(known) => (known, " (provisional)"),
        None => (reason, ""),
    };
    let told = match known {
        "工作日" => "Working day".to_owned(),
        "周末" => "Weekend".to_owned(),
        "自然日" => "Calendar day".to_owned(),
        "期限届满日" => "Last day".to_owned(),
        _ if known.ends_with("不计入") || known.contains("不计入,") => {
            "Received, not counted".to_owned()
        }
        _ => special_day(known),
    };
    [&told, provisional].concat()
}

fn special_day(reason: &str) -> String {
    const ENDINGS: [(&str, &str); 4] = [
        ("调休上班", ": worked instead"),
        ("放假", " holiday"),
        ("(法定节日)", " (by statute)"),
        ("上班", ": worked"),
    ];
    ENDINGS
        .into_iter()
        .find_map(|(zh, en)| Some([festival(reason.strip_suffix(zh)?), en].concat()))
        .unwrap_or_else(|| reason.to_owned())
}

fn festival(name: &str) -> &str {
    match name {
        "元旦" => "New Year",
        "春节" => "Spring Festival",
        "清明节" => "Qingming",
        "劳动节" => "Labour Day",
        "端午节" => "Dragon Boat Festival",
        "中秋节" => "Mid-Autumn",
        "国庆节" => "National Day",
        "国庆节、中秋节" => "National Day and Mid-Autumn",
        other => other,
    }
}

/// That a date may still move.
pub const fn provisional(lang: Lang) -> &'static str {
    lang.pick(
        "暂定:后面的放假安排还没有公布,公布后会重新计算并告诉您。",
        "Provisional: later holidays are not announced yet. When they are, it is counted again and you are told.",
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

    #[test]
    fn every_kind_of_day_has_its_reason_in_english() {
        for (zh, en) in [
            ("工作日(暂定)", "Working day (provisional)"),
            ("国庆节放假", "National Day holiday"),
            ("国庆节调休上班", "National Day: worked instead"),
            ("春节(法定节日)", "Spring Festival (by statute)"),
            ("收到当日不计入", "Received, not counted"),
            ("当日不计入,向前倒数", "Received, not counted"),
        ] {
            assert_eq!(reason(zh, Lang::En), en);
            assert_eq!(reason(zh, Lang::Zh), zh);
        }
    }
}

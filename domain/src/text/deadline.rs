//! Due dates in words: who owes what by when, how much time is left, and how firm the date is.

use super::{Lang, date};
use crate::deadline::{CHINA, TimeLeft, local_date};
use crate::rulebook::{Clock, Regulation, Standing};
use crate::wire::case::ClockView;
use jiff::Timestamp;
use jiff::civil::Date;

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
pub fn owed(clock: &ClockView, issuer: &str, lang: Lang) -> String {
    let (what, when) = (
        lang.of(&clock.owed),
        by_when(clock.due, clock.due_date, lang),
    );
    match lang {
        Lang::Zh => [issuer, "要在 ", &when, " ", what].concat(),
        Lang::En => [issuer, " ", what, " by ", &when].concat(),
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
        "按已公布的放假安排算定；国家临时调整放假时才会变动",
        "Settled by the holidays as announced; only an emergency change of them would move it",
    )
}

/// That a date may still move.
pub const fn provisional(lang: Lang) -> &'static str {
    lang.pick(
        "暂定：后面的放假安排还没有公布，公布后日期可能变动。",
        "Provisional: later holidays are not announced yet, and may move the date.",
    )
}

/// Whether the regulation is in force, said wherever it is cited.
pub const fn in_force(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::InForce => lang.pick("现行有效", "In force"),
        Standing::NotYet => lang.pick("尚未施行", "Not yet in force"),
        Standing::RunOut => lang.pick(
            "有效期已届满，延续情况待核",
            "Its own term has run out; whether it was prolonged is to be checked",
        ),
        Standing::DateUnknown => lang.pick(
            "原文未载明公布日期，施行日期待核",
            "Its text does not say from when; to be checked",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Spoken;

    #[test]
    fn a_due_date_says_who_owes_what_by_when() {
        let clock = ClockView {
            procedure: "data-doubt".into(),
            step: "weigh".into(),
            name: spoken("研判", "Weigh"),
            owed: spoken("研判并告诉您", "has to weigh this and tell you"),
            started_at: Timestamp::UNIX_EPOCH,
            due_date: Date::constant(2026, 9, 24),
            due: "2026-09-24T16:00:00Z".parse().unwrap(),
            provisional: false,
            calendar_version: Date::constant(2025, 11, 4),
            on_time_until: None,
            met_at: None,
            spared: false,
            extended: false,
        };
        assert_eq!(
            owed(&clock, "城市管理局", Lang::Zh),
            "城市管理局要在 9月24日(周四)24时前(含当日) 研判并告诉您"
        );
        assert_eq!(
            owed(&clock, "城市管理局", Lang::En),
            "城市管理局 has to weigh this and tell you by the end of Thu 24 September"
        );
        let early: Timestamp = "2026-09-24T09:05:00Z".parse().unwrap();
        assert_eq!(
            by_when(early, clock.due_date, Lang::Zh),
            "9月24日(周四)17:05前"
        );
    }

    fn spoken(zh: &str, en: &str) -> Spoken {
        Spoken {
            zh: zh.into(),
            en: en.into(),
        }
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

//! The calendar as people keep it, in words: what is wrong with a notice and what to do, and how a due date moved.

use super::{Lang, date};
use crate::calendar::{ArrangementKind, NoticeFault, NoticeFaultCode as Code};
use crate::wire::calendar::ArrangementState;
use crate::wire::case::ClockMove;

/// What kind of arrangement.
pub const fn kind(kind: ArrangementKind, lang: Lang) -> &'static str {
    match kind {
        ArrangementKind::Year => lang.pick("年度安排", "A year"),
        ArrangementKind::Amendment => lang.pick("临时调整或延长", "A change or an extension"),
        ArrangementKind::Region => lang.pick("地方放假", "A region's own days"),
    }
}

/// Where it stands.
pub const fn state(state: ArrangementState, lang: Lang) -> &'static str {
    match state {
        ArrangementState::Proposed => lang.pick("待另一人批准", "Waits for another person"),
        ArrangementState::InForce => lang.pick("已生效", "In force"),
        ArrangementState::Refused => lang.pick("未采用", "Not taken"),
    }
}

/// What is wrong and how to mend it, beginning with the line.
pub fn fault(fault: &NoticeFault, lang: Lang) -> String {
    let day = fault.date.map_or_else(String::new, |day| {
        [
            date::full_day(day, lang).as_str(),
            lang.pick("(", " ("),
            date::weekday(day.weekday(), lang),
            ")",
        ]
        .concat()
    });
    let said = of_a_line(fault.code, lang)
        .replace("{day}", &day)
        .replace("{said}", &fault.said)
        .replace("{should}", &fault.should);
    if fault.line == 0 {
        return said;
    }
    let line = fault.line.to_string();
    match lang {
        Lang::Zh => ["第 ", &line, " 行：", &said].concat(),
        Lang::En => ["Line ", &line, ": ", &said].concat(),
    }
}

/// What is wrong with a line; day, what is said and what it should be stand in braces.
const fn of_a_line(code: Code, lang: Lang) -> &'static str {
    match code {
        Code::Unreadable => lang.pick("“{said}”读不懂，请对照原文改成“1月1日(周五)放假”这样的写法。", "“{said}” can't be read; write it as “1月1日(周五)放假”, after the original."),
        Code::NoFestival => lang.pick("“{said}”没有写明是哪个节日，请在前面加上“春节:”这样的名称。", "“{said}” names no festival; put its name before it, as “春节:”."),
        Code::NoSuchDay => lang.pick("没有“{said}”这一天，请对照原文改正。", "there is no {said}; correct it after the original."),
        Code::WrongWeekday => lang.pick("{day}写成了{said}，应是{should}，请对照原文，日期和星期必有一个写错。", "{day} is called {said} and is {should}; one of the two is wrong, look at the original."),
        Code::WrongLength => lang.pick("从 {day}起写的是共 {said} 天，数下来是 {should} 天，请核对起止日期。", "from {day} it says {said} days, and they are {should}; check first and last day."),
        Code::WrongResumption => lang.pick("写的是 {day}起上班，放假结束的次日却是 {should}，请核对。", "work resumes on {day}, but the holiday ends before {should}; check both."),
        Code::Backwards => lang.pick("放假的最后一天 {day}在第一天之前，请核对起止日期。", "the last day off, {day}, lies before the first; check both."),
        Code::TooLong => lang.pick("从 {day}起连放 {said} 天，比以往任何一次都长，请核对起止日期。", "{said} days off from {day} are more than there ever were; check first and last day."),
        Code::WorkedAnyway => lang.pick("{day}本来就是工作日，不会是调休上班，请核对日期。", "{day} is worked anyway and can't make up for a holiday; check the day."),
        Code::Twice => lang.pick("{day}已经在“{said}”里安排过，请核对其中一处。", "{day} is arranged already, under “{said}”; check one of the two."),
        _ => of_the_whole(code, lang),
    }
}

/// What is wrong with the arrangement as a whole.
const fn of_the_whole(code: Code, lang: Lang) -> &'static str {
    match code {
        Code::NothingFound => lang.pick(
            "没有读到任何放假或上班的日期，请粘贴通知全文。",
            "no day off and no day worked was found; paste the whole notice.",
        ),
        Code::OtherYear => lang.pick(
            "写的是 {said} 年，这里要的是 {should} 年，请核对年份。",
            "it says {said}, and {should} is wanted; check the year.",
        ),
        Code::OutsideYear => lang.pick(
            "{day}不在这一年里，请核对年份。",
            "{day} is not of this year; check the year.",
        ),
        Code::MissingFestival => lang.pick(
            "没有读到“{said}”的安排，请补上这一行。",
            "“{said}” is missing; add its line.",
        ),
        Code::StatutoryWorked => lang.pick(
            "{day}依法是{said}假日，这里却没有放假，请核对日期。",
            "{day} is off by statute ({said}), and isn't here; check the day.",
        ),
        Code::YearTaken => lang.pick(
            "{said} 年已有安排；要改动，请选“临时调整或延长”。",
            "{said} is arranged already; to change it, choose a change or an extension.",
        ),
        Code::YearGap => lang.pick(
            "还没有 {should} 年的安排，请先加载那一年。",
            "{should} isn't arranged yet; load that year first.",
        ),
        Code::Unreadable
        | Code::NoFestival
        | Code::NoSuchDay
        | Code::WrongWeekday
        | Code::WrongLength
        | Code::WrongResumption
        | Code::Backwards
        | Code::TooLong
        | Code::WorkedAnyway
        | Code::Twice => "",
    }
}

/// By how much: `推迟 2 天`.
pub fn shift(days: i64, lang: Lang) -> String {
    let number = days.unsigned_abs().to_string();
    match (days, lang) {
        (0, _) => lang.pick("日期不变", "stays").into(),
        (1.., Lang::Zh) => ["推迟 ", &number, " 天"].concat(),
        (_, Lang::Zh) => ["提前 ", &number, " 天"].concat(),
        (1, Lang::En) => "1 day later".into(),
        (1.., Lang::En) => [&number, " days later"].concat(),
        (-1, Lang::En) => "1 day earlier".into(),
        (_, Lang::En) => [&number, " days earlier"].concat(),
    }
}

/// That a due date was moved, from where to where and by which document.
pub fn moved(one: &ClockMove, lang: Lang) -> String {
    let (from, to) = (date::day(one.from, lang), date::day(one.to, lang));
    let step = lang.of(&one.name);
    let days = one.to.duration_since(one.from).as_hours() / 24;
    let by = shift(days, lang);
    let why = match (one.source.as_str(), lang) {
        ("", _) => lang
            .pick("工作日安排有更新", "the calendar was renewed")
            .to_owned(),
        (source, Lang::Zh) => [source, "调整了工作日"].concat(),
        (source, Lang::En) => [source, " changed the working days"].concat(),
    };
    let kept = match (one.on_time_until, lang) {
        (None, _) => "",
        (Some(_), Lang::Zh) => "新日期已过，在原日期前办结的仍算按期。",
        (Some(_), Lang::En) => {
            " The new date had passed: what keeps the old one counts as on time."
        }
    };
    match lang {
        Lang::Zh => [
            step,
            "的期限由 ",
            &from,
            " 改为 ",
            &to,
            "，",
            &by,
            "：",
            &why,
            "。",
            kept,
        ]
        .concat(),
        Lang::En => [
            step,
            ": due ",
            &to,
            " instead of ",
            &from,
            ", ",
            &by,
            ": ",
            &why,
            ".",
            kept,
        ]
        .concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Spoken;
    use jiff::Timestamp;
    use jiff::civil::Date;

    #[test]
    fn a_fault_names_its_line_and_says_what_to_do() {
        let fault = |code| NoticeFault {
            line: 3,
            code,
            date: Some(Date::constant(2027, 2, 14)),
            said: "周六".into(),
            should: "周日".into(),
        };
        assert_eq!(
            super::fault(&fault(Code::WrongWeekday), Lang::Zh),
            "第 3 行：2027年2月14日(周日)写成了周六，应是周日，请对照原文，日期和星期必有一个写错。"
        );
        for code in Code::ALL {
            let whole = NoticeFault {
                line: 0,
                ..fault(code)
            };
            for lang in [Lang::Zh, Lang::En] {
                assert!(super::fault(&fault(code), lang).len() > 20, "{code:?}");
                assert!(!super::fault(&whole, lang).starts_with("第 "), "{code:?}");
            }
        }
    }

    #[test]
    fn a_move_says_from_when_to_when_and_why() {
        let one = ClockMove {
            step: "decide".into(),
            name: Spoken {
                zh: "核实答复".into(),
                en: "Verify and answer".into(),
            },
            at: Timestamp::UNIX_EPOCH,
            from: Date::constant(2020, 2, 4),
            to: Date::constant(2020, 2, 6),
            from_version: Date::constant(2019, 11, 21),
            to_version: Date::constant(2020, 1, 27),
            source: "国办发明电〔2020〕1号".into(),
            on_time_until: None,
        };
        assert_eq!(
            moved(&one, Lang::Zh),
            "核实答复的期限由 2月4日(周二) 改为 2月6日(周四)，推迟 2 天：国办发明电〔2020〕1号调整了工作日。"
        );
        assert_eq!(shift(-1, Lang::En), "1 day earlier");
    }
}

//! How a due date was counted, in words: one sentence, and the reason under each day.

use super::{Lang, date};
use crate::deadline::{CountedDay, Deadline};
use crate::rulebook::Unit;

/// What the reason of a day says that starts a count and is no part of it.
const NOT_COUNTED: &str = "不计入";
/// What it says besides where the count goes back from it.
const BACKWARDS: &str = "向前倒数";

/// How a count went, in one sentence.
pub fn how_counted(deadline: &Deadline, unit: Unit, lang: Lang) -> String {
    let days = deadline.days.as_slice();
    let end = date::day(deadline.due_date, lang);
    let begun = days.iter().rposition(is_receipt).unwrap_or_default();
    let after = days.get(begun + 1..).unwrap_or_default();
    let number = after.iter().filter(|day| day.counted).count();
    let skipped = (after.len() - number).to_string();
    let number = number.to_string();
    let count = match (unit, skipped.as_str(), lang) {
        (Unit::WorkingDay, "0", Lang::Zh) => {
            ["往后第 ", &number, " 个工作日是 ", &end, "。"].concat()
        }
        (Unit::WorkingDay, _, Lang::Zh) => [
            "往后第 ",
            &number,
            " 个工作日是 ",
            &end,
            ",中间 ",
            &skipped,
            " 天休息日不算。",
        ]
        .concat(),
        (Unit::WorkingDay, _, Lang::En) => [
            "Working day ",
            &number,
            " after it is ",
            &end,
            "; rest days on the way: ",
            &skipped,
            ".",
        ]
        .concat(),
        (Unit::Day, _, Lang::Zh) => ["往后第 ", &number, " 天是 ", &end, ",休息日也算。"].concat(),
        (Unit::Day, _, Lang::En) => {
            ["Day ", &number, " after it is ", &end, "; rest days count."].concat()
        }
        (_, _, Lang::Zh) => ["期限到 ", &end, " 为止,休息日也算。"].concat(),
        (_, _, Lang::En) => ["The time ends on ", &end, "; rest days count."].concat(),
    };
    [receipt(days.get(..=begun).unwrap_or_default(), lang), count].concat()
}

/// From when it was counted: the day of receipt, and the later one that counts as such where a city reads it so.
fn receipt(days: &[CountedDay], lang: Lang) -> String {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return String::new();
    };
    let (received, begun) = (date::day(first.date, lang), date::day(last.date, lang));
    match (received == begun, lang) {
        (true, Lang::Zh) => [&received, "收到,当天不算;"].concat(),
        (true, Lang::En) => ["Received on ", &received, ", which does not count. "].concat(),
        (false, Lang::Zh) => [&received, "收到,视为 ", &begun, "收到,当天不算;"].concat(),
        (false, Lang::En) => [
            "Received on ",
            &received,
            ", which is read as ",
            &begun,
            ", which does not count. ",
        ]
        .concat(),
    }
}

fn is_receipt(day: &CountedDay) -> bool {
    !day.counted && day.reason.contains(NOT_COUNTED)
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
        _ if known.contains(BACKWARDS) => "The day itself, counted back from".to_owned(),
        _ if known.contains(NOT_COUNTED) => "Received, not counted".to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::Status;
    use jiff::Timestamp;
    use jiff::civil::Date;

    #[test]
    fn every_kind_of_day_has_its_reason_in_english() {
        for (zh, en) in [
            ("工作日(暂定)", "Working day (provisional)"),
            ("国庆节放假", "National Day holiday"),
            ("国庆节调休上班", "National Day: worked instead"),
            ("春节(法定节日)", "Spring Festival (by statute)"),
            ("收到当日不计入", "Received, not counted"),
            ("视为当日收到,不计入", "Received, not counted"),
            ("当日不计入,向前倒数", "The day itself, counted back from"),
        ] {
            assert_eq!(reason(zh, Lang::En), en);
            assert_eq!(reason(zh, Lang::Zh), zh);
        }
    }

    fn day(day: i8, counted: bool, reason: &str) -> CountedDay {
        CountedDay {
            date: Date::constant(2026, 10, day),
            counted,
            reason: reason.into(),
            notice: None,
        }
    }

    fn counted(days: Vec<CountedDay>) -> Deadline {
        let due_date = days.last().unwrap().date;
        Deadline {
            due_date,
            due: Timestamp::UNIX_EPOCH,
            status: Status::Confirmed,
            calendar_version: due_date,
            regulation: None,
            article: None,
            days,
        }
    }

    #[test]
    fn a_count_of_working_days_is_told_with_the_rest_days_on_the_way() {
        let received = || day(9, false, "收到当日不计入");
        let plain = counted(vec![received(), day(10, true, "国庆节调休上班")]);
        assert_eq!(
            how_counted(&plain, Unit::WorkingDay, Lang::Zh),
            "10月9日(周五)收到,当天不算;往后第 1 个工作日是 10月10日(周六)。"
        );
        let rest = counted(vec![
            received(),
            day(10, true, "国庆节调休上班"),
            day(11, false, "周末"),
            day(12, true, "工作日"),
        ]);
        assert_eq!(
            how_counted(&rest, Unit::WorkingDay, Lang::Zh),
            "10月9日(周五)收到,当天不算;往后第 2 个工作日是 10月12日(周一),中间 1 天休息日不算。"
        );
        assert_eq!(
            how_counted(&rest, Unit::WorkingDay, Lang::En),
            "Received on Fri 9 October, which does not count. Working day 2 after it is Mon 12 October; rest days on the way: 1."
        );
    }

    #[test]
    fn a_receipt_that_is_read_as_a_later_one_is_told_as_both() {
        let read_later = counted(vec![
            day(11, false, "收到当日不计入"),
            day(12, false, "视为当日收到,不计入"),
            day(13, true, "工作日"),
        ]);
        assert_eq!(
            how_counted(&read_later, Unit::WorkingDay, Lang::Zh),
            "10月11日(周日)收到,视为 10月12日(周一)收到,当天不算;往后第 1 个工作日是 10月13日(周二)。"
        );
    }

    #[test]
    fn a_count_of_other_units_says_that_rest_days_count() {
        let received = || day(9, false, "收到当日不计入");
        let days = counted(vec![
            received(),
            day(10, true, "自然日"),
            day(11, true, "自然日"),
        ]);
        assert_eq!(
            how_counted(&days, Unit::Day, Lang::Zh),
            "10月9日(周五)收到,当天不算;往后第 2 天是 10月11日(周日),休息日也算。"
        );
        let month = counted(vec![received(), day(31, true, "期限届满日")]);
        assert_eq!(
            how_counted(&month, Unit::Month, Lang::En),
            "Received on Fri 9 October, which does not count. The time ends on Sat 31 October; rest days count."
        );
    }
}

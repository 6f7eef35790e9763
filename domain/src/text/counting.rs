//! How a due date was counted, in words: one sentence, and the reason under each day.

use super::{Lang, date};
use crate::calendar::DayKind;
use crate::deadline::{CountedDay, Deadline, Reason};
use crate::rulebook::Unit;

/// How a count went, in one sentence.
pub fn how_counted(deadline: &Deadline, unit: Unit, lang: Lang) -> String {
    let days = deadline.days.as_slice();
    let end = date::day(deadline.due_date, lang);
    let begun = days
        .iter()
        .rposition(|day| day.reason.starts_the_count())
        .unwrap_or_default();
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
            "，中间 ",
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
        (Unit::Day, _, Lang::Zh) => ["往后第 ", &number, " 天是 ", &end, "，休息日也算。"].concat(),
        (Unit::Day, _, Lang::En) => {
            ["Day ", &number, " after it is ", &end, "; rest days count."].concat()
        }
        (_, _, Lang::Zh) => ["期限到 ", &end, " 为止，休息日也算。"].concat(),
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
        (true, Lang::Zh) => [&received, "收到，当天不算；"].concat(),
        (true, Lang::En) => ["Received on ", &received, ", which does not count. "].concat(),
        (false, Lang::Zh) => [&received, "收到，视为 ", &begun, "收到，当天不算；"].concat(),
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

/// The reason beside a day of a count.
pub fn reason(reason: &Reason, lang: Lang) -> String {
    match reason {
        Reason::Received => lang.pick("收到当日不计入", "Received, not counted").into(),
        Reason::ReadAsReceived => lang
            .pick("视为当日收到，不计入", "Received, not counted")
            .into(),
        Reason::Announced => lang
            .pick("当日不计入，向前倒数", "The day itself, counted back from")
            .into(),
        Reason::CalendarDay => lang.pick("自然日", "Calendar day").into(),
        Reason::LastDay => lang.pick("期限届满日", "Last day").into(),
        Reason::Calendar { kind, provisional } => {
            let provisional = if *provisional {
                lang.pick("(暂定)", " (provisional)")
            } else {
                ""
            };
            [&day_kind(kind, lang), provisional].concat()
        }
    }
}

/// What kind of day it is.
fn day_kind(kind: &DayKind, lang: Lang) -> String {
    let (name, told) = match kind {
        DayKind::Workday => return lang.pick("工作日", "Working day").into(),
        DayKind::Weekend => return lang.pick("周末", "Weekend").into(),
        DayKind::MakeUpWorkday { festival, .. } => {
            (festival, lang.pick("调休上班", ": worked instead"))
        }
        DayKind::Holiday { name, .. } | DayKind::RegionalHoliday { name, .. } => {
            (name, lang.pick("放假", " holiday"))
        }
        DayKind::StatutoryByRule { name } => (name, lang.pick("(法定节日)", " (by statute)")),
        DayKind::RegionalWorkday { name, .. } => (name, lang.pick("上班", ": worked")),
    };
    [lang.pick(name, in_english(name)), told].concat()
}

/// A festival by its English name; a region's own day keeps the name it has.
fn in_english(name: &str) -> &str {
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

    fn kind(kind: DayKind) -> Reason {
        Reason::Calendar {
            kind,
            provisional: false,
        }
    }

    fn worked_instead() -> Reason {
        kind(DayKind::MakeUpWorkday {
            festival: "国庆节".into(),
            notice: "国办发明电〔2025〕7号".into(),
        })
    }

    #[test]
    fn every_reason_is_told_in_both_languages() {
        let name = || "国庆节".to_owned();
        let notice = || "国办发明电〔2025〕7号".to_owned();
        let provisional = Reason::Calendar {
            kind: DayKind::Workday,
            provisional: true,
        };
        for (told, zh, en) in [
            (kind(DayKind::Weekend), "周末", "Weekend"),
            (provisional, "工作日(暂定)", "Working day (provisional)"),
            (
                kind(DayKind::Holiday {
                    name: name(),
                    notice: notice(),
                }),
                "国庆节放假",
                "National Day holiday",
            ),
            (
                worked_instead(),
                "国庆节调休上班",
                "National Day: worked instead",
            ),
            (
                kind(DayKind::StatutoryByRule { name: name() }),
                "国庆节(法定节日)",
                "National Day (by statute)",
            ),
            (Reason::Received, "收到当日不计入", "Received, not counted"),
            (
                Reason::ReadAsReceived,
                "视为当日收到，不计入",
                "Received, not counted",
            ),
            (
                Reason::Announced,
                "当日不计入，向前倒数",
                "The day itself, counted back from",
            ),
            (Reason::CalendarDay, "自然日", "Calendar day"),
            (Reason::LastDay, "期限届满日", "Last day"),
        ] {
            assert_eq!(reason(&told, Lang::Zh), zh);
            assert_eq!(reason(&told, Lang::En), en);
        }
    }

    #[test]
    fn a_day_of_the_regions_own_keeps_its_name() {
        let (name, source) = ("雪顿节".to_owned(), "藏政办发〔2026〕1号".to_owned());
        let off = kind(DayKind::RegionalHoliday {
            name: name.clone(),
            source: source.clone(),
        });
        let worked = kind(DayKind::RegionalWorkday { name, source });
        assert_eq!(reason(&off, Lang::Zh), "雪顿节放假");
        assert_eq!(reason(&off, Lang::En), "雪顿节 holiday");
        assert_eq!(reason(&worked, Lang::Zh), "雪顿节上班");
        assert_eq!(reason(&worked, Lang::En), "雪顿节: worked");
    }

    fn day(day: i8, counted: bool, reason: Reason) -> CountedDay {
        CountedDay {
            date: Date::constant(2026, 10, day),
            counted,
            reason,
        }
    }

    fn counted(days: Vec<CountedDay>) -> Deadline {
        let due_date = days.last().unwrap().date;
        Deadline {
            due_date,
            due: Timestamp::UNIX_EPOCH,
            status: Status::Confirmed,
            calendar_version: due_date,
            days,
        }
    }

    #[test]
    fn a_count_of_working_days_is_told_with_the_rest_days_on_the_way() {
        let received = || day(9, false, Reason::Received);
        let plain = counted(vec![received(), day(10, true, worked_instead())]);
        assert_eq!(
            how_counted(&plain, Unit::WorkingDay, Lang::Zh),
            "10月9日(周五)收到，当天不算；往后第 1 个工作日是 10月10日(周六)。"
        );
        let rest = counted(vec![
            received(),
            day(10, true, worked_instead()),
            day(11, false, kind(DayKind::Weekend)),
            day(12, true, kind(DayKind::Workday)),
        ]);
        assert_eq!(
            how_counted(&rest, Unit::WorkingDay, Lang::Zh),
            "10月9日(周五)收到，当天不算；往后第 2 个工作日是 10月12日(周一)，中间 1 天休息日不算。"
        );
        assert_eq!(
            how_counted(&rest, Unit::WorkingDay, Lang::En),
            "Received on Fri 9 October, which does not count. Working day 2 after it is Mon 12 October; rest days on the way: 1."
        );
    }

    #[test]
    fn a_receipt_that_is_read_as_a_later_one_is_told_as_both() {
        let read_later = counted(vec![
            day(11, false, Reason::Received),
            day(12, false, Reason::ReadAsReceived),
            day(13, true, kind(DayKind::Workday)),
        ]);
        assert_eq!(
            how_counted(&read_later, Unit::WorkingDay, Lang::Zh),
            "10月11日(周日)收到，视为 10月12日(周一)收到，当天不算；往后第 1 个工作日是 10月13日(周二)。"
        );
    }

    #[test]
    fn a_count_of_other_units_says_that_rest_days_count() {
        let received = || day(9, false, Reason::Received);
        let days = counted(vec![
            received(),
            day(10, true, Reason::CalendarDay),
            day(11, true, Reason::CalendarDay),
        ]);
        assert_eq!(
            how_counted(&days, Unit::Day, Lang::Zh),
            "10月9日(周五)收到，当天不算；往后第 2 天是 10月11日(周日)，休息日也算。"
        );
        let month = counted(vec![received(), day(31, true, Reason::LastDay)]);
        assert_eq!(
            how_counted(&month, Unit::Month, Lang::En),
            "Received on Fri 9 October, which does not count. The time ends on Sat 31 October; rest days count."
        );
    }
}

//! Days and moments as people say them, in China Standard Time.

use super::Lang;
use crate::deadline::CHINA;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `9月24日(周四)`, `Thu 24 September`.
pub fn day(date: Date, lang: Lang) -> String {
    let weekday = weekday(date.weekday(), lang);
    match lang {
        Lang::Zh => [&short_day(date, lang), "(", weekday, ")"].concat(),
        Lang::En => [weekday, " ", &short_day(date, lang)].concat(),
    }
}

/// `9月24日`, `24 September`.
pub fn short_day(date: Date, lang: Lang) -> String {
    let number = date.day().to_string();
    match lang {
        Lang::Zh => [&date.month().to_string(), "月", &number, "日"].concat(),
        Lang::En => [&number, " ", month(date)].concat(),
    }
}

/// `2026年9月24日`, `24 September 2026`.
pub fn full_day(date: Date, lang: Lang) -> String {
    let year = date.year().to_string();
    let day = short_day(date, lang);
    match lang {
        Lang::Zh => [&year, "年", &day].concat(),
        Lang::En => [&day, " ", &year].concat(),
    }
}

/// `9月24日 14:05`, `24 September 14:05`.
pub fn moment(at: Timestamp, lang: Lang) -> String {
    let local = CHINA.to_datetime(at);
    let minute = local.minute();
    let zero = if minute < 10 { "0" } else { "" };
    [
        &short_day(local.date(), lang),
        " ",
        &local.hour().to_string(),
        ":",
        zero,
        &minute.to_string(),
    ]
    .concat()
}

/// `周四`, `Thu`.
pub const fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    match weekday {
        Weekday::Monday => lang.pick("周一", "Mon"),
        Weekday::Tuesday => lang.pick("周二", "Tue"),
        Weekday::Wednesday => lang.pick("周三", "Wed"),
        Weekday::Thursday => lang.pick("周四", "Thu"),
        Weekday::Friday => lang.pick("周五", "Fri"),
        Weekday::Saturday => lang.pick("周六", "Sat"),
        Weekday::Sunday => lang.pick("周日", "Sun"),
    }
}

fn month(date: Date) -> &'static str {
    let place = usize::try_from(date.month()).unwrap_or_default();
    MONTHS
        .get(place.wrapping_sub(1))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_read_as_people_say_them() {
        let date = Date::constant(2026, 9, 24);
        assert_eq!(day(date, Lang::Zh), "9月24日(周四)");
        assert_eq!(day(date, Lang::En), "Thu 24 September");
        assert_eq!(full_day(date, Lang::Zh), "2026年9月24日");
        assert_eq!(full_day(date, Lang::En), "24 September 2026");
        let at: Timestamp = "2026-09-24T06:05:00Z".parse().unwrap();
        assert_eq!(moment(at, Lang::Zh), "9月24日 14:05");
    }
}

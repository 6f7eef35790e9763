//! Days and moments as people say them, in China Standard Time.

use super::Lang;
use crate::deadline::CHINA;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};

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

/// `2026年9月24日 14:05`, `24 September 2026 14:05`.
pub fn moment(at: Timestamp, lang: Lang) -> String {
    let local = CHINA.to_datetime(at);
    [&full_day(local.date(), lang), " ", &time(local)].concat()
}

/// `9月24日 14:05`, `24 September 14:05`: of what was a moment ago, or will be soon.
pub fn just_now(at: Timestamp, lang: Lang) -> String {
    let local = CHINA.to_datetime(at);
    [&short_day(local.date(), lang), " ", &time(local)].concat()
}

fn time(local: DateTime) -> String {
    let minute = local.minute();
    let zero = if minute < 10 { "0" } else { "" };
    [&local.hour().to_string(), ":", zero, &minute.to_string()].concat()
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// May be broken wherever a line ends.
    Words(&'a str),
    /// A day, within which no line ends.
    Day(&'a str),
}

/// A sentence in its order, its days apart as [`day`] (in English without the weekday), [`short_day`] and [`full_day`] write
/// them.
pub fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sentence;
    let mut day = None;
    std::iter::from_fn(move || {
        if let Some(day) = day.take() {
            return Some(Piece::Day(day));
        }
        let (before, found, after) = first_day(rest).unwrap_or((rest, "", ""));
        rest = after;
        day = Some(found).filter(|found| !found.is_empty());
        match before {
            "" => day.take().map(Piece::Day),
            before => Some(Piece::Words(before)),
        }
    })
}

/// What stands before the first day of a sentence, the day, and what follows.
fn first_day(sentence: &str) -> Option<(&str, &str, &str)> {
    let mut digits = sentence.match_indices(|letter: char| letter.is_ascii_digit());
    digits.find_map(|(at, _)| {
        let (before, from) = sentence.split_at_checked(at)?;
        let after = after_day(from).or_else(|| after_english_day(from))?;
        let (day, after) = from.split_at_checked(from.len() - after.len())?;
        Some((before, day, after))
    })
}

/// What follows a day that a text begins with.
fn after_day(text: &str) -> Option<&str> {
    let month = after_number(text, '年').unwrap_or(text);
    let after = after_number(after_number(month, '月')?, '日')?;
    let weekday = after
        .strip_prefix("(周")
        .and_then(|rest| rest.split_once(')'));
    Some(match weekday {
        Some((name, rest)) if name.chars().count() == 1 => rest,
        _ => after,
    })
}

fn after_english_day(text: &str) -> Option<&str> {
    let named = after_number(text, ' ')?;
    let after = MONTHS.iter().find_map(|month| named.strip_prefix(month))?;
    let year = after.strip_prefix(' ').map(without_number);
    Some(
        year.filter(|rest| rest.len() + 5 == after.len())
            .unwrap_or(after),
    )
}

fn after_number(text: &str, unit: char) -> Option<&str> {
    let rest = without_number(text);
    rest.strip_prefix(unit).filter(|_| rest.len() < text.len())
}

fn without_number(text: &str) -> &str {
    text.trim_start_matches(|letter: char| letter.is_ascii_digit())
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
        assert_eq!(just_now(at, Lang::Zh), "9月24日 14:05");
        assert_eq!(moment(at, Lang::Zh), "2026年9月24日 14:05");
        assert_eq!(moment(at, Lang::En), "24 September 2026 14:05");
    }

    #[test]
    fn the_days_of_a_sentence_stay_in_one_piece_each() {
        use Piece::{Day, Words};
        let all = |sentence| pieces(sentence).collect::<Vec<_>>();
        assert_eq!(
            all("甲局要在 12月1日(周二)24时前 答复"),
            [
                Words("甲局要在 "),
                Day("12月1日(周二)"),
                Words("24时前 答复")
            ]
        );
        assert_eq!(
            all("2024年12月11日至2026年12月10日"),
            [Day("2024年12月11日"), Words("至"), Day("2026年12月10日")]
        );
        assert_eq!(
            all("5个工作日内，9月3日(周末除外)"),
            [Words("5个工作日内，"), Day("9月3日"), Words("(周末除外)")]
        );
        assert_eq!(
            all("due on Thu 24 September 24:00, not 3 May 2026"),
            [
                Words("due on Thu "),
                Day("24 September"),
                Words(" 24:00, not "),
                Day("3 May 2026")
            ]
        );
        assert_eq!(all(""), []);
        for none in [
            "1979年*****",
            "第0000025号",
            "6个月内",
            "月日",
            "2024-03-05",
            "24 hours",
        ] {
            assert_eq!(all(none), [Words(none)], "{none}");
        }
    }
}

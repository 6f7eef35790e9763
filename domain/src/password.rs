//! Which passwords may staff choose, and how long do they hold? After the rules of the rulebook, each of which is named
//! where it is broken.
//!
//! 兰安 一百二十六 keeps one's own birthday, identity number and telephone out. None of these is kept here for that: whatever
//! looks like one is refused, whosever it is.

use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::{PasswordAsks, PasswordRule};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Longer ones only cost time.
const LONGEST: usize = 256;
/// A telephone has so many digits in a row, and an identity number more.
const NUMBER: usize = 7;
/// Shorter names stand in too many words.
const SHORTEST_NAME: usize = 2;

/// A password or a recovery code that is given to somebody has so many groups,
pub const GIVEN_GROUPS: usize = 4;
/// each of so many signs.
pub const GIVEN_GROUP: usize = 4;

/// Whose password it is.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// The account's name.
    pub username: &'a str,
    /// Their own.
    pub name: &'a str,
}

/// Every rule that a new password breaks.
pub fn faults(rules: &[PasswordRule], new: &str, owner: Owner<'_>) -> Vec<FieldProblem> {
    const AT: &str = "/new";
    if new.chars().count() > LONGEST {
        return vec![FieldProblem::limited(AT, FieldCode::TooLong, LONGEST)];
    }
    let folded = folded(new);
    rules
        .iter()
        .filter_map(|rule| {
            let amount = usize::from(rule.amount.unwrap_or_default());
            let code = broken(rule.asks, amount, &folded, owner)?;
            Some(match code {
                FieldCode::TooShort => FieldProblem::limited(AT, code, amount),
                _ => FieldProblem::new(AT, code),
            })
        })
        .collect()
}

/// Whether a password that was chosen on a day has to be changed on another. One that nobody chose here, as the
/// demonstration's, holds on.
pub fn has_expired(rules: &[PasswordRule], chosen: Option<Date>, today: Date) -> bool {
    let change = rules.iter().find(|rule| rule.asks == PasswordAsks::Change);
    let months = change.and_then(|rule| rule.amount);
    match (chosen, months) {
        (Some(chosen), Some(months)) => today > chosen.saturating_add(i64::from(months).months()),
        _ => false,
    }
}

fn broken(
    asks: PasswordAsks,
    amount: usize,
    password: &str,
    owner: Owner<'_>,
) -> Option<FieldCode> {
    use PasswordAsks as A;
    let has = |wanted: fn(&char) -> bool| password.chars().any(|c| wanted(&c));
    let (is_broken, code) = match asks {
        A::Length => (password.chars().count() < amount, FieldCode::TooShort),
        A::LettersAndDigits => (
            !has(char::is_ascii_alphabetic) || !has(char::is_ascii_digit),
            FieldCode::LettersAndDigits,
        ),
        A::SpecialCharacter => (
            !password.chars().any(is_special),
            FieldCode::SpecialCharacter,
        ),
        A::NotUserName => (says_name(password, owner.username), FieldCode::HasUserName),
        A::NotName => (says_name(password, owner.name), FieldCode::HasName),
        A::NotBirthday => (says_day(password), FieldCode::HasBirthday),
        A::NotNumber => (longest_run(password) >= NUMBER, FieldCode::HasNumber),
        A::Change => return None,
    };
    is_broken.then_some(code)
}

fn is_special(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Whether a name stands in it, forwards or backwards.
fn says_name(password: &str, name: &str) -> bool {
    let name = folded(name.trim());
    let backwards: String = name.chars().rev().collect();
    name.chars().count() >= SHORTEST_NAME
        && (password.contains(&name) || password.contains(&backwards))
}

/// Whether a day stands in it, as 19900101, 900101 or with something between its parts.
fn says_day(password: &str) -> bool {
    let digits: Vec<char> = joined(password).collect();
    let is_day = |window: &[char]| {
        let text: String = window.iter().collect();
        let years = window.len().saturating_sub(4);
        let months = years.saturating_add(2);
        day(
            text.get(..years),
            text.get(years..months),
            text.get(months..),
        )
    };
    digits.windows(8).any(is_day) || digits.windows(6).any(is_day)
}

fn day(year: Option<&str>, month: Option<&str>, day: Option<&str>) -> bool {
    let number = |text: Option<&str>| text?.parse::<i16>().ok();
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else {
        return false;
    };
    // Of two digits both centuries may be meant; 2000 is the one that has a 29th of February.
    let year = if year < 100 { 2000 + year } else { year };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return false;
    };
    (1900..=2099).contains(&year) && Date::new(year, month, day).is_ok()
}

fn longest_run(password: &str) -> usize {
    let digits: String = joined(password).collect();
    let runs = digits.split(|c: char| !c.is_ascii_digit());
    runs.map(str::len).max().unwrap_or_default()
}

/// Without what people put between the parts of a day or a number.
fn joined(password: &str) -> impl Iterator<Item = char> + '_ {
    password
        .chars()
        .filter(|c| !matches!(c, '-' | '/' | '.' | ' ' | '年' | '月' | '日'))
}

/// Without case and full width, in which a name would hide.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Owner<'_> = Owner {
        username: "wangmin",
        name: "王敏",
    };

    fn lanzhou() -> Vec<PasswordRule> {
        crate::rulebook::embedded("lanzhou-new-area")
            .unwrap()
            .passwords
    }

    fn codes(new: &str) -> Vec<FieldCode> {
        let faults = faults(&lanzhou(), new, OWNER);
        assert!(faults.iter().all(|fault| fault.pointer == "/new"));
        faults.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn each_rule_that_a_password_breaks_is_named() {
        let cases: [(&str, &[FieldCode]); 16] = [
            ("ab1-xyz", &[FieldCode::TooShort]),
            ("-------1", &[FieldCode::LettersAndDigits]),
            ("abcdefg-", &[FieldCode::LettersAndDigits]),
            ("abcd12ef", &[FieldCode::SpecialCharacter]),
            ("abcd 12 ef", &[FieldCode::SpecialCharacter]),
            ("x-WangMin-1", &[FieldCode::HasUserName]),
            ("ｗａｎｇｍｉｎ-2026", &[FieldCode::HasUserName]),
            ("nimgnaw-2026", &[FieldCode::HasUserName]),
            ("abc-王敏-12", &[FieldCode::HasName]),
            ("abc-900101", &[FieldCode::HasBirthday]),
            ("a-90.01.01-b", &[FieldCode::HasBirthday]),
            (
                "abc-19900101",
                &[FieldCode::HasBirthday, FieldCode::HasNumber],
            ),
            (
                "a-1990年01月01日",
                &[FieldCode::HasBirthday, FieldCode::HasNumber],
            ),
            ("abc-8888888", &[FieldCode::HasNumber]),
            ("tel 139-9999-9999", &[FieldCode::HasNumber]),
            ("a1", &[FieldCode::TooShort, FieldCode::SpecialCharacter]),
        ];
        for (new, expected) in cases {
            assert_eq!(codes(new), expected, "{new}");
        }
    }

    #[test]
    fn a_password_that_keeps_to_them_will_do() {
        for new in [
            "better-than-2026",
            "correct horse, 9",
            "密码密码-ab12",
            "q7#Lk29.vX3!",
            "a-139999b",
        ] {
            assert_eq!(codes(new), [], "{new}");
        }
    }

    #[test]
    fn a_password_that_is_too_long_is_told_nothing_else() {
        assert_eq!(codes(&"x".repeat(257)), [FieldCode::TooLong]);
    }

    #[test]
    fn each_rule_stands_with_its_article() {
        let of = |asks| {
            let rule = lanzhou().into_iter().find(|rule| rule.asks == asks);
            rule.unwrap().article.unwrap()
        };
        assert_eq!(of(PasswordAsks::Length), "一百二十六");
        assert_eq!(of(PasswordAsks::SpecialCharacter), "八十");
        assert_eq!(of(PasswordAsks::Change), "一百二十七");
    }

    #[test]
    fn a_password_holds_for_three_months_of_the_calendar() {
        for (chosen, today, expired) in [
            ("2026-08-29", "2026-11-29", false),
            ("2026-08-29", "2026-11-30", true),
            ("2026-11-30", "2027-02-28", false),
            ("2026-11-30", "2027-03-01", true),
        ] {
            let (chosen, today): (Date, Date) = (chosen.parse().unwrap(), today.parse().unwrap());
            assert_eq!(has_expired(&lanzhou(), Some(chosen), today), expired);
            assert!(!has_expired(&lanzhou(), None, today));
            assert!(!has_expired(&PasswordRule::usual(), Some(chosen), today));
        }
    }
}

//! Which lines of a notice arrange days, for which festival? Greeting, reasons and signature do not.

use regex_lite::Regex;

use super::clause::Line;
use super::{Found, Given, days};
use crate::calendar::{
    ArrangementKind, KnownCalendar, NoticeFault, NoticeFaultCode as Code, arranged::FESTIVALS,
};

/// 一、 or 1. before a festival, also where the lines have run together.
const NUMBERED: &str = r"(?:[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])([^:,.;\d]{1,12}:)";
/// The year in the title of a year's notice.
const TITLED: &str = r"(\d{4})年部分节假日安排";

/// Reads a notice line by line.
pub(super) fn parse(given: Given<'_>, known: &KnownCalendar) -> (Vec<Found>, Vec<NoticeFault>) {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    // An amendment names its festival in its title alone.
    let mut spoken_of = None;
    for (number, text) in (1_u32..).zip(given.text.lines()) {
        let text = plain(text);
        faults.extend(other_year(given, number, &text));
        for part in apart(&text).lines() {
            spoken_of = festival_in(part).or(spoken_of);
            if !arranges(part) {
                continue;
            }
            let (festival, said) = named(part, spoken_of.as_deref());
            let Some(festival) = festival else {
                faults.push(NoticeFault::at(number, Code::NoFestival).saying(part));
                continue;
            };
            let mut line = Line {
                number,
                year: given.year,
                festival: &festival,
                known,
                found: Vec::new(),
                faults: Vec::new(),
            };
            for clause in clauses(said) {
                line.clause(clause);
            }
            found.append(&mut line.found);
            faults.append(&mut line.faults);
        }
    }
    (found, faults)
}

/// The same text in one form of each character, without spaces.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '（' | '〔' | '［' => '(',
            '）' | '〕' | '］' => ')',
            '：' => ':',
            '，' => ',',
            '。' => '.',
            '；' => ';',
            '－' | '—' | '–' | '~' | '～' => '至',
            '０'..='９' => {
                char::from_digit(u32::from(letter) - u32::from('０'), 10).unwrap_or(letter)
            }
            other => other,
        })
        .collect()
}

/// Numbered festivals that stand in one line, each in its own.
fn apart(text: &str) -> String {
    match Regex::new(NUMBERED) {
        Ok(numbered) => numbered.replace_all(text, "\n$1").into_owned(),
        Err(_) => text.to_owned(),
    }
}

/// Whether a line lets days be off or worked.
fn arranges(text: &str) -> bool {
    let says = ["放假", "休假", "上班", "延长", "顺延"];
    says.iter().any(|word| text.contains(word)) && days::any(text)
}

/// The festival of a line and what is said of it.
fn named<'a>(text: &'a str, spoken_of: Option<&str>) -> (Option<String>, &'a str) {
    match text.split_once(':') {
        Some((name, said)) if !name.is_empty() && !days::any(name) => (Some(name.to_owned()), said),
        _ => (spoken_of.map(str::to_owned), text),
    }
}

/// The one festival that a text names; none where it names several or none.
fn festival_in(text: &str) -> Option<String> {
    let mut named = FESTIVALS
        .into_iter()
        .filter(|(stem, _)| text.contains(stem))
        .map(|(_, name)| name);
    match (named.next(), named.next()) {
        (Some(name), None) => Some(name.to_owned()),
        _ => None,
    }
}

/// The clauses of a line: between commas and stops that stand in no brackets.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(letter, ',' | '.' | ';')
    })
}

fn other_year(given: Given<'_>, line: u32, text: &str) -> Option<NoticeFault> {
    if given.kind != ArrangementKind::Year {
        return None;
    }
    let found = Regex::new(TITLED).ok()?.captures(text)?;
    let said = found.get(1)?.as_str();
    let wanted = given.year.to_string();
    (said != wanted).then(|| {
        NoticeFault::at(line, Code::OtherYear)
            .saying(said)
            .instead(wanted)
    })
}

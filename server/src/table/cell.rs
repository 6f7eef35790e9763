//! What does a cell say, and how is it written so that no spreadsheet runs it?
//!
//! Spreadsheets take text that begins with one of [`STARTERS`] for a formula. Such a text is written with an apostrophe
//! before it, and the apostrophe is taken off on the way in; so is the one more that a text gets which begins with an
//! apostrophe and would lose it.

use std::borrow::Cow;

/// What begins a formula, in the width of East Asia too (OWASP, CSV injection).
const STARTERS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Whether a spreadsheet may run it, or would with the apostrophes before it taken off.
fn is_risky(text: &str) -> bool {
    let inner = text.trim_start_matches(|c| c == '\'' || is_blank(c));
    let before = text.strip_suffix(inner).unwrap_or_default();
    inner.starts_with(STARTERS) || before.contains(['\t', '\r', '\n'])
}

/// A plain negative number is no formula and stays a number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or_default();
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_digits(whole) && is_digits(part)
}

/// The text as it goes into a CSV file.
pub fn shield(text: &str) -> Cow<'_, str> {
    if is_risky(text) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text without the apostrophe that [`shield`] put before it.
pub fn unshield(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

/// The text as it goes into a cell that is a text by its kind. That needs no apostrophe; but one that the text has
/// itself must not be taken for ours on the way back.
pub(super) fn shield_text_cell(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches(is_blank).starts_with('\'') {
        shield(text)
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a spreadsheet may take the text itself for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    is_risky(text) && !text.starts_with('\'')
}

/// A cell holds a control character.
#[derive(Debug)]
pub(super) struct Control;

/// What a cell says: without the blanks around it, lines parted by `\n`.
pub(super) fn clean(raw: &str) -> Result<String, Control> {
    let text = raw.trim_matches(is_blank);
    if !text.bytes().any(|b| b < b' ') {
        return Ok(text.to_owned());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c < ' ' && !matches!(c, '\t' | '\n')) {
        return Err(Control);
    }
    Ok(text)
}

/// [`clean`], for files that come out of spreadsheets.
pub(super) fn clean_shielded(raw: &str) -> Result<String, Control> {
    clean(unshield(raw.trim_start_matches(is_blank)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_a_formula_is_shielded_and_a_negative_number_is_not() {
        for text in [
            "=1+1", "+86 138", "-x", "@sum", "\tx", "\rx", " =1", "＝1", "-1-1", "-", "-1.", "'=1",
        ] {
            assert_eq!(shield(text), format!("'{text}"));
        }
        for text in [
            "-5",
            "-12.50",
            "5",
            "O'Neil",
            "'quoted'",
            "",
            "620100199001011234",
        ] {
            assert_eq!(shield(text), text);
        }
    }

    #[test]
    fn blanks_around_a_text_go_and_those_inside_it_stay() {
        let text = clean("\u{feff}\u{3000} 兰州\u{3000}新区 \r\n 二号\u{a0}\t").unwrap();
        assert_eq!(text, "兰州\u{3000}新区 \n 二号");
    }

    #[test]
    fn control_characters_are_refused() {
        assert!(clean("a\0b").is_err());
        assert!(clean("a\u{1f}b").is_err());
    }
}

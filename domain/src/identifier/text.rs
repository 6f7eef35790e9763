//! How is a code cleaned before it is judged, and what is a character of it worth?

/// The ASCII form of what people type and copy: blanks and invisible marks around it dropped,
/// full-width characters made half-width, letters upper-case. What stands inside is never dropped.
pub(super) fn tidy(text: &str) -> String {
    text.trim_matches(is_blank)
        .chars()
        .map(half_width)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The place of `c` in an ASCII alphabet, which is its value in every check here.
pub(super) fn value_in(alphabet: &str, c: char) -> Option<usize> {
    alphabet.find(c)
}

/// Whether every character is a digit or an upper-case letter, and the count is in `length`.
pub(super) fn is_alphanumeric(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// Copying from documents and chats brings byte-order and direction marks along.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The half-width form of a full-width character.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

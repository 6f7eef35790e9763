//! What does somebody look for who types this into the search of licences? One reading, by which the browser says how it
//! understood and the server finds.

use crate::identifier::{ROOT, half_width};
use crate::issuing::{CITIZEN_ID, CREDIT_CODE, canonical_code};
use serde::{Deserialize, Serialize};

/// Longest text that is searched for, in characters.
pub const SEARCH_MAX: usize = 128;
/// Type code of a document that is neither a citizen's number nor a credit code; they are all read alike.
const ANY_DOCUMENT: &str = "999";

/// By what a licence is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// 持证主体代码: whole; never in an address.
    HolderNumber,
    /// 证照标识 of any of its versions: whole.
    Identifier,
    /// 证照编号: whole.
    Number,
    /// 持证主体: the beginning of the name.
    Name,
}

impl By {
    /// Every way.
    pub const ALL: [Self; 4] = [
        Self::HolderNumber,
        Self::Identifier,
        Self::Number,
        Self::Name,
    ];

    /// As it stands in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HolderNumber => "holder-number",
            Self::Identifier => "identifier",
            Self::Number => "number",
            Self::Name => "name",
        }
    }
}

/// What a text is taken for: a 证照标识 by its root, a holder's number by its 18 characters (15 of an old one), another
/// number where there is a digit in it, else a name. Nothing where it is empty.
pub fn understood(text: &str) -> Option<By> {
    let text = tidy(text);
    if text.is_empty() {
        return None;
    }
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric());
    let digits = text.chars().filter(char::is_ascii_digit).count();
    Some(if text.starts_with(ROOT) {
        By::Identifier
    } else if plain && (text.len() == 18 && digits > 0 || text.len() == 15 && digits == 15) {
        By::HolderNumber
    } else if digits > 0 {
        By::Number
    } else {
        By::Name
    })
}

/// A text as it is looked for: codes in half width, names and an issuer's own numbers as they were typed.
pub fn as_kept(by: By, text: &str) -> String {
    match by {
        By::HolderNumber | By::Identifier => tidy(text),
        By::Number | By::Name => text.trim().to_owned(),
    }
}

fn tidy(text: &str) -> String {
    let text: String = text.chars().map(half_width).collect();
    text.trim().to_owned()
}

/// The forms in which a holder's number may be kept: a citizen's in 18 digits, a credit code, another document's.
pub fn kept_forms(number: &str) -> Vec<String> {
    let number = tidy(number);
    let mut forms: Vec<String> = Vec::new();
    for code_type in [CITIZEN_ID, CREDIT_CODE, ANY_DOCUMENT] {
        forms.extend(canonical_code(code_type, &number).filter(|form| !forms.contains(form)));
    }
    forms
}

/// The first text after all that begin with `prefix`, in the order of code points; none where there is no such text.
pub fn end_of_prefix(prefix: &str) -> Option<String> {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        // Between these two no character is.
        let next = match last {
            '\u{d7ff}' => Some('\u{e000}'),
            last => char::from_u32(u32::from(last) + 1),
        };
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_typed_is_understood_by_its_shape() {
        for (text, by) in [
            ("  ", None),
            (
                "1.2.156.3005.2.11990000009900013N001.11990000009900013N.2026",
                Some(By::Identifier),
            ),
            ("990100198506071236", Some(By::HolderNumber)),
            ("99010019850607123x", Some(By::HolderNumber)),
            (
                "９９０１００１９８５０６０７１２３６",
                Some(By::HolderNumber),
            ),
            ("11990000009900013N", Some(By::HolderNumber)),
            ("990100850607123", Some(By::HolderNumber)),
            ("JY29901000000001", Some(By::Number)),
            ("新食许〔2026〕12号", Some(By::Number)),
            ("李雷", Some(By::Name)),
            ("John Smith", Some(By::Name)),
            ("JOHNSMITHJOHNSMITH", Some(By::Name)),
        ] {
            assert_eq!(understood(text), by, "{text}");
        }
    }

    #[test]
    fn a_number_is_looked_for_in_every_form_in_which_it_may_be_kept() {
        assert_eq!(kept_forms(" 990100196209120006 "), ["990100196209120006"]);
        assert_eq!(kept_forms("e12345678"), ["E12345678"]);
        // What fails its check may be kept as another document's number.
        assert_eq!(kept_forms("990100196209120007"), ["990100196209120007"]);
        assert_eq!(kept_forms("abc"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn the_end_of_a_prefix_parts_what_begins_with_it_from_what_does_not(prefix in ".{1,4}", other in any::<String>()) {
            let within = [prefix.as_str(), &other].concat();
            if let Some(end) = end_of_prefix(&prefix) {
                prop_assert!(prefix <= within && within < end);
                prop_assert_eq!(prefix <= other && other < end, other.starts_with(&prefix));
            }
        }
    }
}

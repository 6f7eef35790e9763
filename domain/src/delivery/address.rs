//! Where can somebody be told: is it an address at all, and how much of it may be shown?

use super::Means;
use crate::mask::mask_phone;
use crate::problem::FieldCode;
use serde::{Deserialize, Serialize};

/// Digits of the code that proves an address.
pub const CODE_DIGITS: usize = 6;
/// So long a code can be used.
pub const CODE_MINUTES: i64 = 10;
/// A code is void after so many wrong ones.
pub const CODE_TRIES: i64 = 5;
/// Codes that one person may ask for in a day, for each means.
pub const CODES_A_DAY: i64 = 10;

const LONGEST: usize = 254;

/// An e-mail address or a mobile number, in the form in which it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address(String);

impl Address {
    /// What somebody typed; whether the address exists shows by the code.
    pub fn parse(means: Means, text: &str) -> Result<Self, FieldCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldCode::Required);
        }
        match means {
            Means::Mail => mail(text),
            Means::Message => mobile(text),
        }
        .map(Self)
        .ok_or(FieldCode::WrongForm)
    }

    /// For the letter itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough for its owner to know it by.
    pub fn masked(&self, means: Means) -> String {
        match (means, self.0.rsplit_once('@')) {
            (Means::Mail, Some((name, host))) => {
                let first: String = name.chars().take(1).collect();
                [&first, "***@", host].concat()
            }
            _ => mask_phone(&self.0),
        }
    }
}

fn mail(text: &str) -> Option<String> {
    let (name, host) = text.rsplit_once('@')?;
    let plain = |c: char| c.is_ascii_graphic() && !"@<>()[]\\,;:\"".contains(c);
    let named = !name.is_empty()
        && name.chars().all(plain)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..");
    let label = |label: &str| {
        let ends = |c: Option<u8>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || c == b'-')
            && ends(label.bytes().next())
            && ends(label.bytes().last())
    };
    let housed = host.contains('.') && host.split('.').all(label);
    let fits = text.len() <= LONGEST && name.len() <= 64;
    (named && housed && fits).then(|| [name, "@", &host.to_ascii_lowercase()].concat())
}

/// A mobile number of the mainland: eleven digits that begin with 1, also as people write it.
fn mobile(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let digits = digits.strip_prefix("+86").unwrap_or(&digits);
    let second = digits.as_bytes().get(1).copied();
    let right = digits.len() == 11
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.starts_with('1')
        && second.is_some_and(|digit| digit >= b'3');
    right.then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(means: Means, text: &str) -> Result<String, FieldCode> {
        Address::parse(means, text).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        assert_eq!(
            parsed(Means::Mail, " li.lei@Mail.Example.CN ").unwrap(),
            "li.lei@mail.example.cn"
        );
        for text in ["13912345678", "+86 139 1234 5678", "139-1234-5678"] {
            assert_eq!(parsed(Means::Message, text).unwrap(), "13912345678");
        }
    }

    #[test]
    fn what_would_be_another_header_another_recipient_or_no_address_is_refused() {
        for text in [
            "li",
            "li@",
            "@example.cn",
            "li@example",
            "li lei@example.cn",
            "a@b.cn\nBcc: c@d.cn",
            "a@b.cn,c@d.cn",
            "<a@b.cn>",
            "a..b@c.cn",
            ".a@b.cn",
            "a@-b.cn",
            "a@b..cn",
            "李@example.cn",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(
                parsed(Means::Mail, text),
                Err(FieldCode::WrongForm),
                "{text}"
            );
        }
        for text in [
            "1391234567",
            "139123456789",
            "12345678901",
            "0931-1234567",
            "+1 139 1234 5678",
            "1391234567八",
        ] {
            assert_eq!(
                parsed(Means::Message, text),
                Err(FieldCode::WrongForm),
                "{text}"
            );
        }
        assert_eq!(parsed(Means::Mail, "  "), Err(FieldCode::Required));
    }

    #[test]
    fn only_enough_is_shown_to_know_it_again() {
        let shown = |means, text| Address::parse(means, text).unwrap().masked(means);
        assert_eq!(shown(Means::Mail, "lilei@example.cn"), "l***@example.cn");
        assert_eq!(shown(Means::Message, "13912345678"), "139****5678");
    }
}

//! Is a text UTF-8 or GB18030?
//!
//! Neither uses the bytes of a comma, a quotation mark or a line end inside a character, so that a text is cut first and
//! decoded then, and a bad sequence harms one row.

use std::borrow::Cow;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Gb18030,
}

impl Encoding {
    /// By the lines of a sample: one that holds more than ASCII and is valid UTF-8 is hardly ever anything else, and one
    /// bad line makes no other file of it.
    pub(super) fn guess(sample: &[u8]) -> Self {
        let lines = sample.split(|b| matches!(b, b'\n' | b'\r'));
        let (utf8, other): (Vec<_>, Vec<_>) = lines
            .filter(|line| !line.is_ascii())
            .map(|line| std::str::from_utf8(line).is_ok())
            .partition(|is_utf8| *is_utf8);
        if utf8.len() >= other.len() {
            Self::Utf8
        } else {
            Self::Gb18030
        }
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Gb18030 => {
                encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)
            }
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_line_does_not_make_another_encoding_of_a_file() {
        assert_eq!(Encoding::guess("姓名\n张\n王\n".as_bytes()), Encoding::Utf8);
        assert_eq!(
            Encoding::guess(b"\xe5\xa7\x93\n\xff\xfe\n\xe5\xa7\x93"),
            Encoding::Utf8
        );
        let (text, _, _) = encoding_rs::GB18030.encode("姓名\n张三\n李四");
        assert_eq!(Encoding::guess(&text), Encoding::Gb18030);
        assert_eq!(Encoding::guess(b"name\n"), Encoding::Utf8);
    }
}

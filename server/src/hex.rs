//! How are bytes written as text? In hexadecimal, lower case.

use std::fmt::Write as _;

/// Two digits for each byte.
pub(crate) fn write(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes that `text` writes, in either case.
pub(crate) fn read(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16);
    text.as_bytes()
        .chunks(2)
        .map(|pair| match *pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_back_and_anything_else_is_nothing() {
        let bytes = [0x00, 0x0f, 0xa5, 0xff];
        assert_eq!(write(&bytes), "000fa5ff");
        assert_eq!(read("000fA5ff"), Some(bytes.to_vec()));
        for other in ["0", "0g", "照"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

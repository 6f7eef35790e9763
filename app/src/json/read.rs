//! Reading JSON into a type.

use super::Unreadable;
use serde::de::{DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// Deeper nesting than any answer has.
const DEPTH: u8 = 32;

/// Reads the whole of `text`.
pub fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Unreadable> {
    let mut reader = Reader {
        rest: text,
        depth: DEPTH,
    };
    let value = T::deserialize(&mut reader)?;
    if reader.peek().is_none() {
        Ok(value)
    } else {
        Err(Unreadable)
    }
}

struct Reader<'de> {
    rest: &'de str,
    depth: u8,
}

type Read<T> = Result<T, Unreadable>;

impl<'de> Reader<'de> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.rest.as_bytes().first().copied()
    }

    /// What stands before `at`; the rest is left.
    fn take(&mut self, at: usize) -> Read<&'de str> {
        let (taken, rest) = self.rest.split_at_checked(at).ok_or(Unreadable)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Whether `byte` comes next; then it is taken.
    fn accept(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        if comes {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        comes
    }

    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.accept(byte) {
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    fn word(&mut self, word: &str) -> Read<()> {
        self.rest = self.rest.strip_prefix(word).ok_or(Unreadable)?;
        Ok(())
    }

    fn string(&mut self) -> Read<Cow<'de, str>> {
        self.expect(b'"')?;
        let plain = self.until_special()?;
        if self.accept_now(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while !self.accept_now(b'"') {
            text.push(self.escaped()?);
            text.push_str(self.until_special()?);
        }
        Ok(Cow::Owned(text))
    }

    fn until_special(&mut self) -> Read<&'de str> {
        let at = self
            .rest
            .bytes()
            .position(|byte| byte == b'"' || byte == b'\\' || byte < b' ');
        self.take(at.ok_or(Unreadable)?)
    }

    /// Like [`Self::accept`], inside a text, where white space counts.
    fn accept_now(&mut self, byte: u8) -> bool {
        let comes = self.rest.as_bytes().first() == Some(&byte);
        if comes {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        comes
    }

    fn escaped(&mut self) -> Read<char> {
        let code = self.take(2)?;
        Ok(match code {
            "\\\"" => '"',
            "\\\\" => '\\',
            "\\/" => '/',
            "\\b" => '\u{8}',
            "\\f" => '\u{c}',
            "\\n" => '\n',
            "\\r" => '\r',
            "\\t" => '\t',
            "\\u" => self.unicode()?,
            _ => return Err(Unreadable),
        })
    }

    /// One character by its number, or by the two halves of it.
    fn unicode(&mut self) -> Read<char> {
        let mut number = self.hex()?;
        if (0xD800..0xDC00).contains(&number) {
            self.word("\\u")?;
            let low = self.hex()?.checked_sub(0xDC00).ok_or(Unreadable)?;
            number = 0x1_0000 + ((number - 0xD800) << 10 | low);
        }
        char::from_u32(number).ok_or(Unreadable)
    }

    fn hex(&mut self) -> Read<u32> {
        u32::from_str_radix(self.take(4)?, 16).map_err(|_| Unreadable)
    }

    /// The digits of a whole number.
    fn whole(&mut self) -> Read<u64> {
        let end = self
            .rest
            .bytes()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(self.rest.len());
        let digits = self.take(end)?;
        digits.parse().map_err(|_| Unreadable)
    }

    /// Passes over a value of any kind.
    fn skip(&mut self) -> Read<()> {
        match self.peek().ok_or(Unreadable)? {
            b'"' => self.string().map(|_| ()),
            open @ (b'{' | b'[') => self.nested(|reader| {
                reader.expect(open)?;
                let close = open + 2;
                let mut first = true;
                while !reader.accept(close) {
                    reader.between(&mut first)?;
                    if open == b'{' {
                        reader.string()?;
                        reader.expect(b':')?;
                    }
                    reader.skip()?;
                }
                Ok(())
            }),
            _ => {
                let end = self
                    .rest
                    .find([',', '}', ']', ' ', '\n', '\r', '\t'])
                    .unwrap_or(self.rest.len());
                self.take(end).map(|_| ())
            }
        }
    }

    /// The comma before every part but the first.
    fn between(&mut self, first: &mut bool) -> Read<()> {
        if std::mem::take(first) {
            Ok(())
        } else {
            self.expect(b',')
        }
    }

    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.depth = self.depth.checked_sub(1).ok_or(Unreadable)?;
        let value = inner(self)?;
        self.depth += 1;
        Ok(value)
    }
}

/// The parts of a list or of a record.
struct Parts<'a, 'de> {
    reader: &'a mut Reader<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Parts<'_, 'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.reader.accept(b']') {
            return Ok(None);
        }
        self.reader.between(&mut self.first)?;
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Parts<'_, 'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if self.reader.accept(b'}') {
            return Ok(None);
        }
        self.reader.between(&mut self.first)?;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A name out of a closed set; the wire has no variant that carries data under its name.
impl<'de> EnumAccess<'de> for &mut Reader<'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Self)> {
        Ok((seed.deserialize(&mut *self)?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Read<T::Value> {
        Err(Unreadable)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Read<V::Value> {
        Err(Unreadable)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Read<V::Value> {
        Err(Unreadable)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.peek().ok_or(Unreadable)? {
            b'"' => self.deserialize_str(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.word("null").and_then(|()| visitor.visit_unit()),
            _ => self.deserialize_i64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let value = self.peek() == Some(b't');
        self.word(if value { "true" } else { "false" })?;
        visitor.visit_bool(value)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.accept(b'-') {
            let number = i64::try_from(self.whole()?).map_err(|_| Unreadable)?;
            visitor.visit_i64(-number)
        } else {
            self.peek();
            let number = self.whole()?;
            visitor.visit_u64(number)
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let text = self.string()?;
        visitor.visit_str(&text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.peek() == Some(b'n') {
            self.word("null")?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.expect(b'[')?;
        self.nested(|reader| {
            visitor.visit_seq(Parts {
                reader,
                first: true,
            })
        })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.expect(b'{')?;
        self.nested(|reader| {
            visitor.visit_map(Parts {
                reader,
                first: true,
            })
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.peek();
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.expect(b'[')?;
        let value = self.nested(|reader| {
            visitor.visit_seq(Parts {
                reader,
                first: true,
            })
        })?;
        self.expect(b']')?;
        Ok(value)
    }

    serde::forward_to_deserialize_any! {
        f32 f64 i128 u128 char bytes byte_buf unit unit_struct tuple_struct
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Actor;
    use domain::wire::Page;
    use domain::wire::draft::{Draft, Evidence};
    use domain::wire::notice::Inbox;
    use proptest::prelude::*;

    #[test]
    fn records_lists_and_names_are_read_as_serde_json_reads_them() {
        let text = r#" {"id":"0197a5b0-0000-7000-8000-000000000001","licence":"0197a5b0-0000-7000-8000-000000000002",
            "version":3,"unknown":[{"a":1.5e3},null,"\u00e9"],"body":{"claims":[{"key":"name","claimed":"张\n\"三\" \ud83d\ude00"}],"ground":"accuracy"},
            "evidence":[],"saved_at":"2026-11-23T01:02:03.5Z","deleted_on":"2026-12-23"} "#;
        assert_eq!(
            read::<Draft>(text).unwrap(),
            serde_json::from_str(text).unwrap()
        );
        let actor = r#"{"staff":"0197a5b0-0000-7000-8000-000000000001","agency":"0197a5b0-0000-7000-8000-000000000002","role":"handler","kind":"staff"}"#;
        assert_eq!(
            read::<Actor>(actor).unwrap(),
            serde_json::from_str(actor).unwrap()
        );
        let inbox = r#"{"items":[],"next":null,"unread":-0}"#;
        assert_eq!(read::<Inbox>(inbox).unwrap().unread, 0);
        assert_eq!(read::<[i64; 2]>("[1 , -2]"), Ok([1, -2]));
    }

    #[test]
    fn what_is_broken_is_unreadable() {
        for text in [
            "",
            "{",
            "{}",
            "[1,2",
            r#"{"items":[],}"#,
            r#"{"items":[] "next":null}"#,
            r#"{"items":[]}x"#,
            "nul",
        ] {
            assert_eq!(read::<Page<Evidence>>(text), Err(Unreadable), "{text}");
        }
        for text in ["\"\\ud800\"", "\"\\x\"", "\"a", "\"\n\""] {
            assert_eq!(read::<String>(text), Err(Unreadable), "{text}");
        }
        assert_eq!(read::<Vec<u8>>(&"[".repeat(100_000)), Err(Unreadable));
        assert_eq!(read::<u64>("1.5"), Err(Unreadable));
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_serde_json_reads_it(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(read::<String>(&json), Ok(text));
        }

        #[test]
        fn nothing_makes_it_panic(text in "[\\[\\]{}:,\"\\\\a-u0-9 .-]{0,60}") {
            let _ = read::<Page<Evidence>>(&text);
            let _ = read::<std::collections::BTreeMap<String, Vec<i64>>>(&text);
        }
    }
}

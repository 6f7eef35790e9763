//! From text to [`Value`].

use super::Unreadable;

/// Deeper nesting than any answer has.
const DEPTH: u8 = 32;

/// A JSON value. Numbers that are not whole don't stand on the wire; they count as nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`, or a field that is not there.
    Nothing,
    /// `true` or `false`.
    Truth(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A record's fields, as they come.
    Record(Vec<(String, Value)>),
}

/// Reads the whole of `text`.
pub(super) fn parse(text: &str) -> Result<Value, Unreadable> {
    let mut reader = Reader {
        rest: text,
        depth: DEPTH,
    };
    let value = reader.value()?;
    if reader.peek().is_none() {
        Ok(value)
    } else {
        Err(Unreadable)
    }
}

struct Reader<'t> {
    rest: &'t str,
    depth: u8,
}

type Read<T> = Result<T, Unreadable>;

impl<'t> Reader<'t> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.rest.as_bytes().first().copied()
    }

    /// What stands before `at`; the rest is left.
    fn take(&mut self, at: usize) -> Read<&'t str> {
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

    fn string(&mut self) -> Read<String> {
        self.expect(b'"')?;
        let plain = self.until_special()?;
        if self.accept_now(b'"') {
            return Ok(plain.to_owned());
        }
        let mut text = plain.to_owned();
        while !self.accept_now(b'"') {
            text.push(self.escaped()?);
            text.push_str(self.until_special()?);
        }
        Ok(text)
    }

    fn until_special(&mut self) -> Read<&'t str> {
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

    fn value(&mut self) -> Read<Value> {
        match self.peek().ok_or(Unreadable)? {
            b'"' => self.string().map(Value::Text),
            b'{' => self.nested(Self::record),
            b'[' => self.nested(Self::list),
            b't' => self.word("true").map(|()| Value::Truth(true)),
            b'f' => self.word("false").map(|()| Value::Truth(false)),
            b'n' => self.word("null").map(|()| Value::Nothing),
            _ => self.number(),
        }
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Read<Value>) -> Read<Value> {
        self.depth = self.depth.checked_sub(1).ok_or(Unreadable)?;
        let value = inner(self)?;
        self.depth += 1;
        Ok(value)
    }

    fn record(&mut self) -> Read<Value> {
        let mut fields = Vec::new();
        self.expect(b'{')?;
        while !self.accept(b'}') {
            self.comma_unless(fields.is_empty())?;
            let name = self.string()?;
            self.expect(b':')?;
            fields.push((name, self.value()?));
        }
        Ok(Value::Record(fields))
    }

    fn list(&mut self) -> Read<Value> {
        let mut items = Vec::new();
        self.expect(b'[')?;
        while !self.accept(b']') {
            self.comma_unless(items.is_empty())?;
            items.push(self.value()?);
        }
        Ok(Value::List(items))
    }

    fn comma_unless(&mut self, first: bool) -> Read<()> {
        if first { Ok(()) } else { self.expect(b',') }
    }

    fn number(&mut self) -> Read<Value> {
        let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let end = self
            .rest
            .bytes()
            .position(|byte| !is_part(byte))
            .unwrap_or(self.rest.len());
        let digits = self.take(end)?;
        match digits.parse() {
            Ok(number) => Ok(Value::Number(number)),
            Err(_) if digits.bytes().any(|byte| byte.is_ascii_digit()) => Ok(Value::Nothing),
            Err(_) => Err(Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_of_every_kind_are_read() {
        let text =
            r#" {"a":[1 , -2,true,false,null,1.5e3],"b":"\u00e9\ud83d\ude00\n\"\/","c":{}} "#;
        let Ok(Value::Record(fields)) = parse(text) else {
            panic!("no record")
        };
        let list = [
            Value::Number(1),
            Value::Number(-2),
            Value::Truth(true),
            Value::Truth(false),
            Value::Nothing,
            Value::Nothing,
        ];
        assert_eq!(
            fields,
            [
                ("a".into(), Value::List(list.into())),
                ("b".into(), Value::Text("é😀\n\"/".into())),
                ("c".into(), Value::Record(Vec::new())),
            ]
        );
    }

    #[test]
    fn what_is_broken_is_unreadable() {
        for text in [
            "",
            "{",
            "[1,2",
            "[1,]",
            r#"{"a":1,}"#,
            r#"{"a":1 "b":2}"#,
            r#"{"a"}"#,
            "{}x",
            "nul",
            "-",
            "1 2",
            "\"\\ud800\"",
            "\"\\x\"",
            "\"a",
            "\"\n\"",
        ] {
            assert_eq!(parse(text), Err(Unreadable), "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), Err(Unreadable));
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(parse(&json), Ok(Value::Text(text)));
        }

        #[test]
        fn nothing_makes_it_panic(text in "[\\[\\]{}:,\"\\\\a-u0-9 .-]{0,60}") {
            let _ = parse(&text);
        }
    }
}

//! Writing a type as JSON.

use super::Unreadable;
use serde::Serialize;
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// The JSON of a value.
pub fn write<T: Serialize>(value: &T) -> Result<String, Unreadable> {
    let mut text = String::new();
    value.serialize(Writer { text: &mut text })?;
    Ok(text)
}

struct Writer<'a> {
    text: &'a mut String,
}

type Written<T = ()> = Result<T, Unreadable>;

fn quoted(text: &mut String, value: &str) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            control if control < ' ' => {
                let digit = |half: u32| {
                    usize::try_from(half)
                        .ok()
                        .and_then(|half| HEX.get(half))
                        .copied()
                };
                let number = u32::from(control);
                text.push_str("\\u00");
                text.extend(digit(number >> 4));
                text.extend(digit(number & 15));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

/// The parts of a list or of a record.
struct Parts<'a> {
    text: &'a mut String,
    close: char,
    first: bool,
}

impl<'a> Parts<'a> {
    fn open(text: &'a mut String, open: char, close: char) -> Self {
        text.push(open);
        Self {
            text,
            close,
            first: true,
        }
    }

    fn between(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.text.push(',');
        }
    }

    fn shut(self) {
        self.text.push(self.close);
    }
}

impl SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.between();
        value.serialize(Writer { text: self.text })
    }

    fn end(self) -> Written {
        self.shut();
        Ok(())
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        self.between();
        quoted(self.text, key);
        self.text.push(':');
        value.serialize(Writer { text: self.text })
    }

    fn end(self) -> Written {
        self.shut();
        Ok(())
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.between();
        key.serialize(Writer { text: self.text })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.text.push(':');
        value.serialize(Writer { text: self.text })
    }

    fn end(self) -> Written {
        self.shut();
        Ok(())
    }
}

/// Kinds of value that no request has.
macro_rules! never {
    ($($method:ident($($argument:ty),*);)+) => {$(
        fn $method(self, $(_: $argument),*) -> Written {
            Err(Unreadable)
        }
    )+};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Unreadable;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Impossible<(), Unreadable>;
    type SerializeTupleStruct = Impossible<(), Unreadable>;
    type SerializeTupleVariant = Impossible<(), Unreadable>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Impossible<(), Unreadable>;

    fn serialize_bool(self, value: bool) -> Written {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Written {
        self.text.push_str(&value.to_string());
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Written {
        self.text.push_str(&value.to_string());
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_str(self, value: &str) -> Written {
        quoted(self.text, value);
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Written<Parts<'a>> {
        Ok(Parts::open(self.text, '[', ']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Written<Parts<'a>> {
        Ok(Parts::open(self.text, '{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Written<Parts<'a>> {
        Ok(Parts::open(self.text, '{', '}'))
    }

    never! {
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_bytes(&[u8]);
        serialize_unit_struct(&'static str);
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(Unreadable)
    }

    fn serialize_tuple(self, _: usize) -> Written<Self::SerializeTuple> {
        Err(Unreadable)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Written<Self::SerializeTupleStruct> {
        Err(Unreadable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Written<Self::SerializeTupleVariant> {
        Err(Unreadable)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Written<Self::SerializeStructVariant> {
        Err(Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::objection::{Claim, DraftBody, Outcome, Proposal};
    use domain::rulebook::Ground;
    use domain::wire::draft::SaveDraft;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_means_the_same_as_what_serde_json_writes(
            version in any::<i64>(),
            keys in proptest::collection::vec(any::<(String, String)>(), 0..4),
            explanation in any::<String>(),
        ) {
            let claims: Vec<_> = keys.into_iter().map(|(key, claimed)| Claim { key, claimed }).collect();
            let save = SaveDraft { version, body: DraftBody { claims, ground: Some(Ground::Accuracy), explanation } };
            let ours: SaveDraft = serde_json::from_str(&write(&save).unwrap()).unwrap();
            prop_assert_eq!(ours, save);
        }
    }

    #[test]
    fn a_proposal_is_written_as_serde_json_writes_it() {
        let proposal = Proposal {
            outcome: Outcome::PartlyUpheld,
            corrections: Vec::new(),
            rejections: Vec::new(),
            reasons: "\u{1}\t\"".into(),
            remedy: String::new(),
            checks: Vec::new(),
        };
        let ours: Proposal = serde_json::from_str(&write(&proposal).unwrap()).unwrap();
        assert_eq!(ours, proposal);
    }
}

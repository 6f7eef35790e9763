//! From [`Value`] to a type.
//!
//! Reading goes on after something that can't be read and leaves a mark: one way through the code instead of one for
//! each field is half of the code.

use super::value::parse;
use super::{Unreadable, Value};
use std::collections::BTreeMap;

/// Reads `text` as a `T`. Fields that are not known are passed over.
pub fn read<T: FromJson>(text: &str) -> Result<T, Unreadable> {
    let mut broken = false;
    let read = T::from_json(parse(text)?, &mut broken);
    if broken { Err(Unreadable) } else { Ok(read) }
}

/// A type that can be taken out of a [`Value`].
pub trait FromJson {
    /// What stands in `value`; `broken` is set where that is something else, and the result is then of no use.
    fn from_json(value: Value, broken: &mut bool) -> Self;
}

/// A record that is being read.
pub(crate) struct Record<'a> {
    fields: Vec<(String, Value)>,
    broken: &'a mut bool,
}

impl<'a> Record<'a> {
    pub(crate) fn of(value: Value, broken: &'a mut bool) -> Self {
        let fields = if let Value::Record(fields) = value {
            fields
        } else {
            *broken = true;
            Vec::new()
        };
        Self { fields, broken }
    }

    /// Takes out a field; one that is not there is [`Value::Nothing`].
    pub(crate) fn take<T: FromJson>(&mut self, name: &str) -> T {
        let value = self.field(name);
        T::from_json(value, self.broken)
    }

    fn field(&mut self, name: &str) -> Value {
        let place = self.fields.iter().position(|(known, _)| known == name);
        place.map_or(Value::Nothing, |place| self.fields.swap_remove(place).1)
    }
}

/// A text, or nothing where there is none.
pub(super) fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The thing that a text stands for.
pub(super) fn named<T>(
    value: Value,
    broken: &mut bool,
    find: fn(&str) -> Option<T>,
    otherwise: T,
) -> T {
    if let Some(found) = text(value).and_then(|text| find(&text)) {
        found
    } else {
        *broken = true;
        otherwise
    }
}

/// Lets numbers of one kind be read.
macro_rules! numbers {
    ($($type:ty)+) => {$(
        impl FromJson for $type {
            fn from_json(value: Value, broken: &mut bool) -> Self {
                let number = match value {
                    Value::Number(number) => Self::try_from(number).ok(),
                    _ => None,
                };
                *broken |= number.is_none();
                number.unwrap_or_default()
            }
        }
    )+};
}

numbers! { i16 u16 u32 i64 u64 }

impl FromJson for bool {
    /// Not there is false, as on the wire.
    fn from_json(value: Value, _: &mut bool) -> Self {
        value == Value::Truth(true)
    }
}

impl FromJson for String {
    /// Not there is empty, as on the wire.
    fn from_json(value: Value, broken: &mut bool) -> Self {
        match value {
            Value::Text(text) => text,
            Value::Nothing => Self::new(),
            _ => {
                *broken = true;
                Self::new()
            }
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        match value {
            Value::Nothing => None,
            value => Some(T::from_json(value, broken)),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    /// Not there is empty, as on the wire.
    fn from_json(value: Value, broken: &mut bool) -> Self {
        match value {
            Value::List(items) => items
                .into_iter()
                .map(|item| T::from_json(item, broken))
                .collect(),
            Value::Nothing => Self::new(),
            _ => {
                *broken = true;
                Self::new()
            }
        }
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    /// Not there is empty, as on the wire.
    fn from_json(value: Value, broken: &mut bool) -> Self {
        match value {
            Value::Record(fields) => fields
                .into_iter()
                .map(|(key, value)| (key, T::from_json(value, broken)))
                .collect(),
            Value::Nothing => Self::new(),
            _ => {
                *broken = true;
                Self::new()
            }
        }
    }
}

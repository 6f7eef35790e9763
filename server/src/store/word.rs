//! How a closed set of words of the domain stands in a text column: by the same name as on the wire.

use super::StoreError;
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};

/// A column that holds one word of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<T>(pub(crate) T);

/// The word of `value`, as on the wire.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Corrupt {
            table: "none",
            what: "a value that is no word".to_owned(),
        }),
    }
}

/// What a word in a column of `table` stands for.
pub(crate) fn read_word<T: DeserializeOwned>(
    table: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    read(text).map_err(|error| StoreError::Corrupt {
        table,
        what: error.to_string(),
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, WordError> {
    let words: StrDeserializer<'_, WordError> = text.into_deserializer();
    T::deserialize(words)
}

impl<DB: Database, T> Type<DB> for Word<T>
where
    String: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <String as Type<DB>>::type_info()
    }

    fn compatible(info: &DB::TypeInfo) -> bool {
        <String as Type<DB>>::compatible(info)
    }
}

impl<'q, DB: Database, T: Serialize> Encode<'q, DB> for Word<T>
where
    String: Encode<'q, DB>,
{
    fn encode_by_ref(
        &self,
        buffer: &mut <DB as Database>::ArgumentBuffer,
    ) -> Result<IsNull, BoxDynError> {
        <String as Encode<'q, DB>>::encode(word(&self.0)?, buffer)
    }
}

impl<'r, DB: Database, T: DeserializeOwned> Decode<'r, DB> for Word<T>
where
    &'r str: Decode<'r, DB>,
{
    fn decode(value: <DB as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(read(<&str as Decode<'r, DB>>::decode(value)?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::objection::CaseState;

    #[test]
    fn every_state_is_read_back_from_its_word() {
        for state in CaseState::ALL {
            assert_eq!(read::<CaseState>(&word(&state).unwrap()).unwrap(), state);
        }
        assert!(read::<CaseState>("nonsense").is_err());
    }
}

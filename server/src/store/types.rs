//! How ids, instants and dates stand in the columns of both databases.
//!
//! SQLite holds text (instants in a fixed width, so that text order is time order); PostgreSQL its own types.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};
use uuid::Uuid;

/// An id column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id(pub(crate) Uuid);

/// An instant column, to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At(pub(crate) Timestamp);

/// A local date column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) Date);

macro_rules! text_and_native {
    ($name:ident, $native:ty, $to_text:expr, $from_text:expr, $to_native:expr, $from_native:expr) => {
        impl Type<Sqlite> for $name {
            fn type_info() -> SqliteTypeInfo {
                <str as Type<Sqlite>>::type_info()
            }
            fn compatible(info: &SqliteTypeInfo) -> bool {
                <str as Type<Sqlite>>::compatible(info)
            }
        }
        impl Encode<'_, Sqlite> for $name {
            fn encode_by_ref(
                &self,
                buffer: &mut SqliteArgumentsBuffer,
            ) -> Result<IsNull, BoxDynError> {
                let to_text: fn(&$name) -> String = $to_text;
                Encode::<Sqlite>::encode(to_text(self), buffer)
            }
        }
        impl<'r> Decode<'r, Sqlite> for $name {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                let from_text: fn(&str) -> Result<$name, BoxDynError> = $from_text;
                from_text(<&str as Decode<Sqlite>>::decode(value)?)
            }
        }
        impl Type<Postgres> for $name {
            fn type_info() -> PgTypeInfo {
                <$native as Type<Postgres>>::type_info()
            }
        }
        impl Encode<'_, Postgres> for $name {
            fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
                let to_native: fn(&$name) -> $native = $to_native;
                Encode::<Postgres>::encode(to_native(self), buffer)
            }
        }
        impl<'r> Decode<'r, Postgres> for $name {
            fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
                let from_native: fn($native) -> $name = $from_native;
                Ok(from_native(<$native as Decode<Postgres>>::decode(value)?))
            }
        }
    };
}

text_and_native!(
    Id,
    Uuid,
    |id| id.0.to_string(),
    |text| Ok(Id(text.parse()?)),
    |id| id.0,
    Id
);
text_and_native!(
    At,
    jiff_sqlx::Timestamp,
    |at| at.0.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string(),
    |text| Ok(At(text.parse()?)),
    |at| at.0.into(),
    |native| At(native.to_jiff())
);
text_and_native!(
    Day,
    jiff_sqlx::Date,
    |day| day.0.to_string(),
    |text| Ok(Day(text.parse()?)),
    |day| day.0.into(),
    |native| Day(native.to_jiff())
);

macro_rules! ids_from_the_domain {
    ($($name:ident),+) => {$(
        impl From<domain::id::$name> for Id {
            fn from(id: domain::id::$name) -> Self {
                Self(id.0)
            }
        }
        impl From<Id> for domain::id::$name {
            fn from(id: Id) -> Self {
                Self(id.0)
            }
        }
    )+};
}

ids_from_the_domain!(
    HolderId,
    AgencyId,
    StaffId,
    LicenceId,
    ObjectionId,
    CaseNoteId,
    TemplateId,
    DraftId,
    EvidenceId,
    NoticeId,
    PasskeyId,
    DeliveryId,
    PreparationId,
    SealId,
    AuthorityId,
    RepresentationId,
    OutageId,
    HeldUpId,
    InspectionId,
    UrgingId,
    InquiryId,
    ExtensionId,
    ImportId,
    ArrangementId,
    MachineKeyId,
    PruningId,
    RequestId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_order_of_instants_is_their_order_in_time() {
        let text = |at: &str| {
            At(at.parse().unwrap())
                .0
                .strftime("%Y-%m-%dT%H:%M:%S.%6fZ")
                .to_string()
        };
        assert!(text("2026-03-01T00:00:00Z") < text("2026-03-01T00:00:00.25Z"));
        assert!(text("2026-03-01T00:00:00.25Z") < text("2026-03-01T00:00:01Z"));
    }
}

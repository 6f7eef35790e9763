//! Rows of the catalogue: types, what their versions say, what happened to them.

use crate::store::{At, Id, Word};
use domain::catalogue::{EntryEvent, FaceField, TypeBody};
use sqlx::types::Json;

table! { "licence_type",
    /// A type of licence.
    LicenceType {
        code: String,
        agency_id: Id,
        state: &'static str,
        published: Option<i64>,
        revision: i64,
    }
}

table! { "licence_type_version",
    /// What a version of a type says.
    LicenceTypeVersion {
        code: String,
        version: i64,
        state: &'static str,
        name: String,
        hue: i64,
        face_schema: Json<Vec<FaceField>>,
        body: Json<TypeBody>,
        compiled_at: At,
        reviewed_at: Option<At>,
    }
}

table! { "licence_type_event",
    /// Something that happened to a type.
    LicenceTypeEvent {
        code: String,
        seq: i64,
        id: Id,
        at: At,
        kind: Word<EntryEvent>,
        version: i64,
        staff_id: Option<Id>,
        note: String,
    }
}

//! What the browser reads of a licence's versions.

use super::{FromJson, FromRecord, Record, Value};
use domain::wire::catalogue::TypeVersion;
use domain::wire::seal::PrintRecorded;
use domain::wire::version::{SealShown, VersionShown};

records! {
    VersionShown {
        version identifier predecessor superseded made_by trust schema_version valid_from valid_to created_at face
        approved_by seal
    }
    TypeVersion { code version in_force published_at body }
    SealShown { name unit sealed_at }
    PrintRecorded { at }
}

//! What the browser reads of a type's versions and of print-outs.

use super::{FromJson, FromRecord, Record, Value};
use domain::wire::catalogue::TypeVersion;
use domain::wire::sealing::PrintRecorded;

records! {
    TypeVersion { code version in_force published_at body }
    PrintRecorded { at }
}

//! Rows of licences: their versions, what happened to them, their approvals and seals.

use crate::store::{At, Day, Id, Word};
use domain::issuing::Way;
use domain::licence::{LicenceEventKind, LicenceStatus, Trust};

table! { "licence",
    /// A licence.
    Licence {
        holder_id: Id,
        id: Id,
        type_code: String,
        schema_version: i64,
        issuer_id: Id,
        number: String,
        status: Word<LicenceStatus>,
        pledged: bool,
        issued_on: Day,
        valid_from: Day,
        valid_to: Option<Day>,
        version: i64,
        revision: i64,
        reminded: i64,
    }
}

table! { "licence_version",
    /// One version of a licence.
    LicenceVersion {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        identifier: String,
        schema_version: i64,
        record: Vec<u8>,
        key_id: String,
        digest: Vec<u8>,
        trust: Word<Trust>,
        valid_from: Day,
        valid_to: Option<Day>,
        objection_id: Option<Id>,
        created_at: At,
    }
}

table! { "licence_event",
    /// Something that happened to a licence.
    LicenceEvent {
        holder_id: Id,
        licence_id: Id,
        seq: i64,
        at: At,
        kind: Word<LicenceEventKind>,
        on_date: Day,
        version: i64,
        agency_id: Id,
        staff_id: Option<Id>,
        words_sealed: Option<Vec<u8>>,
        key_id: Option<String>,
    }
}

table! { "licence_approval",
    /// That somebody approved a content.
    LicenceApproval {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        digest: Vec<u8>,
        approved_by: Id,
        approved_at: At,
    }
}

table! { "awaiting_seal",
    /// A version without a seal.
    AwaitingSeal {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        issuer_id: Id,
        type_code: String,
        way: Word<Way>,
        since: At,
    }
}

table! { "licence_seal",
    /// The seal on a version.
    LicenceSeal {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        seal_id: Id,
        signature: Vec<u8>,
        sealed_at: At,
        staff_id: Option<Id>,
        authority_id: Option<Id>,
    }
}

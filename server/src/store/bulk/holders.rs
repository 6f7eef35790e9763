//! Rows of holders and of who holds and acts together with them.

use crate::crypto::Sealed;
use crate::store::{At, Day, Id, StoreError, Tx, Word};
use domain::id::{HolderId, StaffId};
use domain::representation::ActingAs;

table! { "holder",
    /// A holder.
    Holder {
        id: Id,
        kind: &'static str,
        name: String,
        code_type: &'static str,
        number_sealed: Vec<u8>,
        key_id: String,
        number_index: Vec<u8>,
        index_key_id: String,
        created_at: At,
    }
}

table! { "co_holder",
    /// Another holder of a licence.
    #[expect(clippy::struct_field_names, reason = "the columns are three ids")]
    CoHolder {
        holder_id: Id,
        leading_id: Id,
        licence_id: Id,
    }
}

table! { "representation",
    /// That somebody may act for a company.
    Representation {
        company_id: Id,
        id: Id,
        person_id: Id,
        acting_as: Word<ActingAs>,
        from_date: Day,
        to_date: Option<Day>,
        created_at: At,
    }
}

table! { "representation_event",
    /// What became of it.
    RepresentationEvent {
        company_id: Id,
        representation_id: Id,
        seq: i64,
        at: At,
        kind: &'static str,
        by_id: Option<Id>,
        staff_id: Option<Id>,
        words_sealed: Option<Vec<u8>>,
        key_id: Option<String>,
    }
}

impl Representation {
    /// Writes them, each with the event that it was named.
    pub(super) async fn insert_named(tx: &mut Tx, rows: Vec<Self>) -> Result<(), StoreError> {
        let named = rows.iter().map(RepresentationEvent::named);
        let named = named.collect();
        Self::insert(tx, rows).await?;
        RepresentationEvent::insert(tx, named).await
    }
}

impl RepresentationEvent {
    /// The first event of each, as nobody's.
    pub(crate) fn named(row: &Representation) -> Self {
        Self {
            company_id: row.company_id,
            representation_id: row.id,
            seq: 1,
            at: row.created_at,
            kind: "named",
            by_id: None,
            staff_id: None,
            words_sealed: None,
            key_id: None,
        }
    }

    /// The last one.
    pub(crate) fn ended((company_id, representation_id): (Id, Id), at: At) -> Self {
        Self {
            company_id,
            representation_id,
            seq: 2,
            at,
            kind: "ended",
            by_id: None,
            staff_id: None,
            words_sealed: None,
            key_id: None,
        }
    }

    /// As the deed of a holder.
    pub(crate) fn by_holder(self, by: HolderId) -> Self {
        Self {
            by_id: Some(by.into()),
            ..self
        }
    }

    /// As the deed of somebody of the registering agency, with what was said of it.
    pub(crate) fn by_staff(self, by: StaffId, said: Option<Sealed>) -> Self {
        let (words_sealed, key_id) = said.map(|said| (said.bytes, said.key_id)).unzip();
        Self {
            staff_id: Some(by.into()),
            words_sealed,
            key_id,
            ..self
        }
    }
}

table! { "demonstration_person",
    /// Somebody whom a visitor of the demonstration can be.
    DemonstrationPerson {
        holder_id: Id,
        position: i64,
        about: String,
    }
}

//! Rows of holders and of who holds and acts together with them.

use crate::store::{At, Day, Id, StoreError, Tx, Word};
use domain::id::HolderId;
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
    }
}

impl Representation {
    /// Writes them, each with the event that it was named.
    pub(super) async fn insert_named(tx: &mut Tx, rows: Vec<Self>) -> Result<(), StoreError> {
        let named = rows.iter().map(|row| RepresentationEvent::named(row, None));
        let named = named.collect();
        Self::insert(tx, rows).await?;
        RepresentationEvent::insert(tx, named).await
    }
}

impl RepresentationEvent {
    /// The first event of each.
    pub(crate) fn named(row: &Representation, by: Option<HolderId>) -> Self {
        Self {
            company_id: row.company_id,
            representation_id: row.id,
            seq: 1,
            at: row.created_at,
            kind: "named",
            by_id: by.map(Id::from),
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

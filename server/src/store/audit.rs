//! Who did or saw what, and when? Rows are only ever added; triggers of both databases refuse anything else.

mod class;
mod kind;
mod words;

pub use kind::Kind;
pub use words::Action;

use super::{At, Db, Id, StoreError, Together, Tx, on, portions};
use domain::id::{HolderId, MachineKeyId, RequestId, StaffId};
use jiff::Timestamp;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use std::time::Duration;
use uuid::Uuid;

const INTO: &str = "\
    INSERT INTO audit (id, at, actor_kind, actor_id, action, holder_id, object_kind, object_ids, service_item, request_id, acting_for) ";

/// Answers whose records share a transaction.
const READERS_AT_ONCE: usize = 256;
/// Records that one statement adds, which then commits itself.
const IN_ONE_STATEMENT: usize = 16;
/// So long an answer waits for others to share its commit while several are under way. A commit takes a few hundred
/// microseconds of processor time for one record or for fifty.
const LINGER: Duration = Duration::from_millis(1);

/// One audit record.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// For whom, where that is somebody else: a company.
    pub acting_for: Option<HolderId>,
    /// Did what.
    pub action: Action,
    /// To what.
    pub object: Object,
    /// For which service item, where an agency asks.
    pub service_item: Option<String>,
    /// Under which request.
    pub request: Option<RequestId>,
}

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A holder.
    Holder(HolderId),
    /// Somebody of an agency.
    Staff(StaffId),
    /// Another system.
    Machine(MachineKeyId),
    /// The server itself.
    System,
    /// Somebody who is not known.
    Nobody,
}

impl By {
    /// As it stands in `actor_kind` and `actor_id`.
    fn columns(self) -> (&'static str, Option<Id>) {
        match self {
            Self::Holder(id) => ("holder", Some(id.into())),
            Self::Staff(id) => ("staff", Some(id.into())),
            Self::Machine(id) => ("machine", Some(id.into())),
            Self::System => ("system", None),
            Self::Nobody => ("nobody", None),
        }
    }
}

/// What was acted on.
#[derive(Clone, Debug)]
pub struct Object {
    /// Of which kind the ids are.
    pub kind: Kind,
    /// Which.
    pub ids: Vec<Uuid>,
    /// Whose.
    pub holder: Option<HolderId>,
}

impl Object {
    /// One record of a holder.
    pub fn of(kind: Kind, id: Uuid, holder: HolderId) -> Self {
        Self {
            kind,
            ids: vec![id],
            holder: Some(holder),
        }
    }

    /// One record that belongs to no holder.
    pub fn alone(kind: Kind, id: Uuid) -> Self {
        Self {
            kind,
            ids: vec![id],
            holder: None,
        }
    }
}

/// Adds a record, in the transaction of what it records.
pub async fn record(tx: &mut Tx, entry: &Entry) -> Result<(), StoreError> {
    record_all(tx, std::slice::from_ref(entry)).await
}

/// Adds records.
pub async fn record_all(tx: &mut Tx, entries: &[Entry]) -> Result<(), StoreError> {
    for part in portions(entries) {
        insert(tx, part).await?;
    }
    Ok(())
}

/// Adds records with one statement.
async fn insert(tx: &mut Tx, entries: &[Entry]) -> Result<(), StoreError> {
    on!(tx, |c| {
        let mut query = QueryBuilder::new(INTO);
        query.push_values(entries, |mut row, entry| {
            let (kind, actor) = entry.by.columns();
            row.push_bind(Id(entry.id))
                .push_bind(At(entry.at))
                .push_bind(kind)
                .push_bind(actor)
                .push_bind(entry.action.as_str())
                .push_bind(entry.object.holder.map(Id::from))
                .push_bind(entry.object.kind.as_str())
                .push_bind(Json(&entry.object.ids))
                .push_bind(entry.service_item.as_deref())
                .push_bind(entry.request.map(|id| id.to_string()))
                .push_bind(entry.acting_for.map(Id::from));
        });
        query.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Records what was read, in transactions that the readers of a moment share.
pub(crate) fn recorder(db: Db) -> Together<Vec<Entry>, ()> {
    Together::start(READERS_AT_ONCE, LINGER, move |entries: Vec<Vec<Entry>>| {
        let db = db.clone();
        Box::pin(async move {
            let readers = entries.len();
            let entries = entries.concat();
            // As many texts as may be one statement are kept prepared.
            if entries.len() <= IN_ONE_STATEMENT {
                db.write_one(move |tx| Box::pin(async move { insert(tx, &entries).await }))
                    .await?;
            } else {
                db.write(move |tx| Box::pin(async move { record_all(tx, &entries).await }))
                    .await?;
            }
            Ok(vec![(); readers])
        })
    })
}

//! What happened to an objection? Rows of its append-only history.

use crate::store::{At, Id, StoreError, Tx, on, portions};
use sqlx::QueryBuilder;

const INTO_EVENTS: &str = "\
    INSERT INTO objection_event (holder_id, objection_id, seq, at, event, actor_kind, staff_id, note_sealed, key_id) ";

pub(super) const EVENTS: &str = "\
    SELECT e.seq, e.at, e.event, e.actor_kind, e.note_sealed, e.key_id, s.name AS staff_name, a.name AS agency_name \
    FROM objection_event e LEFT JOIN staff s ON s.id = e.staff_id LEFT JOIN agency a ON a.id = s.agency_id \
    WHERE e.holder_id = $1 AND e.objection_id = $2 ORDER BY e.seq LIMIT 500";

/// The `event` of the filing itself, which is no transition.
pub(crate) const FILED: &str = "file";
/// The `actor_kind` of the server itself.
pub(crate) const SYSTEM: &str = "system";

/// Something that happened, to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) event: String,
    pub(crate) actor_kind: String,
    pub(crate) staff: Option<Id>,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Happened {
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) event: String,
    pub(crate) actor_kind: String,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
    pub(crate) staff_name: Option<String>,
    pub(crate) agency_name: Option<String>,
}

/// Adds to the histories.
pub(crate) async fn insert_events(tx: &mut Tx, events: &[NewEvent]) -> Result<(), StoreError> {
    for part in portions(events) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new(INTO_EVENTS);
            query.push_values(part, |mut row, event| {
                row.push_bind(event.holder)
                    .push_bind(event.objection)
                    .push_bind(event.seq)
                    .push_bind(event.at)
                    .push_bind(&event.event)
                    .push_bind(&event.actor_kind)
                    .push_bind(event.staff)
                    .push_bind(&event.note_sealed)
                    .push_bind(&event.key_id);
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// What happened, oldest first.
pub(crate) async fn events(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Happened>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(EVENTS)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

impl super::Found {
    /// Whose records tell of the case: the objector's and, of a licence, its leading holder's.
    pub(crate) fn whose(&self) -> Vec<super::Id> {
        let leading = self.leading_id.filter(|leading| *leading != self.holder_id);
        std::iter::once(self.holder_id).chain(leading).collect()
    }
}

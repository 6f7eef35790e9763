//! Who read a licence, and when? What the audit log says about it, the last first.

use super::audit::Action;
use super::{At, Id, StoreError, Tx, Word, on};
use domain::access::KeyPurpose;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

mod sql {
    /// The index leads by the holder and the time; a log holds few records of one holder.
    pub(super) const OF_LICENCE: &str = "\
        SELECT u.id, u.at, u.actor_kind, u.actor_id, u.action, u.service_item, \
            s.name AS staff_name, s.agency_id, a.name AS agency_name, k.purpose \
        FROM audit u \
        LEFT JOIN staff s ON s.id = u.actor_id \
        LEFT JOIN machine_key k ON k.id = u.actor_id AND u.actor_kind = 'machine' \
        LEFT JOIN agency a ON a.id = COALESCE(s.agency_id, k.agency_id) \
        WHERE u.holder_id = $1 AND u.object_kind = 'licence' \
            AND u.action IN ('list-licences', 'search-licences', 'read-licence', 'reveal-licence', 'export-licences', \
                'list-cases', 'read-case', 'export-case', 'check-shown') \
            AND CAST(u.object_ids AS TEXT) LIKE $2 \
            AND u.at <= $3 AND (u.at < $3 OR u.id < $4) \
        ORDER BY u.at DESC, u.id DESC LIMIT $5";
}

pub(crate) const SQL: &[&str] = &[sql::OF_LICENCE];

/// What of the log is a use.
pub(crate) const USES: [Action; 9] = [
    Action::ListLicences,
    Action::SearchLicences,
    Action::ReadLicence,
    Action::RevealLicence,
    Action::ExportLicences,
    Action::ListCases,
    Action::ReadCase,
    Action::ExportCase,
    Action::CheckShown,
];

/// Somebody read a licence.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<Id>,
    pub(crate) action: String,
    pub(crate) service_item: Option<String>,
    pub(crate) staff_name: Option<String>,
    pub(crate) agency_id: Option<Id>,
    pub(crate) agency_name: Option<String>,
    /// Of a key, where another system read it.
    pub(crate) purpose: Option<Word<KeyPurpose>>,
}

/// Where a list goes on: before this moment and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

/// The uses of a licence, which the log keeps under its leading holder.
pub(crate) async fn of_licence(
    tx: &mut Tx,
    holder: Id,
    licence: Id,
    before: After,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_LICENCE)
        .bind(holder)
        .bind(format!("%{}%", licence.0))
        .bind(At(before.at))
        .bind(Id(before.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_names_every_use() {
        for action in USES {
            let quoted = format!("'{}'", action.as_str());
            assert!(sql::OF_LICENCE.contains(&quoted), "{quoted}");
        }
    }
}

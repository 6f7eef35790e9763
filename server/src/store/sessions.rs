//! Which log-ins last? Of a session's id only the hash is kept, so that a stolen database opens no account.
//!
//! A session is never changed after it was made but for when it was seen, for whom its person acts and that it was revoked;
//! nothing revives it.

use super::together::{self, Together};
use super::{At, Day, Db, Id, StoreError, Tx, Word, guarded, on, portions};
use domain::access::Role;
use domain::device::Device;
use domain::id::HolderId;
use domain::representation::{ActingAs, Term};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use sqlx::types::Json;
use std::time::Duration;

mod sql {
    use crate::store::together;

    pub(super) const INSERT: &str = "\
        INSERT INTO session (id_hash, subject_kind, subject_id, data, created_at, seen_at, expires_at, proved_at) \
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7) ON CONFLICT (id_hash) DO NOTHING";
    pub(super) const FIND: [&str; 3] = together::for_ids!(
        "SELECT s.id_hash, s.subject_kind, s.subject_id, s.created_at, s.seen_at, s.expires_at, s.proved_at, \
            CASE WHEN t.id IS NULL OR s.proved_at IS NOT NULL THEN FALSE \
                WHEN EXISTS (SELECT 1 FROM staff_totp o WHERE o.staff_id = t.id AND o.confirmed_at IS NOT NULL) THEN TRUE \
                ELSE EXISTS (SELECT 1 FROM passkey p WHERE p.staff_id = t.id) END AS has_factor, \
            t.agency_id, t.role, t.must_change_password, t.password_changed_at, \
            r.company_id, r.acting_as, r.from_date, r.to_date \
        FROM session s LEFT JOIN staff t ON t.id = s.subject_id \
        LEFT JOIN representation r ON r.id = s.representation_id AND r.person_id = s.subject_id AND r.ended_at IS NULL \
        WHERE s.revoked_at IS NULL AND t.disabled_at IS NULL AND s.id_hash IN (",
        ")"
    );
    pub(super) const ACT: &str =
        "UPDATE session SET representation_id = $2 WHERE id_hash = $1 AND revoked_at IS NULL";
    pub(super) const REVOKE: &str = "\
        UPDATE session SET revoked_at = $2 WHERE id_hash = $1 AND revoked_at IS NULL \
        RETURNING subject_kind, subject_id";
    pub(super) const REVOKE_ALL: &str = "\
        UPDATE session SET revoked_at = $2 WHERE subject_id = $1 AND revoked_at IS NULL";
    pub(super) const REVOKE_OTHERS: &str = "\
        UPDATE session SET revoked_at = $2 WHERE subject_id = $1 AND id_hash <> $3 AND revoked_at IS NULL";
    pub(super) const LASTING: &str = "\
        SELECT id_hash, data, created_at, seen_at FROM session \
        WHERE subject_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND seen_at > $3 \
        ORDER BY seen_at DESC, id_hash LIMIT 100";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::FIND[0],
    sql::FIND[1],
    sql::FIND[2],
    sql::ACT,
    sql::REVOKE,
    sql::REVOKE_ALL,
    sql::REVOKE_OTHERS,
    sql::LASTING,
];

/// Sessions that are noted as seen by one transaction.
const SEEN_AT_ONCE: usize = 256;

/// How a session was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Made {
    /// The request that made it, for finding it in the log.
    pub(crate) made_by: String,
    /// With what.
    #[serde(default)]
    pub(crate) device: Device,
}

/// A session that lasts, in the list of somebody's.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Lasting {
    pub(crate) id_hash: Vec<u8>,
    pub(crate) data: Json<Made>,
    pub(crate) created_at: At,
    pub(crate) seen_at: At,
}

/// A new session.
#[derive(Clone, Debug)]
pub(crate) struct NewRow {
    pub(crate) id_hash: Vec<u8>,
    pub(crate) subject_kind: &'static str,
    pub(crate) subject_id: Id,
    pub(crate) made: Made,
    pub(crate) created_at: Timestamp,
    pub(crate) proved_at: Option<Timestamp>,
    pub(crate) expires_at: Timestamp,
}

/// SHA-256 of a session's id.
pub(crate) type IdHash = [u8; 32];

/// A session that nobody ended, with what the staff's account says now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    id_hash: Vec<u8>,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: Id,
    pub(crate) created_at: At,
    pub(crate) seen_at: At,
    pub(crate) expires_at: At,
    /// When a second factor was proved.
    pub(crate) proved_at: Option<At>,
    /// Whether there is one to be proved still.
    pub(crate) has_factor: bool,
    pub(crate) agency_id: Option<Id>,
    pub(crate) role: Option<Word<Role>>,
    pub(crate) must_change_password: Option<bool>,
    pub(crate) password_changed_at: Option<At>,
    /// The company that its person acts for, where that wasn't ended.
    company_id: Option<Id>,
    acting_as: Option<Word<ActingAs>>,
    from_date: Option<Day>,
    to_date: Option<Day>,
}

impl Row {
    /// The company that its person acts for, as what, and under which term.
    pub(crate) fn acting(&self) -> Option<(HolderId, ActingAs, Term)> {
        let term = Term {
            from: self.from_date?.0,
            to: self.to_date.map(|day| day.0),
            ended: false,
        };
        Some((self.company_id?.into(), self.acting_as?.0, term))
    }
}

/// Adds a session; false if another one has this id.
pub(crate) async fn insert(tx: &mut Tx, row: &NewRow) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(&row.id_hash)
        .bind(row.subject_kind)
        .bind(row.subject_id)
        .bind(Json(&row.made))
        .bind(At(row.created_at))
        .bind(At(row.expires_at))
        .bind(row.proved_at.map(At))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Finds sessions by the hash of their id. Disabled accounts have none.
pub(crate) fn finder(db: Db) -> Together<IdHash, Option<Row>> {
    Together::start(together::MOST, Duration::ZERO, move |hashes| {
        let db = db.clone();
        Box::pin(async move {
            let rows = find(&mut *db.read().await?, &hashes).await?;
            let of = |hash: &IdHash| rows.iter().find(|row| row.id_hash == hash).cloned();
            Ok(hashes.iter().map(of).collect())
        })
    })
}

async fn find(tx: &mut Tx, hashes: &[IdHash]) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| {
        let (statement, hashes) = together::fitting(sql::FIND, hashes);
        let mut query = sqlx::query_as(statement);
        for hash in hashes {
            query = query.bind(hash.to_vec());
        }
        query.fetch_all(c).await
    })?)
}

/// Notes that sessions were seen, those of a moment by one statement; one that was revoked stays so.
pub(crate) fn seer(db: Db) -> Together<(IdHash, Timestamp), ()> {
    Together::start(SEEN_AT_ONCE, Duration::ZERO, move |seen| {
        let db = db.clone();
        Box::pin(async move {
            let count = seen.len();
            db.write(move |tx| Box::pin(async move { touch(tx, &seen).await }))
                .await?;
            Ok(vec![(); count])
        })
    })
}

async fn touch(tx: &mut Tx, seen: &[(IdHash, Timestamp)]) -> Result<(), StoreError> {
    for part in portions(seen) {
        // They were seen within the time of a commit.
        let Some(at) = part.iter().map(|(_, at)| *at).max() else {
            continue;
        };
        on!(tx, |c| {
            let mut query = QueryBuilder::new("UPDATE session SET seen_at = ");
            query.push_bind(At(at)).push(" WHERE revoked_at IS NULL");
            query.push(" AND seen_at < ").push_bind(At(at));
            query.push(" AND id_hash IN (");
            let mut each = query.separated(", ");
            for (id_hash, _) in part {
                each.push_bind(id_hash.to_vec());
            }
            query.push(")");
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// From now on its person acts under this representation, or for themselves.
pub(crate) async fn act(tx: &mut Tx, id_hash: &[u8], under: Option<Id>) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::ACT)
        .bind(id_hash)
        .bind(under)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// Ends a session; kind and id of whose it was, if it lasted.
pub(crate) async fn revoke(
    tx: &mut Tx,
    id_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(String, Id)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::REVOKE)
        .bind(id_hash)
        .bind(At(now))
        .fetch_optional(c)
        .await)?)
}

/// Ends all sessions of somebody; how many.
pub(crate) async fn revoke_all(
    tx: &mut Tx,
    subject: Id,
    now: Timestamp,
) -> Result<u64, StoreError> {
    Ok(on!(tx, |c| sqlx::query(sql::REVOKE_ALL)
        .bind(subject)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Ends all sessions of somebody but one.
pub(crate) async fn revoke_others(
    tx: &mut Tx,
    subject: Id,
    but: &IdHash,
    now: Timestamp,
) -> Result<u64, StoreError> {
    Ok(on!(tx, |c| sqlx::query(sql::REVOKE_OTHERS)
        .bind(subject)
        .bind(At(now))
        .bind(but.to_vec())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// The sessions of somebody that neither ended nor ran out, and were seen since, the last seen first.
pub(crate) async fn lasting(
    tx: &mut Tx,
    subject: Id,
    now: Timestamp,
    seen_since: Timestamp,
) -> Result<Vec<Lasting>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LASTING)
        .bind(subject)
        .bind(At(now))
        .bind(At(seen_since))
        .fetch_all(c)
        .await)?)
}

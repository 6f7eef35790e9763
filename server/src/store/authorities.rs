//! The standing authorities to put seals; and how a seal is held as it was read while it is put.

use super::seals::once;
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::id::{AuthorityId, SealId};
use domain::sealing::Covers;
use jiff::Timestamp;
use jiff::civil::Date;

mod sql {
    pub(super) const GRANT: &str = "\
        INSERT INTO sealing_authority (id, seal_id, type_code, covers, from_date, to_date, granted_by, granted_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub(super) const END: &str = "UPDATE sealing_authority SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL";
    pub(super) const OF: &str = "\
        SELECT g.id, g.seal_id, g.type_code, g.covers, g.from_date, g.to_date, g.granted_by, g.granted_at, g.ended_at, \
            p.name AS granter_name, COALESCE(v.name, t.code) AS type_name, \
            (SELECT COUNT(*) FROM licence_seal x WHERE x.seal_id = g.seal_id AND x.authority_id = g.id) AS sealed \
        FROM sealing_authority g JOIN staff p ON p.id = g.granted_by \
        JOIN licence_type t ON t.code = g.type_code \
        LEFT JOIN licence_type_version v ON v.code = t.code AND v.version = t.published \
        WHERE g.seal_id = $1 ORDER BY g.granted_at DESC, g.id DESC";
    pub(super) const IN_FORCE: &str = "\
        SELECT g.id, g.seal_id, g.type_code, g.covers, g.from_date, g.to_date, s.agency_id \
        FROM sealing_authority g JOIN seal s ON s.id = g.seal_id \
        WHERE g.ended_at IS NULL AND g.from_date <= $1 AND g.to_date >= $1 \
            AND s.state = 'made' AND s.valid_from <= $2 AND s.valid_to >= $2 \
            AND EXISTS (SELECT 1 FROM awaiting_seal w WHERE w.issuer_id = s.agency_id AND w.type_code = g.type_code \
                AND (g.covers = 'both' OR w.way = g.covers)) \
        ORDER BY g.granted_at, g.id";
    pub(super) const HOLD: &str =
        "UPDATE seal SET version = version WHERE id = $1 AND state = 'made'";
    pub(super) const HOLD_BY: &str = "\
        UPDATE seal SET version = version WHERE id = $1 AND state = 'made' AND (keeper_id = $2 OR deputy_id = $2)";
    pub(super) const HOLD_AUTHORITY: &str =
        "UPDATE sealing_authority SET type_code = type_code WHERE id = $1 AND ended_at IS NULL";
}

pub(crate) const SQL: &[&str] = &[
    sql::GRANT,
    sql::END,
    sql::OF,
    sql::IN_FORCE,
    sql::HOLD,
    sql::HOLD_BY,
    sql::HOLD_AUTHORITY,
];

/// A standing authority that is granted.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) id: Id,
    pub(crate) seal: Id,
    pub(crate) type_code: String,
    pub(crate) covers: Covers,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// The same with names.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Authority {
    pub(crate) id: Id,
    pub(crate) type_code: String,
    pub(crate) covers: Word<Covers>,
    pub(crate) from_date: Day,
    pub(crate) to_date: Day,
    pub(crate) granted_by: Id,
    pub(crate) granted_at: At,
    pub(crate) ended_at: Option<At>,
    pub(crate) granter_name: String,
    pub(crate) type_name: String,
    pub(crate) sealed: i64,
}

/// A standing authority that has something to do.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct InForce {
    pub(crate) id: Id,
    pub(crate) seal_id: Id,
    pub(crate) type_code: String,
    pub(crate) covers: Word<Covers>,
    pub(crate) from_date: Day,
    pub(crate) to_date: Day,
    pub(crate) agency_id: Id,
}

/// Grants a standing authority.
pub(crate) async fn grant(tx: &mut Tx, grant: &Grant) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::GRANT)
        .bind(grant.id)
        .bind(grant.seal)
        .bind(&grant.type_code)
        .bind(Word(grant.covers))
        .bind(grant.from)
        .bind(grant.to)
        .bind(grant.by)
        .bind(grant.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Ends one; stale if it has ended already.
pub(crate) async fn end(
    tx: &mut Tx,
    id: AuthorityId,
    by: Id,
    at: Timestamp,
) -> Result<(), StoreError> {
    once(on!(tx, |c| sqlx::query(sql::END)
        .bind(Id::from(id))
        .bind(by)
        .bind(At(at))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// A seal's standing authorities, the newest first.
pub(crate) async fn of(tx: &mut Tx, seal: SealId) -> Result<Vec<Authority>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF)
        .bind(Id::from(seal))
        .fetch_all(c)
        .await)?)
}

/// The authorities that are in force and have something to seal.
pub(crate) async fn in_force(
    tx: &mut Tx,
    today: Date,
    now: Timestamp,
) -> Result<Vec<InForce>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::IN_FORCE)
        .bind(Day(today))
        .bind(At(now))
        .fetch_all(c)
        .await)?)
}

/// By whom a seal is put, as it is held against changes until the transaction ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holding {
    /// By its keeper or deputy.
    Keeper(Id),
    /// By a standing authority.
    Authority(Id),
}

/// Keeps a seal as it was read, so that nobody suspends it or ends the authority meanwhile; stale if somebody has.
pub(crate) async fn hold(tx: &mut Tx, seal: Id, by: Holding) -> Result<(), StoreError> {
    match by {
        Holding::Keeper(staff) => once(on!(tx, |c| sqlx::query(sql::HOLD_BY)
            .bind(seal)
            .bind(staff)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?),
        Holding::Authority(authority) => {
            once(on!(tx, |c| sqlx::query(sql::HOLD)
                .bind(seal)
                .execute(c)
                .await
                .map(|done| done.rows_affected()))?)?;
            once(on!(tx, |c| sqlx::query(sql::HOLD_AUTHORITY)
                .bind(authority)
                .execute(c)
                .await
                .map(|done| done.rows_affected()))?)
        }
    }
}

//! Which licences end soon, and who is to be told? Read by `licence_reminders`, an index of what still ends.

use super::{Day, Id, StoreError, Tx, on};
use jiff::civil::Date;

mod sql {
    /// The recipients of a batch of licences that end on these days and have had so many reminders: each holder, and
    /// whoever acts for one that is a company.
    pub(super) const DUE: &str = "\
        WITH due AS (SELECT holder_id, id, version, valid_to FROM licence \
            WHERE reminded = $1 AND valid_to >= $2 AND valid_to <= $3 AND status IN ('valid', 'suspended', 'lost') \
            ORDER BY reminded, valid_to LIMIT $4), \
        held AS (SELECT holder_id, id, version, valid_to, holder_id AS recipient FROM due \
            UNION SELECT d.holder_id, d.id, d.version, d.valid_to, c.holder_id AS recipient \
                FROM due d JOIN co_holder c ON c.licence_id = d.id) \
        SELECT holder_id, id, version, valid_to, recipient FROM held \
        UNION SELECT k.holder_id, k.id, k.version, k.valid_to, r.person_id AS recipient \
            FROM held k JOIN representation r ON r.company_id = k.recipient \
            WHERE r.ended_at IS NULL AND r.from_date <= $5 AND (r.to_date IS NULL OR r.to_date >= $5) \
        ORDER BY valid_to, id, recipient";
    /// Whether anything is due: as above, without anybody.
    pub(super) const ANY: &str = "\
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM licence \
            WHERE reminded = $1 AND valid_to >= $2 AND valid_to <= $3 AND status IN ('valid', 'suspended', 'lost') LIMIT 1) d";
    pub(super) const MARK: &str = "\
        UPDATE licence SET reminded = $4 \
        WHERE holder_id = $1 AND id = $2 AND version = $3 AND reminded < $4 AND status IN ('valid', 'suspended', 'lost')";
}

pub(crate) const SQL: &[&str] = &[sql::DUE, sql::ANY, sql::MARK];

/// Which licences: those that have had so many reminders and end on these days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    pub(crate) reminded: i64,
    pub(crate) from: Date,
    pub(crate) to: Date,
}

/// A licence that ends soon, and one who is to be told.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Due {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) version: i64,
    pub(crate) valid_to: Day,
    pub(crate) recipient: Id,
}

/// Whether there is any such licence.
pub(crate) async fn any(tx: &mut Tx, search: Search) -> Result<bool, StoreError> {
    let found: i64 = on!(tx, |c| sqlx::query_scalar(sql::ANY)
        .bind(search.reminded)
        .bind(Day(search.from))
        .bind(Day(search.to))
        .fetch_one(c)
        .await)?;
    Ok(found > 0)
}

/// The recipients of at most `limit` such licences, those of one licence together.
pub(crate) async fn due(
    tx: &mut Tx,
    search: Search,
    today: Date,
    limit: i64,
) -> Result<Vec<Due>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::DUE)
        .bind(search.reminded)
        .bind(Day(search.from))
        .bind(Day(search.to))
        .bind(limit)
        .bind(Day(today))
        .fetch_all(c)
        .await)?)
}

/// Notes that so many reminders of this version were sent; false if it moved on or somebody else was faster.
pub(crate) async fn mark(tx: &mut Tx, due: &Due, reminded: i64) -> Result<bool, StoreError> {
    let marked = on!(tx, |c| sqlx::query(sql::MARK)
        .bind(due.holder_id)
        .bind(due.id)
        .bind(due.version)
        .bind(reminded)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(marked == 1)
}

//! Which clocks run for an objection, which are met, and which come due?

use super::{At, Day, Id, StoreError, Tx, guarded, on, portions};
use domain::warning::Said;
use jiff::Timestamp;
use sqlx::QueryBuilder;
use std::collections::HashSet;

mod sql {
    pub(super) const INTO: &str = "\
        INSERT INTO objection_clock (holder_id, objection_id, step, started_at, due_date, due_at, provisional, calendar_version, warned) ";
    pub(super) const AGAIN: &str = " \
        ON CONFLICT (holder_id, objection_id, step) DO UPDATE SET started_at = excluded.started_at, \
            due_date = excluded.due_date, due_at = excluded.due_at, provisional = excluded.provisional, \
            calendar_version = excluded.calendar_version, warned = excluded.warned, met_at = NULL, on_time_until = NULL, extended = excluded.extended";
    pub(super) const MEET: &str = "\
        UPDATE objection_clock SET met_at = $4 WHERE holder_id = $1 AND objection_id = $2 AND step = $3 AND met_at IS NULL";
    pub(super) const SPARE: &str = "\
        DELETE FROM objection_clock WHERE holder_id = $1 AND objection_id = $2 AND step = $3 AND met_at IS NULL \
            AND CASE WHEN on_time_until > due_at THEN on_time_until ELSE due_at END > $4";
    pub(super) const SPARE_LATE: &str = "\
        UPDATE objection_clock SET spared_at = $4, met_at = $4 \
        WHERE holder_id = $1 AND objection_id = $2 AND step = $3 AND met_at IS NULL";
    pub(super) const KEEP_FALLEN: &str = "\
        INSERT INTO fallen_clock (holder_id, objection_id, seq, step, started_at, due_date, due_at, met_at, fell_at, issuer_id) \
        SELECT c.holder_id, c.objection_id, $4, c.step, c.started_at, c.due_date, \
            CASE WHEN c.on_time_until > c.due_at THEN c.on_time_until ELSE c.due_at END, c.met_at, $5, \
            CASE WHEN c.met_at IS NULL THEN o.issuer_id ELSE COALESCE(o.handed_by, o.issuer_id) END \
        FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
        WHERE c.holder_id = $1 AND c.objection_id = $2 AND c.step = $3";
    pub(super) const FALL: &str = "\
        DELETE FROM objection_clock WHERE holder_id = $1 AND objection_id = $2 AND step = $3";
    pub(super) const FALLEN: &str = "\
        SELECT step, started_at, due_date, fell_at FROM fallen_clock \
        WHERE holder_id = $1 AND objection_id = $2 AND met_at IS NULL ORDER BY seq, due_date, step";
    pub(super) const EXTEND: &str = "\
        UPDATE objection_clock SET due_date = $5, due_at = $6, provisional = $7, calendar_version = $8, extended = $9, warned = 0 \
        WHERE holder_id = $1 AND objection_id = $2 AND step = $3 AND started_at = $4 AND met_at IS NULL";
    pub(super) const SILENCE: &str = "\
        UPDATE objection_clock SET warned = $3 WHERE holder_id = $1 AND objection_id = $2 AND met_at IS NULL";
    pub(super) const OF_CASE: &str = "\
        SELECT objection_id, step, started_at, due_date, due_at, provisional, calendar_version, on_time_until, met_at, spared_at, extended FROM objection_clock \
        WHERE holder_id = $1 AND objection_id = $2 ORDER BY due_at, step";
    pub(super) const COMING_DUE: &str = "\
        SELECT c.holder_id, c.objection_id, c.step, c.due_date, o.procedure, o.issuer_id, o.partner_id \
        FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
        WHERE c.met_at IS NULL AND c.warned = $1 AND c.due_at > $2 AND c.due_at <= $3 \
            AND (c.on_time_until IS NULL OR c.on_time_until <= $3) \
        ORDER BY c.due_at LIMIT $4";
    pub(super) const STILL_OVERDUE: &str = "\
        SELECT c.holder_id, c.objection_id, c.step, c.due_date, o.procedure, o.issuer_id, o.partner_id \
        FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
        WHERE c.met_at IS NULL AND c.warned > $1 AND c.warned < $2 \
        ORDER BY c.warned, c.due_at LIMIT $3";
}

pub(crate) const SQL: &[&str] = &[
    sql::MEET,
    sql::SPARE,
    sql::SPARE_LATE,
    sql::KEEP_FALLEN,
    sql::FALL,
    sql::FALLEN,
    sql::EXTEND,
    sql::SILENCE,
    sql::OF_CASE,
    sql::COMING_DUE,
    sql::STILL_OVERDUE,
];

/// One clock.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) objection_id: Id,
    pub(crate) step: String,
    pub(crate) started_at: At,
    pub(crate) due_date: Day,
    pub(crate) due_at: At,
    pub(crate) provisional: bool,
    pub(crate) calendar_version: Day,
    /// Only of a clock that a new calendar dated into the past.
    pub(crate) on_time_until: Option<At>,
    /// When it was met, or fell away late.
    pub(crate) met_at: Option<At>,
    /// When it fell away, after it had run out.
    pub(crate) spared_at: Option<At>,
    /// Whether it runs the longer time of its rule.
    pub(crate) extended: bool,
}

/// A clock of which somebody has to be warned.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Pending {
    pub(crate) holder_id: Id,
    pub(crate) objection_id: Id,
    pub(crate) step: String,
    pub(crate) due_date: Day,
    pub(crate) procedure: String,
    pub(crate) issuer_id: Id,
    pub(crate) partner_id: Option<Id>,
}

/// Starts clocks, each of a holder's case.
pub(crate) async fn insert(tx: &mut Tx, rows: &[(Id, &Row)]) -> Result<(), StoreError> {
    for part in portions(rows) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new(sql::INTO);
            query.push_values(part, |mut values, (holder, row)| {
                values
                    .push_bind(*holder)
                    .push_bind(row.objection_id)
                    .push_bind(&row.step)
                    .push_bind(row.started_at)
                    .push_bind(row.due_date)
                    .push_bind(row.due_at)
                    .push_bind(row.provisional)
                    .push_bind(row.calendar_version)
                    .push_bind(0_i64);
            });
            // Only what a second reopening starts is there already: it runs anew.
            query.push(sql::AGAIN);
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Notes that a clock is met; one that was met before stays as it is.
pub(crate) async fn meet(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
    step: &str,
    at: At,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::MEET)
        .bind(holder)
        .bind(objection)
        .bind(step)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Lets a clock fall away that was not met: it belongs to a branch that the case did not take. One that had run out by then
/// stays as what was late.
pub(crate) async fn spare(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
    step: &str,
    at: At,
) -> Result<(), StoreError> {
    for statement in [sql::SPARE, sql::SPARE_LATE] {
        on!(tx, |c| sqlx::query(statement)
            .bind(holder)
            .bind(objection)
            .bind(step)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// A clock that fell away because its case was handed on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Fallen {
    pub(crate) step: String,
    pub(crate) started_at: At,
    pub(crate) due_date: Day,
    pub(crate) fell_at: At,
}

/// Lets a clock fall away with the event of this place, and keeps it to be read and counted, with the agency that owed it:
/// a statutory one that runs with who has the case, and the target of who had handed it on before.
pub(crate) async fn fall(
    tx: &mut Tx,
    (holder, objection, step): (Id, Id, &str),
    (seq, at): (i64, At),
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::KEEP_FALLEN)
        .bind(holder)
        .bind(objection)
        .bind(step)
        .bind(seq)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(sql::FALL)
        .bind(holder)
        .bind(objection)
        .bind(step)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The clocks of a case that fell away, oldest first.
pub(crate) async fn fallen(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Fallen>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FALLEN)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

/// Lets a clock run the longer time from the same beginning, and be warned of anew; stale where it isn't owed any more.
pub(crate) async fn extend(tx: &mut Tx, holder: Id, longer: &Row) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::EXTEND)
        .bind(holder)
        .bind(longer.objection_id)
        .bind(&longer.step)
        .bind(longer.started_at)
        .bind(longer.due_date)
        .bind(longer.due_at)
        .bind(longer.provisional)
        .bind(longer.calendar_version)
        .bind(longer.extended)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// Lets nobody be warned any more: what is left unmet is owed no longer.
pub(crate) async fn silence(tx: &mut Tx, holder: Id, objection: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::SILENCE)
        .bind(holder)
        .bind(objection)
        .bind(Said::ALL.0)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The clocks of one case, nearest first.
pub(crate) async fn of_case(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_CASE)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

/// The clocks of a page of cases, nearest first within each.
pub(crate) async fn of_cases(tx: &mut Tx, cases: &[(Id, Id)]) -> Result<Vec<Row>, StoreError> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(tx, |c| {
        // SQLite reads the whole table for a pair IN a list; walking the list it looks each pair up.
        let mut query = QueryBuilder::new("WITH wanted (holder_id, objection_id) AS (");
        query.push_values(cases, |mut row, (holder, objection)| {
            row.push_bind(*holder).push_bind(*objection);
        });
        query.push(
            ") SELECT c.objection_id, c.step, c.started_at, c.due_date, c.due_at, c.provisional, c.calendar_version, c.on_time_until, c.met_at, c.spared_at, c.extended \
             FROM wanted w CROSS JOIN objection_clock c \
             WHERE c.holder_id = w.holder_id AND c.objection_id = w.objection_id ORDER BY c.due_at, c.step",
        );
        query.build_query_as().fetch_all(c).await
    })?)
}

/// Unmet clocks of which `said` was said last and that are due after one instant and by another.
pub(crate) async fn coming_due(
    tx: &mut Tx,
    said: Said,
    (after, by): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Pending>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::COMING_DUE)
        .bind(said.0)
        .bind(At(after))
        .bind(At(by))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Unmet clocks that were called overdue, but not on the day of `said`.
pub(crate) async fn still_overdue(
    tx: &mut Tx,
    said: Said,
    limit: i64,
) -> Result<Vec<Pending>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::STILL_OVERDUE)
        .bind(Said::ON_THE_DAY.0)
        .bind(said.0)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Notes what was said about clocks, each by its holder, its case and its step; answers those of which it was not said
/// before and is true still.
pub(crate) async fn mark_warned(
    tx: &mut Tx,
    clocks: &[(Id, Id, String)],
    said: Said,
) -> Result<HashSet<(Id, String)>, StoreError> {
    let mut marked = HashSet::new();
    for part in portions(clocks) {
        let rows: Vec<(Id, String)> = on!(tx, |c| {
            let mut query = QueryBuilder::new("UPDATE objection_clock SET warned = ");
            query.push_bind(said.0);
            query.push(" WHERE met_at IS NULL AND warned < ");
            query.push_bind(said.0);
            let mut them = query.push(" AND (").separated(" OR ");
            for (holder, objection, step) in part {
                them.push("(holder_id = ").push_bind_unseparated(*holder);
                them.push_unseparated(" AND objection_id = ")
                    .push_bind_unseparated(*objection);
                them.push_unseparated(" AND step = ")
                    .push_bind_unseparated(step);
                them.push_unseparated(")");
            }
            query.push(") RETURNING objection_id, step");
            query.build_query_as().fetch_all(c).await
        })?;
        marked.extend(rows);
    }
    Ok(marked)
}

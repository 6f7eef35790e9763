//! Which open clocks does a new calendar not know yet, and what becomes of them? A clock carries the version that it was
//! counted by, so that what is done is known wherever it stopped.

use super::bulk::DeadlineMove;
use super::objections::Parties;
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::rulebook::Channel;
use domain::warning::Said;
use sqlx::QueryBuilder;

mod sql {
    pub(super) const STALE: &str = "\
        SELECT c.holder_id, c.objection_id, c.step, c.started_at, c.due_date, c.due_at, c.provisional, c.calendar_version, c.on_time_until, c.extended, \
            o.procedure, o.channel, o.issuer_id, o.partner_id, o.handler_id, o.leading_id, o.licence_id, o.case_number \
        FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
        WHERE c.met_at IS NULL AND o.finished_at IS NULL AND c.calendar_version < $1 \
            AND (c.calendar_version, c.holder_id, c.objection_id, c.step) > ($2, $3, $4, $5) \
        ORDER BY c.calendar_version, c.holder_id, c.objection_id, c.step LIMIT $6";
    pub(super) const COUNT: &str = "\
        SELECT COUNT(*) FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
        WHERE c.met_at IS NULL AND o.finished_at IS NULL AND c.calendar_version < $1";
    pub(super) const PROVISIONAL: &str = "\
        SELECT COUNT(*) FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
        WHERE c.met_at IS NULL AND c.provisional AND o.finished_at IS NULL";
    pub(super) const BEGIN: &str = "\
        INSERT INTO calendar_recount (calendar_version, total, done, later, earlier, settled, started_at) \
        VALUES ($1, $2, 0, 0, 0, 0, $3) ON CONFLICT (calendar_version) DO NOTHING";
    pub(super) const FIND: &str = "\
        SELECT calendar_version, total, done, later, earlier, settled, started_at, finished_at, closed_at FROM calendar_recount WHERE calendar_version = $1";
    pub(super) const LAST: &str = "\
        SELECT calendar_version, total, done, later, earlier, settled, started_at, finished_at, closed_at FROM calendar_recount ORDER BY calendar_version DESC LIMIT 1";
    pub(super) const ADD: &str = "\
        UPDATE calendar_recount SET done = done + $2, later = later + $3, earlier = earlier + $4, settled = settled + $5, \
            total = CASE WHEN total < done + $2 THEN done + $2 ELSE total END WHERE calendar_version = $1";
    pub(super) const FINISH: &str = "\
        UPDATE calendar_recount SET finished_at = COALESCE(finished_at, $2), closed_at = $3 WHERE calendar_version = $1";
    pub(super) const MOVES: &str = "\
        SELECT step, at, from_date, to_date, from_version, to_version, on_time_until FROM deadline_move \
        WHERE holder_id = $1 AND objection_id = $2 ORDER BY at, step, to_version";
}

pub(crate) const SQL: &[&str] = &[
    sql::STALE,
    sql::COUNT,
    sql::PROVISIONAL,
    sql::BEGIN,
    sql::FIND,
    sql::LAST,
    sql::ADD,
    sql::FINISH,
    sql::MOVES,
];

/// An open clock that was counted by an older calendar.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Stale {
    pub(crate) holder_id: Id,
    pub(crate) objection_id: Id,
    pub(crate) step: String,
    pub(crate) started_at: At,
    pub(crate) due_date: Day,
    pub(crate) due_at: At,
    pub(crate) provisional: bool,
    pub(crate) calendar_version: Day,
    pub(crate) on_time_until: Option<At>,
    pub(crate) extended: bool,
    pub(crate) procedure: String,
    channel: Word<Channel>,
    pub(crate) issuer_id: Id,
    pub(crate) partner_id: Option<Id>,
    pub(crate) handler_id: Option<Id>,
    /// Of a case about a licence.
    pub(crate) leading_id: Option<Id>,
    pub(crate) licence_id: Option<Id>,
    pub(crate) case_number: String,
}

/// A clock's key.
pub(crate) type Key = (Id, Id, String);

impl Stale {
    pub(crate) fn key(&self) -> Key {
        (self.holder_id, self.objection_id, self.step.clone())
    }

    pub(crate) fn parties(&self) -> Parties {
        Parties {
            holder: self.holder_id,
            case: self.objection_id,
            channel: self.channel.0,
            issuer: self.issuer_id,
            partner: self.partner_id,
        }
    }

    /// The licence that the case is about, under its leading holder.
    pub(crate) fn licence(&self) -> Option<(Id, Id)> {
        self.leading_id.zip(self.licence_id)
    }
}

/// Where a walk through the stale clocks goes on.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    version: Day,
    key: Key,
}

impl Place {
    /// Before every clock.
    pub(crate) fn start() -> Self {
        let nil = Id(uuid::Uuid::nil());
        Self {
            version: Day(jiff::civil::Date::constant(1, 1, 1)),
            key: (nil, nil, String::new()),
        }
    }

    /// After this one.
    pub(crate) fn after(clock: &Stale) -> Self {
        Self {
            version: clock.calendar_version,
            key: clock.key(),
        }
    }
}

/// A clock as the new calendar counts it.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub(crate) key: Key,
    pub(crate) due_date: Day,
    pub(crate) due_at: At,
    pub(crate) provisional: bool,
    pub(crate) moved: bool,
    pub(crate) on_time_until: Option<At>,
}

/// How far a version has come.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Progress {
    pub(crate) calendar_version: Day,
    pub(crate) total: i64,
    pub(crate) done: i64,
    pub(crate) later: i64,
    pub(crate) earlier: i64,
    pub(crate) settled: i64,
    pub(crate) started_at: At,
    pub(crate) finished_at: Option<At>,
    pub(crate) closed_at: Option<At>,
}

/// What a batch adds to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Added {
    pub(crate) done: i64,
    pub(crate) later: i64,
    pub(crate) earlier: i64,
    pub(crate) settled: i64,
}

/// That a clock was moved.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Moved {
    pub(crate) step: String,
    pub(crate) at: At,
    pub(crate) from_date: Day,
    pub(crate) to_date: Day,
    pub(crate) from_version: Day,
    pub(crate) to_version: Day,
    pub(crate) on_time_until: Option<At>,
}

/// Open clocks that were counted by a calendar before `version`, in the order of their keys.
pub(crate) async fn stale(
    tx: &mut Tx,
    version: Day,
    after: &Place,
    limit: i64,
) -> Result<Vec<Stale>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::STALE)
        .bind(version)
        .bind(after.version)
        .bind(after.key.0)
        .bind(after.key.1)
        .bind(&after.key.2)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// How many there are.
pub(crate) async fn count(tx: &mut Tx, version: Day) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::COUNT)
        .bind(version)
        .fetch_one(c)
        .await)?)
}

/// How many open clocks can still move by what isn't announced.
pub(crate) async fn provisional(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::PROVISIONAL)
        .fetch_one(c)
        .await)?)
}

/// Begins with a version; false if somebody has.
pub(crate) async fn begin(
    tx: &mut Tx,
    version: Day,
    total: i64,
    at: At,
) -> Result<bool, StoreError> {
    let begun = on!(tx, |c| sqlx::query(sql::BEGIN)
        .bind(version)
        .bind(total)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(begun == 1)
}

/// How far a version has come.
pub(crate) async fn find(tx: &mut Tx, version: Day) -> Result<Option<Progress>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(version)
        .fetch_optional(c)
        .await)?)
}

/// How far the last version has come that was begun with.
pub(crate) async fn last(tx: &mut Tx) -> Result<Option<Progress>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LAST)
        .fetch_optional(c)
        .await)?)
}

/// Notes what a batch has done, in its transaction.
pub(crate) async fn add(tx: &mut Tx, version: Day, added: Added) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::ADD)
        .bind(version)
        .bind(added.done)
        .bind(added.later)
        .bind(added.earlier)
        .bind(added.settled)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Notes that nothing is left; `closed` where nothing can come any more.
pub(crate) async fn finish(
    tx: &mut Tx,
    version: Day,
    at: At,
    closed: Option<At>,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::FINISH)
        .bind(version)
        .bind(at)
        .bind(closed)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Lets clocks stand as they are counted now: which of them still ran and were not counted yet. A moved one is warned of
/// anew; one whose case was ended meanwhile is owed no longer, and stays silent.
pub(crate) async fn restate(
    tx: &mut Tx,
    version: Day,
    counted: &[Counted],
) -> Result<Vec<Key>, StoreError> {
    if counted.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(
            "WITH counted (holder_id, objection_id, step, due_date, due_at, provisional, moved, on_time_until) AS (",
        );
        query.push_values(counted, |mut row, clock| {
            row.push_bind(clock.key.0)
                .push_bind(clock.key.1)
                .push_bind(&clock.key.2)
                .push_bind(clock.due_date)
                .push_bind(clock.due_at)
                .push_bind(clock.provisional)
                .push_bind(clock.moved)
                .push_bind(clock.on_time_until);
        });
        query.push(
            ") UPDATE objection_clock SET due_date = n.due_date, due_at = n.due_at, provisional = n.provisional, \
                on_time_until = n.on_time_until, warned = CASE WHEN n.moved THEN 0 ELSE warned END, calendar_version = ",
        );
        query.push_bind(version);
        query.push(
            " FROM counted n WHERE objection_clock.holder_id = n.holder_id AND objection_clock.objection_id = n.objection_id \
                AND objection_clock.step = n.step AND objection_clock.met_at IS NULL AND objection_clock.calendar_version < ",
        );
        query.push_bind(version);
        query
            .push(" AND objection_clock.warned < ")
            .push_bind(Said::ALL.0);
        query.push(
            " RETURNING objection_clock.holder_id, objection_clock.objection_id, objection_clock.step",
        );
        query.build_query_as().fetch_all(c).await
    })?)
}

/// Sets the next due dates of cases right after their clocks have moved.
pub(crate) async fn set_next_due(tx: &mut Tx, cases: &[(Id, Id)]) -> Result<(), StoreError> {
    if cases.is_empty() {
        return Ok(());
    }
    on!(tx, |c| {
        let mut query = QueryBuilder::new("WITH moved (holder_id, id) AS (");
        query.push_values(cases, |mut row, (holder, objection)| {
            row.push_bind(*holder).push_bind(*objection);
        });
        query.push(
            ") UPDATE objection SET next_due = COALESCE((SELECT MIN(CASE WHEN c.on_time_until > c.due_at THEN c.on_time_until ELSE c.due_at END) FROM objection_clock c \
                WHERE c.holder_id = objection.holder_id AND c.objection_id = objection.id AND c.met_at IS NULL), objection.next_due) \
             FROM moved m WHERE objection.holder_id = m.holder_id AND objection.id = m.id AND objection.finished_at IS NULL",
        );
        query.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Adds to the history of due dates.
pub(crate) async fn moved(tx: &mut Tx, moves: Vec<DeadlineMove>) -> Result<(), StoreError> {
    DeadlineMove::insert(tx, moves).await
}

/// How a case's due dates moved, oldest first.
pub(crate) async fn moves(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Moved>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::MOVES)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

//! Which cases wait at an agency's desk, in which order, and how many of each kind?
//!
//! The one query that is put together, because scope, filter and search each change which index serves it.

use super::board::Slice;
use super::objections::Listed;
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::id::AgencyId;
use domain::objection::CaseState;
use domain::wire::queue::{QueueCounts, QueueFilter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

const COLUMNS: &str = "\
    SELECT o.holder_id, o.id, o.case_number, o.procedure, o.leading_id, o.licence_id, o.state, o.marked, o.statement_sealed, \
        o.key_id, o.outcome, o.filed_at, o.next_due, o.finished_at, t.name AS type_name, t.hue, t.face_schema, \
        a.name AS issuer_name, CAST(0 AS BIGINT) AS place, h.name AS holder_name, s.name AS handler_name \
    FROM objection o \
    LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id \
    LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
    JOIN agency a ON a.id = o.issuer_id \
    LEFT JOIN holder h ON h.id = o.holder_id \
    LEFT JOIN staff s ON s.id = o.handler_id \
    LEFT JOIN staff d ON d.id = o.decided_by \
    WHERE ";

mod figure;

pub(crate) use figure::{Figure, Owed, Steps};

mod sql {
    macro_rules! counts {
        ($scope:literal) => {
            concat!(
                "SELECT COUNT(*) AS open, \
                    CAST(COALESCE(SUM(CASE WHEN o.next_due > $1 AND o.next_due <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS due_today, \
                    CAST(COALESCE(SUM(CASE WHEN o.next_due <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue, \
                    CAST(COALESCE(SUM(CASE WHEN o.marks AND NOT o.marked THEN 1 ELSE 0 END), 0) AS BIGINT) AS unmarked, \
                    CAST(COALESCE(SUM(CASE WHEN o.state = 'proposed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS proposed, \
                    CAST(COALESCE(SUM(CASE WHEN o.state = 'returned' THEN 1 ELSE 0 END), 0) AS BIGINT) AS returned \
                FROM objection o WHERE o.finished_at IS NULL",
                $scope
            )
        };
    }
    /// The index begins with the type, of which there are few.
    pub(super) const LICENCES: &str = "\
        SELECT holder_id, id FROM licence WHERE type_code IN (SELECT code FROM licence_type) AND number = $1 \
        ORDER BY holder_id, id LIMIT 20";
    pub(super) const COUNT_ALL: &str = counts!("");
    pub(super) const COUNT_AGENCY: &str = counts!(" AND o.issuer_id = $3");
}

pub(crate) const SQL: &[&str] = &[sql::LICENCES, sql::COUNT_ALL, sql::COUNT_AGENCY];

/// Which part of the queue is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// Whose cases; none is everybody's.
    pub(crate) agency: Option<AgencyId>,
    pub(crate) filter: QueueFilter,
    /// What the board narrows it to.
    pub(crate) slice: Slice,
    /// Whose hands it is in; the nil id is nobody's.
    pub(crate) handler: Option<Id>,
    /// What a figure of the board was counted from, where it is one.
    pub(crate) figure: Option<Figure>,
    pub(crate) search: Option<Search>,
    pub(crate) now: Timestamp,
    /// When the local day ends.
    pub(crate) end_of_today: Timestamp,
    pub(crate) after: Option<After>,
    pub(crate) limit: i64,
}

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// A whole case number.
    CaseNumber(String),
    /// The beginning of one.
    CaseNumberPrefix(String),
    /// These licences, each by its holder and itself.
    Licences(Vec<(Id, Id)>),
}

/// Where the queue goes on: after this instant (the next due date, the end of a finished case, or the filing of one that a
/// figure counts) and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

#[derive(sqlx::FromRow)]
struct Counted {
    open: i64,
    due_today: i64,
    overdue: i64,
    unmarked: i64,
    proposed: i64,
    returned: i64,
}

/// The licences that bear a number.
pub(crate) async fn licences_with(tx: &mut Tx, number: &str) -> Result<Vec<(Id, Id)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LICENCES)
        .bind(number)
        .fetch_all(c)
        .await)?)
}

/// How many cases each filter holds, of one agency or of all.
pub(crate) async fn count(
    tx: &mut Tx,
    agency: Option<AgencyId>,
    now: Timestamp,
    end_of_today: Timestamp,
) -> Result<QueueCounts, StoreError> {
    let counted: Counted = match agency {
        Some(agency) => on!(tx, |c| sqlx::query_as(sql::COUNT_AGENCY)
            .bind(At(now))
            .bind(At(end_of_today))
            .bind(Id::from(agency))
            .fetch_one(c)
            .await)?,
        None => on!(tx, |c| sqlx::query_as(sql::COUNT_ALL)
            .bind(At(now))
            .bind(At(end_of_today))
            .fetch_one(c)
            .await)?,
    };
    Ok(QueueCounts {
        open: counted.open,
        due_today: counted.due_today,
        overdue: counted.overdue,
        unmarked: counted.unmarked,
        proposed: counted.proposed,
        returned: counted.returned,
    })
}

/// A page of the queue: nearest due first; of finished cases the last finished first, of those of a figure the last filed.
pub(crate) async fn page(tx: &mut Tx, ask: &Ask) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(COLUMNS);
        write_filter(&mut query, ask);
        if let Some(agency) = ask.agency {
            figure::write_issuer(&mut query, ask.figure.as_ref(), Id::from(agency));
        }
        figure::write_slice(&mut query, ask);
        write_search(&mut query, ask.search.as_ref());
        write_order(&mut query, ask);
        query.push(" LIMIT ").push_bind(ask.limit);
        query.build_query_as().fetch_all(c).await
    })?)
}

fn write_filter<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, ask: &Ask)
where
    At: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Word<CaseState>: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Id: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Day: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    String: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    if let Some(counted) = &ask.figure {
        return figure::write(query, counted, ask);
    }
    match ask.filter {
        QueueFilter::Finished => query.push("o.finished_at IS NOT NULL"),
        _ => query.push("o.finished_at IS NULL"),
    };
    match ask.filter {
        QueueFilter::DueToday => {
            query.push(" AND o.next_due > ").push_bind(At(ask.now));
            query
                .push(" AND o.next_due <= ")
                .push_bind(At(ask.end_of_today));
        }
        QueueFilter::Overdue => {
            query.push(" AND o.next_due <= ").push_bind(At(ask.now));
        }
        QueueFilter::Unmarked => {
            query.push(" AND o.marks AND NOT o.marked");
        }
        QueueFilter::Proposed => {
            query
                .push(" AND o.state = ")
                .push_bind(Word(CaseState::Proposed));
        }
        QueueFilter::Returned => {
            query
                .push(" AND o.state = ")
                .push_bind(Word(CaseState::Returned));
        }
        // What only figures count has one.
        _ => {}
    }
}

fn write_search<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, search: Option<&Search>)
where
    String: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Id: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    match search {
        None => {}
        Some(Search::CaseNumber(number)) => {
            query
                .push(" AND o.case_number = ")
                .push_bind(number.clone());
        }
        Some(Search::CaseNumberPrefix(start)) => {
            query
                .push(" AND SUBSTR(o.case_number, 1, LENGTH(")
                .push_bind(start.clone());
            query.push(")) = ").push_bind(start.clone());
        }
        Some(Search::Licences(licences)) => {
            let mut or = " AND (";
            for (holder, licence) in licences {
                query.push(or).push("(o.leading_id = ").push_bind(*holder);
                query.push(" AND o.licence_id = ").push_bind(*licence);
                query.push(")");
                or = " OR ";
            }
            query.push(if licences.is_empty() {
                " AND 1 = 0"
            } else {
                ")"
            });
        }
    }
}

fn write_order<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, ask: &Ask)
where
    At: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Id: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    let (column, falling) = match (&ask.figure, ask.filter) {
        (Some(_), _) => ("o.filed_at", true),
        (None, QueueFilter::Finished) => ("o.finished_at", true),
        (None, _) => ("o.next_due", false),
    };
    let (beyond, order) = if falling { ("<", " DESC") } else { (">", "") };
    if let Some(after) = ask.after {
        query
            .push(" AND (")
            .push(column)
            .push(", o.id) ")
            .push(beyond)
            .push(" (")
            .push_bind(At(after.at))
            .push(", ")
            .push_bind(Id(after.id))
            .push(")");
    }
    query
        .push(" ORDER BY ")
        .push(column)
        .push(order)
        .push(", o.id")
        .push(order);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Backend, db};

    #[tokio::test]
    async fn the_counters_read_an_index_that_holds_all_they_count() {
        let test = db(Backend::Sqlite).await.unwrap();
        let mut read = test.db.read().await.unwrap();
        for (counters, index) in [
            (sql::COUNT_ALL, "USING COVERING INDEX objection_queue_all"),
            (
                sql::COUNT_AGENCY,
                "USING COVERING INDEX objection_queue (issuer_id=?)",
            ),
        ] {
            let Tx::Sqlite(c) = &mut *read else { return };
            let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {counters}"));
            let plan: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(explain).fetch_all(&mut **c).await.unwrap();
            assert!(plan.iter().all(|step| step.3.contains(index)), "{plan:?}");
        }
    }
}

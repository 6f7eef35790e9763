//! Which licences of an agency does its desk look for, in which order, and how many are there of each kind?
//!
//! The second query that is put together, after [`super::queue`]: what is asked for decides which index leads
//! ([`plan`]). Whatever else is asked is written as `(...) IS TRUE`, which no index of either database serves, so that
//! the leading one is never left for another.

mod plan;
#[cfg(test)]
mod tests;

use super::licences::Summary;
use super::{Day, Id, StoreError, Tx, on};
use domain::id::{AgencyId, HolderId};
use domain::licence::LicenceStanding;
use domain::wire::search::{COUNTED_AT_MOST, LicenceCounts, SearchOrder};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

pub(super) const COLUMNS: &str = "\
    SELECT l.id, l.holder_id, l.type_code, l.number, l.status, l.pledged, l.valid_from, l.valid_to, l.version, l.revision, \
        COALESCE(l.valid_to, '9999-12-31') AS ends, t.name AS type_name, t.hue, a.name AS issuer_name, h.name AS holder_name, \
        EXISTS (SELECT 1 FROM objection o WHERE o.licence_id = l.id \
            AND o.finished_at IS NULL AND o.marked) AS disputed, \
        EXISTS (SELECT 1 FROM awaiting_seal w WHERE w.holder_id = l.holder_id AND w.licence_id = l.id \
            AND w.version = l.version) AS unsealed \
    FROM (";
pub(super) const JOINS: &str = ") k \
    CROSS JOIN licence l \
    JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
    JOIN agency a ON a.id = l.issuer_id \
    JOIN holder h ON h.id = l.holder_id \
    WHERE l.id = k.id ORDER BY ";

mod sql {
    macro_rules! some {
        ($condition:literal) => {
            concat!(
                "(SELECT COUNT(*) FROM (SELECT 1 FROM licence l WHERE l.issuer_id = $1 AND ",
                $condition,
                " LIMIT $4) x)"
            )
        };
    }
    pub(super) const COUNTS: &str = concat!(
        "SELECT ",
        some!(
            "l.status = 'valid' AND COALESCE(l.valid_to, '9999-12-31') >= $2 AND (l.valid_from <= $2) IS TRUE"
        ),
        " AS valid, ",
        some!("l.valid_from > $2 AND l.valid_from > l.issued_on AND (l.status = 'valid') IS TRUE"),
        " AS not_yet_valid, ",
        some!("l.status = 'valid' AND COALESCE(l.valid_to, '9999-12-31') < $2"),
        " + ",
        some!("l.status = 'suspended' AND COALESCE(l.valid_to, '9999-12-31') < $2"),
        " + ",
        some!("l.status = 'lost' AND COALESCE(l.valid_to, '9999-12-31') < $2"),
        " AS expired, ",
        some!("l.status = 'suspended' AND COALESCE(l.valid_to, '9999-12-31') >= $2"),
        " AS suspended, ",
        some!("l.status = 'lost' AND COALESCE(l.valid_to, '9999-12-31') >= $2"),
        " AS lost, ",
        some!("l.status = 'cancelled'"),
        " AS cancelled, ",
        some!("l.status = 'withdrawn'"),
        " AS withdrawn, ",
        some!("l.status = 'revoked'"),
        " AS revoked, ",
        some!(
            "l.status = 'valid' AND COALESCE(l.valid_to, '9999-12-31') >= $2 \
                    AND COALESCE(l.valid_to, '9999-12-31') <= $3 AND (l.valid_from <= $2) IS TRUE"
        ),
        " AS expiring, ",
        "(SELECT COUNT(*) FROM (SELECT 1 FROM objection o WHERE o.issuer_id = $1 AND o.finished_at IS NULL \
                    AND o.marked AND o.licence_id IS NOT NULL LIMIT $4) x) AS disputed, ",
        some!("l.pledged"),
        " AS pledged, ",
        "(SELECT COUNT(*) FROM (SELECT 1 FROM awaiting_seal w WHERE w.issuer_id = $1 LIMIT $4) x) AS unsealed"
    );
    pub(super) const UNSEALED: &str = "\
        SELECT COUNT(*) FROM (SELECT 1 FROM awaiting_seal WHERE issuer_id = $1 LIMIT $2) x";
    pub(super) const TYPES: &str = "\
        SELECT t.code, v.name FROM licence_type t JOIN licence_type_version v ON v.code = t.code AND v.version = t.published \
        WHERE t.agency_id = $1 ORDER BY t.code";
    pub(super) const NUMBERED: &str = "\
        SELECT id, holder_id FROM licence WHERE issuer_id = $1 AND number = $2 ORDER BY id LIMIT $3";
    pub(super) const HELD: &str = "\
        SELECT COUNT(*) FROM (SELECT 1 FROM (SELECT holder_id, id FROM licence WHERE holder_id = $1 \
            UNION ALL SELECT leading_id, licence_id FROM co_holder WHERE holder_id = $1) m \
            CROSS JOIN licence l WHERE l.holder_id = m.holder_id AND l.id = m.id AND (l.issuer_id = $2) IS TRUE LIMIT 1) x";
}

pub(crate) const SQL: &[&str] = &[
    sql::COUNTS,
    sql::UNSEALED,
    sql::TYPES,
    sql::NUMBERED,
    sql::HELD,
];

/// From so many unsealed versions on the list is walked in its order instead of put into it.
const FEW: i64 = 2_000;

/// What leads to the licences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// All of the agency.
    All,
    /// Those of a holder, and those held together with others.
    Holder(HolderId),
    /// The one with a version of this 证照标识.
    Identifier(String),
    /// Those with this 证照编号.
    Number(String),
    /// Those of holders whose name begins so: the prefix, and the first text after all that begin with it.
    Name(String, Option<String>),
    /// These.
    These(Vec<Id>),
}

/// What is asked for.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a box that somebody ticks, and any of them may be"
)]
pub(crate) struct Ask {
    pub(crate) agency: AgencyId,
    pub(crate) lead: Lead,
    pub(crate) type_code: Option<String>,
    pub(crate) standing: Option<LicenceStanding>,
    /// Valid ones that end on this day or before.
    pub(crate) ends_by: Option<Date>,
    pub(crate) disputed: bool,
    pub(crate) pledged: bool,
    pub(crate) unsealed: bool,
    /// Whether few versions wait for their seal, see [`few_unsealed`].
    pub(crate) few_unsealed: bool,
    pub(crate) order: SearchOrder,
    pub(crate) today: Date,
    pub(crate) after: Option<After>,
    pub(crate) limit: i64,
}

/// Where a list goes on: after this end of validity, holder and licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) ends: Date,
    pub(crate) holder: uuid::Uuid,
    pub(crate) id: uuid::Uuid,
}

/// A licence in the search.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    #[sqlx(flatten)]
    pub(crate) summary: Summary,
    pub(crate) type_code: String,
    pub(crate) revision: i64,
    pub(crate) ends: Day,
    pub(crate) unsealed: bool,
}

impl Listed {
    /// Where a list goes on that ends with it.
    pub(crate) fn place(&self) -> After {
        After {
            ends: self.ends.0,
            holder: self.summary.holder_id.0,
            id: self.summary.id.0,
        }
    }
}

/// A page of what is asked for.
pub(crate) async fn page(tx: &mut Tx, ask: &Ask) -> Result<Vec<Listed>, StoreError> {
    let (text, binds) = plan::query(ask);
    Ok(on!(tx, |c| {
        let mut query = sqlx::query_as(AssertSqlSafe(text));
        for bind in binds {
            query = match bind {
                plan::Bind::Id(id) => query.bind(id),
                plan::Bind::Day(day) => query.bind(day),
                plan::Bind::Text(text) => query.bind(text),
                plan::Bind::Number(number) => query.bind(number),
            };
        }
        query.fetch_all(c).await
    })?)
}

#[derive(sqlx::FromRow)]
struct Counted {
    valid: i64,
    not_yet_valid: i64,
    expired: i64,
    suspended: i64,
    lost: i64,
    cancelled: i64,
    withdrawn: i64,
    revoked: i64,
    expiring: i64,
    disputed: i64,
    pledged: i64,
    unsealed: i64,
}

/// How many an agency has of each kind, each counted to [`COUNTED_AT_MOST`].
pub(crate) async fn counts(
    tx: &mut Tx,
    agency: AgencyId,
    today: Date,
    soon: Date,
) -> Result<LicenceCounts, StoreError> {
    let counted: Counted = on!(tx, |c| sqlx::query_as(sql::COUNTS)
        .bind(Id::from(agency))
        .bind(Day(today))
        .bind(Day(soon))
        .bind(COUNTED_AT_MOST)
        .fetch_one(c)
        .await)?;
    Ok(LicenceCounts {
        valid: counted.valid,
        not_yet_valid: counted.not_yet_valid,
        expired: counted.expired.min(COUNTED_AT_MOST),
        suspended: counted.suspended,
        lost: counted.lost,
        cancelled: counted.cancelled,
        withdrawn: counted.withdrawn,
        revoked: counted.revoked,
        expiring: counted.expiring,
        disputed: counted.disputed,
        pledged: counted.pledged,
        unsealed: counted.unsealed,
    })
}

/// Whether so few of an agency's versions wait for a seal that they lead.
pub(crate) async fn few_unsealed(tx: &mut Tx, agency: AgencyId) -> Result<bool, StoreError> {
    let counted: i64 = on!(tx, |c| sqlx::query_scalar(sql::UNSEALED)
        .bind(Id::from(agency))
        .bind(FEW)
        .fetch_one(c)
        .await)?;
    Ok(counted < FEW)
}

/// The published types of an agency: code and name.
pub(crate) async fn types(
    tx: &mut Tx,
    agency: AgencyId,
) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::TYPES)
        .bind(Id::from(agency))
        .fetch_all(c)
        .await)?)
}

/// An agency's licences with a number as it stands in the column: their ids and their leading holders.
pub(crate) async fn numbered(
    tx: &mut Tx,
    agency: AgencyId,
    number: &str,
    limit: i64,
) -> Result<Vec<(Id, Id)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::NUMBERED)
        .bind(Id::from(agency))
        .bind(number)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Whether an agency issued anything to a holder.
pub(crate) async fn holds_any(
    tx: &mut Tx,
    agency: AgencyId,
    holder: HolderId,
) -> Result<bool, StoreError> {
    let rows: i64 = on!(tx, |c| sqlx::query_scalar(sql::HELD)
        .bind(Id::from(holder))
        .bind(Id::from(agency))
        .fetch_one(c)
        .await)?;
    Ok(rows > 0)
}

//! Which licences does a holder have, in which order?

use super::Summary;
use crate::store::{Day, Id, StoreError, Tx, on};
use domain::id::HolderId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

macro_rules! held {
    ($from:literal) => {
        concat!(
            "SELECT l.holder_id, l.id, l.type_code, l.schema_version, l.issuer_id, l.number, l.status, l.pledged, \
                l.valid_from, l.valid_to, l.version, \
                CAST(CASE WHEN l.status IN ('cancelled', 'withdrawn', 'revoked') OR l.valid_to < $2 THEN 2 \
                    WHEN l.valid_to IS NULL THEN 1 ELSE 0 END AS BIGINT) AS place, \
                COALESCE(l.valid_to, $3) AS ends FROM ",
            $from
        )
    };
}
/// A holder's own licences and those held together with others. Two parts, each led by its index: as one condition
/// with IN it was answered by a scan of all licences.
pub(super) const OWN: &str = concat!(
    "SELECT l.id, l.holder_id, l.number, l.status, l.pledged, l.valid_from, l.valid_to, l.version, l.place, l.ends, \
        t.name AS type_name, t.hue, a.name AS issuer_name, h.name AS holder_name, \
        EXISTS (SELECT 1 FROM objection o WHERE o.licence_id = l.id \
            AND o.finished_at IS NULL AND o.marked) AS disputed \
    FROM (",
    held!("licence l WHERE l.holder_id = $1"),
    " UNION ALL ",
    held!(
        "co_holder c CROSS JOIN licence l \
         WHERE c.holder_id = $1 AND l.holder_id = c.leading_id AND l.id = c.licence_id"
    ),
    ") l \
    JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
    JOIN agency a ON a.id = l.issuer_id \
    JOIN holder h ON h.id = l.holder_id \
    WHERE (l.place, l.ends, l.id) > ($4, $5, $6) \
        AND (CAST($7 AS TEXT) IS NULL OR LOWER(t.name) LIKE $7 ESCAPE '\\' OR LOWER(a.name) LIKE $7 ESCAPE '\\' \
            OR LOWER(l.number) LIKE $7 ESCAPE '\\') \
    ORDER BY l.place, l.ends, l.id LIMIT $8"
);

/// A licence in its holder's list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    #[sqlx(flatten)]
    pub(crate) summary: Summary,
    pub(crate) place: i64,
    pub(crate) ends: Day,
}

/// Where a list goes on: after this place, end of validity and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) place: i64,
    pub(crate) ends: Date,
    pub(crate) id: uuid::Uuid,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        place: -1,
        ends: Date::constant(1, 1, 1),
        id: uuid::Uuid::nil(),
    };
}

/// A holder's licences: those that end soonest first, then those without an end, then what is over.
pub(crate) async fn own(
    tx: &mut Tx,
    holder: HolderId,
    today: Date,
    pattern: Option<&str>,
    after: After,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(OWN)
        .bind(Id::from(holder))
        .bind(Day(today))
        .bind(Day(Date::MAX))
        .bind(after.place)
        .bind(Day(after.ends))
        .bind(Id(after.id))
        .bind(pattern)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

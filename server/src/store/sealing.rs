//! What waits for a seal, what bears one, and what was printed? Rows of `awaiting_seal`, `licence_seal`, `licence_print`.

use super::bulk::LicenceSeal;
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::catalogue::FaceField;
use domain::id::AgencyId;
use domain::issuing::Way;
use domain::licence::{LicenceEventKind, Trust};
use jiff::Timestamp;
use sqlx::types::Json;
use uuid::Uuid;

mod sql {
    pub(super) const OF_TYPE: &str = "\
        SELECT w.holder_id, w.licence_id, w.version, w.way, w.since, v.record, v.key_id, v.digest, a.digest AS approved \
        FROM awaiting_seal w \
        JOIN licence_version v ON v.holder_id = w.holder_id AND v.licence_id = w.licence_id AND v.version = w.version \
        LEFT JOIN licence_approval a ON a.holder_id = w.holder_id AND a.licence_id = w.licence_id AND a.version = w.version \
        WHERE w.issuer_id = $1 AND w.type_code = $2 AND w.way = $3 AND (w.since, w.licence_id, w.version) > ($4, $5, $6) \
        ORDER BY w.since, w.licence_id, w.version LIMIT $7";
    pub(super) const ONE: &str = "\
        SELECT w.holder_id, w.licence_id, w.version, w.way, w.since, v.record, v.key_id, v.digest, a.digest AS approved \
        FROM licence l \
        JOIN awaiting_seal w ON w.holder_id = l.holder_id AND w.licence_id = l.id \
        JOIN licence_version v ON v.holder_id = w.holder_id AND v.licence_id = w.licence_id AND v.version = w.version \
        LEFT JOIN licence_approval a ON a.holder_id = w.holder_id AND a.licence_id = w.licence_id AND a.version = w.version \
        WHERE l.id = $1 AND w.version = $2 AND w.issuer_id = $3";
    /// What a keeper has to look at: nothing that a standing authority takes.
    pub(super) const FOR_KEEPER: &str = "\
        SELECT w.holder_id, w.licence_id, w.version, w.way, w.since, v.identifier, t.name AS type_name, t.hue, l.number, \
            h.name AS holder_name, a.approved_by, p.name AS approver_name \
        FROM awaiting_seal w \
        JOIN licence_version v ON v.holder_id = w.holder_id AND v.licence_id = w.licence_id AND v.version = w.version \
        JOIN licence l ON l.holder_id = w.holder_id AND l.id = w.licence_id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = v.schema_version \
        JOIN holder h ON h.id = w.holder_id \
        LEFT JOIN licence_approval a ON a.holder_id = w.holder_id AND a.licence_id = w.licence_id AND a.version = w.version \
        LEFT JOIN staff p ON p.id = a.approved_by \
        WHERE w.issuer_id = $1 AND w.way = 'approved' AND NOT EXISTS (SELECT 1 FROM sealing_authority g JOIN seal s ON s.id = g.seal_id \
            WHERE g.type_code = w.type_code AND s.agency_id = w.issuer_id AND g.ended_at IS NULL AND g.from_date <= $2 AND g.to_date >= $2 \
                AND g.covers <> 'collected' AND s.state = 'made' AND s.valid_from <= $3 AND s.valid_to >= $3) \
        ORDER BY w.since, w.licence_id, w.version LIMIT $4";
    pub(super) const TAKE: &str =
        "DELETE FROM awaiting_seal WHERE holder_id = $1 AND licence_id = $2 AND version = $3";
    pub(super) const VERSIONS: &str = "\
        SELECT v.version, v.identifier, v.schema_version, v.record, v.key_id, v.trust, v.valid_from, v.valid_to, v.created_at, \
            e.kind, t.face_schema, a.approved_by, p.name AS approver_name, x.sealed_at, s.name AS seal_name, g.name AS unit \
        FROM licence_version v \
        JOIN licence l ON l.holder_id = v.holder_id AND l.id = v.licence_id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = v.schema_version \
        JOIN licence_event e ON e.holder_id = v.holder_id AND e.licence_id = v.licence_id AND e.version = v.version \
            AND e.kind IN ('issued', 'collected', 'corrected', 'changed', 'renewed') \
        LEFT JOIN licence_approval a ON a.holder_id = v.holder_id AND a.licence_id = v.licence_id AND a.version = v.version \
        LEFT JOIN staff p ON p.id = a.approved_by \
        LEFT JOIN licence_seal x ON x.holder_id = v.holder_id AND x.licence_id = v.licence_id AND x.version = v.version \
        LEFT JOIN seal s ON s.id = x.seal_id \
        LEFT JOIN agency g ON g.id = s.agency_id \
        WHERE v.holder_id = $1 AND v.licence_id = $2 ORDER BY v.version";
    pub(super) const PROOF: &str = "\
        SELECT v.licence_id, v.version, v.record, v.key_id, x.signature, x.sealed_at, s.name AS seal_name, s.chain, g.name AS unit, v.holder_id \
        FROM licence_version v \
        JOIN licence_seal x ON x.holder_id = v.holder_id AND x.licence_id = v.licence_id AND x.version = v.version \
        JOIN seal s ON s.id = x.seal_id \
        JOIN agency g ON g.id = s.agency_id \
        WHERE v.holder_id = $1 AND v.licence_id = $2 AND v.version = $3";
    pub(super) const NAMED: &str =
        "SELECT holder_id, licence_id, version FROM licence_version WHERE identifier = $1";
    pub(super) const PRINT: &str = "\
        INSERT INTO licence_print (id, holder_id, licence_id, version, agency_id, staff_id, printed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub(super) const SUMMARY: &str = "\
        SELECT g.id, g.name, \
            (SELECT COUNT(*) FROM licence_seal x JOIN seal s ON s.id = x.seal_id \
                WHERE s.agency_id = g.id AND x.sealed_at >= $1 AND x.sealed_at < $2 AND x.authority_id IS NULL) AS by_keeper, \
            (SELECT COUNT(*) FROM licence_seal x JOIN seal s ON s.id = x.seal_id \
                WHERE s.agency_id = g.id AND x.sealed_at >= $1 AND x.sealed_at < $2 AND x.authority_id IS NOT NULL) AS by_authority, \
            (SELECT COUNT(*) FROM licence_print p WHERE p.agency_id = g.id AND p.printed_at >= $1 AND p.printed_at < $2) AS prints \
        FROM agency g WHERE EXISTS (SELECT 1 FROM seal s WHERE s.agency_id = g.id) ORDER BY g.uscc";
}

pub(crate) const SQL: &[&str] = &[
    sql::OF_TYPE,
    sql::ONE,
    sql::FOR_KEEPER,
    sql::TAKE,
    sql::VERSIONS,
    sql::PROOF,
    sql::NAMED,
    sql::PRINT,
    sql::SUMMARY,
];

/// A version that waits, with everything that decides whether it is sealed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Waiting {
    pub(crate) holder_id: Id,
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    pub(crate) way: Word<Way>,
    pub(crate) since: At,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) digest: Vec<u8>,
    pub(crate) approved: Option<Vec<u8>>,
}

/// The same in a keeper's list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) holder_id: Id,
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    pub(crate) way: Word<Way>,
    pub(crate) since: At,
    pub(crate) identifier: String,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) number: String,
    pub(crate) holder_name: String,
    pub(crate) approved_by: Option<Id>,
    pub(crate) approver_name: Option<String>,
}

/// A version of a licence with its seal.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct WithSeal {
    pub(crate) version: i64,
    pub(crate) identifier: String,
    pub(crate) schema_version: i64,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) trust: Word<Trust>,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) created_at: At,
    pub(crate) kind: Word<LicenceEventKind>,
    pub(crate) face_schema: Json<Vec<FaceField>>,
    pub(crate) approved_by: Option<Id>,
    pub(crate) approver_name: Option<String>,
    pub(crate) sealed_at: Option<At>,
    pub(crate) seal_name: Option<String>,
    pub(crate) unit: Option<String>,
}

/// A seal on a version with what was sealed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Proof {
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) signature: Vec<u8>,
    pub(crate) sealed_at: At,
    pub(crate) seal_name: String,
    pub(crate) chain: Option<Json<Vec<String>>>,
    pub(crate) unit: String,
}

/// Where the job goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct After {
    pub(crate) since: At,
    pub(crate) licence: Id,
    pub(crate) version: i64,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        since: At(Timestamp::UNIX_EPOCH),
        licence: Id(Uuid::nil()),
        version: 0,
    };
}

/// A print-out.
#[derive(Clone, Debug)]
pub(crate) struct Print {
    pub(crate) id: Id,
    pub(crate) holder: Id,
    pub(crate) licence: Id,
    pub(crate) version: i64,
    pub(crate) agency: Id,
    pub(crate) staff: Option<Id>,
    pub(crate) at: At,
}

/// What an agency sealed and printed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Counted {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) by_keeper: i64,
    pub(crate) by_authority: i64,
    pub(crate) prints: i64,
}

/// What waits of one type that came in one way, the longest first.
pub(crate) async fn of_type(
    tx: &mut Tx,
    (issuer, type_code, way): (Id, &str, Way),
    after: After,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_TYPE)
        .bind(issuer)
        .bind(type_code)
        .bind(Word(way))
        .bind(after.since)
        .bind(after.licence)
        .bind(after.version)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// One version of this issuer's that waits.
pub(crate) async fn one(
    tx: &mut Tx,
    issuer: AgencyId,
    (licence, version): (Id, i64),
) -> Result<Option<Waiting>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ONE)
        .bind(licence)
        .bind(version)
        .bind(Id::from(issuer))
        .fetch_optional(c)
        .await)?)
}

/// What waits for the keepers of an issuer.
pub(crate) async fn for_keeper(
    tx: &mut Tx,
    issuer: AgencyId,
    (today, now): (jiff::civil::Date, Timestamp),
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FOR_KEEPER)
        .bind(Id::from(issuer))
        .bind(Day(today))
        .bind(At(now))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Keeps seals, but on what no longer waits since somebody else has sealed it; those that were kept.
pub(crate) async fn put(
    tx: &mut Tx,
    seals: Vec<LicenceSeal>,
) -> Result<Vec<(Id, Id, i64)>, StoreError> {
    let (mut kept, mut rows) = (
        Vec::with_capacity(seals.len()),
        Vec::with_capacity(seals.len()),
    );
    for seal in seals {
        let taken = on!(tx, |c| sqlx::query(sql::TAKE)
            .bind(seal.holder_id)
            .bind(seal.licence_id)
            .bind(seal.version)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if taken == 1 {
            kept.push((seal.holder_id, seal.licence_id, seal.version));
            rows.push(seal);
        }
    }
    LicenceSeal::insert(tx, rows).await?;
    Ok(kept)
}

/// The versions of a licence, the first one first.
pub(crate) async fn versions(
    tx: &mut Tx,
    holder: Id,
    licence: Id,
) -> Result<Vec<WithSeal>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::VERSIONS)
        .bind(holder)
        .bind(licence)
        .fetch_all(c)
        .await)?)
}

/// The seal on a version.
pub(crate) async fn proof(
    tx: &mut Tx,
    (holder, licence, version): (Id, Id, i64),
) -> Result<Option<Proof>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::PROOF)
        .bind(holder)
        .bind(licence)
        .bind(version)
        .fetch_optional(c)
        .await)?)
}

/// The version that has this 证照标识: its holder, its licence and its number.
pub(crate) async fn named(
    tx: &mut Tx,
    identifier: &str,
) -> Result<Option<(Id, Id, i64)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::NAMED)
        .bind(identifier)
        .fetch_optional(c)
        .await)?)
}

/// Records a print-out.
pub(crate) async fn print(tx: &mut Tx, print: &Print) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::PRINT)
        .bind(print.id)
        .bind(print.holder)
        .bind(print.licence)
        .bind(print.version)
        .bind(print.agency)
        .bind(print.staff)
        .bind(print.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Sealings and print-outs from an instant until before another, for each agency with a seal.
pub(crate) async fn summary(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Counted>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SUMMARY)
        .bind(At(from))
        .bind(At(until))
        .fetch_all(c)
        .await)?)
}

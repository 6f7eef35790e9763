//! What does the library know already of the holders and licences of many rows? A few questions for all of them.

use super::{Id, StoreError, Tx, Word, on};
use domain::licence::LicenceStatus;
use sqlx::{Database, Encode, QueryBuilder, Type};

/// Values of one question; more would be beyond what SQLite takes.
const AT_ONCE: usize = 1_000;

const HOLDERS: &str = "SELECT number_index, id FROM holder WHERE number_index IN (";
const NAMED: &str = "\
    SELECT identifier, licence_id, version, record, key_id FROM licence_version WHERE identifier IN (";
const LICENCES: &str = "\
    SELECT l.holder_id, l.id, l.number, l.issuer_id, l.status, l.pledged, l.version, l.revision, v.record, v.key_id \
    FROM licence l JOIN licence_version v ON v.holder_id = l.holder_id AND v.licence_id = l.id AND v.version = l.version \
    WHERE l.type_code = ";

/// A holder by an index of the number.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Holder {
    pub(crate) number_index: Vec<u8>,
    pub(crate) id: Id,
}

/// A version by its identifier.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Named {
    pub(crate) identifier: String,
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
}

/// A licence with its current version.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Licence {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) number: String,
    pub(crate) issuer_id: Id,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) pledged: bool,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
}

/// What licences of a type are looked for by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By<'a> {
    /// Their numbers as they are listed.
    Numbers(&'a [String]),
    /// Their leading holders.
    Holders(&'a [Id]),
    /// The identifier of any of their versions.
    Identifiers(&'a [String]),
}

/// The holders that are found by these indexes.
pub(crate) async fn holders(tx: &mut Tx, indexes: &[Vec<u8>]) -> Result<Vec<Holder>, StoreError> {
    let mut found = Vec::new();
    for part in indexes.chunks(AT_ONCE) {
        let rows: Vec<Holder> = on!(tx, |c| {
            let mut query = QueryBuilder::new(HOLDERS);
            listed(&mut query, part);
            query
                .build_query_as()
                .persistent(part.len() == AT_ONCE)
                .fetch_all(c)
                .await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// The versions that bear these identifiers.
pub(crate) async fn named(tx: &mut Tx, identifiers: &[String]) -> Result<Vec<Named>, StoreError> {
    let mut found = Vec::new();
    for part in identifiers.chunks(AT_ONCE) {
        let rows: Vec<Named> = on!(tx, |c| {
            let mut query = QueryBuilder::new(NAMED);
            listed(&mut query, part);
            query
                .build_query_as()
                .persistent(part.len() == AT_ONCE)
                .fetch_all(c)
                .await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// The licences of a type that are found so, as they stand.
pub(crate) async fn licences(
    tx: &mut Tx,
    type_code: &str,
    by: By<'_>,
) -> Result<Vec<Licence>, StoreError> {
    let count = match by {
        By::Numbers(all) | By::Identifiers(all) => all.len(),
        By::Holders(all) => all.len(),
    };
    let mut found = Vec::new();
    for from in (0..count).step_by(AT_ONCE) {
        let to = count.min(from + AT_ONCE);
        let rows: Vec<Licence> = on!(tx, |c| {
            let mut query = QueryBuilder::new(LICENCES);
            query.push_bind(type_code);
            match by {
                By::Numbers(all) => {
                    query.push(" AND l.number IN (");
                    listed(&mut query, all.get(from..to).unwrap_or_default());
                }
                By::Holders(all) => {
                    query.push(" AND l.holder_id IN (");
                    listed(&mut query, all.get(from..to).unwrap_or_default());
                }
                By::Identifiers(all) => {
                    query.push(
                        " AND l.id IN (SELECT licence_id FROM licence_version WHERE identifier IN (",
                    );
                    listed(&mut query, all.get(from..to).unwrap_or_default());
                    query.push(")");
                }
            }
            query
                .build_query_as()
                .persistent(to - from == AT_ONCE)
                .fetch_all(c)
                .await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// The values of an `IN (`, and its end.
fn listed<'a, DB: Database, T>(query: &mut QueryBuilder<DB>, values: &'a [T])
where
    T: Encode<'a, DB> + Type<DB> + Clone + 'a,
{
    let mut separated = query.separated(", ");
    for value in values {
        separated.push_bind(value.clone());
    }
    separated.push_unseparated(")");
}

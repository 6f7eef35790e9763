//! Which types of licence are there, and what does each version of one say? Rows of `licence_type` and its versions as
//! they are read; [`super::compiling`] writes them.

use super::{At, Id, StoreError, Tx, Word, on};
use domain::catalogue::{EntryEvent, TypeBody, TypeState, VersionState};
use sqlx::types::Json;

mod sql {
    pub(super) const PUBLISHED: &str = "\
        SELECT t.code, t.agency_id, t.state, v.version, v.body, a.name AS agency_name \
        FROM licence_type t JOIN licence_type_version v ON v.code = t.code AND v.version = t.published \
        JOIN agency a ON a.id = t.agency_id \
        WHERE t.code = $1";
    pub(super) const BODY: &str =
        "SELECT body FROM licence_type_version WHERE code = $1 AND version = $2";
    /// Types are few enough that a search looks at each.
    pub(super) const SEARCH: &str = "\
        SELECT t.code, t.agency_id, t.state, v.version, v.body, a.name AS agency_name \
        FROM licence_type t JOIN licence_type_version v ON v.code = t.code AND v.version = t.published \
        JOIN agency a ON a.id = t.agency_id \
        WHERE t.code > $1 AND t.state IN ('published', 'suspended') \
            AND (CAST($2 AS TEXT) IS NULL OR v.name LIKE $2 ESCAPE '\\' OR t.code LIKE UPPER($2) ESCAPE '\\' \
                OR a.name LIKE $2 ESCAPE '\\') \
            AND (CAST($3 AS TEXT) IS NULL OR v.body ->> 'holders' IN ($3, 'both')) \
            AND (CAST($4 AS TEXT) IS NULL OR CAST(t.agency_id AS TEXT) = $4 OR EXISTS (SELECT 1 FROM licence_type_issuer i \
                WHERE i.code = t.code AND CAST(i.agency_id AS TEXT) = $4)) \
        ORDER BY t.code LIMIT $5";
    pub(super) const VERSIONS: &str = "\
        SELECT version, name, COALESCE(reviewed_at, compiled_at) AS published_at FROM licence_type_version \
        WHERE code = $1 AND state = 'published' ORDER BY version DESC";
    pub(super) const ISSUERS: &str = "\
        SELECT a.id, a.name FROM licence_type_issuer i JOIN agency a ON a.id = i.agency_id \
        WHERE i.code = $1 ORDER BY a.name, a.id";
    pub(super) const ISSUES: &str =
        "SELECT COUNT(*) FROM licence_type_issuer WHERE code = $1 AND agency_id = $2";
    pub(super) const ENTRIES: &str = "\
        SELECT t.code, t.agency_id, t.state, t.published, t.revision, a.name AS agency_name, v.version, \
            v.state AS version_state, v.name, v.hue, COALESCE((SELECT MAX(e.at) FROM licence_type_event e WHERE e.code = t.code), \
            v.compiled_at) AS changed_at \
        FROM licence_type t JOIN agency a ON a.id = t.agency_id \
        JOIN licence_type_version v ON v.code = t.code \
            AND v.version = (SELECT MAX(m.version) FROM licence_type_version m WHERE m.code = t.code) \
        WHERE t.code > $1 AND (CAST($2 AS TEXT) IS NULL OR CAST(t.agency_id AS TEXT) = $2) \
            AND (CAST($3 AS TEXT) IS NULL OR t.state = $3) AND (CAST($4 AS TEXT) IS NULL OR v.state = $4) \
            AND (CAST($5 AS TEXT) IS NULL OR v.name LIKE $5 ESCAPE '\\' OR t.code LIKE UPPER($5) ESCAPE '\\' \
                OR a.name LIKE $5 ESCAPE '\\') \
        ORDER BY t.code LIMIT $6";
    pub(super) const ENTRY: &str = "\
        SELECT t.code, t.agency_id, t.state, t.published, t.revision, a.name AS agency_name, v.version, \
            v.state AS version_state, v.name, v.hue, COALESCE((SELECT MAX(e.at) FROM licence_type_event e WHERE e.code = t.code), \
            v.compiled_at) AS changed_at \
        FROM licence_type t JOIN agency a ON a.id = t.agency_id \
        JOIN licence_type_version v ON v.code = t.code \
            AND v.version = (SELECT MAX(m.version) FROM licence_type_version m WHERE m.code = t.code) \
        WHERE t.code = $1";
    pub(super) const EVENTS: &str = "\
        SELECT e.at, e.kind, e.version, e.note, e.staff_id, s.name AS staff_name \
        FROM licence_type_event e LEFT JOIN staff s ON s.id = e.staff_id \
        WHERE e.code = $1 ORDER BY e.seq DESC LIMIT 200";
}

pub(crate) const SQL: &[&str] = &[
    sql::PUBLISHED,
    sql::BODY,
    sql::SEARCH,
    sql::VERSIONS,
    sql::ISSUERS,
    sql::ISSUES,
    sql::ENTRIES,
    sql::ENTRY,
    sql::EVENTS,
];

/// A type as it is published now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Published {
    pub(crate) code: String,
    pub(crate) agency_id: Id,
    pub(crate) agency_name: String,
    pub(crate) state: Word<TypeState>,
    pub(crate) version: i64,
    pub(crate) body: Json<TypeBody>,
}

/// A version that was published.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Version {
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) published_at: At,
}

/// An agency by name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Issuer {
    pub(crate) id: Id,
    pub(crate) name: String,
}

/// An entry with its latest version, published or on its way.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) agency_id: Id,
    pub(crate) agency_name: String,
    pub(crate) state: Word<TypeState>,
    pub(crate) published: Option<i64>,
    pub(crate) revision: i64,
    pub(crate) version: i64,
    pub(crate) version_state: Word<VersionState>,
    pub(crate) name: String,
    pub(crate) hue: i64,
    pub(crate) changed_at: At,
}

/// Something that happened to an entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Event {
    pub(crate) at: At,
    pub(crate) kind: Word<EntryEvent>,
    pub(crate) version: i64,
    pub(crate) note: String,
    pub(crate) staff_id: Option<Id>,
    pub(crate) staff_name: Option<String>,
}

/// Which published types are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    /// The last code of the page before; empty for the first page.
    pub(crate) after: String,
    /// A pattern of LIKE.
    pub(crate) like: Option<String>,
    /// The word of a holder category.
    pub(crate) holders: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) limit: i64,
}

/// Which entries are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// The last code of the page before; empty for the first page.
    pub(crate) after: String,
    /// Whose; none is everybody's.
    pub(crate) agency: Option<String>,
    pub(crate) state: Option<Word<TypeState>>,
    pub(crate) version_state: Option<Word<VersionState>>,
    /// A pattern of LIKE.
    pub(crate) like: Option<String>,
    pub(crate) limit: i64,
}

/// A pattern of LIKE that finds `text` anywhere.
pub(crate) fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// A type with its version in force; none where there is none.
pub(crate) async fn published(tx: &mut Tx, code: &str) -> Result<Option<Published>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::PUBLISHED)
        .bind(code)
        .fetch_optional(c)
        .await)?)
}

/// What a version of a type says.
pub(crate) async fn body(
    tx: &mut Tx,
    code: &str,
    version: i64,
) -> Result<Option<TypeBody>, StoreError> {
    let body: Option<Json<TypeBody>> = on!(tx, |c| sqlx::query_scalar(sql::BODY)
        .bind(code)
        .bind(version)
        .fetch_optional(c)
        .await)?;
    Ok(body.map(|body| body.0))
}

/// Types that are published or suspended, by code.
pub(crate) async fn search(tx: &mut Tx, search: &Search) -> Result<Vec<Published>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SEARCH)
        .bind(&search.after)
        .bind(&search.like)
        .bind(&search.holders)
        .bind(&search.issuer)
        .bind(search.limit)
        .fetch_all(c)
        .await)?)
}

/// Every version of a type that was published, the newest first.
pub(crate) async fn versions(tx: &mut Tx, code: &str) -> Result<Vec<Version>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::VERSIONS)
        .bind(code)
        .fetch_all(c)
        .await)?)
}

/// Who issues a type beside the agency that compiled it.
pub(crate) async fn issuers(tx: &mut Tx, code: &str) -> Result<Vec<Issuer>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ISSUERS)
        .bind(code)
        .fetch_all(c)
        .await)?)
}

/// Whether an agency is among them.
pub(crate) async fn issues(tx: &mut Tx, code: &str, agency: Id) -> Result<bool, StoreError> {
    let count: i64 = on!(tx, |c| sqlx::query_scalar(sql::ISSUES)
        .bind(code)
        .bind(agency)
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}

/// Entries with their latest versions, by code.
pub(crate) async fn entries(tx: &mut Tx, ask: &Ask) -> Result<Vec<Entry>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ENTRIES)
        .bind(&ask.after)
        .bind(&ask.agency)
        .bind(ask.state)
        .bind(ask.version_state)
        .bind(&ask.like)
        .bind(ask.limit)
        .fetch_all(c)
        .await)?)
}

/// One entry.
pub(crate) async fn entry(tx: &mut Tx, code: &str) -> Result<Option<Entry>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ENTRY)
        .bind(code)
        .fetch_optional(c)
        .await)?)
}

/// What happened to an entry, the latest first.
pub(crate) async fn events(tx: &mut Tx, code: &str) -> Result<Vec<Event>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::EVENTS)
        .bind(code)
        .fetch_all(c)
        .await)?)
}

#[cfg(test)]
mod tests {
    use super::anywhere;

    #[test]
    fn what_is_searched_for_is_found_as_it_was_typed() {
        assert_eq!(anywhere("建造师"), "%建造师%");
        assert_eq!(anywhere(r"5%_\"), r"%5\%\_\\%");
    }
}

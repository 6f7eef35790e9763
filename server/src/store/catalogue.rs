//! Which types of licence are there, and what does each version of one say? Rows of `licence_type` and its versions.

use super::{Id, StoreError, Tx, on};
use domain::catalogue::TypeBody;
use sqlx::types::Json;

mod sql {
    pub(super) const PUBLISHED: &str = "\
        SELECT t.code, t.agency_id, t.state, v.version, v.body \
        FROM licence_type t JOIN licence_type_version v ON v.code = t.code AND v.version = t.published \
        WHERE t.code = $1";
    pub(super) const BODY: &str =
        "SELECT body FROM licence_type_version WHERE code = $1 AND version = $2";
}

pub(crate) const SQL: &[&str] = &[sql::PUBLISHED, sql::BODY];

/// A type as it is published now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Published {
    pub(crate) code: String,
    pub(crate) agency_id: Id,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) body: Json<TypeBody>,
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

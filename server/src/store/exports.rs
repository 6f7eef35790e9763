//! Which lists were taken home? Rows are only ever added.

use super::{At, Id, StoreError, Tx, on};

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO licence_export (id, at, staff_id, agency_id, format, filter, line_count) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT];

/// A list that is about to leave.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) staff: Id,
    pub(crate) agency: Id,
    pub(crate) format: &'static str,
    /// As JSON.
    pub(crate) filter: String,
    pub(crate) lines: i64,
}

/// Records one.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(row.id)
        .bind(row.at)
        .bind(row.staff)
        .bind(row.agency)
        .bind(row.format)
        .bind(&row.filter)
        .bind(row.lines)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

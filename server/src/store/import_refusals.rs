//! What was refused of a file that is taken in? Rows of `import_refusal`.

use super::{Id, StoreError, Tx, on};
use sqlx::QueryBuilder;

mod sql {
    pub(super) const AFTER: &str = "\
        SELECT place, refused_sealed, key_id FROM import_refusal WHERE run_id = $1 AND place > $2 ORDER BY place LIMIT $3";
    pub(super) const DELETE: &str = "DELETE FROM import_refusal WHERE run_id = $1";
}

pub(crate) const SQL: &[&str] = &[sql::AFTER, sql::DELETE];

const REFUSED_AT_ONCE: usize = 200;

/// A row that was refused.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Refusal {
    pub(crate) place: i64,
    pub(crate) refused_sealed: Vec<u8>,
    pub(crate) key_id: String,
}

/// Notes what was refused.
pub(crate) async fn insert(tx: &mut Tx, run: Id, refusals: &[Refusal]) -> Result<(), StoreError> {
    for part in refusals.chunks(REFUSED_AT_ONCE) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new(
                "INSERT INTO import_refusal (run_id, place, refused_sealed, key_id) ",
            );
            query.push_values(part, |mut values, refusal| {
                values
                    .push_bind(run)
                    .push_bind(refusal.place)
                    .push_bind(refusal.refused_sealed.as_slice())
                    .push_bind(refusal.key_id.as_str());
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// What was refused after a place, in the order of the file.
pub(crate) async fn after(
    tx: &mut Tx,
    run: Id,
    place: i64,
    limit: i64,
) -> Result<Vec<Refusal>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::AFTER)
        .bind(run)
        .bind(place)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Forgets what was refused of it.
pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::DELETE)
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

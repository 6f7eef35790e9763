//! What becomes of a file that is taken in: its rows are dealt with, it goes from one state to another, it is forgotten.

use super::imports::Counts;
use super::{At, Id, StoreError, Tx, Word, guarded, import_refusals, on};
use domain::wire::importing::ImportState;

mod sql {
    pub(super) const ADVANCE: &str = "\
        UPDATE import_run SET position = position + $3, new_rows = new_rows + $4, changed_rows = changed_rows + $5, \
            same_rows = same_rows + $6, refused_rows = refused_rows + $7 \
        WHERE id = $1 AND position = $2 AND state IN ('checking', 'running')";
    pub(super) const TURN: &str = "\
        UPDATE import_run SET state = $3, fault = $4, finished_at = $5, total = COALESCE($6, total) WHERE id = $1 AND state = $2";
    pub(super) const BEGIN: &str = "\
        UPDATE import_run SET state = 'running', position = 0, new_rows = 0, changed_rows = 0, same_rows = 0, refused_rows = 0, started_at = $2 \
        WHERE id = $1 AND state = 'checked'";
    pub(super) const ANSWER: &str =
        "UPDATE import_run SET answer_sealed = $2, answer_key_id = $3 WHERE id = $1";
    pub(super) const FORGET_FILE: &str = "UPDATE import_run SET file_name = NULL WHERE id = $1";
    pub(super) const DELETE: &str = "DELETE FROM import_run WHERE id = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::ADVANCE,
    sql::TURN,
    sql::BEGIN,
    sql::ANSWER,
    sql::FORGET_FILE,
    sql::DELETE,
];

/// Notes what became of the next rows; stale if somebody else has dealt with them or it has been stopped.
pub(crate) async fn advance(
    tx: &mut Tx,
    id: Id,
    from: i64,
    counts: Counts,
) -> Result<(), StoreError> {
    let moved = on!(tx, |c| sqlx::query(sql::ADVANCE)
        .bind(id)
        .bind(from)
        .bind(counts.rows())
        .bind(counts.new)
        .bind(counts.changed)
        .bind(counts.same)
        .bind(counts.refused)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(moved)
}

/// Where an import goes from one state to another.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) from: ImportState,
    pub(crate) to: ImportState,
    pub(crate) fault: Option<String>,
    pub(crate) finished_at: Option<At>,
    pub(crate) total: Option<i64>,
}

/// Moves it; false if it isn't in that state any more.
pub(crate) async fn turn(tx: &mut Tx, id: Id, turn: &Turn) -> Result<bool, StoreError> {
    let turned = on!(tx, |c| sqlx::query(sql::TURN)
        .bind(id)
        .bind(Word(turn.from))
        .bind(Word(turn.to))
        .bind(&turn.fault)
        .bind(turn.finished_at)
        .bind(turn.total)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(turned == 1)
}

/// Lets what was checked be taken in, from the first row on; false if it isn't there to be.
pub(crate) async fn begin(tx: &mut Tx, id: Id, at: At) -> Result<bool, StoreError> {
    let begun = on!(tx, |c| sqlx::query(sql::BEGIN)
        .bind(id)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if begun == 1 {
        import_refusals::delete(tx, id).await?;
    }
    Ok(begun == 1)
}

/// Keeps what was answered.
pub(crate) async fn answer(
    tx: &mut Tx,
    id: Id,
    sealed: &[u8],
    key_id: &str,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::ANSWER)
        .bind(id)
        .bind(sealed)
        .bind(key_id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The file is gone.
pub(crate) async fn forget_file(tx: &mut Tx, id: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::FORGET_FILE)
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Forgets it with what was refused.
pub(crate) async fn delete(tx: &mut Tx, id: Id) -> Result<(), StoreError> {
    import_refusals::delete(tx, id).await?;
    on!(tx, |c| sqlx::query(sql::DELETE)
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

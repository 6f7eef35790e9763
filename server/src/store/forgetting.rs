//! What only guarded against doing something twice, or let somebody do something for a while: how is it forgotten once it is
//! old? Some rows at a time, so that nobody waits for the others.

use super::{At, StoreError, Tx, on};
use jiff::Timestamp;

mod sql {
    pub(super) const REQUESTS: &str = "\
        DELETE FROM idempotency WHERE (actor, key) IN (SELECT actor, key FROM idempotency WHERE created_at < $1 LIMIT $2)";
    pub(super) const SESSIONS: &str = "\
        DELETE FROM session WHERE id_hash IN (SELECT id_hash FROM session WHERE expires_at < $1 LIMIT $2)";
    pub(super) const TRIES: &str = "\
        DELETE FROM password_try WHERE subject IN (SELECT subject FROM password_try WHERE free_from < $1 LIMIT $2)";
    pub(super) const CLAIMS: &str = "\
        DELETE FROM contact_claim WHERE (owner_id, means) IN \
            (SELECT owner_id, means FROM contact_claim WHERE asked_from < $1 AND expires_at < $1 LIMIT $2)";
    pub(super) const CODES: &str = "\
        DELETE FROM showing WHERE token_digest IN (SELECT token_digest FROM showing WHERE expires_at < $1 LIMIT $2)";
    pub(super) const CHECKS: &str = "\
        DELETE FROM showing_check WHERE token_digest IN (SELECT token_digest FROM showing_check WHERE expires_at < $1 LIMIT $2)";
    pub(super) const ATTEMPTS: &str = "\
        DELETE FROM log_in_attempt WHERE id_hash IN (SELECT id_hash FROM log_in_attempt WHERE expires_at < $1 LIMIT $2)";
    pub(super) const CHALLENGES: &str = "\
        DELETE FROM passkey_challenge WHERE id_hash IN (SELECT id_hash FROM passkey_challenge WHERE expires_at < $1 LIMIT $2)";
}

pub(crate) const SQL: &[&str] = &[
    sql::REQUESTS,
    sql::SESSIONS,
    sql::TRIES,
    sql::CLAIMS,
    sql::CODES,
    sql::CHECKS,
    sql::ATTEMPTS,
    sql::CHALLENGES,
];

/// Old rows of one kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Old(&'static str);

/// What is kept for a while after it ran out, so that what comes late is told apart from what never was.
pub(crate) const KEPT_A_WHILE: [Old; 6] = [
    Old(sql::REQUESTS),
    Old(sql::SESSIONS),
    Old(sql::TRIES),
    Old(sql::CLAIMS),
    Old(sql::CODES),
    Old(sql::CHECKS),
];
/// What is worth nothing as soon as it ran out.
pub(crate) const RUN_OUT: [Old; 2] = [Old(sql::ATTEMPTS), Old(sql::CHALLENGES)];

/// Forgets some rows from before; how many. Fewer than the limit are the last ones.
pub(crate) async fn forget(
    tx: &mut Tx,
    Old(statement): Old,
    before: Timestamp,
    limit: i64,
) -> Result<u64, StoreError> {
    Ok(on!(tx, |c| sqlx::query(statement)
        .bind(At(before))
        .bind(limit)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

//! Which accounts have staff, and which open something still?

use super::{At, Id, StoreError, Tx, Word, on};
use domain::access::Role;

mod sql {
    macro_rules! listed {
        ($rest:literal) => {
            concat!(
                "SELECT s.id, s.username, s.name, s.role, s.must_change_password, s.disabled_at, s.created_at, a.name AS agency_name, \
                    (SELECT MAX(e.seen_at) FROM session e WHERE e.subject_id = s.id) AS seen_at, \
                    (SELECT COUNT(*) FROM staff_totp o WHERE o.staff_id = s.id AND o.confirmed_at IS NOT NULL) \
                        + (SELECT COUNT(*) FROM passkey p WHERE p.staff_id = s.id) AS factors \
                FROM staff s JOIN agency a ON a.id = s.agency_id ",
                $rest
            )
        };
    }
    pub(super) const ALL: &str = listed!(
        "ORDER BY CASE WHEN s.disabled_at IS NULL THEN 0 ELSE 1 END, a.name, s.username LIMIT 2000"
    );
    pub(super) const FIND: &str = listed!("WHERE s.id = $1");
    pub(super) const GIVE_PASSWORD: &str = "\
        UPDATE staff SET password_hash = $2, must_change_password = $3, password_changed_at = NULL, initial_until = $4 \
        WHERE id = $1 AND disabled_at IS NULL";
    pub(super) const END: &str =
        "UPDATE staff SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL";
}

pub(crate) const SQL: &[&str] = &[sql::ALL, sql::FIND, sql::GIVE_PASSWORD, sql::END];

/// An account in the list of all.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) id: Id,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) role: Word<Role>,
    pub(crate) must_change_password: bool,
    pub(crate) disabled_at: Option<At>,
    pub(crate) created_at: At,
    pub(crate) agency_name: String,
    pub(crate) seen_at: Option<At>,
    /// How many second factors its owner set up.
    pub(crate) factors: i64,
}

/// Every account, those that open something first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}

/// One of them.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// Gives an account a password that has to be changed, and opens nothing after `until`; false if there is none.
pub(crate) async fn give_password(
    tx: &mut Tx,
    id: Id,
    hash: &str,
    until: At,
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::GIVE_PASSWORD)
        .bind(id)
        .bind(hash)
        .bind(true)
        .bind(until)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Ends an account; false if there is none that opens anything.
pub(crate) async fn end(tx: &mut Tx, id: Id, at: At) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::END)
        .bind(id)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

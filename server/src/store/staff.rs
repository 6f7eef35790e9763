//! Who works at the agencies, and how often has somebody tried their password?

use super::{At, Id, StoreError, Tx, Word, guarded, on};
use domain::access::Role;
use domain::id::StaffId;
use jiff::Timestamp;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO staff (id, agency_id, username, name, role, password_hash, must_change_password, created_at, \
            password_changed_at, initial_until) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    pub(super) const FIND_BY_USERNAME: &str = "\
        SELECT id, agency_id, username, name, role, password_hash, must_change_password, disabled_at, created_at, \
            password_changed_at, initial_until \
        FROM staff WHERE username = $1";
    pub(super) const FIND: &str = "\
        SELECT id, agency_id, username, name, role, password_hash, must_change_password, disabled_at, created_at, \
            password_changed_at, initial_until \
        FROM staff WHERE id = $1";
    pub(super) const GREETING: &str = "\
        SELECT s.name AS name, a.name AS agency_name, \
            (SELECT COUNT(*) FROM notice n WHERE n.recipient_id = s.id AND n.read_at IS NULL AND n.delivered_at IS NOT NULL) AS unread \
        FROM staff s JOIN agency a ON a.id = s.agency_id WHERE s.id = $1";
    pub(super) const ACCOUNTS: &str = "\
        SELECT s.username AS username, s.name AS name, a.name AS agency_name, s.role AS role \
        FROM staff s JOIN agency a ON a.id = s.agency_id WHERE s.disabled_at IS NULL \
        ORDER BY a.id, s.role DESC, s.id";
    pub(super) const TRY: &str = "\
        INSERT INTO password_try (subject, tries, free_from) VALUES ($1, 1, $2) \
        ON CONFLICT (subject) DO UPDATE SET \
            tries = CASE WHEN password_try.tries >= $3 THEN 1 ELSE password_try.tries + 1 END, \
            free_from = CASE WHEN password_try.tries + 1 = $3 THEN $4 ELSE $2 END \
        WHERE password_try.free_from <= $2";
    pub(super) const FREE_FROM: &str = "SELECT free_from FROM password_try WHERE subject = $1";
    pub(super) const FORGET_TRIES: &str = "DELETE FROM password_try WHERE subject = $1";
    pub(super) const SET_PASSWORD: &str = "\
        UPDATE staff SET password_hash = $2, must_change_password = $3, password_changed_at = $4, initial_until = NULL \
        WHERE id = $1 AND password_hash = $5 AND disabled_at IS NULL";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::FIND_BY_USERNAME,
    sql::FIND,
    sql::GREETING,
    sql::ACCOUNTS,
    sql::TRY,
    sql::FREE_FROM,
    sql::FORGET_TRIES,
    sql::SET_PASSWORD,
];

/// An account.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) role: Word<Role>,
    pub(crate) password_hash: String,
    pub(crate) must_change_password: bool,
    /// When its owner chose the password.
    pub(crate) password_changed_at: Option<At>,
    /// Until when a password that was given opens anything.
    pub(crate) initial_until: Option<At>,
    pub(crate) disabled_at: Option<At>,
    pub(crate) created_at: At,
}

/// What the first screen greets somebody with.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Greeting {
    pub(crate) name: String,
    pub(crate) agency_name: String,
    pub(crate) unread: i64,
}

/// An account, as the demonstration shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Account {
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) agency_name: String,
    pub(crate) role: Word<Role>,
}

/// Adds an account; `Duplicate` if the user name is taken.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(row.id)
        .bind(row.agency_id)
        .bind(&row.username)
        .bind(&row.name)
        .bind(row.role)
        .bind(&row.password_hash)
        .bind(row.must_change_password)
        .bind(row.created_at)
        .bind(row.password_changed_at)
        .bind(row.initial_until)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// An account by its name.
pub(crate) async fn find_by_username(
    tx: &mut Tx,
    username: &str,
) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND_BY_USERNAME)
        .bind(username)
        .fetch_optional(c)
        .await)?)
}

/// An account by id.
pub(crate) async fn find(tx: &mut Tx, id: StaffId) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// Name, agency and unread messages of an account.
pub(crate) async fn greeting(tx: &mut Tx, id: StaffId) -> Result<Option<Greeting>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::GREETING)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// Every account that can be used, agency by agency.
pub(crate) async fn accounts(tx: &mut Tx) -> Result<Vec<Account>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ACCOUNTS)
        .fetch_all(c)
        .await)?)
}

/// Counts a try before its password is looked at, so that tries at once are counted too. The one that reaches `most`
/// locks the subject until `lock`. Until when it is locked, if it is.
pub(crate) async fn try_password(
    tx: &mut Tx,
    subject: Id,
    now: Timestamp,
    most: i64,
    lock: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let tried = on!(tx, |c| sqlx::query(sql::TRY)
        .bind(subject)
        .bind(At(now))
        .bind(most)
        .bind(At(lock))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if tried == 1 {
        return Ok(None);
    }
    let free_from: Option<At> = on!(tx, |c| sqlx::query_scalar(sql::FREE_FROM)
        .bind(subject)
        .fetch_optional(c)
        .await)?;
    Ok(free_from.map(|at| at.0))
}

/// Forgets tries, after one that succeeded.
pub(crate) async fn forget_tries(tx: &mut Tx, subject: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::FORGET_TRIES)
        .bind(subject)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Sets the password that its owner chose; stale if another was given meanwhile, or the account ended.
pub(crate) async fn set_password(
    tx: &mut Tx,
    id: StaffId,
    (old_hash, hash): (&str, &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    guarded(on!(tx, |c| sqlx::query(sql::SET_PASSWORD)
        .bind(Id::from(id))
        .bind(hash)
        .bind(false)
        .bind(At(now))
        .bind(old_hash)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

//! Which licences are being shown by a code, who saw one by it, and who has to hear of what they said?

use super::{At, Day, Id, StoreError, Tx, on};
use jiff::Timestamp;
use jiff::civil::Date;

mod sql {
    /// Refused where so many codes of this person live already.
    pub(super) const MAKE: &str = "\
        INSERT INTO showing (token_digest, holder_id, licence_id, shown_by, made_at, expires_at) \
        SELECT $1, $2, $3, $4, $5, $6 \
        WHERE (SELECT COUNT(*) FROM showing WHERE shown_by = $4 AND expires_at > $5) < $7";
    pub(super) const LIVE: &str = "\
        SELECT licence_id, expires_at FROM showing WHERE token_digest = $1 AND expires_at > $2";
    pub(super) const GRANT: &str =
        "UPDATE showing SET granted = granted + 1 WHERE token_digest = $1 AND granted < $2";
    pub(super) const CHECKED: &str = "\
        INSERT INTO showing_check (token_digest, holder_id, licence_id, version, expires_at) VALUES ($1, $2, $3, $4, $5)";
    pub(super) const CHECK: &str = "\
        SELECT licence_id, version, objection_id FROM showing_check WHERE token_digest = $1 AND expires_at > $2";
    pub(super) const ASK: &str = "\
        UPDATE showing_check SET asked = asked + 1 WHERE token_digest = $1 AND asked < $2";
    pub(super) const USE: &str = "\
        UPDATE showing_check SET objection_id = $2 WHERE token_digest = $1 AND objection_id IS NULL";
    /// Its holders, and whoever acts for one that is a company.
    pub(super) const CONCERNED: &str = "\
        WITH held AS (SELECT holder_id AS recipient FROM licence WHERE holder_id = $1 AND id = $2 \
            UNION SELECT holder_id AS recipient FROM co_holder WHERE leading_id = $1 AND licence_id = $2) \
        SELECT recipient FROM held \
        UNION SELECT r.person_id AS recipient FROM held k JOIN representation r ON r.company_id = k.recipient \
            WHERE r.ended_at IS NULL AND r.from_date <= $3 AND (r.to_date IS NULL OR r.to_date >= $3) \
        ORDER BY recipient";
}

pub(crate) const SQL: &[&str] = &[
    sql::MAKE,
    sql::LIVE,
    sql::GRANT,
    sql::CHECKED,
    sql::CHECK,
    sql::ASK,
    sql::USE,
    sql::CONCERNED,
];

/// A code that is made.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) token_digest: Vec<u8>,
    /// Who leads the licence.
    pub(crate) holder: Id,
    pub(crate) licence: Id,
    pub(crate) shown_by: Id,
    pub(crate) made_at: At,
    pub(crate) expires_at: At,
}

/// A code that can be checked.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Live {
    pub(crate) licence_id: Id,
    pub(crate) expires_at: At,
}

/// That somebody saw a licence.
#[derive(Clone, Debug)]
pub(crate) struct NewCheck {
    pub(crate) token_digest: Vec<u8>,
    pub(crate) holder: Id,
    pub(crate) licence: Id,
    pub(crate) version: i64,
    pub(crate) expires_at: At,
}

/// What somebody saw and may object to still.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Check {
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    /// The case that came of it.
    pub(crate) objection_id: Option<Id>,
}

/// Makes a code; false where this person has `most` that live.
pub(crate) async fn make(tx: &mut Tx, new: &New, most: i64) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::MAKE)
        .bind(&new.token_digest)
        .bind(new.holder)
        .bind(new.licence)
        .bind(new.shown_by)
        .bind(new.made_at)
        .bind(new.expires_at)
        .bind(most)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// The licence of a code that lives.
pub(crate) async fn live(
    tx: &mut Tx,
    token_digest: &[u8],
    now: Timestamp,
) -> Result<Option<Live>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LIVE)
        .bind(token_digest)
        .bind(At(now))
        .fetch_optional(c)
        .await)?)
}

/// Counts one more check after which one may object; false where the code had `most`.
pub(crate) async fn grant(tx: &mut Tx, code_digest: &[u8], most: i64) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::GRANT)
        .bind(code_digest)
        .bind(most)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Notes that somebody saw it.
pub(crate) async fn checked(tx: &mut Tx, new: &NewCheck) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::CHECKED)
        .bind(&new.token_digest)
        .bind(new.holder)
        .bind(new.licence)
        .bind(new.version)
        .bind(new.expires_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// What was seen, while it may be objected to.
pub(crate) async fn check(
    tx: &mut Tx,
    token_digest: &[u8],
    now: Timestamp,
) -> Result<Option<Check>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::CHECK)
        .bind(token_digest)
        .bind(At(now))
        .fetch_optional(c)
        .await)?)
}

/// Counts a code that is to be sent; false if there have been too many.
pub(crate) async fn ask(tx: &mut Tx, token_digest: &[u8], most: i64) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::ASK)
        .bind(token_digest)
        .bind(most)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Notes the case that came of it; false if one had come before.
pub(crate) async fn use_up(
    tx: &mut Tx,
    token_digest: &[u8],
    objection: Id,
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::USE)
        .bind(token_digest)
        .bind(objection)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Who is told of what happens to a licence that they have nothing to do with themselves.
pub(crate) async fn concerned(
    tx: &mut Tx,
    (leading, licence): (Id, Id),
    today: Date,
) -> Result<Vec<Id>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::CONCERNED)
        .bind(leading)
        .bind(licence)
        .bind(Day(today))
        .fetch_all(c)
        .await)?)
}

//! Where does somebody want to be told besides the app, and has a code proved that the address is theirs?

use super::{At, Id, StoreError, Tx, Word, on};
use domain::delivery::Means;
use jiff::Timestamp;

/// The place of an address, for sealing it; the row is the contact's id.
pub(crate) const ADDRESS: &str = "contact.address";

mod sql {
    pub(super) const OF_OWNER: &str = "\
        SELECT means, id, address_sealed, key_id, wanted FROM contact WHERE owner_id = $1 ORDER BY means";
    pub(super) const CLAIMS: &str = "\
        SELECT means, id, address_sealed, key_id, code_digest, expires_at FROM contact_claim \
        WHERE owner_id = $1 AND expires_at > $2 ORDER BY means";
    /// A new day begins with the first code that is asked for a day after the one before it began.
    pub(super) const CLAIM: &str = "\
        INSERT INTO contact_claim (owner_id, means, id, address_sealed, key_id, code_digest, tries, expires_at, asked, asked_from) \
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 1, $8) \
        ON CONFLICT (owner_id, means) DO UPDATE SET \
            id = $3, address_sealed = $4, key_id = $5, code_digest = $6, tries = 0, expires_at = $7, \
            asked = CASE WHEN contact_claim.asked_from <= $9 THEN 1 ELSE contact_claim.asked + 1 END, \
            asked_from = CASE WHEN contact_claim.asked_from <= $9 THEN $8 ELSE contact_claim.asked_from END \
        WHERE contact_claim.asked_from <= $9 OR contact_claim.asked < $10";
    pub(super) const TRY: &str = "\
        UPDATE contact_claim SET tries = tries + 1 \
        WHERE owner_id = $1 AND means = $2 AND id = $3 AND tries < $4 AND expires_at > $5";
    pub(super) const CONFIRM: &str = "\
        INSERT INTO contact (owner_kind, owner_id, means, id, address_sealed, key_id, wanted, confirmed_at, seen_at) \
        SELECT $1, owner_id, means, id, address_sealed, key_id, $5, $6, $6 FROM contact_claim \
        WHERE owner_id = $2 AND means = $3 AND id = $4 AND expires_at > $6 \
        ON CONFLICT (owner_id, means) DO UPDATE SET owner_kind = excluded.owner_kind, id = excluded.id, \
            address_sealed = excluded.address_sealed, key_id = excluded.key_id, wanted = excluded.wanted, \
            confirmed_at = excluded.confirmed_at, seen_at = excluded.seen_at";
    /// What was asked for stays counted.
    pub(super) const END_CLAIM: &str =
        "UPDATE contact_claim SET expires_at = $3 WHERE owner_id = $1 AND means = $2";
    pub(super) const WANT: &str =
        "UPDATE contact SET wanted = $3 WHERE owner_id = $1 AND means = $2";
    pub(super) const REMOVE: &str = "DELETE FROM contact WHERE owner_id = $1 AND means = $2";
    pub(super) const SEEN: &str = "UPDATE contact SET seen_at = $2 WHERE owner_id = $1";
    /// Neither of who has a case that goes on, nor of whose records are held.
    pub(super) const LEFT: &str = "\
        SELECT c.owner_kind, c.owner_id, c.means FROM contact c LEFT JOIN staff s ON s.id = c.owner_id \
        WHERE (s.disabled_at IS NOT NULL OR c.seen_at < $1) \
            AND NOT EXISTS (SELECT 1 FROM objection o WHERE o.holder_id = c.owner_id AND o.finished_at IS NULL) \
            AND NOT EXISTS (SELECT 1 FROM record_hold h WHERE h.holder_id = c.owner_id AND h.lifted_at IS NULL) \
        ORDER BY c.owner_id, c.means LIMIT $2";
}

pub(crate) const SQL: &[&str] = &[
    sql::OF_OWNER,
    sql::CLAIMS,
    sql::CLAIM,
    sql::TRY,
    sql::CONFIRM,
    sql::END_CLAIM,
    sql::WANT,
    sql::REMOVE,
    sql::SEEN,
    sql::LEFT,
];

/// Whose address it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    /// As a recipient of notices has it.
    pub(crate) kind: &'static str,
    pub(crate) id: Id,
}

/// A confirmed address.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) means: Word<Means>,
    pub(crate) id: Id,
    pub(crate) address_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) wanted: bool,
}

/// An address whose owner doesn't come any more.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Left {
    owner_kind: String,
    pub(crate) owner_id: Id,
    pub(crate) means: Word<Means>,
}

impl Left {
    /// Whether it is a holder's, and not one of the staff's.
    pub(crate) fn is_holders(&self) -> bool {
        self.owner_kind == "holder"
    }
}

/// An address that a code was sent to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Claim {
    pub(crate) means: Word<Means>,
    pub(crate) id: Id,
    pub(crate) address_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) code_digest: Vec<u8>,
    pub(crate) expires_at: At,
}

/// How often codes may be asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) now: Timestamp,
    /// A count that began before is over.
    pub(crate) day_ago: Timestamp,
    pub(crate) most: i64,
}

/// Everybody's confirmed addresses are asked for one by one: those of one person.
pub(crate) async fn of_owner(tx: &mut Tx, owner: Id) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_OWNER)
        .bind(owner)
        .fetch_all(c)
        .await)?)
}

/// Addresses of one person that wait for their code.
pub(crate) async fn claims(
    tx: &mut Tx,
    owner: Id,
    now: Timestamp,
) -> Result<Vec<Claim>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::CLAIMS)
        .bind(owner)
        .bind(At(now))
        .fetch_all(c)
        .await)?)
}

/// Lets an address wait for its code, in place of one before it; false if too many codes were asked for.
pub(crate) async fn claim(
    tx: &mut Tx,
    owner: Id,
    claim: &Claim,
    limit: Limit,
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::CLAIM)
        .bind(owner)
        .bind(claim.means)
        .bind(claim.id)
        .bind(&claim.address_sealed)
        .bind(&claim.key_id)
        .bind(&claim.code_digest)
        .bind(claim.expires_at)
        .bind(At(limit.now))
        .bind(At(limit.day_ago))
        .bind(limit.most)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Counts a try before its code is looked at; false if there have been too many.
pub(crate) async fn try_code(
    tx: &mut Tx,
    owner: Id,
    claim: (Means, Id),
    (most, now): (i64, Timestamp),
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::TRY)
        .bind(owner)
        .bind(Word(claim.0))
        .bind(claim.1)
        .bind(most)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Takes a claimed address as confirmed and wanted; false if another claim has taken its place.
pub(crate) async fn confirm(
    tx: &mut Tx,
    owner: Owner,
    claim: (Means, Id),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::CONFIRM)
        .bind(owner.kind)
        .bind(owner.id)
        .bind(Word(claim.0))
        .bind(claim.1)
        .bind(true)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    end_claim(tx, owner.id, claim.0, now).await?;
    Ok(done == 1)
}

/// Lets no code of a claim be used any more.
pub(crate) async fn end_claim(
    tx: &mut Tx,
    owner: Id,
    means: Means,
    now: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::END_CLAIM)
        .bind(owner)
        .bind(Word(means))
        .bind(At(now))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Says whether messages shall go there; false if there is no such address.
pub(crate) async fn want(
    tx: &mut Tx,
    owner: Id,
    means: Means,
    wanted: bool,
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::WANT)
        .bind(owner)
        .bind(Word(means))
        .bind(wanted)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Forgets an address.
pub(crate) async fn remove(tx: &mut Tx, owner: Id, means: Means) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::REMOVE)
        .bind(owner)
        .bind(Word(means))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Notes that somebody came whose addresses they are.
pub(crate) async fn seen(tx: &mut Tx, owner: Id, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::SEEN)
        .bind(owner)
        .bind(At(now))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Addresses of who was last here before, and of staff whose account has ended.
pub(crate) async fn left(
    tx: &mut Tx,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Left>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LEFT)
        .bind(At(before))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

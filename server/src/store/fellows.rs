//! Who objects and is known by a proved address alone? The first one of a case, and all who said the same while it was open.

use super::notices::{New as Notice, Recipient};
use super::{At, Id, StoreError, Tx, Word, on};
use domain::flow::CaseState;
use jiff::Timestamp;
use std::borrow::Cow;
use uuid::Uuid;

mod sql {
    pub(super) const JOIN: &str = "\
        INSERT INTO fellow_objector (sheet_digest, holder_id, objection_id, person_id, field, joined_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    pub(super) const OF_CASE: &str = "\
        SELECT person_id FROM fellow_objector WHERE objection_id = $1 GROUP BY person_id ORDER BY MIN(joined_at), person_id";
    pub(super) const OF_SHEET: &str = "\
        SELECT objection_id, person_id, field, joined_at FROM fellow_objector WHERE sheet_digest = $1";
    pub(super) const BEGUN: &str = "\
        SELECT MIN(f.joined_at) AS joined_at, o.finished_at FROM fellow_objector f \
        JOIN objection o ON o.holder_id = f.holder_id AND o.id = f.objection_id \
        WHERE f.person_id = $1 AND (o.finished_at IS NULL OR f.joined_at > $2) GROUP BY f.objection_id, o.finished_at";
    pub(super) const OPEN: &str = "\
        SELECT holder_id, id, key_id, statement_sealed FROM objection \
        WHERE licence_id = $1 AND finished_at IS NULL ORDER BY id LIMIT 500";
    /// Two who say the same at the same moment come one after the other.
    pub(super) const HOLD_LICENCE: &str =
        "UPDATE licence SET reminded = reminded WHERE holder_id = $1 AND id = $2";
    /// A decision comes before who joins, or after.
    pub(super) const HOLD_CASE: &str = "\
        UPDATE objection SET version = version WHERE holder_id = $1 AND id = $2 AND finished_at IS NULL RETURNING state";
}

pub(crate) const SQL: &[&str] = &[
    sql::JOIN,
    sql::OF_CASE,
    sql::OF_SHEET,
    sql::BEGUN,
    sql::OPEN,
    sql::HOLD_LICENCE,
    sql::HOLD_CASE,
];

/// Somebody who objects.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) sheet_digest: Vec<u8>,
    pub(crate) person: Id,
    pub(crate) field: String,
    pub(crate) joined_at: At,
}

/// What somebody follows by their sheet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Followed {
    pub(crate) objection_id: Id,
    pub(crate) person_id: Id,
    pub(crate) field: String,
    pub(crate) joined_at: At,
}

/// An objection that somebody began or joined.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Begun {
    pub(crate) joined_at: At,
    pub(crate) finished_at: Option<At>,
}

/// An open case about a licence, with what it states.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Open {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) key_id: String,
    pub(crate) statement_sealed: Vec<u8>,
}

/// Adds somebody to a case.
pub(crate) async fn join(
    tx: &mut Tx,
    (holder, objection): (Id, Id),
    new: &New,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::JOIN)
        .bind(&new.sheet_digest)
        .bind(holder)
        .bind(objection)
        .bind(new.person)
        .bind(&new.field)
        .bind(new.joined_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The people of a case, the first one first.
pub(crate) async fn of_case(tx: &mut Tx, objection: Id) -> Result<Vec<Id>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::OF_CASE)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

/// What a sheet leads to.
pub(crate) async fn of_sheet(
    tx: &mut Tx,
    sheet_digest: &[u8],
) -> Result<Option<Followed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_SHEET)
        .bind(sheet_digest)
        .fetch_optional(c)
        .await)?)
}

/// What somebody has begun that is open still, or was begun since.
pub(crate) async fn begun(
    tx: &mut Tx,
    person: Id,
    since: Timestamp,
) -> Result<Vec<Begun>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::BEGUN)
        .bind(person)
        .bind(At(since))
        .fetch_all(c)
        .await)?)
}

/// The open cases about a licence.
pub(crate) async fn open(tx: &mut Tx, licence: Id) -> Result<Vec<Open>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OPEN)
        .bind(licence)
        .fetch_all(c)
        .await)?)
}

/// Lets nobody else begin a case this way until the transaction ends.
pub(crate) async fn hold_licence(
    tx: &mut Tx,
    (holder, licence): (Id, Id),
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::HOLD_LICENCE)
        .bind(holder)
        .bind(licence)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Where an open case stands, and stays until the transaction ends; none where it is closed.
pub(crate) async fn hold_case(
    tx: &mut Tx,
    (holder, id): (Id, Id),
) -> Result<Option<CaseState>, StoreError> {
    let state: Option<Word<CaseState>> = on!(tx, |c| sqlx::query_scalar(sql::HOLD_CASE)
        .bind(holder)
        .bind(id)
        .fetch_optional(c)
        .await)?;
    Ok(state.map(|state| state.0))
}

/// The messages one by one: what is for all the people of a case is written to each as they are in this transaction.
pub(crate) async fn addressed<'a>(
    tx: &mut Tx,
    notices: &'a [Notice],
) -> Result<Cow<'a, [Notice]>, StoreError> {
    let for_all = |notice: &Notice| matches!(notice.to, Recipient::Fellows(_));
    if !notices.iter().any(for_all) {
        return Ok(Cow::Borrowed(notices));
    }
    let mut all = Vec::new();
    for notice in notices {
        match notice.to {
            Recipient::Fellows(case) => {
                let people = of_case(tx, case).await?.into_iter();
                all.extend(people.map(|person| to_one(notice, person)));
            }
            _ => all.push(notice.clone()),
        }
    }
    Ok(Cow::Owned(all))
}

fn to_one(notice: &Notice, person: Id) -> Notice {
    // What makes an id of version 7 one of its moment stays.
    const RANDOM: u128 = 0x3fff_ffff_ffff_ffff;
    let id = notice.id.0.as_u128() ^ (person.0.as_u128() & RANDOM);
    Notice {
        id: Id(Uuid::from_u128(id)),
        to: Recipient::Anyone(person),
        once: format!("{}/{}", notice.once, person.0),
        ..notice.clone()
    }
}

//! How does the library grow? A first version, a next version, and what else happens to a licence: each with its event,
//! and each only on the revision that was read.

use super::bulk::{
    AwaitingSeal, CoHolder, EntryQuality, Licence, LicenceApproval, LicenceEvent, LicenceVersion,
};
use super::{Day, Id, StoreError, Tx, Word, guarded, on};
use domain::issuing::{LicenceRecord, listed_number};
use domain::licence::Condition;

mod sql {
    pub(super) const RAISE: &str = "\
        UPDATE licence SET version = $4, revision = $5, schema_version = $6, number = $7, valid_from = $8, valid_to = $9, issued_on = $10, reminded = 0 \
        WHERE holder_id = $1 AND id = $2 AND revision = $3";
    pub(super) const TURN: &str = "\
        UPDATE licence SET status = $4, pledged = $5, revision = $6 WHERE holder_id = $1 AND id = $2 AND revision = $3";
    pub(super) const UNSHARE: &str = "DELETE FROM co_holder WHERE licence_id = $1";
}

pub(crate) const SQL: &[&str] = &[sql::RAISE, sql::TURN, sql::UNSHARE];

/// A version with what is written beside it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) version: LicenceVersion,
    pub(crate) event: LicenceEvent,
    pub(crate) quality: EntryQuality,
    pub(crate) approval: Option<LicenceApproval>,
    pub(crate) awaiting: AwaitingSeal,
}

/// What a next version changes of its licence's row.
#[derive(Clone, Debug)]
pub(crate) struct Raise {
    /// The revision that was read.
    pub(crate) revision: i64,
    pub(crate) number: String,
    pub(crate) issued_on: Day,
}

impl Raise {
    /// What the row says once this is its current record.
    pub(crate) fn to(record: &LicenceRecord, revision: i64) -> Self {
        Self {
            revision,
            number: listed_number(&record.number, &record.holders),
            issued_on: Day(record.issued_on),
        }
    }
}

/// A licence with its first version; `Duplicate` if its identifier is known already.
pub(crate) async fn enter(
    tx: &mut Tx,
    licence: Licence,
    co_holders: Vec<CoHolder>,
    kept: Kept,
) -> Result<(), StoreError> {
    Licence::insert(tx, vec![licence]).await?;
    CoHolder::insert(tx, co_holders).await?;
    keep(tx, kept).await
}

/// The next version of a licence; stale if it has moved on since it was read.
pub(crate) async fn raise(tx: &mut Tx, raise: &Raise, kept: Kept) -> Result<(), StoreError> {
    let version = &kept.version;
    let raised = on!(tx, |c| sqlx::query(sql::RAISE)
        .bind(version.holder_id)
        .bind(version.licence_id)
        .bind(raise.revision)
        .bind(version.version)
        .bind(kept.event.seq)
        .bind(version.schema_version)
        .bind(&raise.number)
        .bind(version.valid_from)
        .bind(version.valid_to)
        .bind(raise.issued_on)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(raised)?;
    keep(tx, kept).await
}

/// An event that makes no version; stale if the licence has moved on since it was read.
pub(crate) async fn turn(
    tx: &mut Tx,
    revision: i64,
    to: Condition,
    event: LicenceEvent,
) -> Result<(), StoreError> {
    let turned = on!(tx, |c| sqlx::query(sql::TURN)
        .bind(event.holder_id)
        .bind(event.licence_id)
        .bind(revision)
        .bind(Word(to.status))
        .bind(to.pledged)
        .bind(event.seq)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(turned)?;
    LicenceEvent::insert(tx, vec![event]).await
}

/// From now on these hold a licence together with its leading holder.
pub(crate) async fn share(
    tx: &mut Tx,
    licence: Id,
    co_holders: Vec<CoHolder>,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::UNSHARE)
        .bind(licence)
        .execute(c)
        .await
        .map(drop))?;
    CoHolder::insert(tx, co_holders).await
}

async fn keep(tx: &mut Tx, kept: Kept) -> Result<(), StoreError> {
    LicenceVersion::insert(tx, vec![kept.version]).await?;
    LicenceEvent::insert(tx, vec![kept.event]).await?;
    EntryQuality::insert(tx, vec![kept.quality]).await?;
    LicenceApproval::insert(tx, kept.approval.into_iter().collect()).await?;
    AwaitingSeal::insert(tx, vec![kept.awaiting]).await
}

//! How is a permit carried out? In batches that each commit whole, with what went summed up by a chain of hashes; each record
//! is written to an archive before it goes.

use super::super::{Ctx, Error, System};
use crate::hex;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::prunings::{self as rows, Gone, Old, Row};
use crate::store::{At, Id, StoreError};
use domain::id::{PruningId, RequestId};
use domain::retention::void_at;
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};
use uuid::{Builder, Uuid};

/// Records of one transaction.
const BATCH: i64 = 1_000;
/// An id is made a moment before or after what it names.
const AROUND: SignedDuration = SignedDuration::from_hours(48);

/// Why a permit isn't carried out.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such permit.
    #[error("没有这份清理许可。There is no such permit")]
    Unknown,
    /// Nobody has granted it.
    #[error("这份清理许可尚未由另一人批准，或已被拒绝。Nobody else has granted this permit")]
    NotGranted,
    /// It was carried out.
    #[error("这份清理许可已经执行过。This permit was carried out already")]
    Ended,
    /// It wasn't used in time.
    #[error("这份清理许可已过期，请重新申请。This permit is void for its age; ask for another")]
    Void,
    /// Another process is at it.
    #[error("另一进程正在执行这份清理许可。Another process is carrying this permit out")]
    Busy,
    /// The archive can't be written.
    #[error("存档无法写入。The archive can't be written: {0}")]
    Archive(#[from] io::Error),
    /// The database fails.
    #[error(transparent)]
    Service(#[from] Error),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// A place that keeps what is written to it.
pub trait Archive: Write {
    /// Makes everything written so far durable.
    fn settle(&mut self) -> io::Result<()>;
}

impl Archive for std::fs::File {
    fn settle(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// Lets the records go, each after its line is durable in the archive; how many went in all. Begun again after a kill it
/// goes on where it was: a line that was written and whose record stayed is written once more.
pub async fn carry_out(
    ctx: &Ctx<System>,
    id: PruningId,
    archive: &mut impl Archive,
) -> Result<i64, Fault> {
    loop {
        let mut read = ctx.app.db.read().await?;
        let permit = rows::find(&mut read, id.into())
            .await?
            .ok_or(Fault::Unknown)?;
        usable(ctx, &permit)?;
        let old = rows::old(&mut read, &permit, last_id(permit.before_at), BATCH).await?;
        drop(read);
        let Some(gone) = put_away(&permit, &old, archive)? else {
            return end(ctx, permit).await;
        };
        remove(ctx, permit.id, gone).await?;
    }
}

fn usable(ctx: &Ctx<System>, permit: &Row) -> Result<(), Fault> {
    if permit.ended_at.is_some() {
        return Err(Fault::Ended);
    }
    if permit.granted != Some(true) {
        return Err(Fault::NotGranted);
    }
    let granted = permit.decided_at.map_or(permit.asked_at, |at| at);
    // What was begun is ended.
    if permit.removed == 0 && ctx.now > void_at(granted.0) {
        return Err(Fault::Void);
    }
    Ok(())
}

/// Ids are in the order of time: behind this one nothing is from before.
pub(super) fn last_id(before: At) -> Id {
    id_around(before, AROUND)
}

/// And before this one everything is.
pub(super) fn first_id(before: At) -> Id {
    id_around(before, -AROUND)
}

fn id_around(at: At, distance: SignedDuration) -> Id {
    let at = at.0.saturating_add(distance).unwrap_or(at.0);
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    Id(Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

/// Writes the records to the archive and sums them up; none where there are none.
fn put_away(permit: &Row, old: &[Old], archive: &mut impl Archive) -> Result<Option<Gone>, Fault> {
    let (Some(first), Some(last)) = (
        old.iter().map(|row| row.at).min(),
        old.iter().map(|row| row.at).max(),
    ) else {
        return Ok(None);
    };
    let mut head = permit.head.clone().unwrap_or_default();
    let mut reached = permit.id;
    for row in old {
        let line = line(row);
        head = Sha256::digest([head.as_slice(), line.as_bytes()].concat()).to_vec();
        writeln!(archive, "{line}\t{}", hex::write(&head))?;
        reached = row.id;
    }
    archive.settle()?;
    Ok(Some(Gone {
        ids: old.iter().map(|row| row.id).collect(),
        reached,
        head,
        first,
        last,
        before: permit.removed,
    }))
}

/// A record as JSON; its names in the order of the alphabet.
fn line(row: &Old) -> String {
    let id = |id: Option<Id>| id.map(|id| id.0);
    json!({
        "id": row.id.0,
        "at": row.at.0,
        "actor_kind": row.actor_kind,
        "actor_id": id(row.actor_id),
        "action": row.action,
        "holder_id": id(row.holder_id),
        "object_kind": row.object_kind,
        "object_ids": row.object_ids.0,
        "service_item": row.service_item,
        "request_id": row.request_id,
        "acting_for": id(row.acting_for),
    })
    .to_string()
}

async fn remove(ctx: &Ctx<System>, permit: Id, gone: Gone) -> Result<(), Fault> {
    let entry = entry(ctx, permit.0);
    let removed = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let removed = rows::remove(tx, permit, &gone).await?;
                if removed {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, StoreError>(removed)
            })
        })
        .await?;
    if removed { Ok(()) } else { Err(Fault::Busy) }
}

async fn end(ctx: &Ctx<System>, permit: Row) -> Result<i64, Fault> {
    let (id, at, entry) = (permit.id, At(ctx.now), entry(ctx, permit.id.0));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                rows::end(tx, id, at).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(permit.removed)
}

/// The record of it, under the permit's own id.
fn entry(ctx: &Ctx<System>, permit: Uuid) -> audit::Entry {
    let mut entry = ctx.entry(Action::Prune, Object::alone(Kind::Pruning, permit));
    entry.request = Some(RequestId(permit));
    entry
}

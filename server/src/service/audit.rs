//! How is it recorded that somebody was shown licence data?

use super::{Caller, Ctx, Result};
use crate::store::audit::{Action, Entry, Kind, Object};
use domain::id::HolderId;
use uuid::Uuid;

/// Records that an answer carries data of these holders: one row each, durable when this returns.
///
/// Call it last, after everything that may still fail, and answer only if it succeeds.
pub async fn reads<A: Caller>(
    ctx: &Ctx<A>,
    action: Action,
    kind: Kind,
    per_holder: impl IntoIterator<Item = (HolderId, Vec<Uuid>)>,
) -> Result<()> {
    let known = per_holder
        .into_iter()
        .map(|(holder, ids)| (Some(holder), ids));
    reads_of(ctx, action, kind, known).await
}

/// The same for records whose holder the library may not know yet.
pub(super) async fn reads_of<A: Caller>(
    ctx: &Ctx<A>,
    action: Action,
    kind: Kind,
    per_holder: impl IntoIterator<Item = (Option<HolderId>, Vec<Uuid>)>,
) -> Result<()> {
    let entries: Vec<Entry> = per_holder
        .into_iter()
        .map(|(holder, ids)| ctx.entry(action, Object { kind, ids, holder }))
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    Ok(ctx.app.recorder().ask(entries).await?)
}

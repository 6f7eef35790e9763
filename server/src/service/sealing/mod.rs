//! How does a version come to its seal? By its keeper's act on what was approved, or by a job under a standing authority
//! (兰安 一百四十至一百四十二).
//!
//! A version is signed outside of any transaction. In the transaction the seal is held as it was read, the version is
//! taken off the waiting list, and the seal is kept; whoever comes second finds nothing to take.
//!
//! - [`waiting`], [`put`]: by the keeper;
//! - `seal_waiting`: by the job.

mod by_authority;
mod by_keeper;
mod signing;

pub(crate) use by_authority::{is_due, seal_waiting};
pub use by_keeper::{put, waiting};
pub(crate) use signing::sign_all;

use super::once::Claim;
use super::{Caller, Ctx, Error, Result, licences};
use crate::store::Id;
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::authorities::{self, Holding};
use crate::store::bulk::LicenceSeal;
use crate::store::sealing as rows;
use crate::store::seals::Row;
use domain::id::{HolderId, LicenceId};
use domain::problem::ProblemCode;
use domain::sealing::Use;
use domain::wire::sealing::VersionRef;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What decides whether a seal may be put.
fn usage(row: &Row) -> Use {
    Use {
        state: row.state.0,
        valid: row
            .valid_from
            .zip(row.valid_to)
            .map(|(from, to)| (from.0, to.0)),
        keeper: row.keeper_id.map(Into::into),
        deputy: row.deputy_id.map(Into::into),
    }
}

/// Keeps what was signed, with an audit record for each holder; the versions that bear the seal now.
async fn keep<A: Caller>(
    ctx: &Ctx<A>,
    signed: Vec<LicenceSeal>,
    seal: Id,
    by: Holding,
    claim: Option<Claim>,
) -> Result<Vec<VersionRef>> {
    let blank = ctx.entry(Action::PutSeal, Object::alone(Kind::Licence, seal.0));
    let ids = ctx.app.clone();
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(claim) = &claim
                    && claim.settle(tx).await?.is_some()
                {
                    return Err(ProblemCode::InProgress.into());
                }
                authorities::hold(tx, seal, by).await?;
                let kept = rows::put(tx, signed).await?;
                let mut whose: BTreeMap<Id, Vec<Uuid>> = BTreeMap::new();
                for (holder, licence, _) in &kept {
                    whose.entry(*holder).or_default().push(licence.0);
                }
                let entries: Vec<Entry> = whose
                    .into_iter()
                    .map(|(holder, licences)| Entry {
                        id: ids.ids.new_id(now),
                        object: Object {
                            kind: Kind::Licence,
                            ids: licences,
                            holder: Some(HolderId(holder.0)),
                        },
                        ..blank.clone()
                    })
                    .collect();
                audit::record_all(tx, &entries).await?;
                let version = |(_, licence, version): &(Id, Id, i64)| VersionRef {
                    licence: LicenceId(licence.0),
                    version: licences::small(*version),
                };
                Ok::<_, Error>(kept.iter().map(version).collect())
            })
        })
        .await
}

//! How does a job seal what waits under standing authorities, in batches (兰安 一百四十二)?

use super::signing::sign;
use super::{keep, usage};
use crate::service::{Ctx, Result, System, day};
use crate::store::authorities::{self, Holding, InForce};
use crate::store::sealing::{self as rows, After};
use crate::store::seals as register;
use domain::issuing::Way;
use domain::sealing::{AuthorityTerms, Sealer, UseRefusal};
use domain::wire::sealing::VersionRef;

/// Versions that the job seals in one transaction.
const BATCH: i64 = 500;
/// Batches of one run of the job; then the lease is taken anew.
const BATCHES: usize = 20;

/// Whether an authority has anything to seal.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    Ok(!in_force(ctx).await?.is_empty())
}

async fn in_force(ctx: &Ctx<System>) -> Result<Vec<InForce>> {
    let mut read = ctx.app.db.read().await?;
    Ok(authorities::in_force(&mut read, day::today(ctx.now), ctx.now).await?)
}

/// Seals what waits under standing authorities, some batches; whether there may be more.
pub(crate) async fn seal_waiting(ctx: &Ctx<System>) -> Result<bool> {
    let (sealed, more) = some_batches(ctx).await?;
    if sealed > 0 {
        tracing::info!(sealed, "versions were sealed under standing authorities");
    }
    Ok(more)
}

async fn some_batches(ctx: &Ctx<System>) -> Result<(usize, bool)> {
    let (mut sealed, mut left) = (0, BATCHES);
    for authority in in_force(ctx).await? {
        for way in [Way::Approved, Way::Collected] {
            if authority.covers.0.includes(way) {
                sealed += under(ctx, &authority, way, &mut left).await?;
            }
            if left == 0 {
                return Ok((sealed, true));
            }
        }
    }
    Ok((sealed, false))
}

async fn under(
    ctx: &Ctx<System>,
    authority: &InForce,
    way: Way,
    left: &mut usize,
) -> Result<usize> {
    let (mut sealed, mut after) = (0, After::START);
    let terms = AuthorityTerms {
        covers: authority.covers.0,
        from: authority.from_date.0,
        to: authority.to_date.0,
        ended: false,
    };
    while *left > 0 {
        let mut read = ctx.app.db.read().await?;
        let of = (authority.agency_id, authority.type_code.as_str(), way);
        let found = rows::of_type(&mut read, of, after, BATCH).await?;
        let row = register::find(&mut read, authority.seal_id.into()).await?;
        drop(read);
        let (Some(last), Some(row)) = (found.last(), row) else {
            break;
        };
        after = After {
            since: last.since,
            licence: last.licence_id,
            version: last.version,
        };
        *left -= 1;
        let now = ctx.app.clock.now();
        let by_it = Sealer::Authority(terms, day::today(now));
        if usage(&row).by(by_it, now).is_err() {
            break;
        }
        let batch = sign(ctx, row, found, (by_it, None, Some(authority.id))).await?;
        tell(&batch.refused);
        let by = Holding::Authority(authority.id);
        sealed += keep(ctx, batch.seals, authority.seal_id, by, None)
            .await?
            .len();
    }
    Ok(sealed)
}

fn tell(refused: &[(VersionRef, UseRefusal)]) {
    for (version, refusal) in refused {
        tracing::error!(licence = %version.licence, version = version.version, %refusal, "a version can't be sealed");
    }
}

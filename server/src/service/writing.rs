//! How is what a request asks for written once, together with its audit record?

use super::once::Claim;
use super::{Ctx, Error, Result};
use crate::store::audit::{self, Entry};
use crate::store::{StoreError, Tx};
use futures::future::BoxFuture;
use uuid::Uuid;

/// One transaction for a request that may arrive twice. Answers with the result of its first attempt where that has taken
/// effect already, and nothing is written.
pub(super) async fn write_once<A, W>(
    ctx: &Ctx<A>,
    claim: Claim,
    entry: Entry,
    work: W,
) -> Result<Option<Uuid>>
where
    W: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, std::result::Result<(), StoreError>>
        + Send
        + 'static,
{
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let first = claim.settle(tx).await?;
                if first.is_none() {
                    work(tx).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(first)
            })
        })
        .await
}

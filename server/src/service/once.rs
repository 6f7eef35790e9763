//! How does a request that is sent twice take effect once?
//!
//! The database keeps a keyed digest of its content: by a plain one somebody could try out what others may have written.

use super::{Caller, Ctx, Error, Result};
use crate::store::audit::{self, Entry};
use crate::store::notices::{self, New};
use crate::store::{Tx, idempotency};
use domain::id::{HolderId, MachineKeyId, StaffId};
use domain::problem::ProblemCode;
use futures::future::BoxFuture;
use uuid::Uuid;

/// A request that may arrive twice: its key, its address and a digest of its content.
#[derive(Clone, Debug)]
pub struct Once {
    /// Chosen by the caller, the same for each attempt.
    pub key: Uuid,
    /// Method and path.
    pub route: String,
    /// SHA-256 of the content.
    pub digest: [u8; 32],
}

/// The request as the rows of `idempotency` know it, made before the transaction.
#[derive(Clone, Debug)]
pub struct Claim(idempotency::Row);

impl Once {
    /// Claims this request for its sender, to be settled with `result`: the id of what it makes or moves.
    pub fn claim<A: Caller>(&self, ctx: &Ctx<A>, result: Uuid) -> Claim {
        use crate::store::audit::By;
        let actor = match ctx.actor.by() {
            By::Holder(HolderId(id)) => format!("holder:{id}"),
            By::Staff(StaffId(id)) => format!("staff:{id}"),
            By::Machine(MachineKeyId(id)) => format!("machine:{id}"),
            By::System => "system".to_owned(),
            By::Nobody => "nobody".to_owned(),
        };
        Claim(idempotency::Row {
            actor,
            key: self.key.to_string(),
            route: self.route.clone(),
            digest: ctx.app.vault.keyed(&self.digest).to_vec(),
            result_id: crate::store::Id(result),
            created_at: crate::store::At(ctx.now),
        })
    }
}

impl Claim {
    /// The result of the first attempt, if there was one. For a request whose preparation was refused, perhaps because
    /// its first attempt has changed what it was about.
    pub async fn earlier(&self, tx: &mut Tx) -> Result<Option<Uuid>> {
        match idempotency::find(tx, &self.0.actor, &self.0.key).await? {
            Some(first) => self.same_as(&first).map(Some),
            None => Ok(None),
        }
    }

    /// First thing in the transaction: none if the request is new and shall take effect now, else the result of its
    /// first attempt, which is the answer again. The same key with other content is refused.
    pub async fn settle(&self, tx: &mut Tx) -> Result<Option<Uuid>> {
        if idempotency::insert(tx, &self.0).await? {
            return Ok(None);
        }
        match idempotency::find(tx, &self.0.actor, &self.0.key).await? {
            Some(first) => self.same_as(&first).map(Some),
            None => Err(Error::Refused(ProblemCode::InProgress)),
        }
    }

    /// The effect of the request with its record, in one transaction. Where a first attempt has had it, nothing more, and
    /// the result of that one.
    pub(super) async fn effect<A, F>(
        self,
        ctx: &Ctx<A>,
        entry: Entry,
        effect: F,
    ) -> Result<Option<Uuid>>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send + 'static,
    {
        ctx.app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let first = self.settle(tx).await?;
                    if first.is_none() {
                        effect(tx).await?;
                        audit::record(tx, &entry).await?;
                    }
                    Ok(first)
                })
            })
            .await
    }

    /// The same with messages, which go out with it.
    pub(super) async fn telling<A, F>(
        self,
        ctx: &Ctx<A>,
        (entry, messages): (Entry, Vec<New>),
        effect: F,
    ) -> Result<Option<Uuid>>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send + 'static,
    {
        let first = self.effect(ctx, entry, move |tx| {
            Box::pin(async move {
                effect(tx).await?;
                Ok(notices::insert(tx, &messages).await?)
            })
        });
        let first = first.await?;
        ctx.app.outbox().notify_one();
        Ok(first)
    }

    /// Goes on where nothing is over yet, or where it was this very request that ended it.
    pub(super) async fn before(&self, tx: &mut Tx, over: bool, detail: &str) -> Result<()> {
        if over && self.earlier(tx).await?.is_none() {
            return Err(Error::explained(ProblemCode::WrongState, detail));
        }
        Ok(())
    }

    /// What is noted of the request.
    pub(super) fn row(&self) -> idempotency::Row {
        self.0.clone()
    }

    /// The result of the first attempt. The same key with other content is refused.
    pub(super) fn same_as(&self, first: &idempotency::Row) -> Result<Uuid> {
        if first.route == self.0.route && first.digest == self.0.digest {
            Ok(first.result_id.0)
        } else {
            Err(Error::Refused(ProblemCode::KeyReused))
        }
    }
}

//! How does a message leave the house? What is in the inbox is sent, besides, to each address that its recipient wants used.
//!
//! A try is begun in one transaction and ended in another; between them it is carried, while no transaction is open. Whoever
//! holds the lease of the job takes a try that was begun and never ended for lost, and carries the same parcel again under
//! the same id: at least once on the wire. A try that somebody else has taken over can't be ended any more: once in the
//! states.

use super::notices::view;
use super::{Ctx, Error, Result, System};
use crate::app::App;
use crate::ports::post::{Parcel, Post};
use crate::store::contacts::{self, ADDRESS};
use crate::store::deliveries::{self, Due, New, Outcome, Try, Wanted};
use crate::store::notices::{self, ANYONE};
use crate::store::{Id, StoreError, Tx};
use domain::delivery::{self, Address, DeliveryFault, DeliveryState, Means};
use domain::objection;
use domain::text::letter::{self, Letter};
use domain::wire::notice::Notice;
use futures::future::join_all;
use jiff::Timestamp;

/// Parcels that one means carries at once, and in one run under the lease: a run ends with its longest try.
const AT_ONCE: i64 = 8;
/// As it stands in `recipient_kind`.
const STAFF: &str = "staff";

/// What decides when a message leaves the house, for the transaction that puts it into its inbox.
pub(super) struct Outside(App);

impl Outside {
    pub(super) fn of(app: &App) -> Self {
        Self(app.clone())
    }

    /// Begins the deliveries of messages that have just come into their inboxes.
    pub(super) async fn begin(
        &self,
        tx: &mut Tx,
        notices: &[Id],
        now: Timestamp,
    ) -> std::result::Result<(), StoreError> {
        for wanted in deliveries::wanted(tx, notices).await? {
            if self.0.post.has(wanted.means.0) {
                deliveries::insert(tx, self.delivery(&wanted, now)).await?;
            }
        }
        Ok(())
    }

    /// A citizen is told outside of the quiet hours, somebody of an agency once a day of everything.
    fn delivery(&self, wanted: &Wanted, now: Timestamp) -> New {
        let post = &self.0.post;
        let id = Id(self.0.ids.new_id(now));
        let is_staff = wanted.recipient_kind == STAFF;
        New {
            id,
            notice: wanted.notice_id,
            recipient: wanted.recipient_id,
            means: wanted.means.0,
            objection: wanted.objection_id,
            issuer: wanted.issuer_id,
            parcel: (!is_staff).then_some(id),
            try_at: if is_staff {
                post.digest.after(now)
            } else {
                awake(post, now)
            },
            now,
        }
    }
}

fn awake(post: &Post, at: Timestamp) -> Timestamp {
    post.quiet.map_or(at, |quiet| quiet.after(at))
}

/// Whether anything is to be sent by a means.
pub(crate) async fn is_due(ctx: &Ctx<System>, means: Means) -> Result<bool> {
    let due = deliveries::due(&mut *ctx.app.db.read().await?, means, ctx.now, 1).await?;
    Ok(!due.is_empty())
}

/// Sends what is due by a means, so much as is carried at once; whether there may be more.
pub(crate) async fn send(ctx: &Ctx<System>, means: Means) -> Result<bool> {
    let due = deliveries::due(&mut *ctx.app.db.read().await?, means, ctx.now, AT_ONCE).await?;
    let whole = i64::try_from(due.len()).is_ok_and(|count| count == AT_ONCE);
    // One that fails leaves the others alone.
    let sent = join_all(due.into_iter().map(|due| send_one(ctx, due))).await;
    sent.into_iter().collect::<Result<()>>()?;
    Ok(whole)
}

async fn send_one(ctx: &Ctx<System>, due: Due) -> Result<()> {
    if let Some(begun) = begin(ctx, due.clone()).await? {
        let carried = carry(ctx, &due, begun).await?;
        end(ctx, begun, carried).await?;
    }
    Ok(())
}

/// What became of a parcel.
enum Carried {
    Taken,
    Failed(DeliveryFault),
    /// Its recipient no longer wants it.
    Unwanted,
}

/// Begins a try; none if somebody else has.
pub(crate) async fn begin(ctx: &Ctx<System>, due: Due) -> Result<Option<Try>> {
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move { Ok::<_, Error>(deliveries::begin(tx, &due, now).await?) })
        })
        .await
}

async fn carry(ctx: &Ctx<System>, due: &Due, begun: Try) -> Result<Carried> {
    let means = due.means.0;
    let mut read = ctx.app.db.read().await?;
    let contacts = contacts::of_owner(&mut read, due.recipient_id).await?;
    let messages = notices::of_parcel(&mut read, begun.parcel).await?;
    drop(read);
    let contact = contacts
        .into_iter()
        .find(|contact| contact.means.0 == means && contact.wanted);
    let Some(contact) = contact else {
        return Ok(Carried::Unwanted);
    };
    let (key, bytes) = (&contact.key_id, &contact.address_sealed);
    let vault = &ctx.app.vault;
    let address = match vault.open_text(ADDRESS, contact.id.0, key, bytes) {
        Ok(address) => address,
        Err(error) => {
            tracing::error!(%error, contact = %contact.id.0, "an address can't be opened");
            return Ok(Carried::Failed(DeliveryFault::Unwritable));
        }
    };
    let rulebook = &ctx.app.rules.rulebook;
    let result = messages.first().and_then(|row| row.outcome);
    let result = result.map(|outcome| outcome.0);
    let messages = messages.into_iter();
    let notices: Vec<Notice> = messages.map(|row| view(row, rulebook)).collect();
    let (Ok(to), Some(letter)) = (
        Address::parse(means, &address),
        letter(&notices, result, due),
    ) else {
        return Ok(Carried::Failed(DeliveryFault::Unwritable));
    };
    let parcel = Parcel {
        id: begun.parcel.0,
        at: ctx.now,
        to: &to,
        letter: &letter,
    };
    Ok(match ctx.app.post.send(means, parcel).await {
        Ok(()) => Carried::Taken,
        Err(fault) => Carried::Failed(fault),
    })
}

/// What waited for a digest is told in one, everything else by itself.
fn letter(notices: &[Notice], result: Option<objection::Outcome>, due: &Due) -> Option<Letter> {
    match notices {
        [] => None,
        [one] if due.recipient_kind == ANYONE => Some(letter::to_anyone(one, result, due.means.0)),
        [one] if due.recipient_kind != STAFF => Some(letter::of_notice(one, due.means.0)),
        several => Some(letter::digest(several)),
    }
}

/// Ends a try, at the time that it is then; not if somebody else has taken it over.
async fn end(ctx: &Ctx<System>, tried: Try, carried: Carried) -> Result<()> {
    let now = ctx.app.clock.now();
    let outcome = |state, fault, try_at| Outcome {
        state,
        fault,
        try_at,
        now,
    };
    let outcome = match carried {
        Carried::Taken => outcome(DeliveryState::Sent, None, now),
        Carried::Unwanted => outcome(DeliveryState::Dropped, None, now),
        Carried::Failed(fault) => match delivery::next_try(fault, tried.number, now) {
            Some(next) => outcome(
                DeliveryState::Failed,
                Some(fault),
                awake(&ctx.app.post, next),
            ),
            None => outcome(DeliveryState::Dead, Some(fault), now),
        },
    };
    let ended = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move { Ok::<_, Error>(deliveries::end(tx, tried, outcome).await?) })
        })
        .await?;
    if !ended {
        tracing::warn!(parcel = %tried.parcel.0, tries = tried.number, "a try was taken over by another server");
    }
    Ok(())
}

/// Which of the two means carry what.
pub(super) fn offered(app: &App, is_staff: bool) -> impl Iterator<Item = Means> {
    // Staff have a desk; a short message would be one for each case.
    let all = Means::ALL.into_iter();
    all.filter(move |means| app.post.has(*means) && !(is_staff && *means == Means::Message))
}

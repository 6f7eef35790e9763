//! What happens to a licence without making a version: 年审, 年检, 挂失, 抵押, 暂扣, 注销 and their like, entered by the
//! issuer's handler with date, ground and reason (兰安 一百四十九, 庆证 十三).

use super::library::{self, Deed};
use super::once::Once;
use super::preparing::{words_of, workable};
use super::{Clerk, Ctx, Result, licences as reading};
use crate::store::audit::{self, Kind, Object};
use crate::store::bulk::EntryQuality;
use crate::store::library as keeping;
use domain::access;
use domain::id::{HolderId, LicenceId};
use domain::licence::Trust;
use domain::problem::{FieldCode, FieldProblem};
use domain::quality::Marks;
use domain::wire::issuing::EnterEvent;
use domain::wire::licence::LicenceDetail;

/// Enters an event.
pub async fn enter(
    ctx: &Ctx<Clerk>,
    id: LicenceId,
    request: &EnterEvent,
    once: &Once,
) -> Result<LicenceDetail> {
    settle(ctx, id, request, once).await?;
    let actor = ctx.actor.into();
    reading::find(&ctx.clone().with(actor), id, false).await
}

/// The same without showing what became of the licence.
pub(super) async fn settle(
    ctx: &Ctx<Clerk>,
    id: LicenceId,
    request: &EnterEvent,
    once: &Once,
) -> Result<()> {
    let claim = once.claim(ctx, id.0);
    let came_before = claim
        .earlier(&mut *ctx.app.db.read().await?)
        .await?
        .is_some();
    if came_before {
        return Ok(());
    }
    if request.kind.makes_version() {
        let problem = FieldProblem::new("/kind", FieldCode::Unknown);
        return Err(problem.into());
    }
    let may = access::Action::EnterEvent;
    let (found, to) = workable(ctx, id, may, (request.kind, request.revision)).await?;
    let words = words_of(&request.words, ctx)?;
    let deed = Deed {
        holder: found.holder_id,
        issuer: ctx.actor.agency.into(),
        version: found.version,
        seq: found.revision + 1,
        kind: request.kind,
        on: request.words.on,
        staff: Some(ctx.actor.staff.into()),
        words: &words,
        objection: None,
        trust: Trust::A,
        approved_by: None,
        at: ctx.now,
    };
    let event = library::event(&ctx.app.vault, id, &deed)?;
    let object = Object::of(Kind::Licence, id.0, HolderId(found.holder_id.0));
    let entry = ctx.entry(audit::Action::EnterEvent, object);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move {
            let noted = EntryQuality::of(&event, Marks::default());
            keeping::turn(tx, found.revision, to, event).await?;
            Ok(EntryQuality::insert(tx, vec![noted]).await?)
        })
    });
    effect.await.map(drop)
}

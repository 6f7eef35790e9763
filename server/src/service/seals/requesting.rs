//! How is a seal asked for (兰安 一百三十六)?

use super::at_home;
use super::handing::taker;
use super::reading::show;
use super::steps::event;
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Error, Result};
use crate::store::At;
use crate::store::audit::{Action, Kind, Object};
use crate::store::seals::{self as rows, New};
use domain::id::SealId;
use domain::problem::FieldProblem;
use domain::sealing::{SealAct, SealForm};
use domain::wire::seal::{RequestSeal, SealDeed, SealDetail};

/// Asks for a seal, and names its keeper.
pub async fn request(ctx: &Ctx<Clerk>, request: &RequestSeal, once: &Once) -> Result<SealDetail> {
    at_home(ctx, SealAct::Request)?;
    check(&request.form)?;
    taker(ctx, request.keeper, &[]).await?;
    let id = SealId(ctx.new_id());
    let sealed = ctx.app.vault.seal_form(id.0, &request.form)?;
    let new = New {
        id: id.into(),
        agency: ctx.actor.agency.into(),
        name: request.form.name.trim().to_owned(),
        form_sealed: sealed.bytes,
        key_id: sealed.key_id,
        keeper: request.keeper.into(),
        at: At(ctx.now),
    };
    let mut event = event(ctx, id, 1, SealDeed::Requested);
    event.to = Some(request.keeper.into());
    let entry = ctx.entry(Action::RequestSeal, Object::alone(Kind::Seal, id.0));
    let first = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move {
            rows::insert(tx, &new).await?;
            Ok(rows::add_event(tx, &event).await?)
        })
    });
    show(ctx, first.await?.map_or(id, SealId)).await
}

fn check(form: &SealForm) -> Result<()> {
    let below = |problem: FieldProblem| FieldProblem {
        pointer: format!("/form{}", problem.pointer),
        ..problem
    };
    let problems: Vec<_> = form.check().into_iter().map(below).collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

//! Which other systems may come in? Whoever manages the library gives each a key, and ends it.

use super::once::Once;
use super::{Clerk, Ctx, Error, Machine, Result};
use crate::app::App;
use crate::hex;
use crate::store::audit::{Action, Kind, Object};
use crate::store::machine_keys::{self, Listed, New};
use crate::store::{At, Id, agencies};
use domain::access;
use domain::id::MachineKeyId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::machine::{GiveKey, GivenKey, MachineKey, MachineKeys};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// By which a text is known as a key of ours, wherever it is found.
const PREFIX: &str = "mzk_";

/// Every key that was given.
pub async fn list(ctx: &Ctx<Clerk>) -> Result<MachineKeys> {
    ctx.may(access::Action::GiveKeys)?;
    let rows = machine_keys::all(&mut *ctx.app.db.read().await?).await?;
    Ok(MachineKeys {
        items: rows.into_iter().map(view).collect(),
    })
}

/// Gives a key. Its secret is in this answer and nowhere else: who lost the answer ends the key and gives another, so that
/// a request that is sent again is refused rather than answered again.
pub async fn give(ctx: &Ctx<Clerk>, request: &GiveKey, once: &Once) -> Result<GivenKey> {
    ctx.may(access::Action::GiveKeys)?;
    let label = request.label.trim();
    if let Some(problem) = FieldProblem::of_required("/label", label, 2..=60) {
        return Err(problem.into());
    }
    let all = agencies::all(&mut *ctx.app.db.read().await?).await?;
    let named = all
        .into_iter()
        .find(|one| one.uscc == request.agency_code.trim());
    let agency = named.ok_or_else(|| FieldProblem::new("/agency_code", FieldCode::Unknown))?;
    let (id, secret) = (ctx.new_id(), ctx.app.vault.secret());
    let new = New {
        id: Id(id),
        agency: agency.id,
        purpose: request.purpose,
        label: label.to_owned(),
        secret_digest: digest(&secret),
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::GiveKey, Object::alone(Kind::MachineKey, id));
    let effect = once.claim(ctx, id).effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(machine_keys::insert(tx, &new).await?) })
    });
    if effect.await?.is_some() {
        return Err(ProblemCode::KeyReused.into());
    }
    let given = list(ctx).await?.items.into_iter();
    let key = given.into_iter().find(|key| key.id.0 == id);
    Ok(GivenKey {
        key: key.ok_or_else(|| Error::fault("a key that was given is gone"))?,
        secret: format!("{PREFIX}{}_{}", id.simple(), hex::write(&secret)),
    })
}

/// Ends a key; it opens nothing from now on.
pub async fn end(ctx: &Ctx<Clerk>, id: MachineKeyId, once: &Once) -> Result<MachineKeys> {
    ctx.may(access::Action::GiveKeys)?;
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::EndKey, Object::alone(Kind::MachineKey, id.0));
    let effect = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move {
            let ended = machine_keys::end(tx, id.into(), by).await?;
            ended
                .then_some(())
                .ok_or_else(|| ProblemCode::NotFound.into())
        })
    });
    effect.await?;
    list(ctx).await
}

/// Whose key it is; none where it opens nothing.
pub async fn known(app: &App, key: &str) -> Result<Option<Machine>> {
    let parts = key
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.split_once('_'));
    let Some((id, secret)) = parts else {
        return Ok(None);
    };
    let (Ok(id), Some(secret)) = (Uuid::try_parse(id), hex::read(secret)) else {
        return Ok(None);
    };
    let found = machine_keys::find(&mut *app.db.read().await?, Id(id)).await?;
    let found = found.filter(|found| found.secret_digest == digest(&secret));
    Ok(found.map(|found| Machine {
        key: MachineKeyId(id),
        agency: found.agency_id.into(),
        purpose: found.purpose.0,
    }))
}

/// A secret of 32 random bytes needs no key to be safe in the database.
fn digest(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

fn view(row: Listed) -> MachineKey {
    MachineKey {
        id: row.id.into(),
        agency_name: row.agency_name,
        purpose: row.purpose.0,
        label: row.label,
        given_by: row.given_by_name,
        given_at: row.given_at.0,
        last_used_at: row.last_used_at.map(|at| at.0),
        ended_at: row.ended_at.map(|at| at.0),
    }
}

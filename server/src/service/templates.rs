//! 文书模板: which texts does an agency keep for what it says often? Who approves there keeps them; who handles a case fills
//! them in the browser and edits what comes of it.

use super::case_row::title;
use super::once::{Claim, Once};
use super::{Clerk, Ctx, Error, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::templates::{self as rows, New, Read, Row};
use crate::store::{At, Id};
use domain::access;
use domain::id::TemplateId;
use domain::objection::templates::{check, unknown};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::text::{Lang, template as text};
use domain::wire::Expected;
use domain::wire::template::{ChangeTemplate, MakeTemplate, Templates, TextTemplate};

/// What the own agency keeps.
pub async fn list(ctx: &Ctx<Clerk>) -> Result<Templates> {
    ctx.may(access::Action::UseTemplates)?;
    let agency = ctx.actor.agency.into();
    let rows = rows::of_agency(&mut *ctx.app.db.read().await?, agency).await?;
    let items = rows.into_iter().map(|row| view(ctx, row));
    Ok(Templates {
        items: items.collect::<Result<_>>()?,
    })
}

/// Makes one.
pub async fn make(ctx: &Ctx<Clerk>, request: &MakeTemplate, once: &Once) -> Result<Templates> {
    ctx.may(access::Action::KeepTemplates)?;
    let mut problems: Vec<FieldProblem> = wrong_place(ctx, request).into_iter().collect();
    problems.extend(check(&request.name, &request.text));
    sound(problems, &request.text)?;
    let id = ctx.new_id();
    let new = New {
        id: Id(id),
        agency: ctx.actor.agency.into(),
        procedure: request.procedure.clone(),
        purpose: request.purpose,
        name: request.name.trim().to_owned(),
        text: ctx.app.vault.seal_template(id, request.text.trim())?,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::MakeTemplate, Object::alone(Kind::Template, id));
    let effect = once.claim(ctx, id).effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::insert(tx, &new).await?) })
    });
    effect.await?;
    list(ctx).await
}

/// Changes one.
pub async fn change(
    ctx: &Ctx<Clerk>,
    id: TemplateId,
    request: &ChangeTemplate,
    once: &Once,
) -> Result<Templates> {
    ctx.may(access::Action::KeepTemplates)?;
    sound(check(&request.name, &request.text), &request.text)?;
    let claim = once.claim(ctx, id.0);
    there(ctx, &claim, id).await?;
    let read = read(ctx, id, request.version);
    let name = request.name.trim().to_owned();
    let text = ctx.app.vault.seal_template(id.0, request.text.trim())?;
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::ChangeTemplate, Object::alone(Kind::Template, id.0));
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::change(tx, read, (&name, &text), by).await?) })
    });
    effect.await?;
    list(ctx).await
}

/// Withdraws one: nobody is offered it from now on.
pub async fn withdraw(
    ctx: &Ctx<Clerk>,
    id: TemplateId,
    request: Expected,
    once: &Once,
) -> Result<Templates> {
    ctx.may(access::Action::KeepTemplates)?;
    let claim = once.claim(ctx, id.0);
    there(ctx, &claim, id).await?;
    let read = read(ctx, id, request.version);
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let object = Object::alone(Kind::Template, id.0);
    let entry = ctx.entry(Action::WithdrawTemplate, object);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::withdraw(tx, read, by).await?) })
    });
    effect.await?;
    list(ctx).await
}

/// Goes on where the own agency has it and it is not withdrawn, or where this very request was carried out already.
async fn there(ctx: &Ctx<Clerk>, claim: &Claim, id: TemplateId) -> Result<()> {
    let mut read = ctx.app.db.read().await?;
    let all = rows::of_agency(&mut read, ctx.actor.agency.into()).await?;
    if all.iter().any(|row| row.id == id.into()) || claim.earlier(&mut read).await?.is_some() {
        Ok(())
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

fn read(ctx: &Ctx<Clerk>, id: TemplateId, version: i64) -> Read {
    Read {
        agency: ctx.actor.agency.into(),
        id: id.into(),
        version,
    }
}

/// Goes on where nothing is wrong, and every placeholder is one that there is.
fn sound(problems: Vec<FieldProblem>, words: &str) -> Result<()> {
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    match unknown(words).as_slice() {
        [] => Ok(()),
        names => {
            let detail = text::unknown(names, Lang::Zh);
            Err(Error::explained(ProblemCode::Invalid, detail))
        }
    }
}

/// A procedure that is started here, and that has the box which the text is to fill.
fn wrong_place(ctx: &Ctx<Clerk>, request: &MakeTemplate) -> Option<FieldProblem> {
    let procedure = ctx.app.rules.rulebook.procedure(&request.procedure);
    match procedure.and_then(|procedure| procedure.flow) {
        None => Some(FieldProblem::new("/procedure", FieldCode::Unknown)),
        Some(flow) if !request.purpose.fits(flow) => {
            Some(FieldProblem::new("/purpose", FieldCode::WrongForm))
        }
        Some(_) => None,
    }
}

fn view(ctx: &Ctx<Clerk>, row: Row) -> Result<TextTemplate> {
    let sealed = (row.key_id.as_str(), row.text_sealed.as_slice());
    Ok(TextTemplate {
        id: row.id.into(),
        version: row.version,
        procedure_title: title(&ctx.app.rules.rulebook, &row.procedure),
        procedure: row.procedure,
        purpose: row.purpose.0,
        name: row.name,
        text: ctx.app.vault.open_template(row.id.0, sealed)?,
        changed_by: row.changed_by_name,
        changed_at: row.changed_at.0,
    })
}

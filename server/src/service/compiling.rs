//! How does an entry of the catalogue come to be in force? Who compiles it and who publishes it is the rulebook's
//! (兰安 一百四十八, 庆证 十一); an entry that is submitted stands still until the managing body has reviewed it.

use super::entries::{find, may_compile, turned, visible};
use super::once::Once;
use super::{Clerk, Ctx, Error, Result};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::catalogue::{self as rows, Entry as Row};
use crate::store::compiling::{self as writing, Event, Said, Turn};
use crate::store::{At, Id, StoreError, Tx, agencies};
use domain::catalogue::{Entry, EntryEvent, TypeBody, VersionState, is_type_code};
use domain::id::AgencyId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::catalogue::{
    CompileType, EntryDetail, ISSUERS_MAX, NOTE_MAX, NameIssuers, SaveType, TurnType,
};

/// Begins a new type.
pub async fn compile(ctx: &Ctx<Clerk>, request: &CompileType, once: &Once) -> Result<EntryDetail> {
    if !may_compile(ctx) {
        return Err(ProblemCode::Forbidden.into());
    }
    let id = ctx.new_id();
    let claim = once.claim(ctx, id);
    let mut read = ctx.app.db.read().await?;
    if let Some(first) = claim.earlier(&mut read).await? {
        let code = writing::code_of(&mut read, Id(first)).await?;
        drop(read);
        return find(ctx, &code.ok_or(ProblemCode::NotFound)?).await;
    }
    sayable(&request.body)?;
    let code = code_of(ctx, &mut read, request.code.trim()).await?;
    drop(read);
    let version = version(ctx, &code, 1, request.body.clone());
    let event = Event {
        id: Id(id),
        ..event(ctx, &code, (0, 1), EntryEvent::Compiled)
    };
    let entry = recorded(ctx, &event);
    let agency = Id::from(ctx.actor.agency);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move {
            let entered = writing::enter(tx, &event.code, agency).await;
            entered.map_err(taken)?;
            writing::begin(tx, &version).await?;
            Ok(writing::tell(tx, &event).await?)
        })
    });
    effect.await?;
    find(ctx, &code).await
}

fn taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate => Error::from(FieldProblem::new("/code", FieldCode::Repeated)),
        other => other.into(),
    }
}

/// The code that was asked for, if it is one; the next of the own agency if none was.
async fn code_of(ctx: &Ctx<Clerk>, read: &mut Tx, asked: &str) -> Result<String> {
    let invalid = || Error::from(FieldProblem::new("/code", FieldCode::WrongForm));
    if !asked.is_empty() {
        return is_type_code(asked)
            .then(|| asked.to_owned())
            .ok_or_else(invalid);
    }
    let agency = agencies::find(read, ctx.actor.agency).await?;
    let definer = agency.ok_or(ProblemCode::NotFound)?.uscc;
    let last = writing::last_code(read, &definer).await?;
    let last: u16 = match last.as_deref().and_then(|code| code.get(18..)) {
        Some(digits) => digits.parse().map_err(Error::fault)?,
        None => 0,
    };
    let code = format!("{definer}{:03}", last + 1);
    is_type_code(&code).then_some(code).ok_or_else(invalid)
}

/// Saves the version on its way, or begins the next one of a published type.
pub async fn save(ctx: &Ctx<Clerk>, code: &str, request: &SaveType) -> Result<EntryDetail> {
    let row = {
        let mut read = ctx.app.db.read().await?;
        visible(ctx, &mut read, code).await?
    };
    let kind = match row.version_state.0.on_its_way() {
        Some(_) => EntryEvent::Saved,
        None => EntryEvent::Compiled,
    };
    let to = turned(ctx, &row, kind, request.revision)?;
    sayable(&request.body)?;
    let begins = kind == EntryEvent::Compiled;
    let place = row.version + i64::from(begins);
    let version = version(ctx, code, place, request.body.clone());
    let event = event(ctx, code, (row.revision, place), kind);
    let step = Step::of(ctx, &row, to, event);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                step.write(tx).await?;
                if begins {
                    writing::begin(tx, &version).await?;
                } else {
                    writing::save(tx, &version).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    find(ctx, code).await
}

/// Submits, returns, publishes, suspends, resumes or withdraws.
pub async fn turn(
    ctx: &Ctx<Clerk>,
    code: &str,
    request: &TurnType,
    once: &Once,
) -> Result<EntryDetail> {
    use EntryEvent as E;
    let id = ctx.new_id();
    let claim = once.claim(ctx, id);
    let kind = request.event;
    let row = {
        let mut read = ctx.app.db.read().await?;
        if claim.earlier(&mut read).await?.is_some() {
            drop(read);
            return find(ctx, code).await;
        }
        visible(ctx, &mut read, code).await?
    };
    if matches!(kind, E::Compiled | E::Saved | E::IssuersNamed) {
        let problem = FieldProblem::new("/event", FieldCode::Unknown);
        return Err(problem.into());
    }
    let to = turned(ctx, &row, kind, request.revision)?;
    let note = noted(kind, &request.note)?;
    if matches!(kind, E::Submitted | E::Published) {
        whole(ctx, &row).await?;
    }
    let event = Event {
        id: Id(id),
        note,
        ..event(ctx, code, (row.revision, row.version), kind)
    };
    let step = Step::of(ctx, &row, to, event);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    step.write(tx).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    find(ctx, code).await
}

/// Names who issues a type beside the agency that compiled it, where the rulebook knows of such.
pub async fn name_issuers(
    ctx: &Ctx<Clerk>,
    code: &str,
    request: &NameIssuers,
) -> Result<EntryDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = visible(ctx, &mut read, code).await?;
    if !ctx.app.rules.rulebook.catalogue.names_issuers() {
        let detail = "here the agency that compiles a type is alone in issuing it";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let kind = EntryEvent::IssuersNamed;
    let to = turned(ctx, &row, kind, request.revision)?;
    let agencies = named(&mut read, &row, &request.agencies).await?;
    drop(read);
    let event = event(ctx, code, (row.revision, row.version), kind);
    let step = Step::of(ctx, &row, to, event);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                step.write(tx).await?;
                writing::name_issuers(tx, &step.event.code, &agencies).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    find(ctx, code).await
}

/// The agencies, if there are such; the one that compiled the type issues it anyhow.
async fn named(read: &mut Tx, row: &Row, wanted: &[AgencyId]) -> Result<Vec<Id>> {
    if wanted.len() > ISSUERS_MAX {
        let problem = FieldProblem::limited("/agencies", FieldCode::TooMany, ISSUERS_MAX);
        return Err(problem.into());
    }
    let mut agencies: Vec<Id> = Vec::with_capacity(wanted.len());
    for (place, agency) in wanted.iter().enumerate() {
        let wrong = if agencies::find(read, *agency).await?.is_none() {
            FieldCode::Unknown
        } else if row.agency_id == Id::from(*agency) || agencies.contains(&Id::from(*agency)) {
            FieldCode::Repeated
        } else {
            agencies.push((*agency).into());
            continue;
        };
        let problem = FieldProblem::new(format!("/agencies/{place}"), wrong);
        return Err(problem.into());
    }
    Ok(agencies)
}

/// A draft may lack anything but a bound.
fn sayable(body: &TypeBody) -> Result<()> {
    let problems: Vec<FieldProblem> = body
        .check()
        .into_iter()
        .filter(|problem| matches!(problem.code, FieldCode::TooLong | FieldCode::TooMany))
        .collect();
    under_body(problems)
}

/// What is submitted and published lacks nothing.
async fn whole(ctx: &Ctx<Clerk>, row: &Row) -> Result<()> {
    let mut read = ctx.app.db.read().await?;
    let body = rows::body(&mut read, &row.code, row.version).await?;
    let body = body.ok_or(ProblemCode::NotFound)?;
    under_body(body.check_under(&ctx.app.rules.rulebook.catalogue))
}

fn under_body(mut problems: Vec<FieldProblem>) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    for problem in &mut problems {
        problem.pointer.insert_str(0, "/body");
    }
    Err(Error::Invalid(problems))
}

fn noted(kind: EntryEvent, note: &str) -> Result<String> {
    let problem = if kind.needs_reason() {
        FieldProblem::of_required("/note", note, 2..=NOTE_MAX)
    } else {
        FieldProblem::of_optional("/note", note, 2..=NOTE_MAX)
    };
    match problem {
        Some(problem) => Err(problem.into()),
        None => Ok(note.trim().to_owned()),
    }
}

/// What an event makes of an entry, with its record.
struct Step {
    turn: Turn,
    event: Event,
    entry: audit::Entry,
}

impl Step {
    fn of(ctx: &Ctx<Clerk>, row: &Row, to: Entry, event: Event) -> Self {
        let version = match event.kind {
            EntryEvent::Submitted => Some(VersionState::Submitted),
            EntryEvent::Returned => Some(VersionState::Returned),
            EntryEvent::Published => Some(VersionState::Published),
            _ => None,
        };
        let turn = Turn {
            revision: row.revision,
            to: to.state,
            published: (event.kind == EntryEvent::Published).then_some(row.version),
            version,
        };
        let entry = recorded(ctx, &event);
        Self { turn, event, entry }
    }

    async fn write(&self, tx: &mut Tx) -> Result<()> {
        writing::turn(tx, &self.turn, &self.event).await?;
        Ok(audit::record(tx, &self.entry).await?)
    }
}

fn version(ctx: &Ctx<Clerk>, code: &str, version: i64, body: TypeBody) -> Said {
    Said {
        code: code.to_owned(),
        version,
        body,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    }
}

fn event(ctx: &Ctx<Clerk>, code: &str, (revision, version): (i64, i64), kind: EntryEvent) -> Event {
    Event {
        code: code.to_owned(),
        seq: revision + 1,
        id: Id(ctx.new_id()),
        at: At(ctx.now),
        kind,
        version,
        staff: ctx.actor.staff.into(),
        note: String::new(),
    }
}

fn recorded(ctx: &Ctx<Clerk>, event: &Event) -> audit::Entry {
    let action = match event.kind {
        EntryEvent::Compiled => Action::CompileType,
        EntryEvent::Saved => Action::SaveType,
        EntryEvent::Submitted => Action::SubmitType,
        EntryEvent::Returned => Action::ReturnType,
        EntryEvent::Published => Action::PublishType,
        EntryEvent::Suspended => Action::SuspendType,
        EntryEvent::Resumed => Action::ResumeType,
        EntryEvent::Withdrawn => Action::WithdrawType,
        EntryEvent::IssuersNamed => Action::NameIssuers,
    };
    ctx.entry(action, Object::alone(Kind::LicenceTypeEvent, event.id.0))
}

//! How does an entry of the catalogue come to be in force? Who compiles it and who publishes it is the rulebook's
//! (兰安 一百四十八, 庆证 十一); an entry that is submitted stands still until the managing body has reviewed it.

use super::catalogue::{after, agency, number};
use super::licences::small;
use super::once::Once;
use super::paging::{self, Paging};
use super::searching::sought;
use super::{Clerk, Ctx, Error, Result};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::catalogue::{self as rows, Ask, Entry as Row, Event as Past};
use crate::store::compiling::{self as writing, Event, Turn, Version};
use crate::store::{At, Id, StoreError, Tx, Word, agencies};
use domain::access::{self, Relation, allowed};
use domain::catalogue::{Entry, EntryEvent, TypeBody, TypeState, VersionState, is_type_code};
use domain::id::AgencyId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::Page;
use domain::wire::case::StaffRef;
use domain::wire::catalogue::{
    AgencyRef, CompileType, EntryDetail, EntryHistory, EntrySummary, ISSUERS_MAX, NOTE_MAX,
    NameIssuers, SaveType, TurnType,
};

/// Which entries the desk asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only entries in this state.
    pub state: Option<TypeState>,
    /// Only entries whose latest version stands here.
    pub version: Option<VersionState>,
    /// Part of a name, of a code or of the agency's name.
    pub q: Option<String>,
}

/// The entries of the own agency, and everybody's for the managing body; by code.
pub async fn list(
    ctx: &Ctx<Clerk>,
    wanted: &Wanted,
    paging: &Paging,
) -> Result<Page<EntrySummary>> {
    let all = may_review(ctx);
    if !all && !may_compile(ctx) {
        return Err(ProblemCode::Forbidden.into());
    }
    let limit = paging.limit()?;
    let ask = Ask {
        after: after(paging)?,
        agency: (!all).then(|| ctx.actor.agency.to_string()),
        state: wanted.state.map(Word),
        version_state: wanted.version.map(Word),
        like: sought(wanted.q.as_deref())?.map(rows::anywhere),
        limit: limit + 1,
    };
    let mut found = {
        let mut read = ctx.app.db.read().await?;
        rows::entries(&mut read, &ask).await?
    };
    let next = paging::cut(&mut found, limit, |row| row.code.clone())?;
    let items = found.iter().map(summary).collect::<Result<_>>()?;
    Ok(paging::page(items, next))
}

/// One entry with everything that is said and has happened.
pub async fn find(ctx: &Ctx<Clerk>, code: &str) -> Result<EntryDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = visible(ctx, &mut read, code).await?;
    let in_force = match row.published {
        Some(version) => rows::body(&mut read, code, version).await?,
        None => None,
    };
    let draft = match row.version_state.0.on_its_way() {
        Some(_) => rows::body(&mut read, code, row.version).await?,
        None => None,
    };
    let issuers = rows::issuers(&mut read, code).await?;
    let history = rows::events(&mut read, code).await?;
    drop(read);
    let may = EntryEvent::ALL
        .into_iter()
        .filter(|event| may(ctx, &row, *event) && standing(&row).after(*event).is_ok());
    Ok(EntryDetail {
        summary: summary(&row)?,
        in_force,
        draft,
        issuers: issuers.into_iter().map(agency).collect(),
        may: may.collect(),
        history: history.into_iter().map(told).collect::<Result<_>>()?,
    })
}

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
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    let entered = writing::enter(tx, &event.code, agency).await;
                    entered.map_err(taken)?;
                    writing::begin(tx, &version).await?;
                    writing::tell(tx, &event).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    find(ctx, &code).await
}

fn taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate => {
            Error::Invalid(vec![FieldProblem::new("/code", FieldCode::Repeated)])
        }
        other => other.into(),
    }
}

/// The code that was asked for, if it is one; the next of the own agency if none was.
async fn code_of(ctx: &Ctx<Clerk>, read: &mut Tx, asked: &str) -> Result<String> {
    let invalid = || Error::Invalid(vec![FieldProblem::new("/code", FieldCode::WrongForm)]);
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
    let kind = match standing(&row).candidate {
        Some(_) => EntryEvent::Saved,
        None => EntryEvent::Compiled,
    };
    let to = turned(ctx, &row, kind, request.revision)?;
    sayable(&request.body)?;
    let begins = kind == EntryEvent::Compiled;
    let place = row.version + i64::from(begins);
    let version = version(ctx, code, place, request.body.clone());
    let event = event(ctx, code, (row.revision, place), kind);
    let entry = recorded(ctx, &event);
    let turn = Turn {
        revision: row.revision,
        to: to.state,
        published: None,
        version: None,
    };
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                writing::turn(tx, &turn, &event).await?;
                if begins {
                    writing::begin(tx, &version).await?;
                } else {
                    writing::save(tx, &version).await?;
                }
                Ok::<_, Error>(audit::record(tx, &entry).await?)
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
        return Err(Error::Invalid(vec![problem]));
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
    let entry = recorded(ctx, &event);
    let turn = Turn {
        revision: row.revision,
        to: to.state,
        published: (kind == E::Published).then_some(row.version),
        version: match kind {
            E::Submitted => Some(VersionState::Submitted),
            E::Returned => Some(VersionState::Returned),
            E::Published => Some(VersionState::Published),
            _ => None,
        },
    };
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    writing::turn(tx, &turn, &event).await?;
                    audit::record(tx, &entry).await?;
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
    if !ctx.app.rules.rulebook.catalogue.names_issuers() {
        let detail = "here the agency that compiles a type is alone in issuing it";
        return Err(Error::explained(ProblemCode::NotOffered, detail));
    }
    let mut read = ctx.app.db.read().await?;
    let row = visible(ctx, &mut read, code).await?;
    let kind = EntryEvent::IssuersNamed;
    let to = turned(ctx, &row, kind, request.revision)?;
    let agencies = named(&mut read, &row, &request.agencies).await?;
    drop(read);
    let event = event(ctx, code, (row.revision, row.version), kind);
    let entry = recorded(ctx, &event);
    let turn = Turn {
        revision: row.revision,
        to: to.state,
        published: None,
        version: None,
    };
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                writing::turn(tx, &turn, &event).await?;
                writing::name_issuers(tx, &event.code, &agencies).await?;
                Ok::<_, Error>(audit::record(tx, &entry).await?)
            })
        })
        .await?;
    find(ctx, code).await
}

/// The agencies, if there are such; the one that compiled the type issues it anyhow.
async fn named(read: &mut Tx, row: &Row, wanted: &[AgencyId]) -> Result<Vec<Id>> {
    if wanted.len() > ISSUERS_MAX {
        let problem = FieldProblem::limited("/agencies", FieldCode::TooMany, ISSUERS_MAX);
        return Err(Error::Invalid(vec![problem]));
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
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(agencies)
}

fn may_compile(ctx: &Ctx<Clerk>) -> bool {
    allowed(
        ctx.actor.role,
        Relation::OwnAgency,
        access::Action::CompileType,
    )
}

fn may_review(ctx: &Ctx<Clerk>) -> bool {
    allowed(ctx.actor.role, Relation::Other, access::Action::ReviewType)
}

/// Whether the rules let the caller do this to the entry, whatever its state.
fn may(ctx: &Ctx<Clerk>, row: &Row, event: EntryEvent) -> bool {
    if event == EntryEvent::IssuersNamed && !ctx.app.rules.rulebook.catalogue.names_issuers() {
        return false;
    }
    if event.is_review() {
        may_review(ctx)
    } else {
        may_compile(ctx) && row.agency_id == Id::from(ctx.actor.agency)
    }
}

async fn visible(ctx: &Ctx<Clerk>, read: &mut Tx, code: &str) -> Result<Row> {
    if !is_type_code(code) {
        return Err(ProblemCode::NotFound.into());
    }
    let all = may_review(ctx);
    let row = rows::entry(read, code).await?;
    let row =
        row.filter(|row| all || may_compile(ctx) && row.agency_id == Id::from(ctx.actor.agency));
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

fn standing(row: &Row) -> Entry {
    Entry {
        state: row.state.0,
        candidate: row.version_state.0.on_its_way(),
    }
}

/// What the entry is after the event, if the caller may let it happen and has read what it is now.
fn turned(ctx: &Ctx<Clerk>, row: &Row, event: EntryEvent, revision: i64) -> Result<Entry> {
    if !may(ctx, row, event) {
        return Err(ProblemCode::Forbidden.into());
    }
    if row.revision != revision {
        return Err(ProblemCode::StaleVersion.into());
    }
    standing(row)
        .after(event)
        .map_err(|refusal| Error::explained(ProblemCode::WrongState, refusal.to_string()))
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
        Some(problem) => Err(Error::Invalid(vec![problem])),
        None => Ok(note.trim().to_owned()),
    }
}

fn version(ctx: &Ctx<Clerk>, code: &str, version: i64, body: TypeBody) -> Version {
    Version {
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

fn summary(row: &Row) -> Result<EntrySummary> {
    Ok(EntrySummary {
        code: row.code.clone(),
        name: row.name.clone(),
        hue: small(row.hue),
        compiler: AgencyRef {
            id: row.agency_id.into(),
            name: row.agency_name.clone(),
        },
        state: row.state.0,
        published: row.published.map(number).transpose()?,
        candidate: row.version_state.0.on_its_way(),
        revision: row.revision,
        changed_at: row.changed_at.0,
    })
}

fn told(event: Past) -> Result<EntryHistory> {
    Ok(EntryHistory {
        at: event.at.0,
        kind: event.kind.0,
        version: number(event.version)?,
        by: event
            .staff_id
            .zip(event.staff_name)
            .map(|(id, name)| StaffRef {
                id: id.into(),
                name,
            }),
        note: event.note,
    })
}

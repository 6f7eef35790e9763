//! The register of seals: an issuer asks for one, the service centre confirms it, 科技发展局 makes it, and who keeps it is
//! written down at each hand-over (兰安 一百三十六, 一百三十七, 一百三十九).

use super::seal_making;
use super::{Clerk, Ctx, Error, Result, audit as read_audit, day};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::seals::{self as rows, Event, Grant, Made, New, NewEvent, Row};
use crate::store::{At, Day, Id, Tx, catalogue, staff};
use domain::access::Relation;
use domain::id::{AuthorityId, SealId, StaffId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::sealing::{SealAct, SealEvent, SealRefusal, SealState, keeps, may};
use domain::wire::case::StaffRef;
use domain::wire::seal::{
    AuthorityShown, GrantAuthority, HandSealOver, Keeping, MoveSeal, NOTE_MAX, RequestSeal,
    SealDeed, SealDetail, SealHistory, SealSummary,
};

use super::once::{Claim, Once};

/// The seals that the caller may look up: the own agency's, or all.
pub async fn list(ctx: &Ctx<Clerk>) -> Result<Vec<SealSummary>> {
    let mut read = ctx.app.db.read().await?;
    let found = rows::list(&mut read).await?;
    let shown = found.iter().filter(|row| can(ctx, row, SealAct::Read));
    Ok(shown.map(summary).collect())
}

/// Who of the own agency can keep a seal.
pub async fn candidates(ctx: &Ctx<Clerk>) -> Result<Vec<StaffRef>> {
    if !may(ctx.actor.role, Relation::OwnAgency, SealAct::Request) {
        return Err(ProblemCode::Forbidden.into());
    }
    let mut read = ctx.app.db.read().await?;
    let handlers = rows::handlers(&mut read, ctx.actor.agency).await?;
    Ok(handlers.into_iter().map(named).collect())
}

fn named((id, name): (Id, String)) -> StaffRef {
    StaffRef {
        id: id.into(),
        name,
    }
}

/// One seal with its form, its history and its authorities.
pub async fn find(ctx: &Ctx<Clerk>, id: SealId) -> Result<SealDetail> {
    let detail = show(ctx, id).await?;
    let whose = [(None, vec![id.0])];
    read_audit::reads_of(ctx, Action::ReadSeal, Kind::Seal, whose).await?;
    Ok(detail)
}

async fn show(ctx: &Ctx<Clerk>, id: SealId) -> Result<SealDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = own(ctx, &mut read, id).await?;
    let events = rows::events(&mut read, id).await?;
    let authorities = rows::authorities(&mut read, id).await?;
    let handlers = rows::handlers(&mut read, row.agency_id.into()).await?;
    drop(read);
    let stored = (row.key_id.as_str(), row.form_sealed.as_slice());
    let form = ctx.app.vault.open_form(id.0, stored)?;
    Ok(SealDetail {
        differs: form.differs(),
        form: form.masked(),
        history: events
            .into_iter()
            .map(|event| history(ctx, id, event))
            .collect::<Result<_>>()?,
        authorities: authorities.into_iter().map(authority).collect(),
        candidates: handlers.into_iter().map(named).collect(),
        summary: summary(&row),
    })
}

/// Asks for a seal, and names its keeper.
pub async fn request(ctx: &Ctx<Clerk>, request: &RequestSeal, once: &Once) -> Result<SealDetail> {
    if !may(ctx.actor.role, Relation::OwnAgency, SealAct::Request) {
        return Err(ProblemCode::Forbidden.into());
    }
    let problems: Vec<_> = request
        .form
        .check()
        .into_iter()
        .map(|problem| FieldProblem {
            pointer: format!("/form{}", problem.pointer),
            ..problem
        })
        .collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    {
        let mut read = ctx.app.db.read().await?;
        taker(ctx, &mut read, request.keeper, &[]).await?;
    }
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
    let claim = once.claim(ctx, id.0);
    let first = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let first = claim.settle(tx).await?;
                if first.is_none() {
                    rows::insert(tx, &new).await?;
                    rows::add_event(tx, &event).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(first)
            })
        })
        .await?;
    show(ctx, first.map_or(id, SealId)).await
}

/// Lets something happen to a seal.
pub async fn advance(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: &MoveSeal,
    once: &Once,
) -> Result<SealDetail> {
    let claim = once.claim(ctx, id.0);
    let row = {
        let mut read = ctx.app.db.read().await?;
        if claim.earlier(&mut read).await?.is_some() {
            drop(read);
            return show(ctx, id).await;
        }
        workable(ctx, &mut read, (id, request.version), request.event.act()).await?
    };
    let to = row.state.0.after(request.event)?;
    let note = note(&request.note, request.event.needs_words())?;
    let work = match request.event {
        SealEvent::Make => {
            let valid_to = request
                .valid_to
                .ok_or_else(|| invalid("/valid_to", FieldCode::Required))?;
            Work::Make(Box::new(seal_making::make(ctx, &row, valid_to).await?))
        }
        _ => Work::Move(to),
    };
    let deed = SealDeed::from(request.event);
    let event = saying(ctx, event(ctx, id, row.version + 1, deed), note)?;
    settle(ctx, &row, (work, event, Action::MoveSeal), claim).await?;
    show(ctx, id).await
}

/// Hands a seal over; who asks agrees to it.
pub async fn hand_over(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: &HandSealOver,
    once: &Once,
) -> Result<SealDetail> {
    let claim = once.claim(ctx, id.0);
    let mut read = ctx.app.db.read().await?;
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return show(ctx, id).await;
    }
    let row = workable(ctx, &mut read, (id, request.version), SealAct::HandOver).await?;
    if row.state.0.is_final() {
        return Err(SealRefusal::Ended.into());
    }
    let held: Vec<StaffId> = [row.keeper_id, row.deputy_id]
        .into_iter()
        .flatten()
        .map(Into::into)
        .collect();
    match request.to {
        Some(to) => taker(ctx, &mut read, to, &held).await?,
        // A seal always has a keeper; a deputy can be let go.
        None if request.keeping == Keeping::Keeper || row.deputy_id.is_none() => {
            return Err(invalid("/to", FieldCode::Required));
        }
        None => {}
    }
    drop(read);
    let note = note(&request.note, true)?;
    let to = request.to.map(Id::from);
    let (from, deed, keeper, deputy) = match request.keeping {
        Keeping::Keeper => (row.keeper_id, SealDeed::KeeperChanged, to, row.deputy_id),
        Keeping::Deputy => (row.deputy_id, SealDeed::DeputyChanged, row.keeper_id, to),
    };
    let mut event = saying(ctx, event(ctx, id, row.version + 1, deed), note)?;
    (event.from, event.to) = (from, to);
    let work = Work::Keep(keeper, deputy);
    settle(ctx, &row, (work, event, Action::HandSealOver), claim).await?;
    show(ctx, id).await
}

/// Grants a standing authority to put a seal on what comes of one type of its issuer.
pub async fn grant(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: &GrantAuthority,
    once: &Once,
) -> Result<SealDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = own(ctx, &mut read, id).await?;
    allowed(ctx, &row, SealAct::Authorise)?;
    row.state.0.is_in_use()?;
    let kind = catalogue::published(&mut read, request.type_code.trim()).await?;
    drop(read);
    let kind = kind
        .filter(|kind| kind.agency_id == row.agency_id)
        .ok_or_else(|| invalid("/type_code", FieldCode::Unknown))?;
    if request.to < request.from || request.to < day::today(ctx.now) {
        return Err(invalid("/to", FieldCode::EndsFirst));
    }
    let authority = AuthorityId(ctx.new_id());
    let grant = Grant {
        id: authority.into(),
        seal: id.into(),
        type_code: kind.code,
        covers: request.covers,
        from: Day(request.from),
        to: Day(request.to),
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::GrantAuthority, Object::alone(Kind::Seal, id.0));
    let claim = once.claim(ctx, authority.0);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::grant(tx, &grant).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    ctx.app.sealing().notify_one();
    show(ctx, id).await
}

/// Ends a standing authority.
pub async fn end(
    ctx: &Ctx<Clerk>,
    id: SealId,
    authority: AuthorityId,
    once: &Once,
) -> Result<SealDetail> {
    {
        let mut read = ctx.app.db.read().await?;
        let row = own(ctx, &mut read, id).await?;
        allowed(ctx, &row, SealAct::Authorise)?;
        let known = rows::authorities(&mut read, id).await?;
        if known.iter().all(|one| one.id != authority.into()) {
            return Err(ProblemCode::NotFound.into());
        }
    }
    let (by, now) = (Id::from(ctx.actor.staff), ctx.now);
    let entry = ctx.entry(Action::EndAuthority, Object::alone(Kind::Seal, id.0));
    let claim = once.claim(ctx, authority.0);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::end(tx, authority, by, now).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    show(ctx, id).await
}

/// What is written of a step.
enum Work {
    Move(SealState),
    Make(Box<(Made, Option<rows::Root>)>),
    Keep(Option<Id>, Option<Id>),
}

async fn settle(
    ctx: &Ctx<Clerk>,
    row: &Row,
    (work, event, action): (Work, NewEvent, Action),
    claim: Claim,
) -> Result<()> {
    let (seal, now) = ((row.id, row.version), ctx.now);
    let entry = ctx.entry(action, Object::alone(Kind::Seal, row.id.0));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_some() {
                    return Ok(());
                }
                match &work {
                    Work::Move(to) => rows::advance(tx, seal, *to).await?,
                    Work::Keep(keeper, deputy) => rows::keep(tx, seal, *keeper, *deputy).await?,
                    Work::Make(made) => {
                        if let Some(root) = &made.1 {
                            rows::add_root(tx, root, now).await?;
                        }
                        rows::make(tx, seal, &made.0).await?;
                    }
                }
                rows::add_event(tx, &event).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    ctx.app.sealing().notify_one();
    Ok(())
}

fn can(ctx: &Ctx<Clerk>, row: &Row, act: SealAct) -> bool {
    let relation = if row.agency_id == ctx.actor.agency.into() {
        Relation::OwnAgency
    } else {
        Relation::Other
    };
    may(ctx.actor.role, relation, act)
}

fn allowed(ctx: &Ctx<Clerk>, row: &Row, act: SealAct) -> Result<()> {
    if can(ctx, row, act) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

async fn own(ctx: &Ctx<Clerk>, read: &mut Tx, id: SealId) -> Result<Row> {
    let row = rows::find(read, id).await?;
    row.filter(|row| can(ctx, row, SealAct::Read))
        .ok_or_else(|| ProblemCode::NotFound.into())
}

async fn workable(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    (id, version): (SealId, i64),
    act: SealAct,
) -> Result<Row> {
    let row = own(ctx, read, id).await?;
    allowed(ctx, &row, act)?;
    if row.version != version {
        return Err(ProblemCode::StaleVersion.into());
    }
    Ok(row)
}

/// Whether somebody may take a seal of the caller's agency over.
async fn taker(ctx: &Ctx<Clerk>, read: &mut Tx, who: StaffId, held: &[StaffId]) -> Result<()> {
    let found = staff::find(read, who).await?;
    let of_agency = found.as_ref().is_some_and(|found| {
        found.agency_id == ctx.actor.agency.into() && found.disabled_at.is_none()
    });
    let role = found.map_or(domain::access::Role::Holder, |found| found.role.0);
    Ok(keeps(of_agency, role, who, held)?)
}

fn invalid(pointer: &str, code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem::new(pointer, code)])
}

fn note(text: &str, needed: bool) -> Result<Option<String>> {
    let problem = if needed {
        FieldProblem::of_required("/note", text, 2..=NOTE_MAX)
    } else {
        FieldProblem::of_optional("/note", text, 2..=NOTE_MAX)
    };
    match problem {
        Some(problem) => Err(Error::Invalid(vec![problem])),
        None => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
    }
}

fn event(ctx: &Ctx<Clerk>, seal: SealId, seq: i64, deed: SealDeed) -> NewEvent {
    NewEvent {
        seal: seal.into(),
        seq,
        at: At(ctx.now),
        deed,
        staff: ctx.actor.staff.into(),
        from: None,
        to: None,
        note_sealed: None,
        key_id: None,
    }
}

fn saying(ctx: &Ctx<Clerk>, event: NewEvent, note: Option<String>) -> Result<NewEvent> {
    let Some(note) = note else {
        return Ok(event);
    };
    let vault = &ctx.app.vault;
    let sealed = vault.seal_seal_note(event.seal.0, event.seq, &note)?;
    Ok(NewEvent {
        note_sealed: Some(sealed.bytes),
        key_id: Some(sealed.key_id),
        ..event
    })
}

/// A seal as the register shows it.
pub(super) fn summary(row: &Row) -> SealSummary {
    SealSummary {
        id: row.id.into(),
        name: row.name.clone(),
        agency: row.agency_id.into(),
        agency_name: row.agency_name.clone(),
        state: row.state.0,
        version: row.version,
        keeper: person(row.keeper_id, row.keeper_name.as_ref()),
        deputy: person(row.deputy_id, row.deputy_name.as_ref()),
        valid_from: row.valid_from.map(|at| at.0),
        valid_to: row.valid_to.map(|at| at.0),
        requested_at: row.requested_at.0,
    }
}

/// Somebody, if both the id and the name are there.
pub(super) fn person(id: Option<Id>, name: Option<&String>) -> Option<StaffRef> {
    Some(StaffRef {
        id: id?.into(),
        name: name?.clone(),
    })
}

fn history(ctx: &Ctx<Clerk>, seal: SealId, event: Event) -> Result<SealHistory> {
    let note = match (&event.key_id, &event.note_sealed) {
        (Some(key), Some(bytes)) => {
            ctx.app
                .vault
                .open_seal_note(seal.0, event.seq, (key, bytes))?
        }
        _ => String::new(),
    };
    Ok(SealHistory {
        at: event.at.0,
        deed: event.deed.0,
        by: StaffRef {
            id: event.staff_id.into(),
            name: event.staff_name,
        },
        from: person(event.from_id, event.from_name.as_ref()),
        to: person(event.to_id, event.to_name.as_ref()),
        note,
    })
}

fn authority(row: rows::Authority) -> AuthorityShown {
    AuthorityShown {
        id: row.id.into(),
        type_code: row.type_code,
        type_name: row.type_name,
        covers: row.covers.0,
        from: row.from_date.0,
        to: row.to_date.0,
        granted_by: StaffRef {
            id: row.granted_by.into(),
            name: row.granter_name,
        },
        granted_at: row.granted_at.0,
        ended_at: row.ended_at.map(|at| at.0),
        sealed: row.sealed,
    }
}

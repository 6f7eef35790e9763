//! 随机抽查: how is a sample drawn, looked at, answered and closed (兰安 一百六十三, 庆证 三十)?

use super::inspection_view::{self as view, show};
use super::once::{Claim, Once};
use super::paging::{self, Paging};
use super::{Clerk, Ctx, Error, Result, licences as reading};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::bulk::Sampled;
use crate::store::inspections::{self as rows, Item, Move, New, Row};
use crate::store::outages::Before;
use crate::store::{At, Day, Id, Tx, Word, quality};
use domain::access::{self, Actor, Relation, Role, allowed};
use domain::deadline;
use domain::id::{HolderId, InspectionId, LicenceId, StaffId};
use domain::inspection::{
    MEND_DAYS_MAX, SampleEvent, SampleState, Seed, WANTED_MAX, WORDS_MAX, draw,
};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::seal;
use domain::wire::Page;
use domain::wire::case::StaffRef;
use domain::wire::inspection::{
    AgencyName, AnswerFinding, DrawChoices, DrawSample, InspectionDetail, InspectionSummary,
    JudgeAnswer, RecordFinding, TypeRef,
};
use domain::wire::licence::LicenceDetail;
use rand::Rng;

/// Samples, the last first: all for a supervisor, the own ones for an auditor, and for an agency those in which licences
/// of its own were looked at.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<InspectionSummary>> {
    let whose = match ctx.actor.role {
        Role::Supervisor => (None, None),
        Role::Auditor => (None, Some(ctx.actor.staff.into())),
        _ => (Some(ctx.actor.agency.into()), None),
    };
    may_see(ctx)?;
    let limit = paging.limit()?;
    let before = paging.after::<Before>()?.unwrap_or_else(Before::end);
    let mut read = ctx.app.db.read().await?;
    let mut found = rows::list(&mut read, whose, before, limit + 1).await?;
    let next = paging::cut(&mut found, limit, |row| Before {
        at: row.drawn_at.0,
        id: row.id.0,
    })?;
    let mut items = Vec::with_capacity(found.len());
    for row in &found {
        let sampled = rows::items(&mut read, row.id).await?;
        items.push(view::summary(ctx, row, &sampled));
    }
    Ok(paging::page(items, next))
}

/// One sample with its licences.
pub async fn find(ctx: &Ctx<Clerk>, id: InspectionId) -> Result<InspectionDetail> {
    let detail = show(ctx, id).await?;
    view::record_read(ctx, id).await?;
    Ok(detail)
}

/// Whom and what a draw can name.
pub async fn choices(ctx: &Ctx<Clerk>) -> Result<DrawChoices> {
    may_draw(ctx)?;
    let mut read = ctx.app.db.read().await?;
    let inspectors = rows::inspectors(&mut read, ctx.actor.agency.into()).await?;
    let issuers = quality::issuers(&mut read).await?;
    let types = rows::types(&mut read).await?;
    Ok(DrawChoices {
        inspectors: inspectors
            .into_iter()
            .map(|one| StaffRef {
                id: one.id.into(),
                name: one.name,
            })
            .collect(),
        issuers: issuers
            .into_iter()
            .map(|one| AgencyName {
                id: one.id.into(),
                name: one.name,
            })
            .collect(),
        types: types
            .into_iter()
            .map(|(code, name)| TypeRef { code, name })
            .collect(),
    })
}

/// Draws a sample.
pub async fn draw_sample(
    ctx: &Ctx<Clerk>,
    request: &DrawSample,
    once: &Once,
) -> Result<InspectionDetail> {
    may_draw(ctx)?;
    let seed = checked(request)?;
    let id = InspectionId(ctx.new_id());
    let claim = once.claim(ctx, id.0);
    let mut read = ctx.app.db.read().await?;
    let inspectors = rows::inspectors(&mut read, ctx.actor.agency.into()).await?;
    if !inspectors
        .iter()
        .any(|one| one.id == request.inspector.into())
    {
        return Err(invalid("/inspector", FieldCode::Unknown));
    }
    let stock = rows::stock(&mut read, &request.filter).await?;
    let sampled = sample(
        &mut read,
        id,
        &stock,
        draw_of(seed, request.wanted, &stock)?,
    )
    .await?;
    drop(read);
    if sampled.is_empty() {
        let detail = "no licence fits the filter; there is nothing to draw";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let bytes: Vec<u8> = stock.iter().flat_map(|id| id.0.into_bytes()).collect();
    let new = New {
        id: id.into(),
        seed: seed.to_string(),
        filter: request.filter.clone(),
        wanted: request.wanted.into(),
        stock: i64::try_from(stock.len()).map_err(Error::fault)?,
        upper: stock.last().copied(),
        stock_digest: seal::digest(&bytes).to_vec(),
        agency: ctx.actor.agency.into(),
        inspector: request.inspector.into(),
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::DrawSample, Object::alone(Kind::Inspection, id.0));
    let first = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let first = claim.settle(tx).await?;
                if first.is_none() {
                    rows::insert(tx, &new, sampled).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(first)
            })
        })
        .await?;
    show(ctx, first.map_or(id, InspectionId)).await
}

/// The seed, and that everything else can be drawn by.
fn checked(request: &DrawSample) -> Result<Seed> {
    let mut problems = Vec::new();
    if request.wanted == 0 {
        problems.push(FieldProblem::new("/wanted", FieldCode::Required));
    } else if request.wanted > WANTED_MAX {
        let most = usize::try_from(WANTED_MAX).map_err(Error::fault)?;
        problems.push(FieldProblem::limited("/wanted", FieldCode::TooMany, most));
    }
    let filter = &request.filter;
    if let (Some(from), Some(to)) = (filter.issued_from, filter.issued_to)
        && to < from
    {
        problems.push(FieldProblem::new("/filter/issued_to", FieldCode::EndsFirst));
    }
    let seed = match request.seed.as_deref().map(str::trim) {
        None | Some("") => {
            let mut bytes = [0_u8; 8];
            rand::rng().fill_bytes(&mut bytes);
            Some(Seed(u64::from_be_bytes(bytes)))
        }
        Some(text) => Seed::parse(text),
    };
    if seed.is_none() {
        problems.push(FieldProblem::new("/seed", FieldCode::WrongForm));
    }
    match seed {
        Some(seed) if problems.is_empty() => Ok(seed),
        _ => Err(Error::Invalid(problems)),
    }
}

fn draw_of(seed: Seed, wanted: u32, stock: &[Id]) -> Result<Vec<usize>> {
    let places = draw(
        seed,
        wanted,
        u64::try_from(stock.len()).map_err(Error::fault)?,
    );
    let narrow = |place: u64| usize::try_from(place).map_err(Error::fault);
    places.into_iter().map(narrow).collect()
}

async fn sample(
    read: &mut Tx,
    inspection: InspectionId,
    stock: &[Id],
    places: Vec<usize>,
) -> Result<Vec<Sampled>> {
    let mut sampled = Vec::with_capacity(places.len());
    for (order, place) in (1..).zip(places) {
        let licence = stock.get(place).copied().ok_or(ProblemCode::Internal)?;
        let drawn = rows::drawn(read, licence).await?;
        let drawn = drawn.ok_or(ProblemCode::Internal)?;
        sampled.push(Sampled {
            inspection_id: inspection.into(),
            licence_id: drawn.id,
            holder_id: drawn.holder_id,
            place: order,
            version: drawn.version,
            issuer_id: drawn.issuer_id,
            state: Word(SampleState::Drawn),
            revision: 0,
        });
    }
    Ok(sampled)
}

/// A licence that was drawn for the reader, and no other; the record names the inspection as the reason.
pub async fn licence(
    ctx: &Ctx<Clerk>,
    id: InspectionId,
    licence: LicenceId,
) -> Result<LicenceDetail> {
    let (row, _) = sampled(ctx, id, licence).await?;
    as_inspector(ctx, &row, access::Action::ReadLicence)?;
    let (found, events) = ctx
        .app
        .licences()
        .ask(licence)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let actor: Actor = ctx.actor.into();
    let detail = reading::detail(&ctx.clone().with(actor), &found, &events, false)?;
    let object = Object::of(Kind::Licence, licence.0, HolderId(found.holder_id.0));
    let entry = Entry {
        service_item: Some(format!("inspection/{id}")),
        ..ctx.entry(Action::ReadLicence, object)
    };
    ctx.app.recorder().ask(vec![entry]).await?;
    Ok(detail)
}

/// Records that a licence conforms, or what was found and until when it has to be mended.
pub async fn record(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &RecordFinding,
    once: &Once,
) -> Result<InspectionDetail> {
    let claim = once.claim(ctx, at.0.0);
    if came_before(ctx, &claim).await? {
        return show(ctx, at.0).await;
    }
    let (row, item) = sampled(ctx, at.0, at.1).await?;
    as_inspector(ctx, &row, access::Action::Inspect)?;
    let step = match request {
        RecordFinding::Conforms { revision } => Said::nothing(SampleEvent::Conform, *revision),
        RecordFinding::Finding {
            revision,
            ground,
            words,
            mend_days,
        } => {
            if !(1..=MEND_DAYS_MAX).contains(mend_days) {
                return Err(invalid("/mend_days", FieldCode::Unknown));
            }
            let calendar = ctx.app.calendar().map_err(Error::fault)?;
            let readings = ctx.app.rules.rulebook.readings;
            let due = deadline::working_days(*mend_days, ctx.now, calendar, readings)
                .map_err(Error::fault)?;
            Said {
                ground: Some(*ground),
                due: Some((Day(due.due_date), At(due.due))),
                ..Said::words(SampleEvent::Find, *revision, required(words)?)
            }
        }
    };
    step_of(ctx, at, &item, (step, Action::RecordFinding), claim).await
}

/// The issuer's answer.
pub async fn answer(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &AnswerFinding,
    once: &Once,
) -> Result<InspectionDetail> {
    let claim = once.claim(ctx, at.0.0);
    if came_before(ctx, &claim).await? {
        return show(ctx, at.0).await;
    }
    let (_, item) = sampled(ctx, at.0, at.1).await?;
    let own = item.issuer_id == ctx.actor.agency.into();
    let may = access::Action::AnswerFinding;
    if !own || !allowed(ctx.actor.role, Relation::OwnAgency, may) {
        return Err(ProblemCode::Forbidden.into());
    }
    let step = Said::words(
        SampleEvent::Answer,
        request.revision,
        required(&request.words)?,
    );
    step_of(ctx, at, &item, (step, Action::AnswerFinding), claim).await
}

/// The inspector's word on the answer.
pub async fn judge(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &JudgeAnswer,
    once: &Once,
) -> Result<InspectionDetail> {
    let claim = once.claim(ctx, at.0.0);
    if came_before(ctx, &claim).await? {
        return show(ctx, at.0).await;
    }
    let (row, item) = sampled(ctx, at.0, at.1).await?;
    as_inspector(ctx, &row, access::Action::Inspect)?;
    let step = if request.close {
        let problem = FieldProblem::of_optional("/words", &request.words, 2..=WORDS_MAX);
        if let Some(problem) = problem {
            return Err(Error::Invalid(vec![problem]));
        }
        Said::words(SampleEvent::Close, request.revision, request.words.trim())
    } else {
        Said::words(
            SampleEvent::Insist,
            request.revision,
            required(&request.words)?,
        )
    };
    step_of(ctx, at, &item, (step, Action::JudgeAnswer), claim).await
}

/// What somebody says with a step.
struct Said<'a> {
    event: SampleEvent,
    revision: i64,
    words: &'a str,
    ground: Option<domain::rulebook::Ground>,
    due: Option<(Day, At)>,
}

impl<'a> Said<'a> {
    const fn nothing(event: SampleEvent, revision: i64) -> Self {
        Self::words(event, revision, "")
    }

    const fn words(event: SampleEvent, revision: i64, words: &'a str) -> Self {
        Self {
            event,
            revision,
            words,
            ground: None,
            due: None,
        }
    }
}

async fn step_of(
    ctx: &Ctx<Clerk>,
    (id, licence): (InspectionId, LicenceId),
    item: &Item,
    (said, action): (Said<'_>, Action),
    claim: Claim,
) -> Result<InspectionDetail> {
    let to = item
        .state
        .0
        .after(said.event)
        .map_err(|refusal| Error::explained(ProblemCode::WrongState, refusal.to_string()))?;
    if item.revision != said.revision {
        return Err(ProblemCode::StaleVersion.into());
    }
    let seq = said.revision + 1;
    let words = (!said.words.is_empty())
        .then(|| {
            ctx.app
                .vault
                .seal_sampled((id.0, licence.0), seq, said.words)
        })
        .transpose()?;
    let step = Move {
        inspection: id.into(),
        licence: licence.into(),
        revision: said.revision,
        event: said.event,
        to,
        ground: said.ground,
        due: said.due,
        words,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let object = Object {
        kind: Kind::Inspection,
        ids: vec![id.0, licence.0],
        holder: Some(HolderId(item.holder_id.0)),
    };
    let entry = ctx.entry(action, object);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::step(tx, step).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    show(ctx, id).await
}

async fn came_before(ctx: &Ctx<Clerk>, claim: &Claim) -> Result<bool> {
    let mut read = ctx.app.db.read().await?;
    Ok(claim.earlier(&mut read).await?.is_some())
}

/// A licence of a sample that the reader may see.
async fn sampled(ctx: &Ctx<Clerk>, id: InspectionId, licence: LicenceId) -> Result<(Row, Item)> {
    let mut read = ctx.app.db.read().await?;
    let (row, items) = view::seen(ctx, &mut read, id).await?;
    let item = items
        .into_iter()
        .find(|item| item.licence_id == licence.into());
    Ok((row, item.ok_or(ProblemCode::NotFound)?))
}

fn as_inspector(ctx: &Ctx<Clerk>, row: &Row, may: access::Action) -> Result<()> {
    let drawn_for = StaffId(row.inspector_id.0) == ctx.actor.staff;
    if drawn_for && allowed(ctx.actor.role, Relation::Drawn, may) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

pub(super) fn may_see(ctx: &Ctx<Clerk>) -> Result<()> {
    let role = ctx.actor.role;
    let watches = allowed(role, Relation::OwnAgency, access::Action::WatchLibrary);
    if watches || allowed(role, Relation::Drawn, access::Action::Inspect) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn may_draw(ctx: &Ctx<Clerk>) -> Result<()> {
    let may = access::Action::DrawSample;
    if allowed(ctx.actor.role, Relation::Other, may) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn required(words: &str) -> Result<&str> {
    match FieldProblem::of_required("/words", words, 2..=WORDS_MAX) {
        Some(problem) => Err(Error::Invalid(vec![problem])),
        None => Ok(words.trim()),
    }
}

fn invalid(pointer: &str, code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem::new(pointer, code)])
}

//! Whom has a company's representative named to act for it, and until when?

use super::once::Once;
use super::{Ctx, Error, Representative, Result, day};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::bulk::{Representation, RepresentationEvent};
use crate::store::representations::{self, Agent};
use crate::store::{At, Day, Tx, Word, holders};
use domain::deadline::local_date;
use domain::id::{HolderId, RepresentationId};
use domain::identifier::CitizenId;
use domain::mask::mask_citizen_id;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::representation::{ActingAs, Term, check_naming};
use domain::wire::acting::{AgentShown, NameAgent};

/// The company's agents, the newest first, also those whose time is over.
pub async fn list(ctx: &Ctx<Representative>) -> Result<Vec<AgentShown>> {
    let company = ctx.actor.company;
    let rows = representations::agents(&mut *ctx.app.db.read().await?, company).await?;
    let today = day::today(ctx.now);
    let shown = rows
        .iter()
        .map(|row| {
            let number = ctx.app.vault.open(
                holders::NUMBER,
                row.person_id.0,
                &row.key_id,
                &row.number_sealed,
            )?;
            Ok(AgentShown {
                id: row.id.into(),
                name: row.name.clone(),
                number: mask_citizen_id(&String::from_utf8_lossy(&number)),
                from: row.from_date.0,
                to: row.to_date.map(|day| day.0),
                ended_on: row.ended_at.map(|at| local_date(at.0)),
                standing: row.term().standing(today),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let ids = rows.iter().map(|row| row.id.0).collect();
    let whose = [(company, ids)];
    super::audit::reads(ctx, Action::ListAgents, Kind::Representation, whose).await?;
    Ok(shown)
}

/// Names an agent from a day to a day.
pub async fn name(
    ctx: &Ctx<Representative>,
    request: &NameAgent,
    once: &Once,
) -> Result<Vec<AgentShown>> {
    let days = (request.from, request.to);
    let today = day::today(ctx.now);
    let problems = check_naming(&request.name, &request.number, days, today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let company = ctx.actor.company;
    let person = known(ctx, request).await?;
    let id = RepresentationId(ctx.new_id());
    let row = Representation {
        company_id: company.into(),
        id: id.into(),
        person_id: person.into(),
        acting_as: Word(ActingAs::Agent),
        from_date: Day(request.from),
        to_date: Some(Day(request.to)),
        created_at: At(ctx.now),
    };
    let entry = ctx.entry(
        Action::NameAgent,
        Object::of(Kind::Representation, id.0, company),
    );
    let (claim, by) = (once.claim(ctx, id.0), ctx.actor.person);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_some() {
                    return Ok(());
                }
                is_free(tx, company, &row).await?;
                let event = RepresentationEvent::named(&row).by_holder(by);
                representations::insert(tx, row, event).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    list(ctx).await
}

/// Ends an agent's time at once.
pub async fn end(ctx: &Ctx<Representative>, id: RepresentationId) -> Result<Vec<AgentShown>> {
    let (company, by, now) = (ctx.actor.company, ctx.actor.person, ctx.now);
    let object = Object::of(Kind::Representation, id.0, company);
    let entry = ctx.entry(Action::EndAgent, object);
    let ended = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = representations::end(tx, company, id, (by, now)).await?;
                if ended {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(ended)
            })
        })
        .await?;
    let rows = list(ctx).await?;
    // A second click, or an end that was sent twice, finds it ended.
    if ended || rows.iter().any(|row| row.id == id) {
        Ok(rows)
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

/// The person of this name and number, who isn't the representative. Who is unknown and whose name is another are one
/// answer, so that nobody learns here whose number it is.
async fn known(ctx: &Ctx<Representative>, request: &NameAgent) -> Result<HolderId> {
    let unknown = || invalid(FieldCode::UnknownPerson);
    let number = CitizenId::parse(&request.number).map_err(|_| unknown())?;
    let mut read = ctx.app.db.read().await?;
    let indexes = ctx.app.vault.indexes(number.as_str());
    let person = holders::known(&mut read, &indexes).await?;
    let person = person.ok_or_else(unknown)?;
    let row = holders::find(&mut read, person).await?;
    if row.is_none_or(|row| row.name != request.name.trim()) {
        return Err(unknown());
    }
    if person == ctx.actor.person {
        return Err(invalid(FieldCode::Repeated));
    }
    Ok(person)
}

/// Nobody is an agent twice on one day.
async fn is_free(tx: &mut Tx, company: HolderId, row: &Representation) -> Result<()> {
    representations::lock(tx, company).await?;
    let term = Term {
        from: row.from_date.0,
        to: row.to_date.map(|day| day.0),
        ended: false,
    };
    let meets = |agent: &Agent| agent.person_id == row.person_id && agent.term().meets(term);
    let agents = representations::agents(tx, company).await?;
    if agents.iter().any(meets) {
        return Err(invalid(FieldCode::Repeated));
    }
    Ok(())
}

fn invalid(code: FieldCode) -> Error {
    FieldProblem::new("/number", code).into()
}

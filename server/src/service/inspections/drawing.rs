//! How is a sample drawn? By a seed that is recorded, so that anybody can draw it again.

use super::may_draw;
use super::view::show;
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Error, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::bulk::Sampled;
use crate::store::inspections::{self as rows, New};
use crate::store::{At, Id, Tx, Word};
use domain::id::InspectionId;
use domain::inspection::{SampleState, Seed, WANTED_MAX, draw};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::seal;
use domain::wire::inspection::{DrawSample, InspectionDetail};
use rand::Rng;

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
        return Err(FieldProblem::new("/inspector", FieldCode::Unknown).into());
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
    let first = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::insert(tx, &new, sampled).await?) })
    });
    show(ctx, first.await?.map_or(id, InspectionId)).await
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

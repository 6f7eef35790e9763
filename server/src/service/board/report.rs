//! What was counted of the cases: of all agencies for who watches them, of the own one for who leads a unit.

use super::facts;
use super::names::Names;
use crate::service::{Clerk, Ctx, Result, day, months};
use crate::store::board::{self as rows, Slice};
use crate::store::{Tx, quality};
use domain::access::{self, Relation, allowed};
use domain::board::{Dimension, Tally};
use domain::problem::ProblemCode;
use domain::wire::board::{BoardMonth, BoardPart, BoardReport, BoardRow, BoardSlice};
use domain::wire::inspection::{AgencyName, TypeRef};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Months of the trend.
pub(super) const TREND: i32 = 12;

/// The figures of a month, by default of this one, and how the cases stand now.
pub async fn report(
    ctx: &Ctx<Clerk>,
    month: Option<Date>,
    slice: BoardSlice,
) -> Result<BoardReport> {
    let slice = scope(ctx, slice)?;
    let month = months::asked(month, day::today(ctx.now))?;
    let from = month
        .checked_sub((TREND - 1).months())
        .map_err(|_| ProblemCode::Malformed)?;
    let asked = Slice {
        issuer: slice.issuer.clone(),
        type_code: slice.type_code.clone(),
        channel: slice.channel.clone(),
        ground: slice.ground.clone(),
        procedure: slice.procedure.clone(),
    };
    let mut read = ctx.app.db.read().await?;
    let counted = rows::counted(&mut read).await?;
    let names = Names::read(ctx, &mut read).await?;
    let tallies = facts::by_dimension(&mut read, &asked, month).await?;
    let mut whole = Tally::default();
    let issuers = tallies.iter().filter(|(one, _)| *one == Dimension::Issuer);
    let issuers = issuers.flat_map(|(_, tallies)| tallies.values());
    issuers.for_each(|tally| whole.add(tally));
    let parts = tallies
        .into_iter()
        .map(|(dimension, tallies)| part(&names, dimension, tallies))
        .collect();
    let mut months = facts::by_month(&mut read, &asked, (from, month)).await?;
    let trend = months::from_to(from, month).map(|month| BoardMonth {
        month,
        figures: months
            .remove(&month.to_string())
            .unwrap_or_default()
            .monthly(),
    });
    let trend = trend.collect();
    let (issuers, types) = choices(ctx, &mut read, &names).await?;
    Ok(BoardReport {
        as_of: counted.map(|counted| counted.counted_at.0),
        month,
        slice,
        figures: whole.all(),
        trend,
        parts,
        issuers,
        types,
    })
}

/// Who watches every clock may ask for anybody's, who leads a unit for their own.
fn scope(ctx: &Ctx<Clerk>, mut slice: BoardSlice) -> Result<BoardSlice> {
    let may = access::Action::WatchCases;
    ctx.may(may)?;
    if !allowed(ctx.actor.role, Relation::Other, may) {
        let own = ctx.actor.agency.to_string();
        if !slice.issuer.is_empty() && slice.issuer != own {
            return Err(ProblemCode::Forbidden.into());
        }
        slice.issuer = own;
    }
    Ok(slice)
}

/// The largest first; the same again each time.
fn part(names: &Names, dimension: Dimension, tallies: BTreeMap<String, Tally>) -> BoardPart {
    let mut sorted: Vec<(String, Tally)> = tallies.into_iter().collect();
    sorted.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.open + tally.received));
    let rows = sorted.into_iter().map(|(key, tally)| BoardRow {
        name: names.of(dimension, &key),
        figures: tally.all(),
        key,
    });
    BoardPart {
        dimension,
        rows: rows.collect(),
    }
}

/// The agencies and types that the caller can ask for.
async fn choices(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    names: &Names,
) -> Result<(Vec<AgencyName>, Vec<TypeRef>)> {
    let sees_all = allowed(ctx.actor.role, Relation::Other, access::Action::WatchCases);
    let issuers = quality::issuers(read).await?.into_iter();
    let issuers = issuers.map(|row| AgencyName {
        id: row.id.into(),
        name: row.name,
    });
    let issuers = issuers.filter(|one| sees_all || one.id == ctx.actor.agency);
    let types = names.types.iter().map(|(code, name)| TypeRef {
        code: code.clone(),
        name: name.clone(),
    });
    Ok((issuers.collect(), types.collect()))
}

//! How good is the library? A job counts each month until it is closed; the page reads what was counted, so that a
//! million licences cost it no more than a thousand.

use super::months::{from_to as months, span};
use super::{Clerk, Ctx, Error, Result, System, day};
use crate::store::bulk::QualityMonth;
use crate::store::quality as rows;
use crate::store::{Day, Id, Tx};
use domain::access::{self, Relation, Role, allowed};
use domain::calendar::KnownCalendar;
use domain::id::AgencyId;
use domain::problem::ProblemCode;
use domain::quality::{Marks, Measure, Tally, is_prompt, lag};
use domain::wire::inspection::AgencyName;
use domain::wire::quality::{AgencyFigures, MonthFigures, QualityReport};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};

/// Months of the trend.
const TREND: i32 = 12;
/// For how long a seal may have been there, by its own time, without the last count having seen it: far longer than any
/// batch of them takes to be written, and than the clocks of two servers differ.
const UNSEEN: SignedDuration = SignedDuration::from_hours(1);

/// Counts what may have changed since it was counted last.
pub async fn count(ctx: &Ctx<System>) -> Result<()> {
    let today = day::today(ctx.now);
    let this_month = today.first_of_month();
    let (counted_at, open_from) = {
        let mut read = ctx.app.db.read().await?;
        if let Some(counted) = rows::counted(&mut read).await? {
            (Some(counted.counted_at.0), counted.open_from.0)
        } else {
            let first = rows::first(&mut read).await?;
            (None, first.map_or(this_month, Date::first_of_month))
        }
    };
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    for month in months(open_from.min(this_month), this_month) {
        let figures = figures(ctx, month, &calendar).await?;
        ctx.app
            .db
            .write(move |tx| {
                Box::pin(async move { Ok::<_, Error>(rows::keep_month(tx, month, figures).await?) })
            })
            .await?;
    }
    let mut read = ctx.app.db.read().await?;
    let sealed = match counted_at {
        Some(at) => sealed_since(&mut read, at, open_from).await?,
        None => Vec::new(),
    };
    let stock = rows::stock(&mut read, today).await?;
    drop(read);
    // What is entered in the last moment of a month may be written in the first one of the next.
    let open_from = if today.day() > 1 {
        this_month
    } else {
        this_month.saturating_sub(1.month())
    };
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (month, row) in sealed {
                    rows::keep_sealed(tx, month, row).await?;
                }
                rows::keep_stock(tx, stock).await?;
                Ok::<_, Error>(rows::note(tx, now, open_from).await?)
            })
        })
        .await
}

/// What bears a seal by now of each closed month of which something was sealed since the last count.
async fn sealed_since(
    read: &mut Tx,
    counted_at: Timestamp,
    open_from: Date,
) -> Result<Vec<(Date, rows::NumberRow)>> {
    let since = counted_at.saturating_sub(UNSEEN).map_err(Error::fault)?;
    let Some(oldest) = rows::oldest_sealed(read, since).await? else {
        return Ok(Vec::new());
    };
    let from = day::today(oldest).first_of_month();
    let mut sealed = Vec::new();
    for month in rows::incomplete(read, (from, open_from)).await? {
        let now = rows::sealed(read, span(month)?).await?;
        sealed.extend(now.into_iter().map(|row| (month, row)));
    }
    Ok(sealed)
}

async fn figures(
    ctx: &Ctx<System>,
    month: Date,
    calendar: &KnownCalendar,
) -> Result<Vec<QualityMonth>> {
    let span = span(month)?;
    let mut read = ctx.app.db.read().await?;
    let mut all: BTreeMap<Id, Tally> = BTreeMap::new();
    for row in rows::marks(&mut read, span).await? {
        let tally = all.entry(row.issuer_id).or_default();
        (tally.collected, tally.versions) = (row.collected, row.versions);
        tally.marks = Marks {
            required: row.required,
            required_missing: row.required_missing,
            recommended: row.recommended,
            recommended_missing: row.recommended_missing,
            wrong_identifier: row.wrong_identifier,
            wrong_number: row.wrong_number,
        };
    }
    for row in rows::lags(&mut read, span).await? {
        let tally = all.entry(row.issuer_id).or_default();
        let (on, entered) = (row.on_date.0, row.entered_on.0);
        tally.lags.add(lag(on, entered), row.entries);
        if is_prompt(on, entered, calendar) {
            tally.prompt += row.entries;
        }
    }
    for row in rows::upheld(&mut read, span).await? {
        all.entry(row.issuer_id).or_default().upheld = row.number;
    }
    for row in rows::sealed(&mut read, span).await? {
        all.entry(row.issuer_id).or_default().sealed = row.number;
    }
    drop(read);
    let row = |(issuer, tally): (Id, Tally)| QualityMonth {
        month: Day(month),
        issuer_id: issuer,
        lags: tally.lags.into(),
        prompt: tally.prompt,
        collected: tally.collected,
        versions: tally.versions,
        sealed: tally.sealed,
        required: tally.marks.required,
        required_missing: tally.marks.required_missing,
        recommended: tally.marks.recommended,
        recommended_missing: tally.marks.recommended_missing,
        wrong_identifier: tally.marks.wrong_identifier,
        wrong_number: tally.marks.wrong_number,
        upheld: tally.upheld,
    };
    Ok(all.into_iter().map(row).collect())
}

/// The figures of a month, by default of this one: of the own agency, and of each and all for a supervisor.
pub async fn report(
    ctx: &Ctx<Clerk>,
    month: Option<Date>,
    issuer: Option<AgencyId>,
) -> Result<QualityReport> {
    let issuer = scope(ctx, issuer)?;
    let month = month
        .unwrap_or_else(|| day::today(ctx.now))
        .first_of_month();
    let from = month
        .checked_sub((TREND - 1).months())
        .map_err(|_| ProblemCode::Malformed)?;
    let mut read = ctx.app.db.read().await?;
    let counted = rows::counted(&mut read).await?;
    let kept = rows::months(&mut read, from, month).await?;
    let today = standing(&mut read).await?;
    let issuers = rows::issuers(&mut read).await?;
    drop(read);
    let sees_all = ctx.actor.role == Role::Supervisor;
    let names = issuers.into_iter().map(|row| AgencyName {
        id: row.id.into(),
        name: row.name,
    });
    let names = names.filter(|agency| sees_all || agency.id == ctx.actor.agency);
    let names: Vec<AgencyName> = names.collect();
    let of = |agency: Option<AgencyId>, month: Date| {
        let wanted = |id: Id| agency.is_none_or(|agency| id == agency.into());
        let mut tally = Tally::default();
        let standing = today.iter().filter(|(id, _)| wanted(**id));
        standing.for_each(|(_, standing)| tally.add(standing));
        let in_month = kept.iter().filter(|row| row.month.0 == month);
        let in_month = in_month.filter(|row| wanted(row.issuer_id));
        in_month.for_each(|row| tally.add(&tally_of(row)));
        tally
    };
    let trend = months(from, month).map(|month| {
        let tally = of(issuer, month);
        let monthly = Measure::ALL.into_iter().filter(|one| one.is_monthly());
        MonthFigures {
            month,
            entries: tally.lags.entries(),
            figures: monthly.map(|one| tally.measured(one)).collect(),
        }
    });
    let trend = trend.collect();
    let agencies = names.iter().map(|agency| {
        let tally = of(Some(agency.id), month);
        AgencyFigures {
            agency: agency.clone(),
            entries: tally.lags.entries(),
            figures: tally.all(),
        }
    });
    Ok(QualityReport {
        as_of: counted.map(|counted| counted.counted_at.0),
        month,
        issuer,
        figures: of(issuer, month).all(),
        trend,
        agencies: agencies.collect(),
        issuers: names,
    })
}

/// Whose figures are asked for: a supervisor may ask for anybody's, an agency's staff for their own.
fn scope(ctx: &Ctx<Clerk>, issuer: Option<AgencyId>) -> Result<Option<AgencyId>> {
    let may = access::Action::WatchLibrary;
    if !allowed(ctx.actor.role, Relation::OwnAgency, may) {
        return Err(ProblemCode::Forbidden.into());
    }
    if allowed(ctx.actor.role, Relation::Other, may) {
        return Ok(issuer);
    }
    match issuer {
        Some(other) if other != ctx.actor.agency => Err(ProblemCode::Forbidden.into()),
        _ => Ok(Some(ctx.actor.agency)),
    }
}

/// What is counted as it stands today: types and current licences.
async fn standing(read: &mut crate::store::Tx) -> Result<BTreeMap<Id, Tally>> {
    let stocks = rows::stocks(read).await?;
    let types = rows::types(read).await?;
    let used: BTreeSet<&str> = stocks
        .iter()
        .filter(|stock| stock.licences > 0)
        .map(|stock| stock.type_code.as_str())
        .collect();
    let mut all: BTreeMap<Id, Tally> = BTreeMap::new();
    for kind in types.iter().filter(|kind| kind.state == "published") {
        let tally = all.entry(kind.agency_id).or_default();
        tally.types += 1;
        tally.types_used += i64::from(used.contains(kind.code.as_str()));
    }
    for stock in &stocks {
        let tally = all.entry(stock.issuer_id).or_default();
        tally.current += stock.licences;
        let stranded = types.iter().any(|kind| {
            kind.code == stock.type_code && matches!(kind.state.as_str(), "suspended" | "withdrawn")
        });
        tally.stranded += if stranded { stock.licences } else { 0 };
    }
    Ok(all)
}

fn tally_of(row: &QualityMonth) -> Tally {
    Tally {
        lags: row.lags.0.clone(),
        prompt: row.prompt,
        collected: row.collected,
        versions: row.versions,
        sealed: row.sealed,
        marks: Marks {
            required: row.required,
            required_missing: row.required_missing,
            recommended: row.recommended,
            recommended_missing: row.recommended_missing,
            wrong_identifier: row.wrong_identifier,
            wrong_number: row.wrong_number,
        },
        upheld: row.upheld,
        ..Tally::default()
    }
}

//! What a job keeps of the cases. A month is counted anew until it is closed: facts happen at an instant and never change
//! (see [`board::ended`]), unless the calendar does; then all months are counted again.

use crate::service::months::{self, span};
use crate::service::{Ctx, Error, Result, System, day};
use crate::store::board::{self as rows, About, LastCount};
use crate::store::bulk::{CaseFigure, CasePart};
use crate::store::{At, Day, Word};
use domain::board::{self, Dimension, Fact, OwedBy, Term};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use std::collections::BTreeMap;

type Facts = BTreeMap<(Fact, i64, About), i64>;

/// Counts what may have changed since it was counted last.
pub async fn count(ctx: &Ctx<System>) -> Result<()> {
    let today = day::today(ctx.now);
    let this_month = today.first_of_month();
    ctx.app
        .db
        .write(|tx| Box::pin(async move { Ok::<_, Error>(rows::turn_back(tx).await?) }))
        .await?;
    let open_from = open_from(ctx, this_month).await?;
    for month in months::from_to(open_from.min(this_month), this_month) {
        let facts = facts(ctx, month).await?;
        let parts = parts(month, &facts);
        let figures = facts
            .into_iter()
            .map(|(key, number)| row(month, key, number));
        let figures: Vec<CaseFigure> = figures.collect();
        ctx.app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(rows::keep_month(tx, month, figures, parts).await?)
                })
            })
            .await?;
    }
    let mut read = ctx.app.db.read().await?;
    let when = (ctx.now, today, day::end_of_today(ctx.now));
    let standing = rows::standing(&mut read, when).await?;
    drop(read);
    let counted = LastCount {
        counted_at: At(ctx.now),
        // What happens in the last moment of a month may be written in the first one of the next.
        open_from: Day(if today.day() > 1 {
            this_month
        } else {
            this_month.saturating_sub(1.month())
        }),
        calendar_version: Day(ctx.app.calendar().map_err(Error::fault)?.version()),
    };
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                rows::keep_standing(tx, standing).await?;
                Ok::<_, Error>(rows::note(tx, counted).await?)
            })
        })
        .await
}

/// The first month that isn't closed.
async fn open_from(ctx: &Ctx<System>, this_month: Date) -> Result<Date> {
    let calendar = ctx.app.calendar().map_err(Error::fault)?.version();
    let mut read = ctx.app.db.read().await?;
    if let Some(counted) = rows::counted(&mut read).await?
        && counted.calendar_version.0 == calendar
    {
        return Ok(counted.open_from.0);
    }
    let first = rows::first(&mut read).await?;
    Ok(first.map_or(this_month, |at| day::today(at).first_of_month()))
}

/// What happened in a month, as far as it has passed.
async fn facts(ctx: &Ctx<System>, month: Date) -> Result<Facts> {
    let span = span(month)?;
    let mut all = Facts::new();
    let mut read = ctx.app.db.read().await?;
    for row in rows::received(&mut read, span).await? {
        *all.entry((Fact::Received, 0, row.about)).or_default() += row.number;
    }
    for row in rows::decided(&mut read, span).await? {
        let fact = Fact::from(row.outcome.0);
        *all.entry((fact, 0, row.about)).or_default() += row.number;
    }
    // Day by day, so that a month of a large city is never in memory at once.
    let mut begins = span.begins;
    while begins < span.ends.min(ctx.now) {
        let ends = day::end_of_today(begins);
        for row in rows::ended(&mut read, (begins, ends)).await? {
            add(ctx, &mut all, &row, (begins, ends))?;
        }
        begins = ends;
    }
    Ok(all)
}

/// Adds what of a clock belongs to this day: it may have run out on one and been met on another.
fn add(
    ctx: &Ctx<System>,
    all: &mut Facts,
    row: &rows::Ended,
    (begins, ends): (Timestamp, Timestamp),
) -> Result<()> {
    let rulebook = &ctx.app.rules.rulebook;
    let Some(watched) = board::aim(rulebook, &row.about.procedure, &row.step) else {
        return Ok(());
    };
    let term = Term {
        started: row.started_at.0,
        due: row
            .on_time_until
            .map_or(row.due_at.0, |until| until.0.max(row.due_at.0)),
        met: row
            .met_at
            .filter(|_| row.spared_at.is_none())
            .map(|at| at.0),
        spared: row.spared_at.map(|at| at.0),
        finished: row.finished_at.map(|at| at.0),
    };
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let facts = board::facts(watched, term, ctx.now, &calendar).map_err(Error::fault)?;
    let mut about = row.about.clone();
    about.issuer_id = match watched.aim.owed_by() {
        OwedBy::WrongAgency => row.handed_by.unwrap_or(row.receiver_id),
        OwedBy::Receiver => row.receiver_id,
        // What fell away was owed by who passed the case on.
        OwedBy::Answerer if row.spared_at.is_some() => row.receiver_id,
        OwedBy::Answerer => about.issuer_id,
    };
    for (at, fact, days) in facts {
        if begins <= at && at < ends {
            *all.entry((fact, days, about.clone())).or_default() += 1;
        }
    }
    Ok(())
}

/// The facts summed by each dimension alone, and by none.
fn parts(month: Date, facts: &Facts) -> Vec<CasePart> {
    let dimensions = Dimension::ALL
        .into_iter()
        .filter(|one| *one != Dimension::Handler);
    let dimensions: Vec<Option<Dimension>> =
        std::iter::once(None).chain(dimensions.map(Some)).collect();
    let mut sums: BTreeMap<(&'static str, String, Fact, i64), i64> = BTreeMap::new();
    for ((fact, days, about), number) in facts {
        for dimension in &dimensions {
            let part = dimension.map_or_else(String::new, |one| about.part(one));
            let key = (rows::dimension_name(*dimension), part, *fact, *days);
            *sums.entry(key).or_default() += number;
        }
    }
    let parts = sums
        .into_iter()
        .map(|((dimension, part, fact, days), number)| CasePart {
            dimension,
            month: Day(month),
            part,
            fact: Word(fact),
            days,
            number,
        });
    parts.collect()
}

fn row(month: Date, (fact, days, about): (Fact, i64, About), number: i64) -> CaseFigure {
    CaseFigure {
        month: Day(month),
        fact: Word(fact),
        days,
        procedure: about.procedure,
        issuer_id: about.issuer_id,
        type_code: about.type_code,
        channel: about.channel,
        ground: about.ground,
        number,
    }
}

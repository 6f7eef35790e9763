//! Which cases wait at the desk? The queue of an agency, and of all agencies for who watches the clocks.

use super::cases::{listed, summaries};
use super::paging::{self, Paging};
use super::searching::sought;
use super::{Clerk, Ctx, Result, day, months};
use crate::store::board::Slice;
use crate::store::objections::{Listed, nothing_due};
use crate::store::queue::{self, After, Ask, Figure, Owed, Search, Steps};
use crate::store::{Id, Tx};
use domain::access::Role;
use domain::board::{self, Aim, OwedBy};
use domain::case_number::CaseNumber;
use domain::id::StaffId;
use domain::mask;
use domain::problem::ProblemCode;
use domain::rulebook::Basis;
use domain::wire::board::BoardSlice;
use domain::wire::queue::{QueueFilter, QueuePage, QueueRow};
use jiff::Timestamp;
use jiff::civil::Date;

/// What the board narrows the queue to.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// Part of the cases.
    pub slice: BoardSlice,
    /// In whose hands; the nil id is nobody's.
    pub handler: Option<StaffId>,
    /// A day of the month that a figure is of; this month without it.
    pub month: Option<Date>,
}

/// A page of the queue with its counters.
pub async fn queue(
    ctx: &Ctx<Clerk>,
    filter: QueueFilter,
    narrowed: Narrowed,
    search: Option<&str>,
    paging: &Paging,
) -> Result<QueuePage> {
    let agency = match ctx.actor.role {
        Role::Supervisor => None,
        role if role.works_cases() => Some(ctx.actor.agency),
        _ => return Err(ProblemCode::Forbidden.into()),
    };
    let limit = paging.limit()?;
    let mut read = ctx.app.db.read().await?;
    let search = looked_up(&mut read, searched(search)?).await?;
    let ask = Ask {
        agency,
        filter,
        figure: figure(ctx, filter, narrowed.month)?,
        slice: Slice {
            issuer: narrowed.slice.issuer,
            type_code: narrowed.slice.type_code,
            channel: narrowed.slice.channel,
            ground: narrowed.slice.ground,
            procedure: narrowed.slice.procedure,
        },
        handler: narrowed.handler.map(Id::from),
        search,
        now: ctx.now,
        end_of_today: day::end_of_today(ctx.now),
        after: paging.after::<After>()?,
        limit: limit + 1,
    };
    let counts = queue::count(&mut read, agency, ask.now, ask.end_of_today).await?;
    let mut rows = queue::page(&mut read, &ask).await?;
    let next = paging::cut(&mut rows, limit, |row| After {
        at: place_of(row, filter),
        id: row.id.0,
    })?;
    let cases = summaries(ctx, &mut read, &rows).await?;
    drop(read);
    let items = cases
        .into_iter()
        .zip(&rows)
        .map(|(case, row)| {
            Ok(QueueRow {
                case,
                holder_name: mask::mask_name(&objector(ctx, row)?),
                handler: row.handler_name.clone(),
            })
        })
        .collect::<Result<_>>()?;
    listed(ctx, &rows).await?;
    Ok(QueuePage {
        items,
        next,
        counts,
    })
}

/// The objector's name: of somebody without an account as they left it.
fn objector(ctx: &Ctx<Clerk>, row: &Listed) -> Result<String> {
    if let Some(name) = &row.holder_name {
        return Ok(name.clone());
    }
    let stored = (row.key_id.as_str(), row.statement_sealed.as_slice());
    let statement = ctx.app.vault.open_statement(row.id.0, stored)?;
    Ok(statement
        .contact
        .map(|contact| contact.name)
        .unwrap_or_default())
}

/// What was typed, as the store looks for it.
async fn looked_up(read: &mut Tx, sought: Option<Sought>) -> Result<Option<Search>> {
    Ok(match sought {
        None => None,
        Some(Sought::CaseNumber(number)) => Some(Search::CaseNumber(number)),
        Some(Sought::CaseNumberPrefix(start)) => Some(Search::CaseNumberPrefix(start)),
        Some(Sought::LicenceNumber(number)) => {
            Some(Search::Licences(queue::licences_with(read, &number).await?))
        }
    })
}

/// The instant that orders a row within its filter.
fn place_of(row: &Listed, filter: QueueFilter) -> Timestamp {
    let at = match filter {
        QueueFilter::Finished => row.finished_at,
        filter if QueueFilter::OF_THE_BOARD.contains(&filter) => Some(row.filed_at),
        _ => row.next_due,
    };
    at.unwrap_or_else(nothing_due).0
}

/// What a filter that stands behind a figure of the board means.
fn figure(ctx: &Ctx<Clerk>, filter: QueueFilter, month: Option<Date>) -> Result<Option<Figure>> {
    let today = day::today(ctx.now);
    let span = months::span(months::asked(month, today)?)?;
    let owed = |aim: Aim, such: &dyn Fn(board::Watched) -> bool| Owed {
        steps: steps(ctx, |watched| watched.aim == aim && such(watched)),
        by: aim.owed_by(),
    };
    let statutory = |watched: board::Watched| watched.basis == Basis::Article;
    let met = |aim| Figure::Met(span, owed(aim, &statutory));
    let late = |aim| Figure::Late(span, owed(aim, &statutory));
    Ok(match filter {
        QueueFilter::Provisional => Some(Figure::Provisional),
        QueueFilter::Unanswered => Some(Figure::Unanswered(today)),
        QueueFilter::Received => Some(Figure::Received(span)),
        QueueFilter::Decided => Some(Figure::Decided(span)),
        QueueFilter::Upheld => Some(Figure::Upheld(span)),
        QueueFilter::MarkMet => Some(met(Aim::Mark)),
        QueueFilter::AnswerMet => Some(met(Aim::Answer)),
        QueueFilter::MarkLate => Some(late(Aim::Mark)),
        QueueFilter::AnswerLate => Some(late(Aim::Answer)),
        QueueFilter::TransferLate => Some(late(Aim::Transfer)),
        QueueFilter::HandOnLate => Some(Figure::Late(span, owed(Aim::HandOn, &|_| true))),
        QueueFilter::ServiceLate => {
            let owed = Owed {
                steps: steps(ctx, |watched| {
                    watched.basis == Basis::Service && watched.aim != Aim::HandOn
                }),
                by: OwedBy::Answerer,
            };
            Some(Figure::Late(span, owed))
        }
        _ => None,
    })
}

/// The steps whose clocks are watched and are such.
fn steps(ctx: &Ctx<Clerk>, such: impl Fn(board::Watched) -> bool) -> Steps {
    let rulebook = &ctx.app.rules.rulebook;
    let clocks = rulebook
        .clocks
        .iter()
        .filter(|clock| board::aim(rulebook, &clock.procedure, &clock.step).is_some_and(&such));
    clocks
        .map(|clock| (clock.procedure.clone(), clock.step.clone()))
        .collect()
}

/// What somebody typed into the search.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sought {
    CaseNumber(String),
    CaseNumberPrefix(String),
    LicenceNumber(String),
}

/// A case number, the beginning of one, or a licence's number.
fn searched(search: Option<&str>) -> Result<Option<Sought>> {
    let Some(text) = sought(search)? else {
        return Ok(None);
    };
    if let Ok(number) = CaseNumber::parse(text) {
        return Ok(Some(Sought::CaseNumber(number.to_string())));
    }
    let upper = text.to_ascii_uppercase();
    Ok(Some(if upper.starts_with("YY") {
        Sought::CaseNumberPrefix(upper)
    } else {
        Sought::LicenceNumber(text.to_owned())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_into_the_search_is_a_case_number_its_beginning_or_a_licence_number() {
        let read = |text| searched(Some(text)).unwrap();
        assert_eq!(
            read("yy20261123 000042 1"),
            Some(Sought::CaseNumber("YY20261123-000042-1".into()))
        );
        assert_eq!(
            read("yy2026"),
            Some(Sought::CaseNumberPrefix("YY2026".into()))
        );
        assert_eq!(
            read(" JY29901000000001 "),
            Some(Sought::LicenceNumber("JY29901000000001".into()))
        );
        assert_eq!(read("  "), None);
    }
}

//! Which licences of the own agency does somebody at the issuing desk look for?
//!
//! A holder's number never stands in an address: [`by_number`] takes it and answers an opaque id, by which [`page`] lists.

use super::licences::{listed, record};
use super::paging::{self, Paging};
use super::{Clerk, Ctx, Error, Result, audit, cases, day};
use crate::store::audit::{Action, Kind, Object};
use crate::store::search::{self as store, After, Ask, Lead, Listed};
use crate::store::{Id, Tx, holders, licences};
use domain::access;
use domain::id::{HolderId, LicenceId};
use domain::identifier::LicenceIdentifier;
use domain::issuing::{RecordHolder, looks_like_a_persons, shown_code};
use domain::mask::mask_citizen_id;
use domain::problem::{FieldProblem, ProblemCode};
use domain::searching::{By, SEARCH_MAX, as_kept, end_of_prefix, kept_forms, understood};
use domain::wire::licence::HolderShown;
use domain::wire::search::{
    EXPIRING_MAX, EXPIRING_SOON, FoundByNumber, LicenceFilter, LicencePage, LicenceRow,
    SearchByNumber, TypeNamed,
};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use uuid::Uuid;

/// So many licences that bear the same masked number are opened to find the one meant.
const OPENED_AT_MOST: i64 = 500;

/// A page of the own agency's licences.
pub async fn page(
    ctx: &Ctx<Clerk>,
    filter: &LicenceFilter,
    paging: &Paging,
) -> Result<LicencePage> {
    ctx.may(access::Action::SearchLicences)?;
    let limit = paging.limit()?;
    let after = paging.after::<After>()?;
    let (lead, by) = lead_of(filter)?;
    let today = day::today(ctx.now);
    let mut read = ctx.app.db.read().await?;
    let ask = Ask {
        after,
        limit: limit + 1,
        ..ask(ctx, &mut read, filter, lead).await?
    };
    let (counts, types) = match after {
        None => {
            let soon = today.saturating_add(i32::from(EXPIRING_SOON).days());
            let counts = store::counts(&mut read, ctx.actor.agency, today, soon).await?;
            let types = store::types(&mut read, ctx.actor.agency).await?;
            (Some(counts), types)
        }
        Some(_) => (None, Vec::new()),
    };
    let mut rows = store::page(&mut read, &ask).await?;
    let next = paging::cut(&mut rows, limit, Listed::place)?;
    let holder = match filter.holder.filter(|_| !rows.is_empty()) {
        Some(holder) => shown(ctx, &mut read, holder).await?,
        None => None,
    };
    drop(read);
    heard(ctx, &rows).await?;
    Ok(LicencePage {
        items: rows.iter().map(|row| shown_row(row, today)).collect(),
        next,
        counts,
        types: types
            .into_iter()
            .map(|(code, name)| TypeNamed { code, name })
            .collect(),
        holder,
        by,
    })
}

/// Who and what bears a number.
pub async fn by_number(ctx: &Ctx<Clerk>, request: &SearchByNumber) -> Result<FoundByNumber> {
    ctx.may(access::Action::SearchLicences)?;
    let problem = FieldProblem::of_required("/number", &request.number, 4..=SEARCH_MAX);
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    let mut read = ctx.app.db.read().await?;
    let holder = holder_with(ctx, &mut read, &request.number).await?;
    let ids = numbered(ctx, &mut read, &request.number).await?;
    let rows = if ids.is_empty() {
        Vec::new()
    } else {
        let ask = ask(ctx, &mut read, &LicenceFilter::default(), Lead::These(ids)).await?;
        store::page(&mut read, &ask).await?
    };
    drop(read);
    // Who searched for somebody is on record, also where nothing was found or shown.
    let object = Object {
        kind: Kind::Holder,
        ids: holder.iter().map(|holder| holder.0).collect(),
        holder,
    };
    let asked = ctx.entry(Action::SearchLicences, object);
    ctx.app.recorder().ask(vec![asked]).await?;
    heard(ctx, &rows).await?;
    let today = day::today(ctx.now);
    Ok(FoundByNumber {
        holder,
        items: rows.iter().map(|row| shown_row(row, today)).collect(),
    })
}

/// What leads to the licences that a filter asks for, and as what its text was understood.
pub(super) fn lead_of(filter: &LicenceFilter) -> Result<(Lead, Option<By>)> {
    if filter.q.chars().count() > SEARCH_MAX {
        let detail = format!("q must be at most {SEARCH_MAX} characters");
        return Err(malformed(&detail));
    }
    let Some(looks) = understood(&filter.q) else {
        return Ok((filter.holder.map_or(Lead::All, Lead::Holder), None));
    };
    let by = filter.by.unwrap_or(looks);
    let text = as_kept(by, &filter.q);
    if by == By::HolderNumber || looks_like_a_persons(&as_kept(By::HolderNumber, &text)) {
        return Err(malformed(
            "a holder's number doesn't belong into an address: use POST /desk/licences/search",
        ));
    }
    let lead = match by {
        By::Number | By::HolderNumber => Lead::Number(text),
        By::Identifier => {
            Lead::Identifier(LicenceIdentifier::parse(&text).map_or(text, String::from))
        }
        By::Name => {
            let until = end_of_prefix(&text);
            Lead::Name(text, until)
        }
    };
    Ok((lead, Some(by)))
}

/// The question to the store, for its first rows.
pub(super) async fn ask(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    filter: &LicenceFilter,
    lead: Lead,
) -> Result<Ask> {
    let today = day::today(ctx.now);
    if filter.expiring.is_some_and(|days| days > EXPIRING_MAX) {
        let detail = format!("expiring must be at most {EXPIRING_MAX}");
        return Err(malformed(&detail));
    }
    let few_unsealed = filter.unsealed && store::few_unsealed(read, ctx.actor.agency).await?;
    let days = |days: u16| today.saturating_add(Span::new().days(i64::from(days)));
    Ok(Ask {
        agency: ctx.actor.agency,
        lead,
        type_code: Some(filter.type_code.clone()).filter(|code| !code.is_empty()),
        standing: filter.standing,
        ends_by: filter.expiring.map(days),
        disputed: filter.disputed,
        pledged: filter.pledged,
        unsealed: filter.unsealed,
        few_unsealed,
        order: filter.order,
        today,
        after: None,
        limit: OPENED_AT_MOST,
    })
}

/// The holder with a number under any key, if the own agency issued anything to that one.
async fn holder_with(ctx: &Ctx<Clerk>, read: &mut Tx, number: &str) -> Result<Option<HolderId>> {
    for form in kept_forms(number) {
        let known = holders::known(read, &ctx.app.vault.indexes(&form)).await?;
        if let Some(holder) = known
            && store::holds_any(read, ctx.actor.agency, holder).await?
        {
            return Ok(Some(holder));
        }
    }
    Ok(None)
}

/// The own agency's licences with this 证照编号. One that looks like a person's stands masked in the column: then the
/// records of those that look the same are opened.
async fn numbered(ctx: &Ctx<Clerk>, read: &mut Tx, number: &str) -> Result<Vec<Id>> {
    let agency = ctx.actor.agency;
    let number = as_kept(By::HolderNumber, number);
    let mut ids: Vec<Id> = Vec::new();
    if !looks_like_a_persons(&number) {
        let found = store::numbered(read, agency, &number, OPENED_AT_MOST).await?;
        ids.extend(found.into_iter().map(|(id, _)| id));
    }
    let masked = mask_citizen_id(&number);
    for (id, _) in store::numbered(read, agency, &masked, OPENED_AT_MOST).await? {
        let Some(found) = licences::find(read, LicenceId(id.0)).await? else {
            continue;
        };
        let bears = record(&ctx.app.vault, &found)?
            .number
            .trim()
            .eq_ignore_ascii_case(&number);
        if bears && !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// A holder's name and number as they are shown unasked.
async fn shown(ctx: &Ctx<Clerk>, read: &mut Tx, holder: HolderId) -> Result<Option<HolderShown>> {
    let Some(row) = holders::find(read, holder).await? else {
        return Ok(None);
    };
    let code =
        ctx.app
            .vault
            .open_text(holders::NUMBER, row.id.0, &row.key_id, &row.number_sealed)?;
    let holder = RecordHolder {
        name: row.name,
        code_type: row.code_type,
        code,
    };
    Ok(Some(HolderShown {
        code: shown_code(&holder),
        name: holder.name,
        code_type: holder.code_type,
    }))
}

/// The licences of a page, by their leading holders.
pub(super) fn whose(rows: &[Listed]) -> impl Iterator<Item = (HolderId, Vec<Uuid>)> {
    let rows = rows.iter().map(|row| &row.summary);
    cases::by_holder(rows.map(|row| (row.holder_id, row.id)))
}

/// Records whose licences an answer carries.
async fn heard(ctx: &Ctx<Clerk>, rows: &[Listed]) -> Result<()> {
    let whose = whose(rows);
    audit::reads(ctx, Action::SearchLicences, Kind::Licence, whose).await
}

fn shown_row(row: &Listed, today: Date) -> LicenceRow {
    LicenceRow {
        licence: listed(&row.summary, today),
        revision: row.revision,
        type_code: row.type_code.clone(),
        status: row.summary.status.0,
        unsealed: row.unsealed,
    }
}

fn malformed(detail: &str) -> Error {
    Error::explained(ProblemCode::Malformed, detail)
}

//! Which entries has the catalogue, where does each stand, and who may do what to it? [`super::compiling`] does it.

use super::catalogue::{after, agency, number};
use super::licences::small;
use super::paging::{self, Paging};
use super::searching::sought;
use super::{Clerk, Ctx, Error, Result};
use crate::store::catalogue::{self as rows, Ask, Entry as Row, Event as Past};
use crate::store::{Id, Tx, Word, agencies};
use domain::access::{self, Relation, allowed};
use domain::catalogue::{Entry, EntryEvent, TypeState, VersionState, is_type_code};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::StaffRef;
use domain::wire::catalogue::{AgencyRef, EntryDetail, EntryHistory, EntrySummary};

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

/// Whom who compiles an entry may name to issue the type: every other agency, by name.
pub async fn could_issue(ctx: &Ctx<Clerk>, code: &str) -> Result<Vec<AgencyRef>> {
    let mut read = ctx.app.db.read().await?;
    let row = visible(ctx, &mut read, code).await?;
    if !may(ctx, &row, EntryEvent::IssuersNamed) {
        return Err(ProblemCode::Forbidden.into());
    }
    let others = agencies::others(&mut read, row.agency_id).await?;
    let named = others.into_iter().map(|other| AgencyRef {
        id: other.id.into(),
        name: other.name,
    });
    Ok(named.collect())
}

pub(super) fn may_compile(ctx: &Ctx<Clerk>) -> bool {
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

pub(super) async fn visible(ctx: &Ctx<Clerk>, read: &mut Tx, code: &str) -> Result<Row> {
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
pub(super) fn turned(
    ctx: &Ctx<Clerk>,
    row: &Row,
    event: EntryEvent,
    revision: i64,
) -> Result<Entry> {
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

//! What may everybody read of the catalogue? It holds nobody's data, so reading it leaves no record.

use super::paging::{self, Paging};
use super::searching::sought;
use super::{Ctx, Error, Result, Visitor};
use crate::store::catalogue::{self as rows, Issuer, Published, Search};
use crate::store::{Id, Tx, word};
use crate::table::write::Csv;
use domain::catalogue::{TypeBody, TypeState, is_type_code};
use domain::id::AgencyId;
use domain::issuing::columns;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::Page;
use domain::wire::catalogue::{
    AgencyRef, CatalogueQuery, TypeDetail, TypeSummary, TypeVersion, TypeVersionRef,
};

/// The types that are published or suspended, by code.
pub async fn list(
    ctx: &Ctx<Visitor>,
    query: &CatalogueQuery,
    paging: &Paging,
) -> Result<Page<TypeSummary>> {
    let limit = paging.limit()?;
    let search = Search {
        after: after(paging)?,
        like: sought(query.q.as_deref())?.map(rows::anywhere),
        holders: query.holders.as_ref().map(word).transpose()?,
        issuer: query.issuer.map(|agency| agency.to_string()),
        limit: limit + 1,
    };
    let mut found = {
        let mut read = ctx.app.db.read().await?;
        rows::search(&mut read, &search).await?
    };
    let next = paging::cut(&mut found, limit, |row| row.code.clone())?;
    let items = found.iter().map(summary).collect::<Result<_>>()?;
    Ok(paging::page(items, next))
}

/// Where a list by code goes on.
pub(super) fn after(paging: &Paging) -> Result<String> {
    let after = paging.after::<String>()?.unwrap_or_default();
    if after.is_empty() || is_type_code(&after) {
        return Ok(after);
    }
    let detail = "cursor must be one of ours";
    Err(Error::explained(ProblemCode::Malformed, detail))
}

/// A type that was published, with the version that is or was last in force.
pub async fn find(ctx: &Ctx<Visitor>, code: &str) -> Result<TypeDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = published(&mut read, code).await?;
    let versions = rows::versions(&mut read, code).await?;
    let others = rows::issuers(&mut read, code).await?;
    drop(read);
    let first = AgencyRef {
        id: row.agency_id.into(),
        name: row.agency_name.clone(),
    };
    let versions = versions.into_iter().map(|version| {
        Ok(TypeVersionRef {
            version: number(version.version)?,
            name: version.name,
            published_at: version.published_at.0,
        })
    });
    Ok(TypeDetail {
        summary: summary(&row)?,
        definer: row.body.definer.clone(),
        definer_level: row.body.definer_level,
        issuers: std::iter::once(first)
            .chain(others.into_iter().map(agency))
            .collect(),
        versions: versions.collect::<Result<_>>()?,
        body: row.body.0,
    })
}

/// One version that was published.
pub async fn version(ctx: &Ctx<Visitor>, code: &str, wanted: u32) -> Result<TypeVersion> {
    let mut read = ctx.app.db.read().await?;
    let row = published(&mut read, code).await?;
    let versions = rows::versions(&mut read, code).await?;
    let found = versions
        .into_iter()
        .find(|version| version.version == i64::from(wanted))
        .ok_or(ProblemCode::NotFound)?;
    let body = rows::body(&mut read, code, found.version).await?;
    Ok(TypeVersion {
        code: row.code,
        version: wanted,
        in_force: row.version == found.version && row.state.0 != TypeState::Withdrawn,
        published_at: found.published_at.0,
        body: body.ok_or(ProblemCode::NotFound)?,
    })
}

/// The columns by which licences of a type are taken in, with an example row.
pub async fn template(ctx: &Ctx<Visitor>, code: &str) -> Result<Vec<u8>> {
    let mut read = ctx.app.db.read().await?;
    let row = published(&mut read, code).await?;
    drop(read);
    as_csv(&row.body)
}

/// The template of a type as a file.
pub(super) fn as_csv(body: &TypeBody) -> Result<Vec<u8>> {
    let (header, example) = columns::template(body);
    let mut csv = Csv::new(Vec::new(), header).map_err(Error::fault)?;
    csv.row(example).map_err(Error::fault)?;
    csv.finish().map_err(Error::fault)
}

async fn published(read: &mut Tx, code: &str) -> Result<Published> {
    if !is_type_code(code) {
        return Err(ProblemCode::NotFound.into());
    }
    let row = rows::published(read, code).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// The type that a request names at `/type_code`, if licences of it are issued now, and by this agency if one is named.
pub(super) async fn issuable(
    read: &mut Tx,
    code: &str,
    agency: Option<AgencyId>,
) -> Result<Published> {
    let unknown = || Error::from(FieldProblem::new("/type_code", FieldCode::Unknown));
    let kind = rows::published(read, code.trim()).await?;
    let kind = kind.ok_or_else(unknown)?;
    if let Some(agency) = agency.map(Id::from)
        && kind.agency_id != agency
        && !rows::issues(read, &kind.code, agency).await?
    {
        return Err(unknown());
    }
    if kind.state.0 != TypeState::Published {
        let detail = "the type is suspended or withdrawn";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    Ok(kind)
}

pub(super) fn agency(issuer: Issuer) -> AgencyRef {
    AgencyRef {
        id: issuer.id.into(),
        name: issuer.name,
    }
}

pub(super) fn number(version: i64) -> Result<u32> {
    u32::try_from(version).map_err(Error::fault)
}

fn summary(row: &Published) -> Result<TypeSummary> {
    Ok(TypeSummary {
        code: row.code.clone(),
        name: row.body.name.clone(),
        hue: row.body.hue,
        class: row.body.class,
        holders: row.body.holders,
        issuer_name: row.agency_name.clone(),
        state: row.state.0,
        version: number(row.version)?,
    })
}

//! What does a reader see of all versions of a licence, and how can a seal be checked without trusting this system?

use super::face::{self, Show};
use super::once::Once;
use super::seals::making::trusted;
use super::{Clerk, Ctx, Error, Result, audit, day, licences as reading};
use crate::store::audit::{Action, Kind, Object};
use crate::store::licences::Found;
use crate::store::sealing::{self as rows, Print, WithSeal};
use crate::store::{At, seal_roots};
use crate::table::write::Csv;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::access::{Actor, Relation};
use domain::id::{HolderId, LicenceId};
use domain::problem::ProblemCode;
use domain::sealing::{Period, SealAct, may};
use domain::wire::sealing::{PrintRecorded, RecordPrint, SealingReport, SealingRow};
use domain::wire::version::{SealProof, SealShown, VersionShown};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Every version of a licence, the newest first; sensitive values are masked.
pub async fn list(ctx: &Ctx<Actor>, id: LicenceId) -> Result<Vec<VersionShown>> {
    let found = readable(ctx, id).await?;
    let mut read = ctx.app.db.read().await?;
    let versions = rows::versions(&mut read, found.holder_id, found.id).await?;
    drop(read);
    let of_staff = matches!(ctx.actor, Actor::Staff { .. });
    let mut shown = versions
        .into_iter()
        .map(|version| show(ctx, &found, version, of_staff))
        .collect::<Result<Vec<_>>>()?;
    shown.reverse();
    let whose = [(HolderId(found.holder_id.0), vec![found.id.0])];
    audit::reads(ctx, Action::ReadLicence, Kind::Licence, whose).await?;
    Ok(shown)
}

async fn readable(ctx: &Ctx<Actor>, id: LicenceId) -> Result<Found> {
    let (found, _) = ctx
        .app
        .licences()
        .ask(id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    if reading::may_read(ctx, &found).await? {
        Ok(found)
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

fn show(
    ctx: &Ctx<Actor>,
    found: &Found,
    version: WithSeal,
    of_staff: bool,
) -> Result<VersionShown> {
    let stored = (version.key_id.as_str(), version.record.as_slice());
    let record = ctx
        .app
        .vault
        .read_record(found.id.0, version.version, stored)?;
    let approver = super::seals::person(version.approved_by, version.approver_name.as_ref());
    let seal = version
        .sealed_at
        .zip(version.seal_name)
        .map(|(sealed_at, name)| SealShown {
            name,
            unit: version.unit.unwrap_or_default(),
            sealed_at: sealed_at.0,
        });
    Ok(VersionShown {
        version: reading::small(version.version),
        identifier: version.identifier,
        superseded: version.version != found.version,
        made_by: version.kind.0,
        trust: version.trust.0,
        schema_version: u32::try_from(version.schema_version).map_err(Error::fault)?,
        valid_from: version.valid_from.0,
        valid_to: version.valid_to.map(|day| day.0),
        created_at: version.created_at.0,
        face: face::values(&version.face_schema, &record, Show::Masked),
        predecessor: record.predecessor,
        approved_by: approver.filter(|_| of_staff),
        seal,
    })
}

/// The seal on a version with the very bytes that were sealed; recorded as a look-up in full.
pub async fn proof(ctx: &Ctx<Actor>, id: LicenceId, version: u16) -> Result<SealProof> {
    let found = readable(ctx, id).await?;
    let mut read = ctx.app.db.read().await?;
    let key = (found.holder_id, found.id, i64::from(version));
    let row = rows::proof(&mut read, key).await?;
    let roots = trusted(&seal_roots::all(&mut read).await?);
    drop(read);
    let row = row.ok_or(ProblemCode::NotFound)?;
    let stored = (row.key_id.as_str(), row.record.as_slice());
    let record = ctx
        .app
        .vault
        .read_record_bytes(row.licence_id.0, row.version, stored)?;
    let proof = SealProof {
        seal: SealShown {
            name: row.seal_name,
            unit: row.unit,
            sealed_at: row.sealed_at.0,
        },
        record: std::str::from_utf8(&record)
            .map_err(Error::fault)?
            .to_owned(),
        signature: BASE64.encode(&row.signature),
        chain: row.chain.map(|chain| chain.0).unwrap_or_default(),
        roots: roots.iter().map(ToString::to_string).collect(),
    };
    let whose = [(HolderId(found.holder_id.0), vec![found.id.0])];
    audit::reads(ctx, Action::RevealLicence, Kind::Licence, whose).await?;
    Ok(proof)
}

/// Records that the version that holds was printed: only what bears a seal can be (兰安 一百四十).
pub async fn print(
    ctx: &Ctx<Actor>,
    id: LicenceId,
    request: RecordPrint,
    once: &Once,
) -> Result<PrintRecorded> {
    let found = readable(ctx, id).await?;
    let key = (found.holder_id, found.id, found.version);
    let sealed = {
        let mut read = ctx.app.db.read().await?;
        rows::proof(&mut read, key).await?.is_some()
    };
    if i64::from(request.version) != found.version {
        return Err(ProblemCode::StaleVersion.into());
    }
    if !sealed {
        let detail = "a version without a seal can't be printed";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let print = Print {
        id: crate::store::Id(ctx.new_id()),
        holder: found.holder_id,
        licence: found.id,
        version: found.version,
        agency: found.issuer_id,
        staff: match ctx.actor {
            Actor::Staff { staff, .. } => Some(staff.into()),
            Actor::Holder { .. } => None,
        },
        at: At(ctx.now),
    };
    let object = Object::of(Kind::Licence, id.0, HolderId(found.holder_id.0));
    let entry = ctx.entry(Action::Print, object);
    let claim = once.claim(ctx, id.0);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::print(tx, &print).await?) })
    });
    effect.await?;
    Ok(PrintRecorded { at: ctx.now })
}

/// The same as a table file.
pub async fn summary_csv(ctx: &Ctx<Clerk>, on: Option<Date>) -> Result<(String, Vec<u8>)> {
    let report = summary(ctx, on).await?;
    let header = [
        "单位",
        "起",
        "止",
        "专管人员盖章",
        "授权自动盖章",
        "在线打印",
    ];
    let mut csv = Csv::new(Vec::new(), header).map_err(Error::fault)?;
    let (from, to) = (report.from.to_string(), report.to.to_string());
    for row in report.rows {
        let counts = [row.by_keeper, row.by_authority, row.prints].map(|count| count.to_string());
        let cells = [row.agency_name, from.clone(), to.clone()];
        csv.row(cells.into_iter().chain(counts))
            .map_err(Error::fault)?;
    }
    let name = format!("seals-{from}-{to}.csv");
    Ok((name, csv.finish().map_err(Error::fault)?))
}

/// 电子印章签章和在线打印情况汇总表 of the period that a day falls into: the own agency's row, or all (一百四十二).
pub async fn summary(ctx: &Ctx<Clerk>, on: Option<Date>) -> Result<SealingReport> {
    let role = ctx.actor.role;
    if !may(role, Relation::OwnAgency, SealAct::Summary) {
        return Err(ProblemCode::Forbidden.into());
    }
    let all = may(role, Relation::Other, SealAct::Summary);
    let period: Period = ctx.app.sealing_period;
    let (from, to) = period.around(on.unwrap_or_else(|| day::today(ctx.now)));
    let first = day::end_of(from.saturating_sub(1.day()));
    let mut read = ctx.app.db.read().await?;
    let rows = rows::summary(&mut read, first, day::end_of(to)).await?;
    let own = |id: crate::store::Id| id == ctx.actor.agency.into();
    Ok(SealingReport {
        period,
        from,
        to,
        rows: rows
            .into_iter()
            .filter(|row| all || own(row.id))
            .map(|row| SealingRow {
                agency: row.id.into(),
                agency_name: row.name,
                by_keeper: row.by_keeper,
                by_authority: row.by_authority,
                prints: row.prints,
            })
            .collect(),
    })
}

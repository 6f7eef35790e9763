//! Who read a licence, and when? From the audit log, for its holder and for the staff of its issuer.

use super::paging::{self, Paging};
use super::{Ctx, Error, Result, audit, licences as reading};
use crate::store::audit::{Action, Kind};
use crate::store::licences::{self, Found};
use crate::store::uses::{self, After, Row};
use domain::access::{self, Actor};
use domain::id::{HolderId, LicenceId};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::StaffRef;
use domain::wire::uses::{LicenceUse, UseKind, UsedBy};
use uuid::Uuid;

/// Who read a licence, the last first.
pub async fn of_licence(
    ctx: &Ctx<Actor>,
    id: LicenceId,
    paging: &Paging,
) -> Result<Page<LicenceUse>> {
    let limit = paging.limit()?;
    let before = paging.after::<After>()?.unwrap_or(After {
        at: ctx.now,
        id: Uuid::max(),
    });
    let mut read = ctx.app.db.read().await?;
    let found = licences::find(&mut read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    if !may_read(ctx, &mut read, &found).await? {
        return Err(ProblemCode::NotFound.into());
    }
    let mut rows =
        uses::of_licence(&mut read, found.holder_id, found.id, before, limit + 1).await?;
    drop(read);
    let next = paging::cut(&mut rows, limit, |row| After {
        at: row.at.0,
        id: row.id.0,
    })?;
    let items = rows
        .into_iter()
        .map(|row| shown(&ctx.actor, row))
        .collect::<Result<_>>()?;
    let whose = [(HolderId(found.holder_id.0), vec![id.0])];
    audit::reads(ctx, Action::ReadUses, Kind::Licence, whose).await?;
    Ok(paging::page(items, next))
}

async fn may_read(ctx: &Ctx<Actor>, read: &mut crate::store::Tx, found: &Found) -> Result<bool> {
    if ctx
        .actor
        .may(access::Action::ReadUses, reading::whose(found))
    {
        return Ok(true);
    }
    match ctx.actor {
        Actor::Holder { holder } => Ok(licences::holds(read, holder, found.id).await?),
        Actor::Staff { .. } => Ok(false),
    }
}

fn shown(actor: &Actor, row: Row) -> Result<LicenceUse> {
    Ok(LicenceUse {
        at: row.at.0,
        what: kind(&row.action)?,
        service_item: row.service_item.clone(),
        by: by(actor, row),
    })
}

fn by(reader: &Actor, row: Row) -> UsedBy {
    let own = match reader {
        Actor::Holder { holder } => row.actor_id.is_some_and(|id| id.0 == holder.0),
        Actor::Staff { staff, .. } => row.actor_id.is_some_and(|id| id.0 == staff.0),
    };
    if let (Some(agency), Some(purpose)) = (&row.agency_name, &row.purpose) {
        return UsedBy::Machine {
            agency: agency.clone(),
            purpose: purpose.0,
        };
    }
    match (row.actor_kind.as_str(), row.agency_name, row.actor_id) {
        ("holder" | "staff", ..) if own => UsedBy::Yourself,
        ("staff", Some(agency), Some(id)) => {
            let colleague = matches!(reader, Actor::Staff { agency, .. } if row.agency_id.is_some_and(|of| of.0 == agency.0));
            let staff = StaffRef {
                id: id.into(),
                name: row.staff_name.unwrap_or_default(),
            };
            UsedBy::Agency {
                agency,
                staff: colleague.then_some(staff),
            }
        }
        ("holder", ..) => UsedBy::Holder,
        ("nobody", ..) => UsedBy::Anyone,
        _ => UsedBy::System,
    }
}

fn kind(action: &str) -> Result<UseKind> {
    let known = uses::USES.into_iter().find(|use_| use_.as_str() == action);
    Ok(match known {
        Some(Action::ListLicences | Action::SearchLicences) => UseKind::Listed,
        Some(Action::ReadLicence) => UseKind::Read,
        Some(Action::RevealLicence) => UseKind::Revealed,
        Some(Action::ExportLicences | Action::ExportCase) => UseKind::Exported,
        Some(Action::ListCases | Action::ReadCase) => UseKind::Case,
        Some(Action::CheckShown) => UseKind::Checked,
        _ => return Err(Error::fault("the log holds a use that isn't one")),
    })
}

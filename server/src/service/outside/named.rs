//! Which licence does somebody name who isn't its issuer, and how much of it may they know?

use crate::service::face::{self, Show};
use crate::service::registering::{Named, Objected, key};
use crate::service::{Ctx, Machine, Result, licences};
use crate::store::licences::{self as rows, Found};
use crate::store::{Id, Tx, holders};
use domain::id::{AgencyId, HolderId};
use domain::licence::FaceValue;
use domain::objection::CallerDocument;

/// The licence that a using agency was shown, and who issued it.
pub(super) async fn shown(
    ctx: &Ctx<Machine>,
    read: &mut Tx,
    number: &str,
) -> Result<(Named, Option<AgencyId>)> {
    let found = all(read, number).await?;
    one(ctx, found, None)
}

/// The licence of a caller; whether there is one that is another's is not told apart from there being none.
pub(super) async fn held(
    ctx: &Ctx<Machine>,
    read: &mut Tx,
    number: &str,
    document: &CallerDocument,
) -> Result<(Named, Option<AgencyId>)> {
    let indexes = ctx.app.vault.indexes(&document.number);
    let Some(caller) = holders::known(read, &indexes).await? else {
        return Ok((Named::Unknown, None));
    };
    let mut own = Vec::new();
    for licence in all(read, number).await? {
        let leads = licence.holder_id == Id::from(caller);
        if leads || rows::holds(read, caller, licence.id).await? {
            own.push(licence);
        }
    }
    one(ctx, own, Some(caller))
}

async fn all(read: &mut Tx, number: &str) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for id in rows::named(read, number).await? {
        found.extend(rows::find(read, id).await?);
    }
    Ok(found)
}

fn one(
    ctx: &Ctx<Machine>,
    mut found: Vec<Found>,
    account: Option<HolderId>,
) -> Result<(Named, Option<AgencyId>)> {
    let licence = match (found.pop(), found.is_empty()) {
        (None, _) => return Ok((Named::Unknown, None)),
        (Some(_), false) => return Ok((Named::Several, None)),
        (Some(licence), true) => licence,
    };
    let objected = Objected {
        licence: key(&licence),
        account,
        face: fields(ctx, &licence)?,
    };
    Ok((Named::One(objected), Some(licence.issuer_id.into())))
}

/// The fields of a licence without their values: whether a claimed value is the one that stands there would tell it.
fn fields(ctx: &Ctx<Machine>, licence: &Found) -> Result<Vec<FaceValue>> {
    let record = licences::record(&ctx.app.vault, licence)?;
    let mut face = face::values(&licence.face_schema, &record, Show::Masked);
    for field in &mut face {
        field.value.clear();
    }
    Ok(face)
}

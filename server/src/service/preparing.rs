//! How does an issuer put a version of a licence up for approval? What the form says is checked against the type's schema
//! and becomes the very record that will be approved and sealed (兰安 一百四十, 一百四十九).

use super::catalogue::issuable;
use super::library::{self, Canonical, Origin};
use super::once::Once;
use super::sealed::{EventWords, Prepared};
use super::{
    Clerk, Ctx, Error, Result, audit as read_audit, day, licences as reading, preparations,
};
use crate::store::audit::{self, Kind, Object};
use crate::store::licences::Found;
use crate::store::preparations::{self as rows, New};
use crate::store::{At, Day, Id, StoreError, agencies, catalogue};
use domain::access::{self, Actor, Record};
use domain::catalogue::TypeBody;
use domain::id::{HolderId, LicenceId, PreparationId};
use domain::identifier::{LicenceIdentifier, Uscc};
use domain::issuing::{Checked, LicenceRecord, Sheet, lead_alike};
use domain::licence::{Condition, LicenceEventKind};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::issuing::{
    EventForm, LicenceSheet, PreparationDetail, PrepareIssue, PrepareVersion,
};

/// Puts a first version up.
pub async fn issue(
    ctx: &Ctx<Clerk>,
    request: &PrepareIssue,
    once: &Once,
) -> Result<PreparationDetail> {
    ctx.may(access::Action::Prepare)?;
    let mut read = ctx.app.db.read().await?;
    let kind = issuable(&mut read, &request.type_code, Some(ctx.actor.agency)).await?;
    let checked = check(&request.sheet, &kind.body, ctx)?;
    let licence = LicenceId(ctx.new_id());
    let agency = agencies::find(&mut read, ctx.actor.agency).await?;
    let agency = agency.ok_or(ProblemCode::NotFound)?;
    drop(read);
    let origin = Origin {
        type_code: &kind.code,
        type_name: &kind.body.name,
        schema_version: u32::try_from(kind.version).map_err(Error::fault)?,
        issuer: &Uscc::parse(&agency.uscc).map_err(Error::fault)?,
        issuer_name: &agency.name,
    };
    let on = checked.issued_on;
    let record = origin.record(licence, &origin.minted(licence)?, checked, None);
    let put = Put {
        kind: LicenceEventKind::Issued,
        holder: None,
        revision: 0,
        version: 1,
        on,
        words: EventWords::default(),
    };
    settle(ctx, record, put, once).await
}

/// A licence's current version as the form of its next one, with the holders' numbers in full: recorded as such.
pub async fn sheet(ctx: &Ctx<Clerk>, id: LicenceId) -> Result<LicenceSheet> {
    let (found, _) = ctx
        .app
        .licences()
        .ask(id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    may(ctx, &found, access::Action::Prepare)?;
    let body = {
        let mut read = ctx.app.db.read().await?;
        let body = catalogue::body(&mut read, &found.type_code, found.schema_version).await?;
        body.ok_or(ProblemCode::NotFound)?
    };
    let record = reading::record(&ctx.app.vault, &found)?;
    let whose = [(Some(HolderId(found.holder_id.0)), vec![found.id.0])];
    read_audit::reads_of(ctx, audit::Action::RevealLicence, Kind::Licence, whose).await?;
    Ok(LicenceSheet {
        revision: found.revision,
        status: found.status.0,
        pledged: found.pledged,
        sheet: Sheet::from(&record),
        body,
    })
}

/// Puts the next version of a licence up: 变更 or 延续.
pub async fn next_version(
    ctx: &Ctx<Clerk>,
    id: LicenceId,
    request: &PrepareVersion,
    once: &Once,
) -> Result<PreparationDetail> {
    if !matches!(
        request.kind,
        LicenceEventKind::Changed | LicenceEventKind::Renewed
    ) {
        return Err(FieldProblem::new("/kind", FieldCode::Unknown).into());
    }
    let (found, _) = workable(
        ctx,
        id,
        access::Action::Prepare,
        (request.kind, request.revision),
    )
    .await?;
    let words = words_of(&request.words, ctx)?;
    let body = {
        let mut read = ctx.app.db.read().await?;
        let body = catalogue::body(&mut read, &found.type_code, found.schema_version).await?;
        body.ok_or(ProblemCode::NotFound)?
    };
    let checked = check(&request.sheet, &body, ctx)?;
    let before = reading::record(&ctx.app.vault, &found)?;
    let next = LicenceIdentifier::parse(&before.identifier)
        .and_then(|identifier| identifier.next_version())
        .map_err(Error::fault)?;
    if !lead_alike(&before.holders, &checked.holders) {
        return Err(FieldProblem::new("/sheet/holders/0/code", FieldCode::Fixed).into());
    }
    let record = LicenceRecord {
        identifier: String::from(next),
        number: checked.number,
        issued_on: checked.issued_on,
        valid_from: checked.validity.from,
        valid_to: checked.validity.to,
        holders: checked.holders,
        predecessor: Some(before.identifier),
        face: checked.face,
        salt: library::salt(),
        ..before
    };
    let put = Put {
        kind: request.kind,
        holder: Some(found.holder_id),
        revision: found.revision,
        version: found.version + 1,
        on: request.words.on,
        words,
    };
    settle(ctx, record, put, once).await
}

/// A licence of the own agency to which the event may happen now, as it was read; and what it is after that.
pub(super) async fn workable(
    ctx: &Ctx<Clerk>,
    id: LicenceId,
    may: access::Action,
    (kind, revision): (LicenceEventKind, i64),
) -> Result<(Found, Condition)> {
    let (found, _) = ctx
        .app
        .licences()
        .ask(id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    self::may(ctx, &found, may)?;
    if found.revision != revision {
        return Err(ProblemCode::StaleVersion.into());
    }
    let after = reading::condition(&found)
        .after(kind)
        .map_err(|refusal| Error::explained(ProblemCode::WrongState, refusal.to_string()))?;
    Ok((found, after))
}

/// Whether this may be done to the licence; one that can't even be read isn't there.
pub(super) fn may(ctx: &Ctx<Clerk>, found: &Found, action: access::Action) -> Result<()> {
    let actor: Actor = ctx.actor.into();
    let whose: Record = reading::whose(found);
    if !actor.may(access::Action::ReadLicence, whose) {
        return Err(ProblemCode::NotFound.into());
    }
    if !actor.may(action, whose) {
        return Err(ProblemCode::Forbidden.into());
    }
    Ok(())
}

/// What is said about an event, if it can be said.
pub(super) fn words_of(form: &EventForm, ctx: &Ctx<Clerk>) -> Result<EventWords> {
    let problems = form.check(day::today(ctx.now));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    Ok(EventWords {
        basis: form.basis.trim().to_owned(),
        reason: form.reason.trim().to_owned(),
    })
}

fn check(sheet: &Sheet, body: &TypeBody, ctx: &Ctx<Clerk>) -> Result<Checked> {
    sheet
        .check(body, day::today(ctx.now))
        .map_err(|mut problems| {
            for problem in &mut problems {
                problem.pointer.insert_str(0, "/sheet");
            }
            Error::Invalid(problems)
        })
}

/// How a record is put up.
struct Put {
    kind: LicenceEventKind,
    holder: Option<Id>,
    revision: i64,
    version: i64,
    on: jiff::civil::Date,
    words: EventWords,
}

async fn settle(
    ctx: &Ctx<Clerk>,
    record: LicenceRecord,
    put: Put,
    once: &Once,
) -> Result<PreparationDetail> {
    let id = PreparationId(ctx.new_id());
    let canonical = Canonical::of(record)?;
    let content = Prepared {
        record: String::from_utf8(canonical.bytes.to_vec()).map_err(Error::fault)?,
        words: put.words,
    };
    let sealed = ctx.app.vault.seal_preparation(id.0, &content)?;
    let record = canonical.record;
    let new = New {
        id: id.into(),
        agency: ctx.actor.agency.into(),
        type_code: record.type_code,
        schema_version: record.schema_version.into(),
        kind: put.kind,
        holder: put.holder,
        licence: record.licence.into(),
        revision: put.revision,
        version: put.version,
        on: Day(put.on),
        content_sealed: sealed.bytes,
        key_id: sealed.key_id,
        digest: canonical.digest.to_vec(),
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(
        audit::Action::Prepare,
        Object {
            kind: Kind::Preparation,
            ids: vec![id.0],
            holder: put.holder.map(|holder| HolderId(holder.0)),
        },
    );
    let claim = once.claim(ctx, id.0);
    let first = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { rows::insert(tx, &new).await.map_err(waits_already) })
    });
    preparations::show(ctx, first.await?.map_or(id, PreparationId)).await
}

fn waits_already(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate => Error::explained(
            ProblemCode::WrongState,
            "another version of this licence waits for approval already".to_owned(),
        ),
        other => other.into(),
    }
}

//! What becomes of what was put up for approval? A second person approves the content by its digest, and the version
//! enters the library; or sends it back (兰安 一百四十至一百四十二).

use super::library::{self, Deed};
use super::once::Once;
use super::preparations::{open, own, show};
use super::{Clerk, Ctx, Error, Result};
use crate::crypto::BlindIndex;
use crate::hex;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::bulk::{CoHolder, Licence};
use crate::store::library::{self as keeping, Kept, Raise};
use crate::store::preparations::{self as rows, Decision, Row};
use crate::store::{At, Id, Tx, catalogue, holders};
use domain::access::{self, Relation, allowed};
use domain::catalogue::TypeBody;
use domain::id::{HolderId, PreparationId};
use domain::issuing::{PreparationState, RecordHolder, is_person};
use domain::licence::{Condition, LicenceEventKind, Trust};
use domain::objection::deciding::two_people;
use domain::problem::{FieldProblem, ProblemCode};
use domain::wire::issuing::{ApproveContent, PreparationDetail, REASON_MAX, SendContentBack};

/// Approves a content: it enters the library as it was read.
pub async fn approve(
    ctx: &Ctx<Clerk>,
    id: PreparationId,
    request: &ApproveContent,
    once: &Once,
) -> Result<PreparationDetail> {
    settle(ctx, id, request, once).await?;
    show(ctx, id).await
}

/// The same without showing what was approved.
pub(super) async fn settle(
    ctx: &Ctx<Clerk>,
    id: PreparationId,
    request: &ApproveContent,
    once: &Once,
) -> Result<()> {
    let claim = once.claim(ctx, id.0);
    let (row, body) = {
        let mut read = ctx.app.db.read().await?;
        if claim.earlier(&mut read).await?.is_some() {
            return Ok(());
        }
        let row = decidable(ctx, &mut read, id, access::Action::ApproveContent).await?;
        let body = catalogue::body(&mut read, &row.type_code, row.schema_version).await?;
        (row, body.ok_or(ProblemCode::NotFound)?)
    };
    if !two_people(row.prepared_by.into(), ctx.actor.staff) {
        return Err(ProblemCode::SamePerson.into());
    }
    if !request
        .digest
        .eq_ignore_ascii_case(&hex::write(&row.digest))
    {
        return Err(ProblemCode::StaleVersion.into());
    }
    let entering = Entering::of(ctx, &row, &body)?;
    let decision = decision(ctx, id, PreparationState::Approved);
    let entry = ctx.entry(
        Action::ApproveContent,
        Object::alone(Kind::Preparation, id.0),
    );
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::decide(tx, &decision).await?;
                    let holder = entering.write(tx).await?;
                    let mut entry = entry;
                    entry.object.holder = Some(HolderId(holder.0));
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    ctx.app.sealing().notify_one();
    Ok(())
}

/// Sends a content back to who prepared it.
pub async fn send_back(
    ctx: &Ctx<Clerk>,
    id: PreparationId,
    request: &SendContentBack,
    once: &Once,
) -> Result<PreparationDetail> {
    if let Some(problem) = FieldProblem::of_required("/note", &request.note, 2..=REASON_MAX) {
        return Err(problem.into());
    }
    let note = ctx
        .app
        .vault
        .seal_preparation_note(id.0, request.note.trim())?;
    let decision = Decision {
        note_sealed: Some(note.bytes),
        note_key_id: Some(note.key_id),
        ..decision(ctx, id, PreparationState::SentBack)
    };
    let may = access::Action::ApproveContent;
    end(ctx, id, may, (decision, Action::SendContentBack), once).await
}

/// Takes a preparation back.
pub async fn take_back(
    ctx: &Ctx<Clerk>,
    id: PreparationId,
    once: &Once,
) -> Result<PreparationDetail> {
    let decision = decision(ctx, id, PreparationState::TakenBack);
    let may = access::Action::Prepare;
    end(ctx, id, may, (decision, Action::TakeBack), once).await
}

async fn end(
    ctx: &Ctx<Clerk>,
    id: PreparationId,
    may: access::Action,
    (decision, action): (Decision, Action),
    once: &Once,
) -> Result<PreparationDetail> {
    let claim = once.claim(ctx, id.0);
    {
        let mut read = ctx.app.db.read().await?;
        if claim.earlier(&mut read).await?.is_none() {
            decidable(ctx, &mut read, id, may).await?;
        }
    }
    let entry = ctx.entry(action, Object::alone(Kind::Preparation, id.0));
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::decide(tx, &decision).await?) })
    });
    effect.await?;
    show(ctx, id).await
}

fn decision(ctx: &Ctx<Clerk>, id: PreparationId, to: PreparationState) -> Decision {
    Decision {
        id: id.into(),
        to,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
        note_sealed: None,
        note_key_id: None,
    }
}

async fn decidable(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    id: PreparationId,
    may: access::Action,
) -> Result<Row> {
    let row = own(ctx, read, id).await?;
    if !allowed(ctx.actor.role, Relation::OwnAgency, may) {
        return Err(ProblemCode::Forbidden.into());
    }
    if row.state.0 != PreparationState::Prepared {
        let detail = "the preparation has been approved, sent back or taken back already";
        return Err(Error::explained(ProblemCode::WrongState, detail.to_owned()));
    }
    Ok(row)
}

/// A version on its way into the library.
struct Entering {
    kept: Kept,
    kind: LicenceEventKind,
    raise: Raise,
    licence: Licence,
    leading: Option<Id>,
    holders: Vec<(holders::Row, Vec<BlindIndex>)>,
}

impl Entering {
    fn of(ctx: &Ctx<Clerk>, row: &Row, body: &TypeBody) -> Result<Self> {
        let (canonical, content) = open(ctx, row)?;
        let deed = Deed {
            holder: row.holder_id.unwrap_or(library::NOBODY),
            issuer: row.agency_id,
            version: row.version,
            seq: row.revision + 1,
            kind: row.kind.0,
            on: row.on_date.0,
            staff: Some(row.prepared_by),
            words: &content.words,
            objection: None,
            trust: Trust::A,
            approved_by: Some(ctx.actor.staff.into()),
            at: ctx.now,
        };
        let record = &canonical.record;
        Ok(Self {
            kept: library::keep(&ctx.app.vault, &canonical, &body.fields, &deed)?,
            kind: row.kind.0,
            raise: Raise::to(record, row.revision),
            licence: library::licence_row(record, &deed, Condition::NEW),
            leading: row.holder_id,
            holders: record
                .holders
                .iter()
                .map(|holder| holder_row(ctx, holder))
                .collect::<Result<_>>()?,
        })
    }

    /// Writes it; answers the leading holder.
    async fn write(self, tx: &mut Tx) -> Result<Id> {
        let mut ids = Vec::with_capacity(self.holders.len());
        for (row, indexes) in &self.holders {
            ids.push(holders::settle(tx, row, indexes).await?);
        }
        let first = ids.first().copied().ok_or(ProblemCode::NotFound)?;
        let leading = self.leading.unwrap_or(first);
        let licence = Id(self.licence.id.0);
        let others = ids
            .into_iter()
            .filter(|id| *id != leading)
            .map(|holder_id| CoHolder {
                holder_id,
                leading_id: leading,
                licence_id: licence,
            });
        let others = others.collect();
        if self.kind == LicenceEventKind::Issued {
            let mut row = self.licence;
            row.holder_id = leading;
            keeping::enter(tx, row, others, self.kept.of(leading)).await?;
        } else {
            keeping::raise(tx, &self.raise, self.kept).await?;
            keeping::share(tx, licence, others).await?;
        }
        Ok(leading)
    }
}

/// A holder's row, in case the library doesn't know the number, and what the number is found by.
pub(super) fn holder_row(
    ctx: &Ctx<Clerk>,
    holder: &RecordHolder,
) -> Result<(holders::Row, Vec<BlindIndex>)> {
    let vault = &ctx.app.vault;
    let id = ctx.new_id();
    let sealed = vault.seal(holders::NUMBER, id, holder.code.as_bytes())?;
    let index = vault.index(&holder.code);
    let kind = if is_person(&holder.code_type) {
        "person"
    } else {
        "organisation"
    };
    let row = holders::Row {
        id: Id(id),
        kind: kind.to_owned(),
        name: holder.name.clone(),
        code_type: holder.code_type.clone(),
        number_sealed: sealed.bytes,
        key_id: sealed.key_id,
        number_index: index.bytes,
        index_key_id: index.key_id,
        created_at: At(ctx.now),
    };
    Ok((row, vault.indexes(&holder.code)))
}

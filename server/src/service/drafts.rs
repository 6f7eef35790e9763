//! How is an objection written over days without losing a word? A draft for each licence, kept from the first keystroke.

use super::evidence::evidence_view;
use super::face::{self, Show};
use super::once::Once;
use super::{Citizen, Ctx, Error, Result, audit as read_audit, day, licences};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::drafts::{self, Row};
use crate::store::{At, Id, Tx, evidence, objections};
use domain::id::{DraftId, HolderId};
use domain::objection::filing::DRAFT_DAYS;
use domain::objection::{DraftBody, FilingContext};
use domain::problem::ProblemCode;
use domain::wire::draft::{Draft, OpenDraft, SaveDraft};
use domain::wire::licence::FaceValue;
use jiff::SignedDuration;

/// A draft, and whether it was made just now.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// Whether it is new.
    pub new: bool,
}

/// Opens a draft for one of the holder's licences, or answers the one that is open.
pub async fn open(ctx: &Ctx<Citizen>, request: &OpenDraft, once: &Once) -> Result<Opened> {
    let holder = ctx.actor.holder;
    if !ctx.app.rules.rulebook.offers_licence_objection() {
        return Err(ProblemCode::NotOffered.into());
    }
    let existing = {
        let mut read = ctx.app.db.read().await?;
        let licence = licences::own(&mut read, holder, request.licence).await?;
        if objections::open(&mut read, holder, licence.id)
            .await?
            .is_some()
        {
            return Err(ProblemCode::AlreadyOpen.into());
        }
        drafts::of_licence(&mut read, holder, licence.id).await?
    };
    let new = existing.is_none();
    if new {
        create(ctx, request, once).await?;
    }
    let mut read = ctx.app.db.read().await?;
    let row = drafts::of_licence(&mut read, holder, Id::from(request.licence)).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let draft = view(ctx, &mut read, &row).await?;
    Ok(Opened { draft, new })
}

async fn create(ctx: &Ctx<Citizen>, request: &OpenDraft, once: &Once) -> Result<()> {
    let holder = ctx.actor.holder;
    let id = request.id.unwrap_or_else(|| DraftId(ctx.new_id()));
    let sealed = ctx.app.vault.seal_draft(id, &DraftBody::default())?;
    let row = Row {
        holder_id: holder.into(),
        id: id.into(),
        licence_id: request.licence.into(),
        version: 1,
        body_sealed: sealed.bytes,
        key_id: sealed.key_id,
        saved_at: At(ctx.now),
    };
    let claim = once.claim(ctx, id.0);
    let entry = ctx.entry(Action::OpenDraft, Object::of(Kind::Draft, id.0, holder));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() && drafts::insert(tx, &row).await? {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

/// One of the holder's drafts.
pub async fn find(ctx: &Ctx<Citizen>, id: DraftId) -> Result<Draft> {
    let holder = ctx.actor.holder;
    let draft = {
        let mut read = ctx.app.db.read().await?;
        let row = own(&mut read, holder, id).await?;
        view(ctx, &mut read, &row).await?
    };
    let whose = [(holder, vec![draft.licence.0])];
    read_audit::reads(ctx, Action::ReadDraft, Kind::Licence, whose).await?;
    Ok(draft)
}

/// Saves what has been written so far, finished or not.
pub async fn save(ctx: &Ctx<Citizen>, id: DraftId, request: &SaveDraft) -> Result<Draft> {
    let holder = ctx.actor.holder;
    let row = {
        let mut read = ctx.app.db.read().await?;
        let row = own(&mut read, holder, id).await?;
        let licence = licences::own(&mut read, holder, row.licence_id.into()).await?;
        let record = licences::record(&ctx.app.vault, &licence)?;
        let face = face::values(&licence.face_schema, &record, Show::Full);
        check(&request.body, filing_context(ctx, &face))?;
        row
    };
    let sealed = ctx.app.vault.seal_draft(id, &request.body)?;
    let saved = Row {
        version: request.version,
        body_sealed: sealed.bytes,
        key_id: sealed.key_id,
        saved_at: At(ctx.now),
        ..row
    };
    let entry = ctx.entry(Action::SaveDraft, Object::of(Kind::Draft, id.0, holder));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                drafts::save(tx, &saved).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    let mut read = ctx.app.db.read().await?;
    let row = own(&mut read, holder, id).await?;
    view(ctx, &mut read, &row).await
}

/// Deletes a draft with its files.
pub async fn delete(ctx: &Ctx<Citizen>, id: DraftId) -> Result<()> {
    let holder = ctx.actor.holder;
    let mut read = ctx.app.db.read().await?;
    let row = own(&mut read, holder, id).await?;
    let files = evidence::of_draft(&mut read, row.holder_id, row.id).await?;
    drop(read);
    let entry = ctx.entry(Action::DeleteDraft, Object::of(Kind::Draft, id.0, holder));
    remove(ctx, row, entry).await?;
    super::files::sweep(&ctx.app, files.into_iter().map(|file| file.content_hash)).await
}

/// Removes a draft and the rows of its files in one transaction.
pub(super) async fn remove<A>(ctx: &Ctx<A>, row: Row, entry: audit::Entry) -> Result<()> {
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                evidence::delete_of_draft(tx, row.holder_id, row.id).await?;
                if drafts::delete(tx, row.holder_id, row.id).await? {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

/// The holder's own draft; anything else isn't there.
pub(super) async fn own(read: &mut Tx, holder: HolderId, id: DraftId) -> Result<Row> {
    let row = drafts::find(read, holder, id).await?;
    row.ok_or(Error::Refused(ProblemCode::NotFound))
}

async fn view(ctx: &Ctx<Citizen>, read: &mut Tx, row: &Row) -> Result<Draft> {
    let (vault, rulebook) = (&ctx.app.vault, &ctx.app.rules.rulebook);
    let files = evidence::of_draft(read, row.holder_id, row.id).await?;
    let lifetime = SignedDuration::from_hours(24 * DRAFT_DAYS);
    let deleted = row.saved_at.0.checked_add(lifetime);
    Ok(Draft {
        id: row.id.into(),
        licence: row.licence_id.into(),
        version: row.version,
        body: vault.open_draft(row.id.0, (&row.key_id, &row.body_sealed))?,
        grounds: rulebook.licence_objection_grounds().to_vec(),
        evidence: files
            .iter()
            .map(|file| evidence_view(vault, file))
            .collect::<Result<_>>()?,
        saved_at: row.saved_at.0,
        deleted_on: day::today(deleted.unwrap_or(row.saved_at.0)),
    })
}

/// What a draft about a licence with this face is checked against here.
pub(super) fn filing_context<'a>(
    ctx: &'a Ctx<Citizen>,
    face: &'a [FaceValue],
) -> FilingContext<'a> {
    FilingContext {
        face,
        grounds: ctx.app.rules.rulebook.licence_objection_grounds(),
    }
}

/// What is wrong with a draft while it is written, by where it stands in the request.
fn check(body: &DraftBody, context: FilingContext<'_>) -> Result<()> {
    let mut problems = body.check_while_writing(context);
    if problems.is_empty() {
        return Ok(());
    }
    for problem in &mut problems {
        problem.pointer.insert_str(0, "/body");
    }
    Err(Error::Invalid(problems))
}

//! What do colleagues say to one another about a case? Notes that the objector never sees; whom one calls gets a message.
//!
//! A note stays in the house of who wrote it, and with whom it calls: the other agency of a case that was passed on may be
//! the one that complains. Supervisors read all.

use super::once::Once;
use super::{Clerk, Ctx, Error, Result, audit as read_audit};
use crate::store::audit::{Action, Kind, Object};
use crate::store::case_notes::{self, Colleague, Mention, New, Reader, Row};
use crate::store::notices::{About, New as NewNotice, Recipient};
use crate::store::objections::{self, Standing};
use crate::store::{At, Id, Tx};
use domain::access::{self, Actor, Record, Role};
use domain::id::{AgencyId, HolderId, ObjectionId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::case::StaffRef;
use domain::wire::case_note::{CaseColleague, CaseNote, CaseNotes, MENTIONS_MAX, NOTE, WriteNote};
use domain::wire::notice::NoticeKind;

/// The notes of a case, the last first.
pub async fn of_case(ctx: &Ctx<Clerk>, id: ObjectionId) -> Result<CaseNotes> {
    let mut read = ctx.app.db.read().await?;
    let case = readable(ctx, &mut read, id).await?;
    let notes = notes(ctx, &mut read, &case).await?;
    drop(read);
    let whose = [(HolderId(case.holder_id.0), vec![id.0])];
    read_audit::reads(ctx, Action::ReadCaseNotes, Kind::Objection, whose).await?;
    Ok(notes)
}

/// Writes one.
pub async fn write(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WriteNote,
    once: &Once,
) -> Result<CaseNotes> {
    let mut read = ctx.app.db.read().await?;
    let case = readable(ctx, &mut read, id).await?;
    let colleagues = colleagues(ctx, &mut read, &case).await?;
    drop(read);
    check(ctx, request, |id| colleagues.iter().any(|one| one.id == id))?;
    let note = Id(ctx.new_id());
    let sealed = ctx.app.vault.seal_case_note(note.0, request.text.trim())?;
    let new = New {
        holder: case.holder_id,
        objection: case.id,
        id: note,
        at: At(ctx.now),
        staff: ctx.actor.staff.into(),
        text_sealed: sealed.bytes,
        key_id: sealed.key_id,
        mentions: request.mentions.iter().map(|id| Id::from(*id)).collect(),
    };
    let calls: Vec<NewNotice> = new.mentions.iter().map(|to| call(ctx, &new, *to)).collect();
    let object = Object::of(Kind::Objection, id.0, HolderId(case.holder_id.0));
    let entry = ctx.entry(Action::WriteCaseNote, object);
    let claim = once.claim(ctx, note.0);
    let telling = claim.telling(ctx, (entry, calls), move |tx| {
        Box::pin(async move { Ok(case_notes::insert(tx, &new).await?) })
    });
    telling.await?;
    notes(ctx, &mut *ctx.app.db.read().await?, &case).await
}

/// The case, for who may share its notes; to strangers it isn't there.
async fn readable(ctx: &Ctx<Clerk>, read: &mut Tx, id: ObjectionId) -> Result<Standing> {
    let actor: Actor = ctx.actor.into();
    let case = objections::standing(read, id).await?;
    let case = case.ok_or(ProblemCode::NotFound)?;
    let record = Record {
        holder: case.holder_id.into(),
        issuer: case.issuer_id.into(),
    };
    let partner = case.partner_id.map(AgencyId::from);
    if actor.may_in_case(access::Action::ShareNotes, record, partner) {
        Ok(case)
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

/// Whom somebody can call: those of the own agency, and who watches the clocks those of both.
async fn colleagues(ctx: &Ctx<Clerk>, read: &mut Tx, case: &Standing) -> Result<Vec<Colleague>> {
    let (one, other) = if ctx.actor.role == Role::Supervisor {
        (case.issuer_id, case.partner_id)
    } else {
        (ctx.actor.agency.into(), None)
    };
    Ok(case_notes::colleagues(read, one, other).await?)
}

fn check(ctx: &Ctx<Clerk>, request: &WriteNote, known: impl Fn(Id) -> bool) -> Result<()> {
    let mut problems = Vec::new();
    problems.extend(FieldProblem::of_required("/text", &request.text, NOTE));
    for (place, mentioned) in request.mentions.iter().enumerate() {
        let pointer = format!("/mentions/{place}");
        let before = request.mentions.iter().take(place);
        let wrong = if before.clone().any(|earlier| earlier == mentioned) {
            FieldCode::Repeated
        } else if place >= MENTIONS_MAX {
            FieldCode::TooLong
        } else if *mentioned == ctx.actor.staff || !known(Id::from(*mentioned)) {
            FieldCode::Unknown
        } else {
            continue;
        };
        problems.push(FieldProblem::new(pointer, wrong));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// The message to whom a note calls.
fn call(ctx: &Ctx<Clerk>, note: &New, to: Id) -> NewNotice {
    NewNotice {
        id: Id(ctx.new_id()),
        to: Recipient::Staff(to),
        kind: NoticeKind::Mentioned,
        about: About::Case {
            holder: note.holder,
            objection: note.objection,
        },
        step: None,
        due_date: None,
        once: format!("mentioned/{}/{}", note.id.0, to.0),
        created_at: At(ctx.now),
    }
}

async fn notes(ctx: &Ctx<Clerk>, read: &mut Tx, case: &Standing) -> Result<CaseNotes> {
    let key = (case.holder_id, case.id);
    let reader = Reader {
        staff: ctx.actor.staff.into(),
        agency: ctx.actor.agency.into(),
        all: ctx.actor.role == Role::Supervisor,
    };
    let rows = case_notes::of_case(read, key, reader).await?;
    let mentions = case_notes::mentions(read, key).await?;
    let colleagues = colleagues(ctx, read, case).await?;
    let items = rows.into_iter().map(|row| shown(ctx, row, &mentions));
    let myself = Id::from(ctx.actor.staff);
    let others = colleagues.into_iter().filter(|one| one.id != myself);
    Ok(CaseNotes {
        items: items.collect::<Result<_>>()?,
        colleagues: others
            .map(|one| CaseColleague {
                id: one.id.into(),
                name: one.name,
                agency_name: one.agency_name,
            })
            .collect(),
    })
}

fn shown(ctx: &Ctx<Clerk>, row: Row, mentions: &[Mention]) -> Result<CaseNote> {
    let stored = (row.key_id.as_str(), row.text_sealed.as_slice());
    let text = ctx.app.vault.open_case_note(row.id.0, stored)?;
    let own = mentions.iter().filter(|one| one.note_id == row.id);
    let mentioned = own.map(|one| StaffRef {
        id: one.staff_id.into(),
        name: one.staff_name.clone(),
    });
    Ok(CaseNote {
        id: row.id.into(),
        at: row.at.0,
        mentioned: mentioned.collect(),
        by: StaffRef {
            id: row.staff_id.into(),
            name: row.staff_name,
        },
        agency_name: row.agency_name,
        text,
    })
}

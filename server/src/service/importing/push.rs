//! 实时归集: an issuer's system sends what it has issued, up to a thousand licences in a message.
//!
//! All rows of a message and its answer are written in one transaction, so that a message that is sent again gets the
//! answer of its first attempt. The issuer's handler sends, or its system with a key.

use super::building::{Built, Fate, Maker};
use super::engine::{entry, is_of_rows, keep, make};
use super::reading::{Line, Reader};
use super::source::Source;
use crate::crypto::Sealed;
use crate::service::once::{Claim, Once};
use crate::service::sealed::{IMPORT_ANSWER, IMPORT_NAME};
use crate::service::{Ctx, Error, Result, Sender, day};
use crate::store::audit::{self, Action, Entry as AuditEntry, Kind, Object};
use crate::store::import_steps::{self, Turn};
use crate::store::imports::{self, New};
use crate::store::{At, Id, Tx};
use domain::access::{self, KeyPurpose};
use domain::id::{AgencyId, LicenceId};
use domain::issuing::collecting::Entry;
use domain::licence::Trust;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::importing::{
    BATCH_MAX, ImportState, ImportWay, PushResult, RowProblem, RowResult,
};
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// How often a message is judged again whose licences somebody else was changing meanwhile.
const TRIES: u32 = 3;

/// Takes the rows of a message in; each has its result, in their order.
pub async fn push(
    ctx: &Ctx<Sender>,
    issuer: AgencyId,
    type_code: &str,
    rows: Vec<Value>,
    once: &Once,
) -> Result<PushResult> {
    may_send(ctx, issuer)?;
    let id = ctx.new_id();
    let claim = once.claim(ctx, id);
    let mut read = ctx.app.db.read().await?;
    if let Some(first) = claim.earlier(&mut read).await? {
        return answered(ctx, &mut read, first).await;
    }
    if let Some(problem) = FieldProblem::of_count("/rows", rows.len(), 1..=BATCH_MAX) {
        return Err(problem.into());
    }
    let source = Source::load(&mut read, type_code, Some(issuer), Trust::B).await?;
    drop(read);
    let message = Message {
        ctx,
        id: Id(id),
        claim,
        source: Arc::new(source),
    };
    let lines = message.read(rows).await?;
    let mut tries = 1;
    loop {
        match message.take(&lines).await {
            Err(error) if is_of_rows(&error) && tries < TRIES => tries += 1,
            other => return other,
        }
    }
}

/// The issuer's handler may, and its system with a key for it; for any other issuer nobody.
fn may_send(ctx: &Ctx<Sender>, issuer: AgencyId) -> Result<()> {
    match ctx.actor {
        Sender::Clerk(clerk) if clerk.agency == issuer => {
            ctx.clone().with(clerk).may(access::Action::Import)
        }
        Sender::Machine(machine) if machine.agency == issuer => {
            ctx.clone().with(machine).is_for(KeyPurpose::Licences)
        }
        Sender::Clerk(_) | Sender::Machine(_) => Err(ProblemCode::NotFound.into()),
    }
}

struct Message<'a> {
    ctx: &'a Ctx<Sender>,
    id: Id,
    claim: Claim,
    source: Arc<Source>,
}

impl Message<'_> {
    async fn read(&self, rows: Vec<Value>) -> Result<Arc<Vec<Line>>> {
        let vault = self.ctx.app.vault.clone();
        let today = day::today(self.ctx.now);
        let mut reader = Reader::new(self.source.clone(), vault, today);
        let read = move || {
            let lines = rows.into_iter().zip(0..);
            lines
                .map(|(row, place)| reader.line(place, Vec::new(), read_row(row)))
                .collect()
        };
        let lines = tokio::task::spawn_blocking(read).await;
        Ok(Arc::new(lines.map_err(Error::fault)?))
    }

    async fn take(&self, lines: &Arc<Vec<Line>>) -> Result<PushResult> {
        let ctx = self.ctx;
        let maker = Maker {
            source: self.source.clone(),
            vault: ctx.app.vault.clone(),
            ids: ctx.app.ids.clone(),
            now: ctx.now,
            staff: ctx.actor.staff().map(Id::from),
            run: self.id,
            dry: false,
        };
        let mut built = make(&ctx.app, maker, lines, 0..lines.len()).await?;
        // The answer says what was refused, and why.
        built.refusals.clear();
        let result = PushResult {
            counts: built.counts.into(),
            rows: built.fates.drain(..).zip(0..).map(result).collect(),
        };
        let vault = &ctx.app.vault;
        let writing = Writing {
            new: self.new_run()?,
            answer: vault.seal_json(IMPORT_ANSWER, self.id.0, &result)?,
            begun: ctx.entry(Action::Import, Object::alone(Kind::Import, self.id.0)),
            collected: entry(ctx, self.id, &built),
            built: Box::new(built),
        };
        let claim = self.claim.clone();
        let first = ctx
            .app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let first = claim.settle(tx).await?;
                    if first.is_none() {
                        writing.write(tx).await?;
                    }
                    Ok::<_, Error>(first)
                })
            })
            .await?;
        match first {
            None => Ok(result),
            Some(first) => answered(ctx, &mut *ctx.app.db.read().await?, first).await,
        }
    }

    fn new_run(&self) -> Result<New> {
        let ctx = self.ctx;
        let name = ctx
            .app
            .vault
            .seal_json(IMPORT_NAME, self.id.0, &super::Named::default())?;
        Ok(New {
            id: self.id,
            agency: Some(ctx.actor.agency().into()),
            staff: ctx.actor.staff().map(Id::from),
            type_code: self.source.code.clone(),
            way: ImportWay::Push,
            trust: self.source.trust,
            state: ImportState::Running,
            name_sealed: name.bytes,
            key_id: name.key_id,
            content: Vec::new(),
            file_name: None,
            at: At(ctx.now),
            started_at: Some(At(ctx.now)),
        })
    }
}

/// Everything that a message writes.
struct Writing {
    new: New,
    built: Box<Built>,
    answer: Sealed,
    begun: AuditEntry,
    collected: AuditEntry,
}

impl Writing {
    async fn write(self, tx: &mut Tx) -> Result<()> {
        let (id, at) = (self.new.id, self.new.at);
        imports::insert(tx, &self.new).await?;
        audit::record(tx, &self.begun).await?;
        import_steps::advance(tx, id, 0, self.built.counts).await?;
        keep(tx, id, *self.built, Some(&self.collected)).await?;
        import_steps::answer(tx, id, &self.answer.bytes, &self.answer.key_id).await?;
        let turn = Turn {
            from: ImportState::Running,
            to: ImportState::Done,
            fault: None,
            finished_at: Some(at),
            total: None,
        };
        import_steps::turn(tx, id, &turn).await?;
        Ok(())
    }
}

/// The answer that the message got when it came first.
async fn answered(ctx: &Ctx<Sender>, read: &mut Tx, first: Uuid) -> Result<PushResult> {
    let row = imports::find(read, Id(first)).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let (Some(bytes), Some(key)) = (&row.answer_sealed, &row.answer_key_id) else {
        return Err(Error::fault("a message without its answer"));
    };
    Ok(ctx.app.vault.open_json(IMPORT_ANSWER, first, key, bytes)?)
}

fn read_row(row: Value) -> std::result::Result<Entry, RowProblem> {
    serde_json::from_value(row)
        .map_err(|error| RowProblem::of_row(FieldCode::Unreadable, error.to_string()))
}

fn result((fate, place): (Fate, u32)) -> RowResult {
    let (licence, identifier) = fate.licence.unzip();
    RowResult {
        place,
        outcome: fate.outcome,
        licence: licence.map(|id| LicenceId(id.0)),
        identifier,
        errors: fate.problems,
    }
}

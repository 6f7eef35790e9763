//! Whose licence ends soon, and was that said? Each reminder of the rulebook once for each version, also when nobody was
//! there to send it in time: one that a later one has overtaken is left out.

use super::{Ctx, Error, Result, System, day};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::notices::{self, About, New, Recipient};
use crate::store::reminders::{self, Due, Search};
use crate::store::{At, Id, word};
use domain::id::HolderId;
use domain::rulebook::ReminderStage;
use domain::wire::notice::NoticeKind;

/// Licences of one transaction.
const BATCH: i64 = 200;

/// Whether anybody has to be reminded.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    let mut read = ctx.app.db.read().await?;
    for (_, search) in searches(ctx) {
        if reminders::any(&mut read, search).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reminds of everything that is due by now; of how many licences.
pub(crate) async fn sweep(ctx: &Ctx<System>) -> Result<usize> {
    let mut reminded = 0;
    for (stage, search) in searches(ctx) {
        loop {
            let due = {
                let mut read = ctx.app.db.read().await?;
                reminders::due(&mut read, search, day::today(ctx.now), BATCH).await?
            };
            if due.is_empty() {
                break;
            }
            reminded += remind(ctx, stage, due).await?;
        }
    }
    Ok(reminded)
}

/// Every stage of today with what may have been said last of a licence that comes into it. No licence is in two stages, so
/// that each is told of the latest alone.
fn searches(ctx: &Ctx<System>) -> Vec<(ReminderStage, Search)> {
    let Some(reminders) = &ctx.app.rules.rulebook.reminders else {
        return Vec::new();
    };
    let stages = reminders.stages(day::today(ctx.now));
    stages
        .into_iter()
        .flat_map(|stage| {
            (0..stage.place).map(move |before| {
                let search = Search {
                    reminded: before.into(),
                    from: stage.from,
                    to: stage.to,
                };
                (stage, search)
            })
        })
        .collect()
}

/// One licence, its messages and its record.
type Occasion = (Due, Vec<New>, Entry);

async fn remind(ctx: &Ctx<System>, stage: ReminderStage, due: Vec<Due>) -> Result<usize> {
    let occasions: Vec<Occasion> = due
        .chunk_by(|one, next| one.id == next.id)
        .filter_map(|of_one| {
            let first = of_one.first()?.clone();
            Some(messages(ctx, stage, of_one).map(|messages| {
                let holder = HolderId(first.holder_id.0);
                let object = Object::of(Kind::Licence, first.id.0, holder);
                let entry = ctx.entry(Action::Remind, object);
                (first, messages, entry)
            }))
        })
        .collect::<Result<_>>()?;
    let place = stage.place.into();
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let (mut all, mut entries) = (Vec::new(), Vec::new());
                for (due, messages, entry) in occasions {
                    if reminders::mark(tx, &due, place).await? {
                        all.extend(messages);
                        entries.push(entry);
                    }
                }
                notices::insert(tx, &all).await?;
                audit::record_all(tx, &entries).await?;
                Ok::<_, Error>(entries.len())
            })
        })
        .await
}

fn messages(ctx: &Ctx<System>, stage: ReminderStage, due: &[Due]) -> Result<Vec<New>> {
    let kind = word(&NoticeKind::Expiring)?;
    Ok(due
        .iter()
        .map(|due| New {
            id: Id(ctx.new_id()),
            to: Recipient::Holder(due.recipient),
            kind: NoticeKind::Expiring,
            about: About::Licence {
                holder: due.holder_id,
                licence: due.id,
            },
            step: None,
            due_date: Some(due.valid_to),
            once: format!(
                "{kind}/{}/{}/{}/{}",
                due.id.0, due.version, stage.place, due.recipient.0
            ),
            created_at: At(ctx.now),
        })
        .collect())
}

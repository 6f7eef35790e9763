//! Which open deadlines does the calendar in force not know yet? They are counted again, in batches that each commit whole:
//! the clocks, the history of their dates, the next due dates of their cases, the messages to both sides and the audit
//! records. A clock carries the version that it was counted by, so that a server which was killed goes on where it stopped.

use super::effect::{BATCH, count};
use super::{asked_days, redating};
use crate::service::{Ctx, Error, Result, System, telling};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::bulk::DeadlineMove;
use crate::store::notices::{self, About, Colleague, New, Recipient};
use crate::store::recounts::{self, Added, Counted, Key, Place, Stale};
use crate::store::{At, Day, Id, Tx, calendar, word};
use domain::access::Role;
use domain::calendar::KnownCalendar;
use domain::deadline::{Recount, Shift, Status};
use domain::id::HolderId;
use domain::wire::notice::NoticeKind;
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Batches of one run, after which the lease is taken anew.
const BATCHES: usize = 20;
/// So long another server may still start clocks by the calendar before.
const STRAGGLERS: SignedDuration = SignedDuration::from_mins(10);

/// Whether there is anything to count again.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    let version = version(ctx)?;
    let mut read = ctx.app.db.read().await?;
    if let Some(progress) = recounts::find(&mut read, version).await? {
        return Ok(progress.closed_at.is_none());
    }
    let any = recounts::stale(&mut read, version, &Place::start(), 1).await?;
    Ok(!any.is_empty() || is_made_here(&mut read, version).await?)
}

/// Counts a part of them again; whether more are left.
pub(crate) async fn work(ctx: &Ctx<System>) -> Result<bool> {
    // One calendar for the whole run: a batch that is named after a version is counted by it.
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let version = Day(calendar.version());
    begin(ctx, &calendar).await?;
    asked_days::count_again(ctx, &calendar).await?;
    let staff = notices::all_staff(&mut *ctx.app.db.read().await?).await?;
    let mut place = Place::start();
    for _ in 0..BATCHES {
        let clocks = {
            let mut read = ctx.app.db.read().await?;
            recounts::stale(&mut read, version, &place, BATCH).await?
        };
        let Some(last) = clocks.last() else {
            finish(ctx, version).await?;
            return Ok(false);
        };
        place = Place::after(last);
        let batch = Batch::of(ctx, &calendar, &staff, clocks)?;
        let write = ctx.app.db.write(move |tx| Box::pin(batch.write(tx)));
        let told: usize = write.await?;
        if told > 0 {
            ctx.app.outbox().notify_one();
        }
    }
    Ok(true)
}

fn version(ctx: &Ctx<System>) -> Result<Day> {
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    Ok(Day(calendar.version()))
}

/// The first server that comes to a version says how much there is to do, and dates findings anew: they are few.
async fn begin(ctx: &Ctx<System>, calendar: &KnownCalendar) -> Result<()> {
    let version = Day(calendar.version());
    let (total, made_here) = {
        let mut read = ctx.app.db.read().await?;
        if recounts::find(&mut read, version).await?.is_some() {
            return Ok(());
        }
        let total = recounts::count(&mut read, version).await?;
        (total, is_made_here(&mut read, version).await?)
    };
    let findings = if made_here {
        redating::prepare(ctx, calendar).await?
    } else {
        redating::Findings::default()
    };
    let at = At(ctx.now);
    let written: Result<()> = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if recounts::begin(tx, version, total, at).await? {
                    findings.write(tx).await?;
                }
                Ok(())
            })
        })
        .await;
    written
}

/// Whether a version was approved here; another one came with the program, whose first start moves nothing.
async fn is_made_here(read: &mut Tx, version: Day) -> Result<bool> {
    Ok(calendar::last_version(read).await? == Some(version))
}

async fn finish(ctx: &Ctx<System>, version: Day) -> Result<()> {
    let now = At(ctx.now);
    let written: Result<()> = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let Some(progress) = recounts::find(tx, version).await? else {
                    return Ok(());
                };
                let waited = now.0.duration_since(progress.started_at.0);
                let closed = (waited >= STRAGGLERS).then_some(now);
                Ok(recounts::finish(tx, version, now, closed).await?)
            })
        })
        .await;
    written
}

/// What is written of some clocks, ready for the transaction but for those that somebody was faster with.
struct Batch {
    version: Day,
    counted: Vec<Counted>,
    moves: BTreeMap<Key, Moving>,
    stays: Entry,
    settles: BTreeSet<Key>,
}

/// A clock that moves.
struct Moving {
    shift: Shift,
    history: DeadlineMove,
    messages: Vec<New>,
    entry: Entry,
}

impl Batch {
    fn of(
        ctx: &Ctx<System>,
        calendar: &KnownCalendar,
        staff: &[Colleague],
        clocks: Vec<Stale>,
    ) -> Result<Self> {
        let mut batch = Self {
            version: Day(calendar.version()),
            counted: Vec::with_capacity(clocks.len()),
            moves: BTreeMap::new(),
            stays: ctx.entry(
                Action::Recount,
                Object {
                    kind: Kind::Objection,
                    ids: Vec::new(),
                    holder: None,
                },
            ),
            settles: BTreeSet::new(),
        };
        for clock in clocks {
            batch.add(ctx, (staff, calendar), &clock)?;
        }
        Ok(batch)
    }

    fn add(
        &mut self,
        ctx: &Ctx<System>,
        (staff, calendar): (&[Colleague], &KnownCalendar),
        clock: &Stale,
    ) -> Result<()> {
        let recount = count(&ctx.app.rules.rulebook, clock, calendar)?;
        let kept = clock.on_time_until.map(|at| at.0);
        let on_time_until = recount.on_time_until(ctx.now, kept).map(At);
        let key = clock.key();
        self.counted.push(Counted {
            key: key.clone(),
            due_date: Day(recount.due.due_date),
            due_at: At(recount.due.due),
            provisional: recount.due.status == Status::Provisional,
            moved: recount.shift().is_some(),
            on_time_until,
        });
        if recount.settles() {
            self.settles.insert(key.clone());
        }
        if let Some(shift) = recount.shift() {
            let version = self.version;
            let moving = Moving {
                shift,
                history: history(ctx, version, clock, &recount, on_time_until),
                messages: messages(ctx, version, staff, clock, &recount)?,
                entry: ctx.entry(Action::Recount, object(clock)),
            };
            self.moves.insert(key, moving);
        }
        Ok(())
    }

    /// How many messages there are.
    async fn write(mut self, tx: &mut Tx) -> Result<usize> {
        let done = recounts::restate(tx, self.version, &self.counted).await?;
        let mut added = Added::default();
        let (mut cases, mut history) = (BTreeSet::new(), Vec::new());
        let (mut messages, mut entries) = (Vec::new(), Vec::new());
        for key in done {
            added.done += 1;
            added.settled += i64::from(self.settles.contains(&key));
            let Some(moving) = self.moves.remove(&key) else {
                self.stays.object.ids.push(key.1.0);
                continue;
            };
            match moving.shift {
                Shift::Later => added.later += 1,
                Shift::Earlier => added.earlier += 1,
            }
            cases.insert((key.0, key.1));
            history.push(moving.history);
            messages.extend(moving.messages);
            entries.push(moving.entry);
        }
        if !self.stays.object.ids.is_empty() {
            entries.push(self.stays);
        }
        let cases: Vec<(Id, Id)> = cases.into_iter().collect();
        recounts::set_next_due(tx, &cases).await?;
        recounts::moved(tx, history).await?;
        notices::insert(tx, &messages).await?;
        audit::record_all(tx, &entries).await?;
        recounts::add(tx, self.version, added).await?;
        Ok(messages.len())
    }
}

fn object(clock: &Stale) -> Object {
    Object::of(
        Kind::Objection,
        clock.objection_id.0,
        HolderId(clock.holder_id.0),
    )
}

fn history(
    ctx: &Ctx<System>,
    version: Day,
    clock: &Stale,
    recount: &Recount,
    on_time_until: Option<At>,
) -> DeadlineMove {
    DeadlineMove {
        holder_id: clock.holder_id,
        objection_id: clock.objection_id,
        step: clock.step.clone(),
        to_version: version,
        from_version: clock.calendar_version,
        at: At(ctx.now),
        from_date: clock.due_date,
        from_due: clock.due_at,
        from_provisional: clock.provisional,
        to_date: Day(recount.due.due_date),
        to_due: At(recount.due.due),
        to_provisional: recount.due.status == Status::Provisional,
        on_time_until,
    }
}

/// The objector is told, and who handles the case: where nobody does, everybody of the agency who could. An objector
/// without an account is told by the agency that received the case, so its handlers hear of it.
fn messages(
    ctx: &Ctx<System>,
    version: Day,
    staff: &[Colleague],
    clock: &Stale,
    recount: &Recount,
) -> Result<Vec<New>> {
    let kind = word(&NoticeKind::DueMoved)?;
    let parties = clock.parties();
    let at = |agency: Id| -> Vec<Colleague> {
        let there = staff.iter().filter(|one| one.agency_id == agency);
        there.copied().collect()
    };
    let own = at(parties.issuer);
    let handler = own.iter().find(|one| Some(one.id) == clock.handler_id);
    let handlers: Vec<Recipient> = match handler {
        Some(handler) => vec![Recipient::Staff(handler.id)],
        None => telling::in_role(&own, Role::Handler).collect(),
    };
    let tellers = parties.teller().map(at).unwrap_or_default();
    let everybody: HashSet<Recipient> = parties
        .objector()
        .into_iter()
        .chain(handlers)
        .chain(telling::in_role(&tellers, Role::Handler))
        .collect();
    Ok(everybody
        .into_iter()
        .map(|to| New {
            id: Id(ctx.new_id()),
            to,
            kind: NoticeKind::DueMoved,
            about: About::Case {
                holder: clock.holder_id,
                objection: clock.objection_id,
            },
            step: Some(clock.step.clone()),
            due_date: Some(Day(recount.due.due_date)),
            once: format!(
                "{kind}/{}/{}/{}/{}",
                clock.objection_id.0,
                clock.step,
                version.0,
                to.id().0
            ),
            created_at: At(ctx.now),
        })
        .collect())
}

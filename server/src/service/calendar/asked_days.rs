//! What becomes of the days by which other agencies are asked to answer? A new calendar counts each again, from the asking over
//! the working days that were asked for; both agencies are told. Nobody can be asked for a day that has passed: where the new
//! day has, the one that stood stays.

use crate::service::telling::{self, Word, in_role};
use crate::service::{Ctx, Error, Result, System};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::inquiry_moves::{self as rows, Move, Unanswered};
use crate::store::notices::{self, Colleague, New, Recipient};
use crate::store::{At, Day};
use domain::access::Role;
use domain::calendar::KnownCalendar;
use domain::deadline::working_days;
use domain::id::HolderId;
use domain::wire::notice::NoticeKind;

/// Counts them again; how many moved.
pub(super) async fn count_again(ctx: &Ctx<System>, calendar: &KnownCalendar) -> Result<usize> {
    let (asked, staff) = {
        let mut read = ctx.app.db.read().await?;
        let asked = rows::unanswered(&mut read).await?;
        (asked, notices::all_staff(&mut read).await?)
    };
    let version = Day(calendar.version());
    let moving = asked.iter().filter_map(|one| {
        let to = again(ctx, one, calendar)?;
        Some(Moving::of(ctx, one, (version, to), &staff))
    });
    let moving = moving.collect::<Result<Vec<_>>>()?;
    if moving.is_empty() {
        return Ok(0);
    }
    let write = ctx.app.db.write(move |tx| {
        Box::pin(async move {
            let mut moved = 0;
            for one in moving {
                if rows::move_to(tx, one.to).await? {
                    notices::insert(tx, &one.messages).await?;
                    audit::record(tx, &one.entry).await?;
                    moved += 1;
                }
            }
            Ok::<_, Error>(moved)
        })
    });
    let moved = write.await?;
    ctx.app.outbox().notify_one();
    Ok(moved)
}

/// The new day of a question, where it is another one and not over.
fn again(ctx: &Ctx<System>, asked: &Unanswered, calendar: &KnownCalendar) -> Option<(Day, At)> {
    let days = u32::try_from(asked.working_days).ok()?;
    let readings = ctx.app.rules.rulebook.readings;
    let due = working_days(days, asked.asked_at.0, calendar, readings).ok()?;
    let moves = due.due_date != asked.answer_by.0 && due.due > ctx.now;
    moves.then_some((Day(due.due_date), At(due.due)))
}

/// What is written of one.
struct Moving {
    to: Move,
    messages: Vec<New>,
    entry: Entry,
}

impl Moving {
    fn of(
        ctx: &Ctx<System>,
        asked: &Unanswered,
        (version, (day, due_at)): (Day, (Day, At)),
        staff: &[Colleague],
    ) -> Result<Self> {
        let there = staff.iter().filter(|one| one.agency_id == asked.agency_id);
        let there: Vec<Colleague> = there.copied().collect();
        let answers = in_role(&there, Role::Handler).collect();
        let asks = vec![Recipient::Staff(asked.asked_by)];
        let case = (asked.holder_id, asked.objection_id);
        let mut messages = Vec::new();
        for (kind, told) in [
            (NoticeKind::InquiredAnew, answers),
            (NoticeKind::InquiryMoved, asks),
        ] {
            let word = Word {
                kind,
                id: asked.id.0,
                due_date: Some(day),
            };
            let told: Vec<Recipient> = told;
            messages.extend(telling::of_word(ctx, case, word, told)?);
        }
        // Of each calendar one is told, also where it brings back a day of which one was told before.
        for message in &mut messages {
            message.once = format!("{}/{}", message.once, version.0);
        }
        let holder = HolderId(case.0.0);
        Ok(Self {
            to: Move {
                inquiry: asked.id,
                version,
                at: At(ctx.now),
                from: asked.answer_by,
                to: day,
                due_at,
            },
            messages,
            entry: ctx.entry(
                Action::Recount,
                Object::of(Kind::Objection, case.1.0, holder),
            ),
        })
    }
}

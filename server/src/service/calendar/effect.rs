//! What does a calendar do to the open deadlines? Counted the same way for a dry run and for good.

use crate::service::{Ctx, Error, Result};
use crate::store::Id;
use crate::store::audit::Kind;
use crate::store::recounts::{self, Place, Stale};
use domain::calendar::{Calendar, KnownCalendar};
use domain::deadline::{Due, Recount, Shift, Status, recount};
use domain::id::ObjectionId;
use domain::rulebook::Rulebook;
use domain::wire::calendar::{CalendarEffect, MovedExample, ShiftCount};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Clocks that are read at once.
pub(super) const BATCH: i64 = 500;
/// Clocks that are named, of all that would move.
const EXAMPLES: usize = 10;

/// A calendar that isn't in force.
pub(super) struct Candidate {
    known: KnownCalendar,
}

/// What a dry run found.
pub(super) struct Tried {
    pub(super) effect: CalendarEffect,
    /// The licences of the examples, under their leading holders, and the cases of those about none.
    pub(super) shown: Vec<(Kind, (Id, Id))>,
}

impl Candidate {
    pub(super) fn of(calendar: &Calendar) -> Result<Self> {
        let known = calendar.as_of(None).map_err(Error::fault)?;
        Ok(Self { known })
    }
}

/// Counts every open deadline again, and leaves it as it is.
pub(super) async fn try_on<A>(ctx: &Ctx<A>, candidate: &Candidate) -> Result<Tried> {
    let rulebook = &ctx.app.rules.rulebook;
    let version = crate::store::Day(candidate.known.version());
    let mut tried = Tried {
        effect: CalendarEffect::default(),
        shown: Vec::new(),
    };
    let mut shifts = BTreeMap::new();
    let mut place = Place::start();
    loop {
        let mut read = ctx.app.db.read().await?;
        let clocks = recounts::stale(&mut read, version, &place, BATCH).await?;
        drop(read);
        let Some(last) = clocks.last() else { break };
        place = Place::after(last);
        for clock in &clocks {
            let counted = count(rulebook, clock, &candidate.known)?;
            tried.add((clock, rulebook), &counted, ctx.now, &mut shifts);
        }
    }
    let shifts = shifts.into_iter();
    tried.effect.shifts = shifts
        .map(|(days, clocks)| ShiftCount { days, clocks })
        .collect();
    Ok(tried)
}

/// One clock by another calendar.
pub(super) fn count(
    rulebook: &Rulebook,
    clock: &Stale,
    calendar: &KnownCalendar,
) -> Result<Recount> {
    let was = Due {
        due: clock.due_at.0,
        due_date: clock.due_date.0,
        status: if clock.provisional {
            Status::Provisional
        } else {
            Status::Confirmed
        },
    };
    // A clock that the rulebook no longer has stays as it stands.
    let Some(rule) = rulebook.clock(&clock.procedure, &clock.step) else {
        return Ok(Recount { was, due: was });
    };
    let started = clock.started_at.0;
    recount(
        &rule.as_granted(clock.extended),
        started,
        was,
        calendar,
        rulebook.readings,
    )
    .map_err(Error::fault)
}

impl Tried {
    fn add(
        &mut self,
        (clock, rulebook): (&Stale, &Rulebook),
        counted: &Recount,
        now: Timestamp,
        shifts: &mut BTreeMap<i64, i64>,
    ) {
        let effect = &mut self.effect;
        effect.open += 1;
        effect.settled += i64::from(counted.settles());
        match counted.shift() {
            None => return,
            Some(Shift::Later) => effect.later += 1,
            Some(Shift::Earlier) => effect.earlier += 1,
        }
        effect.past += i64::from(counted.on_time_until(now, None).is_some());
        *shifts.entry(counted.days()).or_default() += 1;
        if effect.examples.len() < EXAMPLES {
            effect.examples.push(MovedExample {
                objection: ObjectionId(clock.objection_id.0),
                case_number: clock.case_number.clone(),
                step: clock.step.clone(),
                name: rulebook.step_name(&clock.procedure, &clock.step),
                from: counted.was.due_date,
                to: counted.due.due_date,
            });
            let case = (Kind::Objection, (clock.holder_id, clock.objection_id));
            let licence = clock.licence().map(|licence| (Kind::Licence, licence));
            self.shown.push(licence.unwrap_or(case));
        }
    }
}

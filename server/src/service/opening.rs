//! How does a case begin, whatever it is about? With its number, its clocks, its first events, its messages and its audit
//! record, all in one transaction.

use super::case_row::clock_view;
use super::sealed::Statement;
use super::telling::{self, Occasion};
use super::{Caller, Ctx, Error, Result, day};
use crate::store::audit::{Action, Kind, Object};
use crate::store::beginnings::{self, Beginning as Rows};
use crate::store::clocks::Row as ClockRow;
use crate::store::notices::{Colleague, New as NewNotice, Recipient};
use crate::store::objections::{self, FILED, LicenceKey, New, NewEvent, SYSTEM};
use crate::store::{At, Day, Id, StoreError, Tx, word};
use domain::access::Role;
use domain::deadline::{self, Status};
use domain::flow::{CaseEvent, Flow, Progress};
use domain::id::{HolderId, ObjectionId};
use domain::problem::ProblemCode;
use domain::rulebook::{Basis, Channel, Clock, Ground, Objector, Procedure, Rulebook, Starts};
use domain::wire::case::{ClockView, Receipt};
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use jiff::civil::Date;

/// The version of a case that was filed and received.
pub(super) const RECEIVED_AS: i64 = 2;

/// What is known of a case when it begins.
#[derive(Clone, Debug)]
pub(super) struct Beginning<'a> {
    pub(super) id: ObjectionId,
    pub(super) procedure: &'a Procedure,
    pub(super) flow: Flow,
    /// The objector, where they have an account.
    pub(super) account: Option<HolderId>,
    pub(super) objector: Objector,
    pub(super) channel: Channel,
    /// The hotline's own number, where it has one.
    pub(super) work_order: Option<String>,
    pub(super) licence: Option<LicenceKey>,
    /// Of which outage it is what was held up.
    pub(super) outage: Option<Id>,
    pub(super) issuer: Id,
    pub(super) issuer_name: String,
    pub(super) ground: Ground,
    pub(super) statement: &'a Statement,
    /// When the right agency received it: the clocks run from then.
    pub(super) received: Timestamp,
    /// From when those clocks count that begin with something else.
    pub(super) stated: Timestamp,
    /// Who entered it, where that was not the objector.
    pub(super) staff: Option<Id>,
}

/// A case that shall begin.
pub(super) struct Opening {
    /// What is written of it.
    pub(super) rows: Rows,
    issuer_name: String,
    /// Its clocks as they travel.
    seen: Vec<ClockView>,
}

impl Opening {
    /// Puts together what is written; `staff` are the agency's people.
    pub(super) fn of<A: Caller>(
        ctx: &Ctx<A>,
        case: &Beginning<'_>,
        staff: &[Colleague],
    ) -> Result<Self> {
        let at_filing = Progress::FILED;
        let received = case.flow.after(at_filing, CaseEvent::Receive);
        let received = received.map_err(Error::fault)?;
        let holder = case.account.map_or(case.id.0, |account| account.0);
        let statement = ctx.app.vault.seal_statement(case.id, case.statement)?;
        let clocks = starting(ctx, case)?;
        let rulebook = &ctx.app.rules.rulebook;
        let view = |clock| clock_view(rulebook, &case.procedure.id, clock);
        let seen = clocks.iter().map(view).collect();
        let next_due = clocks.first().map(|clock| clock.due_at);
        let answer_due = answer_due(rulebook, &case.procedure.id, &clocks);
        let key = (Id(holder), Id::from(case.id));
        let object = Object::of(Kind::Objection, case.id.0, HolderId(holder));
        let rows = Rows {
            case: New {
                holder: key.0,
                id: key.1,
                objector: case.objector,
                case_number: String::new(),
                work_order: case.work_order.clone(),
                licence: case.licence,
                outage: case.outage,
                issuer: case.issuer,
                procedure: case.procedure.id.clone(),
                channel: case.channel,
                state: received.standing.state,
                marks: case.flow.mark,
                version: RECEIVED_AS,
                ground: case.ground,
                statement_sealed: statement.bytes,
                key_id: statement.key_id,
                filed_at: At(ctx.now),
                received_at: At(case.received),
                next_due: next_due.unwrap_or_else(objections::nothing_due),
            },
            day: day::today(ctx.now),
            count_from: count_from(ctx, case, &clocks),
            by_work_order: case.channel == Channel::App && makes_work_orders(case.procedure),
            clocks,
            events: events(ctx, key, case)?,
            notices: messages(ctx, key, case, (staff, answer_due))?,
            entry: ctx.entry(Action::File, object),
        };
        Ok(Self {
            rows,
            issuer_name: case.issuer_name.clone(),
            seen,
        })
    }

    /// The key under which the case lies.
    pub(super) fn lies_under(&self) -> Id {
        self.rows.case.holder
    }

    /// Writes it.
    pub(super) async fn write(self, tx: &mut Tx) -> Result<Receipt> {
        let begun = beginnings::write(tx, std::slice::from_ref(&self.rows)).await;
        let case = begun.map_err(already_open)?.pop();
        let case = case.ok_or(StoreError::Unavailable(None))?;
        Ok(self.into_receipt().of(case))
    }

    /// What the receipt says beside the case that was begun.
    pub(super) fn into_receipt(self) -> Acknowledged {
        Acknowledged {
            clocks: self.seen,
            issuer_name: self.issuer_name,
        }
    }
}

/// A receipt whose case has no number yet.
pub(super) struct Acknowledged {
    clocks: Vec<ClockView>,
    issuer_name: String,
}

impl Acknowledged {
    /// The receipt of the case as it was written.
    pub(super) fn of(self, case: New) -> Receipt {
        Receipt {
            clocks: self.clocks,
            id: case.id.into(),
            case_number: case.case_number,
            work_order: case.work_order,
            issuer_name: self.issuer_name,
            filed_at: case.filed_at.0,
        }
    }
}

/// What is there already when a case shall begin.
pub(super) fn already_open(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate => ProblemCode::AlreadyOpen.into(),
        error => error.into(),
    }
}

/// The month before this one in which it was received, or in which a clock ran out.
fn count_from<A>(ctx: &Ctx<A>, case: &Beginning<'_>, clocks: &[ClockRow]) -> Option<Date> {
    let due = clocks.iter().map(|clock| clock.due_at.0);
    let first = due.chain([case.received]).min();
    let month = first.map(|at| day::today(at).first_of_month());
    month.filter(|month| *month < day::today(ctx.now).first_of_month())
}

/// The clocks that run from the receipt, nearest first.
fn starting<A>(ctx: &Ctx<A>, case: &Beginning<'_>) -> Result<Vec<ClockRow>> {
    let rulebook = &ctx.app.rules.rulebook;
    let mut rows = Vec::new();
    for clock in rulebook.clocks_of(&case.procedure.id) {
        if clock.is_started_by(CaseEvent::Receive) {
            let started = match clock.starts {
                Starts::Stated => case.stated,
                Starts::Received
                | Starts::Misdirected
                | Starts::Transferred
                | Starts::Reopened
                | Starts::ReviewAsked => case.received,
            };
            rows.extend(run(ctx, case.id.into(), clock, started)?);
        }
    }
    rows.sort_by(|a, b| (a.due_at, &a.step).cmp(&(b.due_at, &b.step)));
    Ok(rows)
}

/// The clocks that a later event starts, from now.
pub(super) fn started_by<A>(
    ctx: &Ctx<A>,
    (procedure, objection): (&str, Id),
    event: CaseEvent,
) -> Result<Vec<ClockRow>> {
    let mut rows = Vec::new();
    let clocks = ctx.app.rules.rulebook.clocks_of(procedure);
    for clock in clocks.filter(|clock| clock.is_started_by(event)) {
        rows.extend(run(ctx, objection, clock, ctx.now)?);
    }
    Ok(rows)
}

/// What becomes of a case's clocks when it is handed on.
pub(super) struct Anew {
    /// What falls away.
    pub(super) fallen: Vec<String>,
    /// What runs from now.
    pub(super) started: Vec<ClockRow>,
}

/// The law's days count anew from the receipt by the right agency; what was done before stays done. How long the wrong one
/// took, of our own service, counts from its receipt.
pub(super) fn anew<A>(
    ctx: &Ctx<A>,
    (procedure, objection): (&str, Id),
    (running, received): (&[ClockRow], Timestamp),
) -> Result<Anew> {
    let (mut fallen, mut started) = (Vec::new(), Vec::new());
    for clock in ctx.app.rules.rulebook.clocks_of(procedure) {
        let row = running.iter().find(|row| row.step == clock.step);
        let from = if clock.starts == Starts::Misdirected {
            received
        } else if clock.counts_anew() && row.is_some_and(|row| row.met_at.is_none()) {
            ctx.now
        } else {
            continue;
        };
        fallen.extend(row.map(|row| row.step.clone()));
        started.extend(run(ctx, objection, clock, from)?);
    }
    Ok(Anew { fallen, started })
}

/// The day by which an answer was promised with these clocks; none while it depends on whether the case is passed on.
pub(super) fn answer_due(rulebook: &Rulebook, procedure: &str, clocks: &[ClockRow]) -> Option<Day> {
    let answers = |row: &&ClockRow| {
        let clock = rulebook.clock(procedure, &row.step);
        clock.is_some_and(Clock::promises_answer)
    };
    let answering = clocks.iter().filter(answers);
    answering.map(|clock| clock.due_date).max()
}

/// A clock of a case that starts to run; none where nothing falls due.
pub(super) fn run<A>(
    ctx: &Ctx<A>,
    objection: Id,
    clock: &Clock,
    started: Timestamp,
) -> Result<Option<ClockRow>> {
    let readings = ctx.app.rules.rulebook.readings;
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let due = deadline::due_if_any(clock, started, &calendar, readings).map_err(Error::fault)?;
    Ok(due.map(|due| ClockRow {
        objection_id: objection,
        step: clock.step.clone(),
        started_at: At(started),
        due_date: Day(due.due_date),
        due_at: At(due.due),
        provisional: due.status == Status::Provisional,
        calendar_version: Day(calendar.version()),
        on_time_until: None,
        met_at: None,
        spared_at: None,
        extended: false,
    }))
}

fn events<A>(
    ctx: &Ctx<A>,
    (holder, objection): (Id, Id),
    case: &Beginning<'_>,
) -> Result<[NewEvent; 2]> {
    let event = |seq, at, event: String, actor_kind: String, staff| NewEvent {
        holder,
        objection,
        seq,
        at,
        event,
        actor_kind,
        staff,
        note_sealed: None,
        key_id: None,
    };
    let role = case.staff.map_or(Role::Holder, |_| Role::Handler);
    let filed = event(1, At(ctx.now), FILED.to_owned(), word(&role)?, case.staff);
    // What was received elsewhere before it was entered here was received then.
    let received = (At(case.received), word(&CaseEvent::Receive)?);
    Ok([
        filed,
        event(RECEIVED_AS, received.0, received.1, SYSTEM.to_owned(), None),
    ])
}

/// The objector hears that it was received, and the handlers that there is something to do.
fn messages<A>(
    ctx: &Ctx<A>,
    (holder, objection): (Id, Id),
    case: &Beginning<'_>,
    (staff, answer_due): (&[Colleague], Option<Day>),
) -> Result<Vec<NewNotice>> {
    let occasion = |kind| Occasion {
        kind,
        holder,
        objection,
        seq: RECEIVED_AS,
    };
    let objector = case
        .account
        .map(|account| Recipient::Holder(account.into()));
    let handlers = telling::in_role(staff, Role::Handler)
        .filter(|one| case.staff.is_none_or(|entered| one.id() != entered));
    let mut notices = telling::tell(ctx, occasion(NoticeKind::Received), objector)?;
    notices.extend(telling::tell(ctx, occasion(NoticeKind::NewCase), handlers)?);
    for notice in &mut notices {
        notice.due_date = answer_due;
    }
    Ok(notices)
}

/// Where the law's channel is the hotline, the app is our service and makes its work order.
fn makes_work_orders(procedure: &Procedure) -> bool {
    let has = |channel, basis| {
        procedure
            .channels
            .iter()
            .any(|offered| offered.channel == channel && offered.basis == basis)
    };
    has(Channel::App, Basis::Service) && has(Channel::Hotline, Basis::Article)
}

//! How does a draft become an objection? Checked as a whole, handed to the issuing agency at once, its clocks started,
//! all in one transaction, and once however often it is sent.

use super::case_row::clock_view;
use super::face::{self, Show};
use super::once::{Claim, Once};
use super::sealed::Statement;
use super::telling::{self, Occasion};
use super::{Citizen, Ctx, Error, Result, cases, day, drafts, licences};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::clocks::Row as ClockRow;
use crate::store::notices::{self, New as NewNotice, Recipient};
use crate::store::objections::{self, FILED, New, NewEvent, SYSTEM};
use crate::store::{self, At, Day, Id, StoreError, Tx, clocks, evidence, word};
use domain::access::Role;
use domain::case_number::CaseNumber;
use domain::deadline::{self, DeadlineError, Status};
use domain::id::ObjectionId;
use domain::objection::{CaseEvent, Claim as FieldClaim, DraftBody, FilingContext, Standing};
use domain::problem::ProblemCode;
use domain::rulebook::{Basis, Channel, Ground, LICENCE_OBJECTION, Rulebook};
use domain::wire::case::Receipt;
use domain::wire::draft::FileObjection;
use domain::wire::notice::NoticeKind;
use jiff::civil::Date;

/// Files the draft; the receipt says who has to answer and by when.
pub async fn file(ctx: &Ctx<Citizen>, request: FileObjection, once: &Once) -> Result<Receipt> {
    let id = ObjectionId(ctx.new_id());
    let claim = once.claim(ctx, id.0);
    let filing = match prepare(ctx, request, id).await {
        Ok(filing) => filing,
        Err(error) => {
            // The first attempt may have taken the draft away.
            let earlier = claim.earlier(&mut *ctx.app.db.read().await?).await?;
            return match earlier {
                Some(first) => cases::receipt(ctx, ObjectionId(first)).await,
                None => Err(error),
            };
        }
    };
    let filed: Filed = ctx
        .app
        .db
        .write(move |tx| Box::pin(async move { filing.write(tx, &claim).await }))
        .await?;
    ctx.app.outbox().notify_one();
    match filed {
        Filed::Now(receipt) => Ok(receipt),
        Filed::Before(id) => cases::receipt(ctx, id).await,
    }
}

/// What became of a filing.
enum Filed {
    /// It was filed.
    Now(Receipt),
    /// An earlier attempt had filed it.
    Before(ObjectionId),
}

/// Everything that filing writes, ready for the transaction; only the case's place in its day is missing.
struct Filing {
    new: New,
    issuer_name: String,
    /// The local date of filing.
    day: Date,
    /// Whether the app makes a work order of the hotline.
    by_work_order: bool,
    draft: Id,
    draft_version: i64,
    clocks: Vec<ClockRow>,
    events: [NewEvent; 2],
    notices: Vec<NewNotice>,
    entry: Entry,
}

impl Filing {
    async fn write(mut self, tx: &mut Tx, claim: &Claim) -> Result<Filed> {
        if let Some(first) = claim.settle(tx).await? {
            return Ok(Filed::Before(ObjectionId(first)));
        }
        let (holder, id) = (self.new.holder, self.new.id);
        store::drafts::take(tx, (holder, self.draft), self.draft_version).await?;
        let sequence = objections::next_of_day(tx, self.day).await?;
        let sequence = u32::try_from(sequence).map_err(Error::fault)?;
        let number = CaseNumber::mint(self.day, sequence).to_string();
        self.new.work_order = self.by_work_order.then(|| work_order(&number));
        self.new.case_number = number;
        match objections::insert(tx, &self.new).await {
            Err(StoreError::Duplicate) => return Err(ProblemCode::AlreadyOpen.into()),
            inserted => inserted?,
        }
        clocks::insert(tx, holder, &self.clocks).await?;
        objections::insert_events(tx, &self.events).await?;
        evidence::hand_over(tx, holder, self.draft, id).await?;
        notices::insert(tx, &self.notices).await?;
        audit::record(tx, &self.entry).await?;
        Ok(Filed::Now(self.receipt()))
    }

    fn receipt(self) -> Receipt {
        Receipt {
            id: self.new.id.into(),
            case_number: self.new.case_number,
            work_order: self.new.work_order,
            issuer_name: self.issuer_name,
            filed_at: self.new.at.0,
            clocks: self.clocks.iter().map(clock_view).collect(),
        }
    }
}

async fn prepare(ctx: &Ctx<Citizen>, request: FileObjection, id: ObjectionId) -> Result<Filing> {
    let rulebook = &ctx.app.rules.rulebook;
    if !rulebook.offers_licence_objection() {
        return Err(ProblemCode::NotOffered.into());
    }
    let holder = ctx.actor.holder;
    let vault = &ctx.app.vault;
    let mut read = ctx.app.db.read().await?;
    let draft = drafts::own(&mut read, holder, request.draft).await?;
    if draft.version != request.version {
        return Err(StoreError::Stale.into());
    }
    let licence = licences::own(&mut read, holder, draft.licence_id.into()).await?;
    if licence.open_objection.is_some() {
        return Err(ProblemCode::AlreadyOpen.into());
    }
    let staff = notices::staff_of(&mut read, licence.issuer_id).await?;
    drop(read);

    let body = vault.open_draft(draft.id.0, (&draft.key_id, &draft.body_sealed))?;
    let record = licences::record(vault, &licence)?;
    let face = face::values(&licence.face_schema, &record, Show::Full);
    let (ground, statement) = complete(body, drafts::filing_context(ctx, &face))?;
    let statement = vault.seal_statement(id, &statement)?;

    let clocks = start_clocks(ctx, id)?;
    let next_due = clocks.first().map(|clock| clock.due_at);
    let (filed, received) = received()?;
    let handlers = telling::in_role(&staff, Role::Handler);
    let key = (Id::from(holder), Id::from(id));
    let object = Object::of(Kind::Objection, id.0, holder);
    Ok(Filing {
        new: New {
            holder: key.0,
            id: key.1,
            case_number: String::new(),
            work_order: None,
            licence: licence.id,
            licence_version: licence.version,
            issuer: licence.issuer_id,
            procedure: LICENCE_OBJECTION,
            channel: Channel::App,
            state: received.state,
            version: RECEIVED_AS,
            ground,
            statement_sealed: statement.bytes,
            key_id: statement.key_id,
            at: At(ctx.now),
            next_due: next_due.unwrap_or_else(objections::nothing_due),
        },
        issuer_name: licence.issuer_name,
        day: day::today(ctx.now),
        by_work_order: is_by_work_order(rulebook),
        draft: draft.id,
        draft_version: draft.version,
        clocks,
        events: events(ctx, key, filed)?,
        notices: messages(ctx, key, handlers)?,
        entry: ctx.entry(Action::File, object),
    })
}

/// The version of a case that was filed and received.
const RECEIVED_AS: i64 = 2;

/// Our app hands a case to the right agency at once, so that the clocks run from the filing.
fn received() -> Result<(CaseEvent, Standing)> {
    let event = CaseEvent::Receive;
    let standing = Standing::FILED.after(event).map_err(Error::fault)?;
    Ok((event, standing))
}

fn events(
    ctx: &Ctx<Citizen>,
    (holder, objection): (Id, Id),
    receive: CaseEvent,
) -> Result<[NewEvent; 2]> {
    let event = |seq: i64, event: String, actor_kind: String| NewEvent {
        holder,
        objection,
        seq,
        at: At(ctx.now),
        event,
        actor_kind,
        staff: None,
        note_sealed: None,
        key_id: None,
    };
    Ok([
        event(1, FILED.to_owned(), word(&Role::Holder)?),
        event(RECEIVED_AS, word(&receive)?, SYSTEM.to_owned()),
    ])
}

/// The objector hears that it was received, and the handlers that there is something to do.
fn messages(
    ctx: &Ctx<Citizen>,
    (holder, objection): (Id, Id),
    handlers: impl Iterator<Item = Recipient>,
) -> Result<Vec<NewNotice>> {
    let occasion = |kind| Occasion {
        kind,
        holder,
        objection,
        seq: RECEIVED_AS,
    };
    let objector = [Recipient::Holder(holder)];
    let mut notices = telling::tell(ctx, occasion(NoticeKind::Received), objector)?;
    notices.extend(telling::tell(ctx, occasion(NoticeKind::NewCase), handlers)?);
    Ok(notices)
}

/// What the draft states, if it can be filed.
fn complete(body: DraftBody, context: FilingContext<'_>) -> Result<(Ground, Statement)> {
    let problems = body.check_for_filing(context);
    let ground = match body.ground {
        Some(ground) if problems.is_empty() => ground,
        _ => return Err(Error::Invalid(problems)),
    };
    let claims = body.claims.into_iter().map(|claim| FieldClaim {
        claimed: claim.claimed.trim().to_owned(),
        key: claim.key,
    });
    let statement = Statement {
        claims: claims.collect(),
        explanation: body.explanation.trim().to_owned(),
    };
    Ok((ground, statement))
}

/// The clocks of the procedure that have a due date, run from now, nearest first.
fn start_clocks(ctx: &Ctx<Citizen>, id: ObjectionId) -> Result<Vec<ClockRow>> {
    let rulebook = &ctx.app.rules.rulebook;
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let mut rows = Vec::new();
    for clock in rulebook.clocks_of(LICENCE_OBJECTION) {
        match deadline::due_only(clock, ctx.now, calendar, rulebook.readings) {
            Ok(due) => rows.push(ClockRow {
                objection_id: id.into(),
                step: clock.step.clone(),
                started_at: At(ctx.now),
                due_date: Day(due.due_date),
                due_at: At(due.due),
                provisional: due.status == Status::Provisional,
                calendar_version: Day(calendar.version()),
                met_at: None,
            }),
            // A duty without a number has no clock.
            Err(DeadlineError::NoDueDate(_)) => {}
            Err(error) => return Err(Error::fault(error)),
        }
    }
    rows.sort_by(|a, b| (a.due_at, &a.step).cmp(&(b.due_at, &b.step)));
    Ok(rows)
}

/// Where the law's channel is the hotline, the app is our service and makes its work order.
fn is_by_work_order(rulebook: &Rulebook) -> bool {
    let channels = rulebook
        .procedure(LICENCE_OBJECTION)
        .map(|procedure| procedure.channels.as_slice())
        .unwrap_or_default();
    let has = |channel, basis| {
        channels
            .iter()
            .any(|offered| offered.channel == channel && offered.basis == basis)
    };
    has(Channel::App, Basis::Service) && has(Channel::Hotline, Basis::Article)
}

/// 热线 work order of a case: the same day and place, so that either number finds the other.
pub(crate) fn work_order(case_number: &str) -> String {
    let place = case_number.trim_start_matches("YY");
    let place = place.rsplit_once('-').map_or(place, |(place, _)| place);
    format!("RX{place}")
}

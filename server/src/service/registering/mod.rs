//! How does a case come in that is no objection written in the app? A complaint about data or a page, and what a clerk
//! registers that came by hotline, letter or another department.

mod about;
mod checks;

pub(super) use about::{Named, Objected, key};

use super::once::{Claim, Once};
use super::opening::{Beginning, Opening};
use super::sealed::Statement;
use super::{Caller, Citizen, Clerk, Ctx, Error, Result, cases};
use crate::store::{Id, Tx, agencies, notices, objections};
use about::{about, own};
use checks::came_in;
use domain::access::Action;
use domain::flow::{Flow, Subject};
use domain::id::{AgencyId, ObjectionId, StaffId};
use domain::objection::CallerDocument;
use domain::problem::ProblemCode;
use domain::rulebook::{Channel, Procedure};
use domain::wire::asking::FileComplaint;
use domain::wire::case::Receipt;
use domain::wire::desk::RegisterCase;

/// Files a complaint about data or a page; the managing body receives it at once.
pub async fn complain(ctx: &Ctx<Citizen>, request: &FileComplaint, once: &Once) -> Result<Receipt> {
    let id = ObjectionId(ctx.new_id());
    begin(ctx, id, once, async {
        let (procedure, flow) = offered(ctx, &request.procedure)?;
        let objector = procedure
            .objector_in_app()
            .filter(|_| flow.subject != Subject::Licence)
            .ok_or(ProblemCode::NotOffered)?;
        let problems = request.complaint.check(procedure);
        let (Some(ground), true) = (request.complaint.ground, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let complaint = request.complaint.trimmed();
        let mut read = ctx.app.db.read().await?;
        let managing = agencies::managing(&mut read).await?;
        let managing = managing.ok_or(ProblemCode::NotOffered)?;
        let staff = notices::staff_of(&mut read, managing.id).await?;
        let statement = Statement {
            explanation: complaint.explanation,
            subject: complaint.subject,
            ..Statement::default()
        };
        let case = Beginning {
            id,
            procedure,
            flow,
            account: Some(ctx.actor.holder),
            objector,
            channel: Channel::App,
            work_order: None,
            licence: None,
            outage: None,
            issuer: managing.id,
            issuer_name: managing.name,
            ground,
            statement: &statement,
            received: ctx.now,
            stated: ctx.now,
            staff: None,
        };
        Opening::of(ctx, &case, &staff)
    })
    .await
}

/// Registers a case at the own agency.
pub async fn register(ctx: &Ctx<Clerk>, request: &RegisterCase, once: &Once) -> Result<Receipt> {
    ctx.may(Action::Register)?;
    let id = ObjectionId(ctx.new_id());
    let begun = begin(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        registered(&mut read, request.work_order.trim()).await?;
        let named = match request.licence {
            None => Named::Nothing,
            Some(licence) => own(ctx, &mut read, licence, request.objector).await?,
        };
        let place = Place {
            agency: ctx.actor.agency,
            named,
            document: None,
            staff: Some(ctx.actor.staff),
        };
        opening(ctx, &mut read, id, request, place).await
    })
    .await;
    if let Err(Error::Refused(ProblemCode::AlreadyOpen)) = begun {
        // Somebody else may have entered the same work order at this moment.
        let mut read = ctx.app.db.read().await?;
        registered(&mut read, request.work_order.trim()).await?;
    }
    begun
}

/// Where a registered case lies, and what it names.
pub(super) struct Place {
    /// Who has to act.
    pub(super) agency: AgencyId,
    pub(super) named: Named,
    /// By which document somebody without an account was made sure of.
    pub(super) document: Option<CallerDocument>,
    /// Who entered it.
    pub(super) staff: Option<StaffId>,
}

/// What a registered case begins with, by whichever way it came.
pub(super) async fn opening<A: Caller>(
    ctx: &Ctx<A>,
    read: &mut Tx,
    id: ObjectionId,
    request: &RegisterCase,
    place: Place,
) -> Result<Opening> {
    let (procedure, flow) = offered(ctx, &request.procedure)?;
    let mut problems = came_in(ctx, request, procedure);
    let about = match about(read, (procedure, flow), request, place.named).await {
        Err(Error::Invalid(more)) => {
            problems.extend(more);
            return Err(Error::Invalid(problems));
        }
        about => about?,
    };
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let work_order = request.work_order.trim();
    let agency = agencies::find(read, place.agency).await?;
    let staff = notices::staff_of(read, place.agency.into()).await?;
    let statement = Statement {
        document: place.document.filter(|_| about.account.is_none()),
        ..about.statement
    };
    let case = Beginning {
        id,
        procedure,
        flow,
        account: about.account,
        objector: request.objector,
        channel: request.channel,
        work_order: (!work_order.is_empty()).then(|| work_order.to_owned()),
        licence: about.licence,
        outage: None,
        issuer: place.agency.into(),
        issuer_name: agency.map(|agency| agency.name).unwrap_or_default(),
        ground: about.ground,
        statement: &statement,
        received: request.received_at,
        stated: request.stated_at.unwrap_or(request.received_at),
        staff: place.staff.map(Id::from),
    };
    Opening::of(ctx, &case, &staff)
}

/// Refuses a work order that began a case before, with that one's number.
async fn registered(read: &mut Tx, work_order: &str) -> Result<()> {
    if work_order.is_empty() {
        return Ok(());
    }
    match objections::of_work_order(read, work_order).await? {
        Some(number) => Err(Error::explained(ProblemCode::AlreadyRegistered, number)),
        None => Ok(()),
    }
}

/// Begins a case once, however often it is sent.
async fn begin<A: Caller>(
    ctx: &Ctx<A>,
    id: ObjectionId,
    once: &Once,
    prepare: impl Future<Output = Result<Opening>>,
) -> Result<Receipt> {
    let claim = once.claim(ctx, id.0);
    let opening = match prepare.await {
        Ok(opening) => opening,
        Err(error) => {
            let earlier = claim.earlier(&mut *ctx.app.db.read().await?).await?;
            return match earlier {
                Some(first) => cases::receipt(ctx, ObjectionId(first)).await,
                None => Err(error),
            };
        }
    };
    let begun = ctx
        .app
        .db
        .write(move |tx| Box::pin(async move { write(tx, opening, &claim).await }))
        .await?;
    ctx.app.outbox().notify_one();
    match begun {
        Ok(receipt) => Ok(receipt),
        Err(first) => cases::receipt(ctx, first).await,
    }
}

/// The receipt, or the case that an earlier attempt began.
async fn write(
    tx: &mut Tx,
    opening: Opening,
    claim: &Claim,
) -> Result<std::result::Result<Receipt, ObjectionId>> {
    if let Some(first) = claim.settle(tx).await? {
        return Ok(Err(ObjectionId(first)));
    }
    opening.write(tx).await.map(Ok)
}

/// A procedure that people can start, with its flow.
pub(super) fn offered<'a, A>(ctx: &'a Ctx<A>, procedure: &str) -> Result<(&'a Procedure, Flow)> {
    let procedure = ctx.app.rules.rulebook.procedure(procedure);
    let procedure = procedure.filter(|one| one.offered);
    let procedure = procedure.ok_or(ProblemCode::NotOffered)?;
    let flow = procedure.flow.ok_or(ProblemCode::NotOffered)?;
    Ok((procedure, flow))
}

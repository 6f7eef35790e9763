//! How does a case come in that is no objection written in the app? A complaint about data or a page, and what a clerk
//! registers that came by hotline, letter or another department.

use super::face::{self, Show};
use super::once::{Claim, Once};
use super::opening::{Beginning, Opening};
use super::sealed::Statement;
use super::{Caller, Citizen, Clerk, Ctx, Error, Result, cases, licences};
use crate::store::objections::{self, LicenceKey};
use crate::store::{Id, Tx, agencies, licences as rows, notices};
use domain::access::{Action, Actor};
use domain::case_number::CaseNumber;
use domain::flow::{Flow, Subject};
use domain::id::{HolderId, LicenceId, ObjectionId};
use domain::objection::naming::WORK_ORDER_MAX;
use domain::objection::{Claim as FieldClaim, Contact, DraftBody, FilingContext};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::rulebook::{Bound, Channel, Ground, Objector, Procedure, Starts};
use domain::wire::case::{FileComplaint, Receipt};
use domain::wire::desk::RegisterCase;
use jiff::{SignedDuration, Timestamp};

/// The longest time after which something received elsewhere is still entered here.
const ENTERED_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 366);

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
        let (procedure, flow) = offered(ctx, &request.procedure)?;
        let mut problems = came_in(ctx, request, procedure);
        let mut read = ctx.app.db.read().await?;
        let work_order = request.work_order.trim();
        registered(&mut read, work_order).await?;
        let about = match about(ctx, &mut read, (procedure, flow), request).await {
            Err(Error::Invalid(more)) => {
                problems.extend(more);
                return Err(Error::Invalid(problems));
            }
            about => about?,
        };
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let agency = agencies::find(&mut read, ctx.actor.agency).await?;
        let staff = notices::staff_of(&mut read, ctx.actor.agency.into()).await?;
        let case = Beginning {
            id,
            procedure,
            flow,
            account: about.account,
            objector: request.objector,
            channel: request.channel,
            work_order: (!work_order.is_empty()).then(|| work_order.to_owned()),
            licence: about.licence,
            issuer: ctx.actor.agency.into(),
            issuer_name: agency.map(|agency| agency.name).unwrap_or_default(),
            ground: about.ground,
            statement: &about.statement,
            received: request.received_at,
            stated: request.stated_at.unwrap_or(request.received_at),
            staff: Some(ctx.actor.staff.into()),
        };
        Opening::of(ctx, &case, &staff)
    })
    .await;
    if let Err(Error::Refused(ProblemCode::AlreadyOpen)) = begun {
        // Somebody else may have entered the same work order at this moment.
        let mut read = ctx.app.db.read().await?;
        registered(&mut read, request.work_order.trim()).await?;
    }
    begun
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

/// What a registered case is about.
struct About {
    account: Option<HolderId>,
    licence: Option<LicenceKey>,
    ground: Ground,
    statement: Statement,
}

/// Begins a case once, however often it is sent.
async fn begin<A: Caller + Clone + Into<Actor>>(
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

fn offered<'a, A>(ctx: &'a Ctx<A>, procedure: &str) -> Result<(&'a Procedure, Flow)> {
    let procedure = ctx.app.rules.rulebook.procedure(procedure);
    let procedure = procedure.filter(|one| one.offered);
    let procedure = procedure.ok_or(ProblemCode::NotOffered)?;
    let flow = procedure.flow.ok_or(ProblemCode::NotOffered)?;
    Ok((procedure, flow))
}

/// What is wrong with who, by which way and when.
fn came_in(ctx: &Ctx<Clerk>, request: &RegisterCase, procedure: &Procedure) -> Vec<FieldProblem> {
    let known = procedure.objectors.contains(&request.objector);
    let open = request.channel != Channel::App && procedure.is_open_to(request.channel);
    let number = match request.channel {
        Channel::Hotline => FieldProblem::of_required,
        _ => FieldProblem::of_optional,
    };
    let unknown = |pointer| FieldProblem::new(pointer, FieldCode::Unknown);
    [
        (!known).then(|| unknown("/objector")),
        (!open).then(|| unknown("/channel")),
        number("/work_order", &request.work_order, 3..=WORK_ORDER_MAX),
        // A number that the app will give to another case.
        CaseNumber::is_work_order(request.work_order.trim()).then(|| unknown("/work_order")),
        past("/received_at", request.received_at, ctx.now),
        stated(ctx, request, procedure),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A moment that has come, and not too long ago.
fn past(pointer: &str, moment: Timestamp, now: Timestamp) -> Option<FieldProblem> {
    if moment > now {
        return Some(FieldProblem::new(pointer, FieldCode::InFuture));
    }
    let old = now.duration_since(moment) > ENTERED_WITHIN;
    old.then(|| FieldProblem::new(pointer, FieldCode::InPast))
}

/// The moment that the filing states, where a clock counts from one; only what runs backwards counts from one to come.
fn stated(ctx: &Ctx<Clerk>, request: &RegisterCase, procedure: &Procedure) -> Option<FieldProblem> {
    let mut clocks = ctx.app.rules.rulebook.clocks_of(&procedure.id);
    let clock = clocks.find(|clock| clock.starts == Starts::Stated)?;
    match request.stated_at {
        None => Some(FieldProblem::new("/stated_at", FieldCode::Required)),
        Some(_) if clock.bound == Bound::Before => None,
        Some(moment) => past("/stated_at", moment, ctx.now),
    }
}

/// What it is about, if that is said well enough.
async fn about(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    (procedure, flow): (&Procedure, Flow),
    request: &RegisterCase,
) -> Result<About> {
    match (flow.subject, request.licence) {
        (Subject::Licence, Some(licence)) => {
            of_licence(ctx, read, (licence, procedure), request).await
        }
        (Subject::Licence, None) => Err(FieldProblem::new("/licence", FieldCode::Required).into()),
        (Subject::DataSet | Subject::WebPage, _) => of_none(procedure, request),
    }
}

fn of_none(procedure: &Procedure, request: &RegisterCase) -> Result<About> {
    let contact = request.contact.clone().unwrap_or_default();
    let mut problems = request.complaint.check(procedure);
    problems.extend(contact.check());
    let (Some(ground), true) = (request.complaint.ground, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let complaint = request.complaint.trimmed();
    Ok(About {
        account: None,
        licence: None,
        ground,
        statement: Statement {
            explanation: complaint.explanation,
            subject: complaint.subject,
            contact: Some(contact.trimmed()),
            ..Statement::default()
        },
    })
}

/// A licence's holder has an account, under which the case lies; anybody else who objects to it has none.
async fn of_licence(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    (id, procedure): (LicenceId, &Procedure),
    request: &RegisterCase,
) -> Result<About> {
    let licence = rows::find(read, id).await?;
    let own = |licence: &rows::Found| licence.issuer_id == Id::from(ctx.actor.agency);
    let Some(licence) = licence.filter(own) else {
        return Err(FieldProblem::new("/licence", FieldCode::Unknown).into());
    };
    let account = (request.objector == Objector::Holder).then(|| licence.holder_id.into());
    if let Some(holder) = account
        && objections::open(read, holder, licence.id).await?.is_some()
    {
        return Err(ProblemCode::AlreadyOpen.into());
    }
    let record = licences::record(&ctx.app.vault, &licence)?;
    let face = face::values(&licence.face_schema, &record, Show::Full);
    let body = DraftBody {
        claims: request.claims.iter().map(trimmed).collect(),
        ground: request.complaint.ground,
        explanation: request.complaint.explanation.trim().to_owned(),
    };
    let mut problems = body.check_for_filing(FilingContext {
        face: &face,
        grounds: &procedure.grounds,
    });
    let contact = request.contact.as_ref().map(Contact::trimmed);
    if account.is_none() {
        problems.extend(contact.clone().unwrap_or_default().check());
    }
    let (Some(ground), true) = (body.ground, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    Ok(About {
        account,
        licence: Some(LicenceKey {
            leading: licence.holder_id,
            id: licence.id,
            version: licence.version,
        }),
        ground,
        statement: Statement {
            claims: body.claims,
            explanation: body.explanation,
            subject: String::new(),
            contact,
        },
    })
}

fn trimmed(claim: &FieldClaim) -> FieldClaim {
    FieldClaim {
        key: claim.key.clone(),
        claimed: claim.claimed.trim().to_owned(),
    }
}

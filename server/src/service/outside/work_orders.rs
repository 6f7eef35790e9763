//! 处置工单: the hotline's system brings what somebody told it (兰安 一百五十八). The same rules as where a clerk registers it.

use super::{Bringer, as_sent, find as find_brought, followed, in_charge, key, named};
use crate::service::registering::{self, Named, Place, offered};
use crate::service::{Ctx, Error, Machine, Result};
use crate::store::{objections, outside};
use domain::access::KeyPurpose;
use domain::flow::Subject;
use domain::id::ObjectionId;
use domain::objection::CallerDocument;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::rulebook::{Channel, Objector};
use domain::wire::desk::RegisterCase;
use domain::wire::outside::{FileWorkOrder, FollowedCase};

/// What became of a work order.
pub enum Filed {
    /// It began a case.
    Now(FollowedCase),
    /// It had begun one before.
    Before(FollowedCase),
}

/// Files a work order; one that came before is answered with its case.
pub async fn file(ctx: &Ctx<Machine>, order: &FileWorkOrder) -> Result<Filed> {
    ctx.is_for(KeyPurpose::WorkOrders)?;
    let bringer = Bringer::of(ctx, order)?;
    if let Some(first) = earlier(ctx, order, &bringer).await? {
        return Ok(Filed::Before(followed(ctx, first).await?));
    }
    let id = ObjectionId(ctx.new_id());
    let began = begin(ctx, order, id, bringer.clone()).await;
    match began {
        Ok(()) => Ok(Filed::Now(followed(ctx, id).await?)),
        // The same order may have come twice at this moment.
        Err(error @ Error::Refused(ProblemCode::AlreadyOpen)) => {
            match earlier(ctx, order, &bringer).await? {
                Some(first) => Ok(Filed::Before(followed(ctx, first).await?)),
                None => Err(error),
            }
        }
        Err(error) => Err(as_sent(error)),
    }
}

/// The case of a work order of this agency.
pub async fn find(ctx: &Ctx<Machine>, number: &str) -> Result<FollowedCase> {
    ctx.is_for(KeyPurpose::WorkOrders)?;
    // No order has such a number, and PostgreSQL takes no text with NUL.
    if number.chars().any(char::is_control) {
        return Err(ProblemCode::NotFound.into());
    }
    find_brought(ctx, number).await
}

/// The case that this number began; refused where it came with other content, or by another way.
async fn earlier(
    ctx: &Ctx<Machine>,
    order: &FileWorkOrder,
    bringer: &Bringer,
) -> Result<Option<ObjectionId>> {
    let number = order.work_order.trim();
    let mut read = ctx.app.db.read().await?;
    match outside::find(&mut read, &key(ctx.actor, number.to_owned())).await? {
        Some(first) if first.digest == bringer.digest => Ok(Some(first.objection_id.into())),
        Some(_) => Err(ProblemCode::OrderDiffers.into()),
        // Which case it is, is for those to know who entered it.
        None => match objections::of_work_order(&mut read, number).await? {
            Some(_) => Err(ProblemCode::AlreadyRegistered.into()),
            None => Ok(None),
        },
    }
}

async fn begin(
    ctx: &Ctx<Machine>,
    order: &FileWorkOrder,
    id: ObjectionId,
    bringer: Bringer,
) -> Result<()> {
    let (procedure, flow) = offered(ctx, &order.procedure)?;
    if !procedure.is_open_to(Channel::Hotline) {
        return Err(ProblemCode::NotOffered.into());
    }
    let mut people = procedure.objectors.iter().copied();
    let objector = people.find(|one| one.is_a_person());
    let objector = objector.ok_or(ProblemCode::NotOffered)?;
    let document = checked(order, objector)?;
    let mut read = ctx.app.db.read().await?;
    let (named, issuer) = match (&order.licence_number, &document) {
        (Some(number), Some(document)) if flow.subject == Subject::Licence => {
            named::held(ctx, &mut read, number.trim(), document).await?
        }
        _ => (Named::Nothing, None),
    };
    let agency = match (flow.subject, issuer) {
        (_, Some(issuer)) => issuer,
        // It is refused for want of its licence.
        (Subject::Licence, None) => ctx.actor.agency,
        (Subject::DataSet | Subject::WebPage | Subject::Outage, None) => {
            in_charge(&mut read, order.agency).await?
        }
    };
    let place = Place {
        agency,
        named,
        document,
        staff: None,
    };
    let request = registration(order, objector);
    let opening = registering::opening(ctx, &mut read, id, &request, place).await?;
    drop(read);
    let number = order.work_order.trim().to_owned();
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move { bringer.write(tx, (id, opening), Some(number)).await })
        })
        .await?;
    ctx.app.outbox().notify_one();
    Ok(())
}

/// The caller's document as it is kept. Where only the holder may object, it is what says that the caller is.
fn checked(order: &FileWorkOrder, objector: Objector) -> Result<Option<CallerDocument>> {
    match &order.document {
        None if objector == Objector::Holder => {
            Err(FieldProblem::new("/document", FieldCode::Required).into())
        }
        None => Ok(None),
        Some(document) => match document.check() {
            Some(problem) => Err(problem.into()),
            None => Ok(document.canonical()),
        },
    }
}

fn registration(order: &FileWorkOrder, objector: Objector) -> RegisterCase {
    RegisterCase {
        procedure: order.procedure.clone(),
        objector,
        channel: Channel::Hotline,
        complaint: order.complaint.clone(),
        licence: None,
        claims: order.claims.clone(),
        contact: Some(order.contact.clone()),
        work_order: order.work_order.clone(),
        received_at: order.received_at,
        stated_at: order.stated_at,
    }
}

//! 用证机构, 数据使用部门: an agency that uses licences or data says by its own system what is wrong with them (庆证 二十二,
//! 兰享 三十, 拉享 二十三). The same rules as where a clerk registers it.

use super::{Bringer, as_sent, find as find_brought, followed, in_charge, named};
use crate::service::once::Once;
use crate::service::opening::Opening;
use crate::service::registering::{self, Named, Place, offered};
use crate::service::{Ctx, Error, Machine, Result};
use domain::access::KeyPurpose;
use domain::case_number::CaseNumber;
use domain::flow::Subject;
use domain::id::ObjectionId;
use domain::problem::ProblemCode;
use domain::rulebook::{Channel, Objector};
use domain::wire::desk::RegisterCase;
use domain::wire::outside::{FileAgencyObjection, FollowedCase};

/// Files an objection of the key's agency; it is received at this moment.
pub async fn file(
    ctx: &Ctx<Machine>,
    objection: &FileAgencyObjection,
    once: &Once,
) -> Result<FollowedCase> {
    ctx.is_for(KeyPurpose::AgencyObjections)?;
    let id = ObjectionId(ctx.new_id());
    let claim = once.claim(ctx, id.0);
    if let Some(first) = claim.earlier(&mut *ctx.app.db.read().await?).await? {
        return followed(ctx, ObjectionId(first)).await;
    }
    let opening = opening(ctx, objection, id).await.map_err(as_sent)?;
    let bringer = Bringer::of(ctx, objection)?;
    let first = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let first = claim.settle(tx).await?;
                if first.is_none() {
                    bringer.write(tx, (id, opening), None).await?;
                }
                Ok::<_, Error>(first)
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
    followed(ctx, first.map_or(id, ObjectionId)).await
}

/// A case that this agency's system filed.
pub async fn find(ctx: &Ctx<Machine>, number: &str) -> Result<FollowedCase> {
    ctx.is_for(KeyPurpose::AgencyObjections)?;
    let number = CaseNumber::parse(number).map_err(|_| ProblemCode::NotFound)?;
    find_brought(ctx, number.as_str()).await
}

async fn opening(
    ctx: &Ctx<Machine>,
    objection: &FileAgencyObjection,
    id: ObjectionId,
) -> Result<Opening> {
    let (procedure, flow) = offered(ctx, &objection.procedure)?;
    let mut agencies = procedure.objectors.iter().copied();
    let objector = agencies.find(|one| !one.is_a_person());
    let objector = objector
        .filter(|_| procedure.is_open_to(Channel::Agency))
        .ok_or(ProblemCode::NotOffered)?;
    let mut read = ctx.app.db.read().await?;
    let (named, issuer) = match &objection.licence_number {
        Some(number) if flow.subject == Subject::Licence => {
            named::shown(ctx, &mut read, number.trim()).await?
        }
        _ => (Named::Nothing, None),
    };
    let agency = match (flow.subject, issuer) {
        (_, Some(issuer)) => issuer,
        // It is refused for want of its licence.
        (Subject::Licence, None) => ctx.actor.agency,
        (Subject::DataSet | Subject::WebPage | Subject::Outage, None) => {
            in_charge(&mut read, objection.agency).await?
        }
    };
    let place = Place {
        agency,
        named,
        document: None,
        staff: None,
    };
    let request = registration(ctx, objection, objector);
    registering::opening(ctx, &mut read, id, &request, place).await
}

fn registration(
    ctx: &Ctx<Machine>,
    objection: &FileAgencyObjection,
    objector: Objector,
) -> RegisterCase {
    RegisterCase {
        procedure: objection.procedure.clone(),
        objector,
        channel: Channel::Agency,
        complaint: objection.complaint.clone(),
        licence: None,
        claims: objection.claims.clone(),
        contact: Some(objection.contact.clone()),
        work_order: String::new(),
        received_at: ctx.now,
        stated_at: objection.stated_at,
    }
}

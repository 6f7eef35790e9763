//! What has somebody been told? The in-app inbox of citizens and staff.

use super::cases::by_holder;
use super::paging::{self, Paging};
use super::{Ctx, Error, Result, audit as read_audit, undelivered};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::notices::{self, After, Message, Recipient};
use crate::store::{Id, deliveries};
use domain::access::Actor;
use domain::id::{HolderId, NoticeId, OutageId};
use domain::objection::Outcome;
use domain::problem::ProblemCode;
use domain::rulebook::Rulebook;
use domain::wire::notice::{Inbox, Notice, NoticeKind};

/// The inbox, newest first.
pub async fn inbox(ctx: &Ctx<Actor>, paging: &Paging) -> Result<Inbox> {
    let to = recipient(&ctx.actor);
    let limit = paging.limit()?;
    let after = paging.after::<After>()?;
    let (mut rows, unread) = {
        let mut read = ctx.app.db.read().await?;
        let rows = notices::inbox(&mut read, to, after, limit + 1).await?;
        (rows, notices::unread(&mut read, to).await?)
    };
    let next = paging::cut(&mut rows, limit, |row| After {
        at: row.delivered_at.0,
        id: row.id.0,
    })?;
    let told = |row: &Message| Some((row.holder_id, row.licence_id?));
    let whose = by_holder(rows.iter().filter_map(told));
    read_audit::reads(ctx, Action::ListNotices, Kind::Licence, whose).await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let sent = deliveries::of_notices(&mut *ctx.app.db.read().await?, &ids).await?;
    let items = rows.into_iter().map(|row| {
        let of_it = sent.iter().filter(|one| one.notice_id == row.id);
        let deliveries = of_it.map(undelivered::view).collect();
        Notice {
            deliveries,
            ..view(row, &ctx.app.rules.rulebook)
        }
    });
    Ok(Inbox {
        items: items.collect(),
        next,
        unread,
    })
}

/// Notes that a message was read.
pub async fn read(ctx: &Ctx<Actor>, id: NoticeId) -> Result<()> {
    let to = recipient(&ctx.actor);
    let now = ctx.now;
    let holder = notices::find_own(&mut *ctx.app.db.read().await?, id, to)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let object = Object {
        kind: Kind::Notice,
        ids: vec![id.0],
        holder: Some(HolderId(holder.0)).filter(|holder| !holder.0.is_nil()),
    };
    let entry = ctx.entry(Action::ReadNotice, object);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                notices::read(tx, id, to, now).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

fn recipient(actor: &Actor) -> Recipient {
    match actor {
        Actor::Holder { holder } => Recipient::Holder((*holder).into()),
        Actor::Staff { staff, .. } => Recipient::Staff((*staff).into()),
    }
}

pub(super) fn view(row: Message, rulebook: &Rulebook) -> Notice {
    // Of a case its number says whose it is; what is about a licence may be about a company's.
    let reminds = matches!(row.kind.0, NoticeKind::Expiring | NoticeKind::Disputed);
    let remedy = remedy(&row, rulebook);
    let of_a_case = row.procedure.as_ref().zip(row.step.as_ref());
    let step_name = of_a_case.map(|(procedure, step)| rulebook.step_name(procedure, step));
    // Who is asked about a case sees its number and not the case.
    let shows = !matches!(row.kind.0, NoticeKind::Inquired | NoticeKind::InquiredAnew);
    Notice {
        id: row.id.into(),
        kind: row.kind.0,
        objection: row.objection_id.filter(|_| shows).map(Into::into),
        case_number: row.case_number.unwrap_or_default(),
        licence: row.licence_id.filter(|_| shows).map(Into::into),
        holder: reminds.then(|| row.holder_id.into()),
        holder_name: row.holder_name.filter(|_| reminds).unwrap_or_default(),
        type_name: row.type_name.filter(|_| shows).unwrap_or_default(),
        outage: row.outage_id.map(|id| OutageId(id.0)),
        agency_name: row.agency_name.unwrap_or_default(),
        step: row.step,
        step_name,
        due_date: row.due_date.map(|day| day.0),
        remedy,
        at: row.delivered_at.0,
        read_at: row.read_at.map(|at| at.0),
        deliveries: Vec::new(),
    }
}

/// What the procedure says of the remedy that is left, with a decision that doesn't correct everything.
fn remedy(row: &Message, rulebook: &Rulebook) -> String {
    let outcome = row.outcome.map(|outcome| outcome.0);
    let refuses = matches!(outcome, Some(Outcome::Rejected | Outcome::PartlyUpheld));
    match &row.procedure {
        Some(procedure) if refuses && row.kind.0 == NoticeKind::Decided => {
            rulebook.deciding(procedure).remedy.clone()
        }
        _ => String::new(),
    }
}

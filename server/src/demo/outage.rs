//! An outage of the demonstration that is over with something still waiting, which is a case due at the end of today.

use super::build::DemoError;
use super::ids::DemoIds;
use super::others::{event, settle};
use super::supervision::Scene;
use crate::service::sealed::{OutageWords, Statement};
use crate::store::bulk::{ObjectionClock, ObjectionEvent};
use crate::store::held_up::{self as items, NewItem, Settled};
use crate::store::objections::{self, New};
use crate::store::outages::{self, End};
use crate::store::{At, Day, Db, Id, StoreError, Tx, word};
use domain::access::Role;
use domain::case_number::CaseNumber;
use domain::deadline::local_date;
use domain::flow::{CaseEvent, CaseState};
use domain::id::{ObjectionId, StaffId};
use domain::outage::{HeldUp, ItemState};
use domain::rulebook::{Channel, Ground, Objector};
use domain::text::{Lang, supervision as words};
use jiff::Timestamp;

/// Lays it: two things wait, one was made good.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let office = scene.office;
    let (first, last) = (office.working_day(-5), office.working_day(-3));
    let began_at = office.instant(first, 9 * 60 + 20, 0);
    let Some((agency, handler, entered)) = enterer(db, scene, began_at).await? else {
        return Ok(());
    };
    let said = OutageWords {
        cause: "园区供电线路故障，证照业务系统和数据库机房停电。".into(),
        measures: "窗口改用纸质受理并登记，急件由专人送市局代办。".into(),
    };
    let id = Id(ids.next());
    let sealed = scene.vault.seal_outage(id.0, &said)?;
    let declared = outages::New {
        id,
        agency,
        began_at: At(began_at),
        words_sealed: sealed.bytes,
        key_id: sealed.key_id,
        by: handler,
        at: At(office.instant(first, 9 * 60 + 50, 0)),
    };
    let end = End {
        id,
        version: 4,
        ended_at: At(office.instant(last, 16 * 60 + 45, 0)),
        at: At(office.instant(last, 17 * 60, 0)),
    };
    let listed = held_up(scene, id, ids)?;
    let listed_at = At(office.instant(first, 17 * 60, 0));
    let settled = listed.first().map(|item| Settled {
        outage: id,
        item: item.id,
        to: entered.map_or(ItemState::FellAway, |_| ItemState::Done),
        by: handler,
        at: At(office.now),
        why: None,
        linked: entered,
    });
    let case = Case::of(scene, (&declared, &said), &end, ids)?;
    db.write(move |tx| {
        Box::pin(async move {
            outages::declare(tx, &declared).await?;
            for item in &listed {
                items::hold_up(tx, item, handler, listed_at).await?;
            }
            outages::end(tx, &end, handler).await?;
            if let Some(case) = case {
                case.write(tx).await?;
            }
            match settled {
                Some(settled) => items::settle(tx, settled).await,
                None => Ok(()),
            }
        })
    })
    .await?;
    Ok(())
}

/// What still waits when it ends, as rows.
struct Case {
    row: New,
    clocks: Vec<ObjectionClock>,
    events: Vec<ObjectionEvent>,
}

impl Case {
    /// None where the rulebook knows no such procedure.
    fn of(
        scene: &Scene<'_>,
        (outage, said): (&outages::New, &OutageWords),
        end: &End,
        ids: &mut DemoIds,
    ) -> Result<Option<Self>, DemoError> {
        let Some(procedure) = scene.rulebook.about_outages() else {
            return Ok(None);
        };
        let (id, at) = (Id(ids.next()), end.at.0);
        let statement = Statement {
            subject: words::outage(local_date(outage.began_at.0), Lang::Zh),
            explanation: words::outage_told(&said.cause, &said.measures, Lang::Zh),
            ..Statement::default()
        };
        let statement = scene.vault.seal_statement(ObjectionId(id.0), &statement)?;
        let (mut clocks, from) = (Vec::new(), (at, end.ended_at.0));
        let received = (id, CaseEvent::Receive);
        settle(scene, &procedure.id, received, from, &mut clocks)?;
        let handler = Some((Role::Handler, StaffId(outage.by.0)));
        let filed = (objections::FILED.to_owned(), at);
        let events = vec![
            event(id, 1, filed, handler)?,
            event(id, 2, (word(&CaseEvent::Receive)?, at), None)?,
        ];
        let next_due = clocks.iter().map(|clock| clock.due_at).min();
        let row = New {
            holder: id,
            id,
            objector: Objector::Issuer,
            case_number: String::new(),
            work_order: None,
            licence: None,
            outage: Some(outage.id),
            issuer: outage.agency,
            procedure: procedure.id.clone(),
            channel: Channel::Issuer,
            state: CaseState::Received,
            marks: false,
            version: 2,
            ground: Ground::ForceMajeure,
            statement_sealed: statement.bytes,
            key_id: statement.key_id,
            filed_at: end.at,
            received_at: end.at,
            next_due: next_due.unwrap_or_else(objections::nothing_due),
        };
        Ok(Some(Self {
            row,
            clocks,
            events,
        }))
    }

    async fn write(mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let day = local_date(self.row.filed_at.0);
        let last = objections::last_of_day(tx, day, 1).await?;
        let last = u32::try_from(last).map_err(|_| StoreError::Stale)?;
        self.row.case_number = CaseNumber::mint(day, last).to_string();
        objections::insert(tx, &[self.row]).await?;
        ObjectionClock::insert(tx, self.clocks).await?;
        ObjectionEvent::insert(tx, self.events).await
    }
}

/// What the outage held up.
fn held_up(scene: &Scene<'_>, outage: Id, ids: &mut DemoIds) -> Result<Vec<NewItem>, DemoError> {
    let things = [
        (HeldUp::Issue, "窗口登记第12号，申请人当天来取的许可证"),
        (HeldUp::Renew, "窗口登记第15号，本月到期，申请人已交齐材料"),
        (HeldUp::Cancel, "窗口登记第18号，企业已注销，证照待注销"),
    ];
    let item = |(what, words)| {
        let item = ids.next();
        let sealed = scene.vault.seal_held_up(item, words)?;
        Ok(NewItem {
            outage,
            id: Id(item),
            what,
            words_sealed: sealed.bytes,
            key_id: sealed.key_id,
        })
    };
    things.into_iter().map(item).collect()
}

type Entered = Option<(Id, Id, i64)>;

/// An agency that has entered something since, with who works there and what it was; else the first one.
async fn enterer(
    db: &Db,
    scene: &Scene<'_>,
    since: Timestamp,
) -> Result<Option<(Id, Id, Entered)>, StoreError> {
    let mut read = db.read().await?;
    let mut first = None;
    for agency in scene.agencies {
        let Some(handler) = agency.one(Role::Handler, 0) else {
            continue;
        };
        let (id, handler) = (Id::from(agency.id), Id::from(handler));
        first = first.or(Some((id, handler, None)));
        let day = Day(local_date(since));
        let entered = items::entered_since(&mut read, id, day, At(since)).await?;
        if let Some(one) = entered.first() {
            let entry = (one.holder_id, one.licence_id, one.seq);
            return Ok(Some((id, handler, Some(entry))));
        }
    }
    Ok(first)
}

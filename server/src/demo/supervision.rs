//! What supervision shows of the demonstration: an outage that is over with something still waiting (a case), and a sample with
//! findings; and how fast and how completely each agency has entered what it issued lately.

use super::agencies::Agency;
use super::build::DemoError;
use super::ids::DemoIds;
use super::office::Office;
use super::others::{self, Case};
use crate::crypto::Vault;
use crate::service::sealed::{OutageWords, Statement};
use crate::store::bulk::{Objection, Sampled};
use crate::store::held_up::{self as items, NewItem, Settled};
use crate::store::inspections::{self, Drawable, Move};
use crate::store::outages::{self, End};
use crate::store::{At, Day, Db, Id, StoreError, Tx, Word, objections, word};
use domain::access::Role;
use domain::calendar::KnownCalendar;
use domain::deadline::{self, local_date};
use domain::flow::{CaseEvent, CaseState};
use domain::id::{LicenceId, ObjectionId, StaffId};
use domain::inspection::{SampleEvent, SampleState, Seed, draw};
use domain::outage::{HeldUp, ItemState};
use domain::rulebook::{Channel, Ground, Objector, Rulebook};
use domain::seal;
use domain::text::{Lang, supervision as words};
use domain::wire::inspection::SampleFilter;
use jiff::Timestamp;
use jiff::civil::Date;

const SEED: Seed = Seed(0x2026_0901_0000_0163);
const WANTED: u32 = 12;

/// Working days that a licence waited before it was entered: agencies differ, and all have become faster.
pub(super) fn lag(serial: u64, agency: usize, issued: Date, today: Date) -> usize {
    let months = usize::try_from(issued.until(today).map_or(0, |span| span.get_days() / 30));
    let months = months.unwrap_or_default();
    let drawn = mixed(serial) % 100;
    let prompt = 94_usize.saturating_sub(6 * months + 4 * agency);
    if drawn < prompt {
        drawn % 2
    } else {
        2 + drawn % 9
    }
}

/// Whether a recommended field of it was left empty.
pub(super) fn forgets(licence: LicenceId, agency: usize) -> bool {
    let serial = licence.0.as_u128() & u128::from(u64::MAX);
    mixed(u64::try_from(serial).unwrap_or_default()) % 100 < 6 + 7 * agency
}

/// Spread as if by chance, without taking a draw from the world's streams.
fn mixed(number: u64) -> usize {
    let mixed = (number ^ 0x9e37_79b9).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    usize::try_from((mixed ^ (mixed >> 29)) % 1_000_003).unwrap_or_default()
}

/// Who and what it is laid with.
pub(super) struct Scene<'a> {
    pub(super) vault: &'a Vault,
    pub(super) office: &'a Office,
    pub(super) agencies: &'a [Agency],
    pub(super) rulebook: &'a Rulebook,
    pub(super) calendar: &'a KnownCalendar,
    /// Of the type that is sampled.
    pub(super) type_code: String,
}

/// Lays both.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    lay_outage(db, scene, ids).await?;
    lay_sample(db, scene, ids).await
}

/// Due at the end of today: two things wait, one was made good.
async fn lay_outage(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let office = scene.office;
    let (first, last) = (office.working_day(-5), office.working_day(-3));
    let began_at = office.instant(first, 9 * 60 + 20, 0);
    let ended_at = office.instant(last, 16 * 60 + 45, 0);
    let Some((agency, handler, entered)) = enterer(db, scene, began_at).await? else {
        return Ok(());
    };
    let id = ids.next();
    let said = OutageWords {
        cause: "园区供电线路故障，证照业务系统和数据库机房停电。".into(),
        measures: "窗口改用纸质受理并登记，急件由专人送市局代办。".into(),
    };
    let sealed = scene.vault.seal_outage(id, &said)?;
    let new = outages::New {
        id: Id(id),
        agency,
        began_at: At(began_at),
        words_sealed: sealed.bytes,
        key_id: sealed.key_id,
        by: handler,
        at: At(office.instant(first, 9 * 60 + 50, 0)),
    };
    let listed = held_up(scene, Id(id), ids)?;
    let listed_at = At(office.instant(first, 17 * 60, 0));
    let entered_at = office.instant(last, 17 * 60, 0);
    let ended = At(entered_at);
    let to = entered.map_or(ItemState::FellAway, |_| ItemState::Done);
    let settled = listed.first().map(|item| Settled {
        outage: Id(id),
        item: item.id,
        to,
        by: handler,
        at: At(office.now),
        why: None,
        linked: entered,
    });
    let declared = new.clone();
    db.write(move |tx| {
        Box::pin(async move {
            outages::declare(tx, &declared).await?;
            for item in &listed {
                items::hold_up(tx, item, handler, listed_at).await?;
            }
            let end = End {
                id: declared.id,
                version: 4,
                ended_at: At(ended_at),
                at: ended,
            };
            outages::end(tx, &end, handler).await?;
            match settled {
                Some(settled) => items::settle(tx, settled).await,
                None => Ok(()),
            }
        })
    })
    .await?;
    let case = its_case(scene, (&new, &said), (ended_at, entered_at), ids)?;
    match case {
        Some(case) => case.write(db).await,
        None => Ok(()),
    }
}

/// What still waits when it ends is a case, where the rulebook knows one.
fn its_case(
    scene: &Scene<'_>,
    (outage, said): (&outages::New, &OutageWords),
    (ended_at, at): (Timestamp, Timestamp),
    ids: &mut DemoIds,
) -> Result<Option<Case>, DemoError> {
    let Some(procedure) = scene.rulebook.about_outages() else {
        return Ok(None);
    };
    let id = Id(ids.next());
    let statement = Statement {
        subject: words::outage(local_date(outage.began_at.0), Lang::Zh),
        explanation: words::outage_told(&said.cause, &said.measures, Lang::Zh),
        ..Statement::default()
    };
    let statement = scene.vault.seal_statement(ObjectionId(id.0), &statement)?;
    let mut clocks = Vec::new();
    let received = (id, CaseEvent::Receive);
    others::settle(scene, &procedure.id, received, (at, ended_at), &mut clocks)?;
    let handler = Some((Role::Handler, StaffId(outage.by.0)));
    let events = vec![
        others::event(id, 1, (objections::FILED.to_owned(), at), handler)?,
        others::event(id, 2, (word(&CaseEvent::Receive)?, at), None)?,
    ];
    let next_due = clocks.iter().map(|clock| clock.due_at).min();
    let row = Objection {
        holder_id: id,
        id,
        objector: Word(Objector::Issuer),
        case_number: String::new(),
        work_order: None,
        leading_id: None,
        licence_id: None,
        licence_version: None,
        issuer_id: outage.agency,
        partner_id: None,
        procedure: procedure.id.clone(),
        channel: Word(Channel::Issuer),
        state: Word(CaseState::Received),
        marks: false,
        marked: false,
        version: 2,
        ground: Word(Ground::ForceMajeure),
        statement_sealed: statement.bytes,
        key_id: statement.key_id,
        proposal_sealed: None,
        proposal_key_id: None,
        handler_id: None,
        proposed_by: None,
        proposed_at: None,
        outcome: None,
        decided_by: None,
        decided_at: None,
        corrected_version: None,
        withheld: None,
        filed_at: At(at),
        received_at: Some(At(at)),
        finished_at: None,
        next_due: Some(next_due.unwrap_or_else(objections::nothing_due)),
        outage_id: Some(outage.id),
    };
    Ok(Some(Case {
        day: local_date(at),
        row,
        clocks,
        events,
    }))
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

/// What becomes of the first of a sample, in the order of the draw; the others wait to be looked at.
const COURSES: [&[SampleEvent]; 9] = {
    use SampleEvent as E;
    [
        &[E::Conform],
        &[E::Find],
        &[E::Conform],
        &[E::Find, E::Answer],
        &[E::Conform],
        &[E::Find, E::Answer, E::Close],
        &[E::Conform],
        &[E::Find],
        &[E::Conform],
    ]
};

async fn lay_sample(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let office = scene.office;
    let hall = scene.agencies.iter().find(|agency| {
        let supervisors = agency.with(Role::Supervisor).count();
        supervisors > 0
    });
    let Some((hall, drawer)) = hall.and_then(|hall| Some((hall, hall.one(Role::Supervisor, 0)?)))
    else {
        return Ok(());
    };
    let inspector = hall.one(Role::Supervisor, 1).unwrap_or(drawer);
    let filter = SampleFilter {
        type_code: Some(scene.type_code.clone()),
        ..SampleFilter::default()
    };
    let (stock, drawn) = drawn(db, &filter).await?;
    let id = Id(ids.next());
    let bytes: Vec<u8> = stock.iter().flat_map(|id| id.0.into_bytes()).collect();
    let new = inspections::New {
        id,
        seed: SEED.to_string(),
        filter,
        wanted: WANTED.into(),
        stock: i64::try_from(stock.len()).unwrap_or(i64::MAX),
        upper: stock.last().copied(),
        stock_digest: seal::digest(&bytes).to_vec(),
        agency: hall.id.into(),
        inspector: inspector.into(),
        by: drawer.into(),
        at: At(office.instant(office.working_day(-9), 10 * 60, 0)),
    };
    let steps = steps(scene, id, &drawn, Id::from(inspector))?;
    let rows = (1..).zip(&drawn).map(|(place, one)| Sampled {
        inspection_id: id,
        licence_id: one.id,
        holder_id: one.holder_id,
        place,
        version: one.version,
        issuer_id: one.issuer_id,
        state: Word(SampleState::Drawn),
        revision: 0,
    });
    let rows = rows.collect();
    db.write(move |tx: &mut Tx| {
        Box::pin(async move {
            inspections::insert(tx, &new, rows).await?;
            for step in steps {
                inspections::step(tx, step).await?;
            }
            Ok::<_, StoreError>(())
        })
    })
    .await?;
    Ok(())
}

/// The stock that the filter leaves, and what is drawn of it.
async fn drawn(
    db: &Db,
    filter: &SampleFilter,
) -> Result<(Vec<Id>, Vec<inspections::Drawable>), StoreError> {
    let mut read = db.read().await?;
    let stock = inspections::stock(&mut read, filter).await?;
    let mut drawn = Vec::new();
    for place in draw(SEED, WANTED, u64::try_from(stock.len()).unwrap_or_default()) {
        let place = usize::try_from(place).ok();
        if let Some(licence) = place.and_then(|place| stock.get(place)) {
            drawn.extend(inspections::drawn(&mut read, *licence).await?);
        }
    }
    Ok((stock, drawn))
}

/// The steps of each, on the state machine's own way.
fn steps(
    scene: &Scene<'_>,
    inspection: Id,
    drawn: &[Drawable],
    inspector: Id,
) -> Result<Vec<Move>, DemoError> {
    let office = scene.office;
    let mut steps = Vec::new();
    for (place, (one, course)) in (0_u32..).zip(drawn.iter().zip(COURSES)) {
        let mut state = SampleState::Drawn;
        for (revision, event) in (0_i64..).zip(course) {
            let fault =
                |fault: domain::inspection::SampleRefusal| DemoError::Fault(fault.to_string());
            state = state.after(*event).map_err(fault)?;
            let at = office.instant(
                office.working_day(-8 + 3 * revision),
                10 * 60 + i64::from(place) * 7,
                0,
            );
            let (words, by) = match event {
                SampleEvent::Conform => ("", inspector),
                SampleEvent::Find if place % 2 == 0 => ("推荐项未填写，请补录。", inspector),
                SampleEvent::Find => ("照面信息与登记档案不一致，请核对后变更。", inspector),
                SampleEvent::Answer => (
                    "已调阅档案核对，按变更程序办理。",
                    handler(scene, one.issuer_id),
                ),
                SampleEvent::Insist | SampleEvent::Close => ("已复核，与档案一致。", inspector),
            };
            let key = (inspection.0, one.id.0);
            let sealed = (!words.is_empty())
                .then(|| scene.vault.seal_sampled(key, revision + 1, words))
                .transpose()?;
            let found = *event == SampleEvent::Find;
            // The first finding's date has passed, the others' lie ahead.
            let days = if place == 1 { 5 } else { 15 };
            let due = deadline::working_days(days, at, scene.calendar, scene.rulebook.readings);
            let due = due.map_err(|fault| DemoError::Fault(fault.to_string()))?;
            steps.push(Move {
                inspection,
                licence: one.id,
                revision,
                event: *event,
                to: state,
                ground: found.then_some(if place % 2 == 0 {
                    Ground::Completeness
                } else {
                    Ground::Accuracy
                }),
                due: found.then_some((Day(due.due_date), At(due.due))),
                words: sealed,
                by,
                at: At(at),
            });
        }
    }
    Ok(steps)
}

fn handler(scene: &Scene<'_>, agency: Id) -> Id {
    let agency = scene.agencies.iter().find(|one| Id::from(one.id) == agency);
    let handler = agency.and_then(|agency| agency.one(Role::Handler, 0));
    handler.map_or(Id(uuid::Uuid::nil()), Id::from)
}

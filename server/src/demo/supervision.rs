//! What supervision shows of the demonstration: a sample with findings; and how fast and how completely each agency has
//! entered what it issued lately.

use super::agencies::Agency;
use super::build::DemoError;
use super::ids::DemoIds;
use super::office::Office;
use crate::crypto::Vault;
use crate::store::bulk::Sampled;
use crate::store::inspections::{self, Drawable, Move};
use crate::store::{At, Day, Db, Id, StoreError, Tx, Word};
use domain::access::Role;
use domain::calendar::KnownCalendar;
use domain::deadline;
use domain::id::LicenceId;
use domain::inspection::{SampleEvent, SampleState, Seed, draw};
use domain::rulebook::{Ground, Rulebook};
use domain::seal;
use domain::wire::inspection::SampleFilter;
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

/// Lays the sample.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
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

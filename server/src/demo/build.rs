//! Fills an empty database with the demonstration: one thread makes and seals households, the store writes them.
//!
//! Batches are handed over one at a time, so a world of any size takes the memory of two.

use super::agencies::Agency;
use super::asked;
use super::case::Stage;
use super::catalogue::{self, Catalogue};
use super::data::{Data, TypeData};
use super::disclosed;
use super::evidence::SAMPLES;
use super::going_on;
use super::ids::DemoIds;
use super::office::Office;
use super::others;
use super::outage;
use super::rows::Rows;
use super::seals::{Queue, Stamps};
use super::supervision::{self, Scene};
use super::world::{Size, World};
use crate::crypto::keys::Keyring;
use crate::crypto::{Vault, password};
use crate::service::demonstration::PASSWORD;
use crate::service::deployment::{self, Kind as DeploymentKind};
use crate::service::files;
use crate::store::audit::{self, Action, By, Entry, Kind, Object};
use crate::store::bulk::{Batch, CaseCounter};
use crate::store::{At, Day, Db, StoreError, Word, agencies, staff};
use domain::calendar::KnownCalendar;
use domain::catalogue::FaceField;
use domain::wire::session::Rules;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc::{self, Receiver, Sender};

mod fault;

pub use fault::DemoError;

/// The place of the type that is sampled, 食品经营许可证.
const SAMPLED_TYPE: usize = 1;
/// Rows of one transaction.
const ROWS_OF_BATCH: usize = 10_000;

/// Where the demonstration is laid.
pub struct Ground {
    /// Empty and migrated.
    pub db: Db,
    /// Seals everything; made of `keys`.
    pub vault: Vault,
    /// Their fingerprints are noted.
    pub keys: Keyring,
    /// The rulebook's clocks run, on this calendar.
    pub rules: Arc<Rules>,
    /// The folder of evidence files.
    pub files: std::path::PathBuf,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// People.
    pub people: usize,
    /// Companies.
    pub companies: usize,
    /// Licences.
    pub licences: usize,
    /// Objections.
    pub cases: usize,
}

/// Everything that households are made with; it moves to the thread that makes them.
struct Workshop {
    data: Data,
    office: Office,
    known: KnownCalendar,
    rules: Arc<Rules>,
    agencies: Vec<Agency>,
    hashes: Vec<String>,
    vault: Vault,
    stamps: Stamps,
}

/// A batch with how many licences it holds, or the days' counters at the end.
enum Parcel {
    Batch(Box<Batch>, Made),
    Counters(Vec<CaseCounter>),
}

/// Lays the demonstration of `size`, alive at `now`. `progress` hears how many licences are written.
pub async fn build(
    ground: Ground,
    size: Size,
    now: Timestamp,
    progress: impl Fn(usize),
) -> Result<Made, DemoError> {
    if deployment::read(&ground.db).await?.is_some() || !is_empty(&ground.db).await? {
        return Err(DemoError::NotEmpty);
    }
    if !ground.rules.rulebook.offers_licence_objection() {
        return Err(DemoError::NothingToShow(ground.rules.rulebook.id.clone()));
    }
    let known = ground.rules.calendar.as_of(None)?;
    let data = Data::load()?;
    let mut ids = DemoIds::new(now);
    let agencies = Agency::all(&data, &mut ids);
    let workshop = Workshop {
        office: Office::new(now, &known)?,
        stamps: Stamps::cut(&ground.vault, &data, &agencies, now, &mut ids)?,
        agencies,
        hashes: lay_samples(&ground.files, &ground.vault).await?,
        rules: ground.rules.clone(),
        vault: ground.vault.clone(),
        known,
        data,
    };
    found(&ground, &workshop, &mut ids).await?;
    let (sender, receiver) = mpsc::channel(1);
    let making = tokio::task::spawn_blocking(move || {
        let ids = make(&workshop, ids, size, &sender)?;
        Ok::<_, DemoError>((workshop, ids))
    });
    let made = write(&ground.db, receiver, progress).await;
    let (workshop, mut ids) = match making.await {
        Ok(made) => made?,
        Err(broken) => return Err(DemoError::Fault(broken.to_string())),
    };
    let scene = Scene {
        vault: &workshop.vault,
        office: &workshop.office,
        agencies: &workshop.agencies,
        rulebook: &workshop.rules.rulebook,
        calendar: &workshop.known,
        type_code: workshop
            .data
            .types
            .get(SAMPLED_TYPE)
            .map(|kind| kind.code.clone())
            .unwrap_or_default(),
    };
    outage::lay(&ground.db, &scene, &mut ids).await?;
    supervision::lay(&ground.db, &scene, &mut ids).await?;
    others::lay(&ground.db, &scene, &mut ids).await?;
    disclosed::lay(&ground.db, &scene, &mut ids).await?;
    going_on::lay(&ground.db, &scene).await?;
    asked::lay(&ground.db, &scene, &mut ids).await?;
    made
}

async fn is_empty(db: &Db) -> Result<bool, StoreError> {
    let mut read = db.read().await?;
    Ok(staff::accounts(&mut read).await?.is_empty())
}

/// Writes the agencies, their staff, the licence types, and that this is a demonstration.
async fn found(ground: &Ground, workshop: &Workshop, ids: &mut DemoIds) -> Result<(), DemoError> {
    let now = workshop.office.now;
    let hash = tokio::task::spawn_blocking(|| password::hash(PASSWORD))
        .await
        .map_err(|broken| DemoError::Fault(broken.to_string()))??;
    let staff = staff_rows(workshop, &hash);
    let catalogue = Catalogue::of(&workshop.data, &workshop.agencies, now, ids)?;
    let offices: Vec<_> = workshop
        .agencies
        .iter()
        .zip(&workshop.data.agencies)
        .map(|(agency, data)| (agency.id, data.name.clone(), data.uscc.to_string()))
        .collect();
    let entry = Entry {
        id: ids.next(),
        at: now,
        by: By::System,
        acting_for: None,
        action: Action::SetUp,
        object: Object {
            kind: Kind::Deployment,
            ids: Vec::new(),
            holder: None,
        },
        service_item: None,
        request: None,
    };
    let rulebook = ground.rules.rulebook.id.clone();
    let keys = ground.keys.clone();
    let seals = workshop.stamps.register(&workshop.vault)?;
    ground
        .db
        .write(move |tx| {
            Box::pin(async move {
                deployment::set_up(tx, DeploymentKind::Demonstration, now, &rulebook, &keys)
                    .await?;
                for (id, name, uscc) in &offices {
                    agencies::insert(tx, *id, name, uscc).await?;
                }
                for row in &staff {
                    staff::insert(tx, row).await?;
                }
                catalogue.write(tx).await?;
                seals.write(tx).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, DemoError>(())
            })
        })
        .await
}

/// All share the hash of the one published password.
fn staff_rows(workshop: &Workshop, hash: &str) -> Vec<staff::Row> {
    let agencies = workshop.agencies.iter().zip(&workshop.data.agencies);
    agencies
        .flat_map(|(agency, data)| {
            let with_ids = agency.staff.iter().zip(&data.staff);
            with_ids.map(|((id, role), person)| staff::Row {
                id: (*id).into(),
                agency_id: agency.id.into(),
                username: person.username.clone(),
                name: person.name.clone(),
                role: Word(*role),
                password_hash: hash.to_owned(),
                must_change_password: false,
                password_changed_at: None,
                initial_until: None,
                disabled_at: None,
                created_at: At(workshop.office.now),
            })
        })
        .collect()
}

/// The fields of each type.
fn fields(data: &Data) -> Result<Vec<Vec<FaceField>>, DemoError> {
    let of = |kind: &TypeData| {
        let agency = data.agencies.get(data.agency_of(&kind.agency)?);
        let agency = agency.ok_or_else(|| DemoError::Fault(kind.agency.clone()))?;
        Ok(catalogue::body(kind, agency).fields)
    };
    data.types.iter().map(of).collect()
}

/// Makes and seals household after household; ends early if nobody takes them any more.
fn make(
    workshop: &Workshop,
    ids: DemoIds,
    size: Size,
    sender: &Sender<Parcel>,
) -> Result<DemoIds, DemoError> {
    let stage = Stage {
        data: &workshop.data,
        office: &workshop.office,
        rulebook: &workshop.rules.rulebook,
        calendar: &workshop.known,
        agencies: &workshop.agencies,
    };
    let fields = fields(&workshop.data)?;
    let rows = Rows {
        fields: &fields,
        vault: &workshop.vault,
        data: &workshop.data,
        office: &workshop.office,
        agencies: &workshop.agencies,
        calendar_version: workshop.known.version(),
        hashes: &workshop.hashes,
        stamps: &workshop.stamps,
        reminders: workshop.rules.rulebook.reminders.as_ref(),
    };
    let mut world = World::new(stage, ids, size);
    let (mut batch, mut made) = (Box::<Batch>::default(), Made::default());
    let mut queue = Queue::default();
    while let Some(household) = world.next()? {
        rows.add(&household, world.ids(), &mut queue, &mut batch)?;
        made.people += usize::from(!household.person.is_company);
        made.companies += usize::from(household.person.is_company);
        made.licences += household.licences.len();
        made.cases += household.cases.len();
        if batch.len() >= ROWS_OF_BATCH {
            workshop.stamps.put(&mut queue, &mut batch)?;
            let whole = Parcel::Batch(std::mem::take(&mut batch), made);
            if sender.blocking_send(whole).is_err() {
                return Ok(world.end());
            }
        }
    }
    workshop.stamps.put(&mut queue, &mut batch)?;
    let counters = world
        .sequences()
        .map(|(day, last)| CaseCounter {
            day: Day(day),
            last: last.into(),
        })
        .collect();
    // Whoever no longer takes them has failed, and says so.
    let _ = sender.blocking_send(Parcel::Batch(batch, made));
    let _ = sender.blocking_send(Parcel::Counters(counters));
    Ok(world.end())
}

async fn write(
    db: &Db,
    mut parcels: Receiver<Parcel>,
    progress: impl Fn(usize),
) -> Result<Made, DemoError> {
    let mut written = Made::default();
    while let Some(parcel) = parcels.recv().await {
        match parcel {
            Parcel::Batch(batch, made) => {
                db.write(move |tx| Box::pin(batch.write(tx))).await?;
                written = made;
                progress(written.licences);
            }
            Parcel::Counters(counters) => {
                db.write(move |tx| Box::pin(CaseCounter::insert(tx, counters)))
                    .await?;
            }
        }
    }
    Ok(written)
}

/// Puts the sample files where evidence is kept; what each is called there.
async fn lay_samples(files: &Path, vault: &Vault) -> Result<Vec<String>, DemoError> {
    let mut hashes = Vec::with_capacity(SAMPLES.len());
    for sample in &SAMPLES {
        hashes.push(files::lay(files, vault, sample.content).await?);
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests;

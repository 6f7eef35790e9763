//! The seals of the demonstration: one for each issuing agency, kept by its first handler, put under standing authorities;
//! one type is left to its keeper, so that something waits.

use super::agencies::Agency;
use super::build::DemoError;
use super::data::{AgencyData, Data};
use super::ids::DemoIds;
use crate::crypto::certificate::Subject;
use crate::crypto::{Sealed, Vault};
use crate::ports::seal_keys::SealKey;
use crate::service::sealing::sign_all;
use crate::service::seals::making::{self, KEYS};
use crate::store::bulk::{AwaitingSeal, Batch, LicenceSeal};
use crate::store::seals::{self as rows, Grant, Made, New, NewEvent, Root};
use crate::store::{At, Day, Id, Tx};
use domain::access::Role;
use domain::deadline::local_date;
use domain::identifier::CitizenId;
use domain::sealing::{Covers, CreditCertificate, FormPerson, SealForm, SealState};
use domain::wire::seal::SealDeed;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The seals are so old.
const AGE: SignedDuration = SignedDuration::from_hours(24 * 365 * 3);
/// What was issued before there were seals was sealed within so many seconds after they came.
const FIRST_SEALINGS: u64 = 30 * 24 * 3600;
/// Versions of the keeper's type that came so lately still wait, but no more than so many.
const WAITING_SINCE: SignedDuration = SignedDuration::from_hours(24 * 365);
const WAITING: usize = 8;
/// The one who makes seals, and the one who confirms requests.
const MAKER: &str = "technology";
const CENTRE: &str = "hall";
/// An invented number of the unassigned county without its check digit, and nobody's telephone.
const NUMBER: &str = "99010019750312001";
const PHONE: &str = "0931-0000000";

/// One agency's seal.
pub(super) struct Stamp {
    id: Uuid,
    agency: Id,
    keeper: Id,
    deputy: Option<Id>,
    approver: Id,
    form: SealForm,
    made: Made,
    key: SealKey,
    /// Types with their authorities.
    authorities: BTreeMap<String, Id>,
}

/// All of them, with their root.
pub(super) struct Stamps {
    root: Root,
    from: Timestamp,
    now: Timestamp,
    confirmer: Id,
    maker: Id,
    of_agencies: BTreeMap<usize, Stamp>,
    /// The type that is left to its keeper.
    by_hand: Option<String>,
}

/// A version that shall bear its agency's seal.
struct ToSeal {
    waiting: AwaitingSeal,
    record: Zeroizing<Vec<u8>>,
}

/// Versions on their way to their seals.
#[derive(Default)]
pub(super) struct Queue {
    by_agency: BTreeMap<usize, Vec<ToSeal>>,
    left: usize,
}

impl Stamps {
    pub(super) fn cut(
        vault: &Vault,
        data: &Data,
        agencies: &[Agency],
        now: Timestamp,
        ids: &mut DemoIds,
    ) -> Result<Self, DemoError> {
        let fault = |what: &str| DemoError::Fault(what.to_owned());
        let place = |key: &str| data.agencies.iter().position(|agency| agency.key == key);
        let of = |key: &str, role| {
            let office = agencies.get(place(key)?)?;
            office.one(role, 0).map(Id::from)
        };
        let from = now.saturating_sub(AGE).unwrap_or(now);
        let maker = place(MAKER).and_then(|place| data.agencies.get(place));
        let maker = maker.ok_or_else(|| fault(MAKER))?;
        let subject = Subject {
            organisation: maker.name.clone(),
            organisation_code: Some(maker.uscc.to_string()),
            name: "明证演示电子印章根证书(非正式)".to_owned(),
        };
        let root = making::make_root(vault, ids.next(), &subject, from)
            .map_err(|error| fault(&error.to_string()))?;
        let mut this = Self {
            confirmer: of(CENTRE, Role::Supervisor).ok_or_else(|| fault(CENTRE))?,
            maker: of(MAKER, Role::Admin).ok_or_else(|| fault(MAKER))?,
            by_hand: data.types.iter().rev().find_map(|kind| {
                let first = data.agencies.first()?;
                (kind.agency == first.key).then(|| kind.code.clone())
            }),
            root,
            from,
            now,
            of_agencies: BTreeMap::new(),
        };
        for (place, office) in agencies.iter().enumerate() {
            if let Some(stamp) = this.stamp(vault, data, (place, office), ids)? {
                this.of_agencies.insert(place, stamp);
            }
        }
        Ok(this)
    }

    /// The seal of an agency; none where it issues nothing.
    fn stamp(
        &self,
        vault: &Vault,
        data: &Data,
        (place, office): (usize, &Agency),
        ids: &mut DemoIds,
    ) -> Result<Option<Stamp>, DemoError> {
        let Some(agency) = data.agencies.get(place) else {
            return Ok(None);
        };
        let own = data.types.iter().filter(|kind| kind.agency == agency.key);
        let types: Vec<&String> = own.map(|kind| &kind.code).collect();
        let (Some(keeper), Some(approver), false) = (
            office.one(Role::Handler, 0),
            office.one(Role::Approver, 0),
            types.is_empty(),
        ) else {
            return Ok(None);
        };
        let id = ids.next();
        let name = format!("{}电子证照专用章", agency.name);
        let subject = Subject {
            organisation: agency.name.clone(),
            organisation_code: Some(agency.uscc.to_string()),
            name: name.clone(),
        };
        let to = self.now.saturating_add(AGE).unwrap_or(self.now);
        let made = making::make_seal(vault, &self.root, id, &subject, (self.from, to));
        let made = made.map_err(|error| DemoError::Fault(error.to_string()))?;
        let handle = Sealed {
            key_id: made.handle_key_id.clone(),
            bytes: made.handle.clone(),
        };
        let authorities = types
            .into_iter()
            .filter(|code| Some(*code) != self.by_hand.as_ref())
            .map(|code| (code.clone(), Id(ids.next())));
        Ok(Some(Stamp {
            id,
            agency: office.id.into(),
            keeper: keeper.into(),
            deputy: office.with(Role::Handler).nth(1).map(Id::from),
            approver: approver.into(),
            form: form(agency, name)?,
            key: KEYS.open(vault, id, &handle)?,
            made,
            authorities: authorities.collect(),
        }))
    }

    /// The rows of the register.
    pub(super) fn register(&self, vault: &Vault) -> Result<Register, DemoError> {
        let mut register = Register {
            root: self.root.clone(),
            from: self.from,
            seals: Vec::new(),
        };
        for (place, stamp) in &self.of_agencies {
            register.seals.push(self.entry(vault, stamp, true)?);
            // The first agency asks for another one, so that a request waits to be confirmed.
            if *place == 0 {
                register.seals.push(self.entry(vault, stamp, false)?);
            }
        }
        Ok(register)
    }

    fn entry(&self, vault: &Vault, stamp: &Stamp, made: bool) -> Result<Entry, DemoError> {
        let id = if made {
            stamp.id
        } else {
            Uuid::from_u128(stamp.id.as_u128() ^ 1)
        };
        let mut form = stamp.form.clone();
        if !made {
            form.name = form.name.replace("电子证照专用章", "行政审批专用章");
        }
        let sealed = vault.seal_form(id, &form)?;
        let asked = if made { self.before(9) } else { At(self.now) };
        let events = self.events(stamp, Id(id), made, asked);
        let grants = stamp.authorities.iter().map(|(code, authority)| Grant {
            id: *authority,
            seal: Id(id),
            type_code: code.clone(),
            covers: Covers::Both,
            from: Day(local_date(self.from)),
            to: Day(local_date(self.now).saturating_add(2.years())),
            by: stamp.approver,
            at: At(self.from),
        });
        Ok(Entry {
            new: New {
                id: Id(id),
                agency: stamp.agency,
                name: form.name,
                form_sealed: sealed.bytes,
                key_id: sealed.key_id,
                keeper: stamp.keeper,
                at: asked,
            },
            keeper: stamp.keeper,
            deputy: stamp.deputy,
            events,
            made: made.then(|| stamp.made.clone()),
            grants: if made { grants.collect() } else { Vec::new() },
        })
    }

    /// What happened to a seal; of one that is only asked for, that.
    fn events(&self, stamp: &Stamp, seal: Id, made: bool, asked: At) -> Vec<NewEvent> {
        let event = |seq, at, deed, staff, to| NewEvent {
            seal,
            seq,
            at,
            deed,
            staff,
            from: None,
            to,
            note_sealed: None,
            key_id: None,
        };
        let mut events = vec![event(
            1,
            asked,
            SealDeed::Requested,
            stamp.approver,
            Some(stamp.keeper),
        )];
        if made {
            events.extend([
                event(2, self.before(6), SealDeed::Confirmed, self.confirmer, None),
                event(3, self.before(0), SealDeed::Made, self.maker, None),
                event(
                    4,
                    At(self.from),
                    SealDeed::DeputyChanged,
                    stamp.approver,
                    stamp.deputy,
                ),
            ]);
        }
        events
    }

    /// So many days before the seals were made.
    fn before(&self, days: i64) -> At {
        let ago = SignedDuration::from_hours(24 * days);
        At(self.from.saturating_sub(ago).unwrap_or(self.from))
    }

    /// Takes the version that was kept last off the waiting list and queues it for its agency's seal; one that came
    /// lately and is left to its keeper goes on waiting.
    pub(super) fn queue(
        &self,
        queue: &mut Queue,
        batch: &mut Batch,
        (agency, of_cast): (usize, bool),
        record: Zeroizing<Vec<u8>>,
    ) {
        let Some(waiting) = batch.awaiting.pop() else {
            return;
        };
        let lately = self.now.saturating_sub(WAITING_SINCE).unwrap_or(self.now);
        let by_hand = self.by_hand.as_ref() == Some(&waiting.type_code);
        if by_hand && !of_cast && waiting.since.0 > lately && queue.left < WAITING {
            queue.left += 1;
            batch.awaiting.push(waiting);
            return;
        }
        let of_agency = queue.by_agency.entry(agency).or_default();
        of_agency.push(ToSeal { waiting, record });
    }

    /// Puts the seals of everything that is queued.
    pub(super) fn put(&self, queue: &mut Queue, batch: &mut Batch) -> Result<(), DemoError> {
        for (place, waiting) in std::mem::take(&mut queue.by_agency) {
            let Some(stamp) = self.of_agencies.get(&place) else {
                batch
                    .awaiting
                    .extend(waiting.into_iter().map(|one| one.waiting));
                continue;
            };
            let records: Vec<_> = waiting.iter().map(|one| one.record.as_slice()).collect();
            let signatures = sign_all(&stamp.key, &records)?;
            for (one, signature) in waiting.into_iter().zip(signatures) {
                batch.seals.push(self.seal(stamp, &one.waiting, signature));
            }
        }
        Ok(())
    }

    fn seal(&self, stamp: &Stamp, waiting: &AwaitingSeal, signature: Vec<u8>) -> LicenceSeal {
        let authority = stamp.authorities.get(&waiting.type_code).copied();
        LicenceSeal {
            holder_id: waiting.holder_id,
            licence_id: waiting.licence_id,
            version: waiting.version,
            seal_id: Id(stamp.id),
            signature,
            sealed_at: At(self.sealed_at(waiting)),
            staff_id: authority.is_none().then_some(stamp.keeper),
            authority_id: authority,
        }
    }

    /// Some minutes after it came; what is older than the seals, within a month after these came.
    fn sealed_at(&self, waiting: &AwaitingSeal) -> Timestamp {
        let chance = waiting.licence_id.0.as_u128() % u128::from(FIRST_SEALINGS);
        let seconds = i64::try_from(chance).unwrap_or_default();
        let at = if waiting.since.0 < self.from {
            self.from.saturating_add(SignedDuration::from_secs(seconds))
        } else {
            let minutes = SignedDuration::from_mins(1 + seconds % 30);
            waiting.since.0.saturating_add(minutes)
        };
        at.unwrap_or(self.now).min(self.now)
    }
}

/// 采集表 of an agency.
fn form(agency: &AgencyData, name: String) -> Result<SealForm, DemoError> {
    let number = CitizenId::from_body(NUMBER)
        .map(String::from)
        .map_err(|error| DemoError::Fault(error.to_string()))?;
    let person = |role, title: &str| FormPerson {
        name: agency
            .staff
            .iter()
            .find(|staff| staff.role == role)
            .map_or_else(String::new, |staff| staff.name.clone()),
        number: number.clone(),
        title: title.to_owned(),
        phone: PHONE.to_owned(),
    };
    Ok(SealForm {
        name,
        unit_code: agency.uscc.to_string(),
        unit_name: agency.name.clone(),
        address: "兰州新区纬一路(演示地址)".to_owned(),
        region: "990100".to_owned(),
        handler: person(Role::Handler, "经办人"),
        head: person(Role::Approver, "负责人"),
        purpose: "本单位颁发的电子证照".to_owned(),
        diameter_mm: 42,
        certificate: CreditCertificate {
            code: agency.uscc.to_string(),
            name: agency.name.clone(),
        },
        proof: None,
    })
}

/// The register as rows.
pub(super) struct Register {
    root: Root,
    from: Timestamp,
    seals: Vec<Entry>,
}

struct Entry {
    new: New,
    keeper: Id,
    deputy: Option<Id>,
    events: Vec<NewEvent>,
    made: Option<Made>,
    grants: Vec<Grant>,
}

impl Register {
    /// Writes them; the types of licences are there already.
    pub(super) async fn write(self, tx: &mut Tx) -> Result<(), DemoError> {
        rows::add_root(tx, &self.root, self.from).await?;
        for entry in &self.seals {
            let id = entry.new.id;
            rows::insert(tx, &entry.new).await?;
            if let Some(made) = &entry.made {
                rows::advance(tx, (id, 1), SealState::Confirmed).await?;
                rows::make(tx, (id, 2), made).await?;
                rows::keep(tx, (id, 3), Some(entry.keeper), entry.deputy).await?;
            }
            for event in &entry.events {
                rows::add_event(tx, event).await?;
            }
            for grant in &entry.grants {
                rows::grant(tx, grant).await?;
            }
        }
        Ok(())
    }
}

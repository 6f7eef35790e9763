//! What does the register say of the demonstration's seals? One is made, used and kept by two; another one is only asked for.

use super::{Stamp, Stamps};
use crate::crypto::Vault;
use crate::demo::build::DemoError;
use crate::demo::data::AgencyData;
use crate::store::authorities::{self, Grant};
use crate::store::seal_roots::{self, Root};
use crate::store::seals::{self as rows, Made, New, NewEvent};
use crate::store::{At, Day, Id, Tx};
use domain::access::Role;
use domain::deadline::local_date;
use domain::identifier::CitizenId;
use domain::sealing::{Covers, CreditCertificate, FormPerson, SealForm, SealState};
use domain::wire::seal::SealDeed;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use uuid::Uuid;

/// An invented number of the unassigned county without its check digit, and nobody's telephone.
const NUMBER: &str = "99010019750312001";
const PHONE: &str = "0931-0000000";

impl Stamps {
    /// The rows of the register.
    pub(in crate::demo) fn register(&self, vault: &Vault) -> Result<Register, DemoError> {
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
}

/// 采集表 of an agency.
pub(super) fn form(agency: &AgencyData, name: String) -> Result<SealForm, DemoError> {
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
pub(in crate::demo) struct Register {
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
    pub(in crate::demo) async fn write(self, tx: &mut Tx) -> Result<(), DemoError> {
        seal_roots::add(tx, &self.root, self.from).await?;
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
                authorities::grant(tx, grant).await?;
            }
        }
        Ok(())
    }
}

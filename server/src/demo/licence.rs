//! One licence of the demonstration with all its versions and everything that happened to it.

use super::agencies::Agency;
use super::chance::Chance;
use super::data::{Data, TypeData};
use super::face::{self, Face, Facts};
use super::fate::{Dates, Fate, LifeEvent, condition_after};
use super::office::Office;
use super::people::Person;
use super::slip::{Slip, slips_of};
use super::supervision;
use domain::access::Role;
use domain::deadline::local_date;
use domain::id::{HolderId, LicenceId, ObjectionId, StaffId};
use domain::identifier::{LicenceIdError, LicenceIdentifier};
use domain::issuing::RecordHolder;
use domain::licence::{Condition, LicenceEventKind};
use jiff::Timestamp;
use jiff::civil::Date;

pub(super) struct Licence {
    /// Whether it was issued in the last months: then what was entered of it may be late or lack something.
    pub(super) fresh: bool,
    pub(super) id: LicenceId,
    /// Places in the data.
    pub(super) kind: usize,
    pub(super) agency: usize,
    pub(super) number: String,
    pub(super) condition: Condition,
    pub(super) dates: Dates,
    pub(super) versions: Vec<Version>,
    pub(super) events: Vec<Event>,
    /// Who holds it with its leading holder.
    pub(super) shared_with: Option<(HolderId, RecordHolder)>,
}

pub(super) struct Version {
    /// 1 first.
    pub(super) place: u16,
    pub(super) identifier: LicenceIdentifier,
    pub(super) face: Face,
    /// The objection that it was corrected after.
    pub(super) objection: Option<ObjectionId>,
}

pub(super) struct Event {
    /// When it was entered.
    pub(super) at: Timestamp,
    /// The day from which it counts.
    pub(super) on: Date,
    pub(super) kind: LicenceEventKind,
    pub(super) version: u16,
    pub(super) staff: Option<StaffId>,
    pub(super) reason: String,
}

/// What a licence is made of.
pub(super) struct Order<'a> {
    pub(super) id: LicenceId,
    pub(super) data: &'a Data,
    pub(super) office: &'a Office,
    pub(super) agencies: &'a [Agency],
    pub(super) person: &'a Person,
    /// Place of its type in the data.
    pub(super) kind: usize,
    pub(super) fate: Fate,
    /// Its place among all licences of the world.
    pub(super) serial: u64,
}

impl Order<'_> {
    /// When the library learnt of it: at once, or as late as its issuer is.
    fn entered_at(&self, agency: usize, issued: Date, chance: &mut Chance) -> Timestamp {
        let office = self.office;
        let entered = if self.fate == Fate::Fresh {
            let lag = supervision::lag(self.serial, agency, issued, office.today);
            office.after(issued, lag)
        } else {
            issued
        };
        let at = office.instant(entered, chance.between(9 * 60, 16 * 60), 0);
        at.min(office.now)
    }
}

impl Licence {
    /// Issues it, lets it live, and hands it over with its right face.
    pub(super) fn issue(
        order: &Order<'_>,
        spec: &TypeData,
        agency: usize,
        chance: &mut Chance,
    ) -> Result<Self, LicenceIdError> {
        let earliest = order.person.holds_from();
        let dates = order
            .fate
            .dates(spec.years, earliest, order.office.today, chance);
        let facts = Facts {
            number: face::number(spec, order.person, order.serial, dates.issued),
            issued: dates.issued,
            valid_from: dates.valid_from,
            valid_to: dates.valid_to,
        };
        let face = face::compose(spec, order.person, &facts, order.serial, chance);
        let issuer = order.data.agencies.get(agency);
        let uscc = issuer
            .map(|issuer| &issuer.uscc)
            .ok_or(LicenceIdError::Issuer)?;
        let serial = format!("{}{:08}", dates.issued.year(), order.serial);
        let identifier = LicenceIdentifier::mint(&spec.code, uscc, &serial, 1)?;
        let issued_at = order.entered_at(agency, dates.issued, chance);
        let life = order
            .fate
            .events(dates, order.office.today, &order.data.stories.life, chance);
        let staff = order
            .agencies
            .get(agency)
            .and_then(|a| a.one(Role::Handler, 0));
        let mut licence = Self {
            fresh: order.fate == Fate::Fresh,
            id: order.id,
            kind: order.kind,
            agency,
            number: facts.number,
            condition: condition_after(&life),
            dates,
            versions: vec![Version {
                place: 1,
                identifier,
                face,
                objection: None,
            }],
            events: vec![Event {
                at: issued_at,
                on: dates.issued,
                kind: LicenceEventKind::Issued,
                version: 1,
                staff,
                reason: String::new(),
            }],
            shared_with: None,
        };
        for event in &life {
            licence.live(event, order, spec, staff, chance)?;
        }
        Ok(licence)
    }

    fn live(
        &mut self,
        event: &LifeEvent<'_>,
        order: &Order<'_>,
        spec: &TypeData,
        staff: Option<StaffId>,
        chance: &mut Chance,
    ) -> Result<(), LicenceIdError> {
        let after = self.events.last().map_or(order.office.now, |last| last.at);
        let at = order
            .office
            .instant(event.on, chance.between(9 * 60, 17 * 60), 0)
            .clamp(after, order.office.now);
        if event.kind == LicenceEventKind::Corrected
            && let Some(slip) =
                slips_of(order.data, spec, self.face(), (&[true], &[]), chance).first()
        {
            self.show_mistakes(std::slice::from_ref(slip));
            let right = std::slice::from_ref(slip);
            return self.correct(right, None, at, staff, event.reason);
        }
        let version = self.version();
        self.events.push(Event {
            at,
            on: local_date(at),
            kind: event.kind,
            version,
            staff,
            reason: event.reason.to_owned(),
        });
        Ok(())
    }

    /// Lets somebody hold it, too: 共同共有.
    pub(super) fn share(&mut self, with: HolderId, leading: &Person, holder: RecordHolder) {
        let owners = [leading.name.as_str(), holder.name.as_str()].join("、");
        for version in &mut self.versions {
            put(&mut version.face, "owner", &owners);
            put(&mut version.face, "sharing", "共同共有");
        }
        self.shared_with = Some((with, holder));
    }

    /// The version that holds.
    pub(super) fn version(&self) -> u16 {
        self.versions.last().map_or(1, |version| version.place)
    }

    /// The face that holds.
    pub(super) fn face(&self) -> &Face {
        static NONE: Face = Face::new();
        self.versions.last().map_or(&NONE, |version| &version.face)
    }

    /// Makes the face that holds as wrong as it was issued.
    pub(super) fn show_mistakes(&mut self, slips: &[Slip]) {
        if let Some(version) = self.versions.last_mut() {
            for slip in slips {
                put(&mut version.face, &slip.key, &slip.wrong);
            }
        }
    }

    /// Adds the version in which the mistakes are mended.
    pub(super) fn correct(
        &mut self,
        slips: &[Slip],
        objection: Option<ObjectionId>,
        at: Timestamp,
        staff: Option<StaffId>,
        reason: &str,
    ) -> Result<(), LicenceIdError> {
        let Some(last) = self.versions.last() else {
            return Ok(());
        };
        let mut face = last.face.clone();
        for slip in slips {
            put(&mut face, &slip.key, &slip.right);
        }
        let version = last.place + 1;
        let identifier = last.identifier.next_version()?;
        self.versions.push(Version {
            place: version,
            identifier,
            face,
            objection,
        });
        self.events.push(Event {
            at,
            on: local_date(at),
            kind: LicenceEventKind::Corrected,
            version,
            staff,
            reason: reason.to_owned(),
        });
        Ok(())
    }
}

fn put(face: &mut Face, key: &str, value: &str) {
    if let Some((_, shown)) = face.iter_mut().find(|(name, _)| name == key) {
        value.clone_into(shown);
    }
}

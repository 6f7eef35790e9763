//! A licence as rows: its versions with their records, its events, and what stands in the list.

use super::{Owner, RowFault, Rows};
use crate::demo::ids::DemoIds;
use crate::demo::licence::{Licence, Version};
use crate::demo::people::Person;
use crate::demo::seals::Queue;
use crate::demo::supervision;
use crate::demo::world::{Household, record_holder};
use crate::service::library::{self, Canonical, Deed};
use crate::service::sealed::EventWords;
use crate::store::Id;
use crate::store::bulk::{self, Batch};
use domain::access::Role;
use domain::catalogue::Need;
use domain::issuing::LicenceRecord;
use domain::licence::Trust;

impl Rows<'_> {
    pub(super) fn add_licence(
        &self,
        owner: Owner,
        (household, licence): (&Household, &Licence),
        ids: &mut DemoIds,
        queue: &mut Queue,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        let approver = self
            .agencies
            .get(licence.agency)
            .and_then(|agency| agency.one(Role::Approver, 0));
        let mut predecessor = None;
        for (seq, event) in (1..).zip(&licence.events) {
            let words = EventWords {
                basis: String::new(),
                reason: event.reason.clone(),
            };
            let version = licence
                .versions
                .iter()
                .find(|version| version.place == event.version);
            let version = version.ok_or(RowFault::Dangling)?;
            let deed = Deed {
                holder: owner.holder,
                issuer: owner.issuer,
                version: event.version.into(),
                seq,
                kind: event.kind,
                on: event.on,
                staff: event.staff.map(Id::from),
                words: &words,
                objection: version.objection.map(Id::from),
                trust: Trust::A,
                approved_by: approver.map(Id::from),
                at: event.at,
            };
            if !event.kind.makes_version() {
                batch.happen(library::event(self.vault, licence.id, &deed)?);
                continue;
            }
            let record = self.record(&household.person, licence, version, predecessor.take())?;
            let record = LicenceRecord {
                salt: ids.next().simple().to_string(),
                ..record
            };
            predecessor = Some(record.identifier.clone());
            let canonical = Canonical::of(record).map_err(|_| RowFault::Dangling)?;
            let fields = self.fields.get(licence.kind).ok_or(RowFault::Dangling)?;
            batch.keep(library::keep(self.vault, &canonical, fields, &deed)?);
            if version.place == licence.version() {
                let events = i64::try_from(licence.events.len()).unwrap_or(i64::MAX);
                let deed = Deed {
                    seq: events,
                    ..deed
                };
                let row = library::licence_row(&canonical.record, &deed, licence.condition);
                batch.licences.push(bulk::Licence {
                    reminded: self.reminded(household, licence),
                    ..row
                });
            }
            let of_cast = household.cast.is_some() || household.person.is_company;
            let agency = (licence.agency, of_cast);
            self.stamps.queue(queue, batch, agency, canonical.bytes);
        }
        Ok(())
    }

    fn record(
        &self,
        person: &Person,
        licence: &Licence,
        version: &Version,
        predecessor: Option<String>,
    ) -> Result<LicenceRecord, RowFault> {
        let kind = self
            .data
            .types
            .get(licence.kind)
            .ok_or(RowFault::Dangling)?;
        let agency = self
            .data
            .agencies
            .get(licence.agency)
            .ok_or(RowFault::Dangling)?;
        Ok(LicenceRecord {
            identifier: version.identifier.as_str().to_owned(),
            type_name: kind.name.clone(),
            type_code: kind.code.clone(),
            schema_version: 1,
            number: licence.number.clone(),
            issuer_name: agency.name.clone(),
            issuer_code: agency.uscc.as_str().to_owned(),
            issued_on: licence.dates.issued,
            valid_from: licence.dates.valid_from,
            valid_to: licence.dates.valid_to,
            holders: [record_holder(person)]
                .into_iter()
                .chain(licence.shared_with.iter().map(|(_, with)| with.clone()))
                .collect(),
            predecessor,
            face: version
                .face
                .iter()
                .filter(|(key, _)| !self.is_forgotten(licence, key))
                .cloned()
                .collect(),
            licence: licence.id,
            salt: String::new(),
        })
    }

    /// Whether a field was left empty when the licence was entered.
    fn is_forgotten(&self, licence: &Licence, key: &str) -> bool {
        let fields = self.fields.get(licence.kind);
        let field = fields.and_then(|fields| fields.iter().find(|field| field.key == key));
        licence.fresh
            && field.is_some_and(|field| field.need == Need::Recommended)
            && supervision::forgets(licence.id, licence.agency)
    }
}

//! A household as rows: numbers, faces and words sealed. Its licences and its cases are rows of their own.

mod case;
mod licence;

use super::agencies::Agency;
use super::data::Data;
use super::ids::DemoIds;
use super::licence::Licence;
use super::office::Office;
use super::seals::{Queue, Stamps};
use super::world::{Household, Mandate};
use crate::crypto::{CryptoError, Vault};
use crate::store::bulk::{self, Batch};
use crate::store::{At, Day, Id, StoreError, Word, holders};
use domain::catalogue::FaceField;
use domain::rulebook::Reminders;
use jiff::civil::Date;

/// What rows are made with.
pub(super) struct Rows<'a> {
    pub(super) vault: &'a Vault,
    pub(super) data: &'a Data,
    /// The fields of each type, in the order of the data.
    pub(super) fields: &'a [Vec<FaceField>],
    pub(super) office: &'a Office,
    pub(super) agencies: &'a [Agency],
    pub(super) calendar_version: Date,
    /// The content hashes of the samples, in their order.
    pub(super) hashes: &'a [String],
    pub(super) stamps: &'a Stamps,
    /// The days on which people are reminded.
    pub(super) reminders: Option<&'a Reminders>,
}

/// Why a row can't be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum RowFault {
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a licence names an agency or a type that isn't there")]
    Dangling,
}

/// Whose row it is, and of which agency.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) holder: Id,
    issuer: Id,
}

impl Rows<'_> {
    /// Adds everything of a household to the batch.
    pub(super) fn add(
        &self,
        household: &Household,
        ids: &mut DemoIds,
        queue: &mut Queue,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        batch.holders.push(self.holder(household)?);
        if let Some((position, about)) = &household.cast {
            batch.persons.push(bulk::DemonstrationPerson {
                holder_id: household.id.into(),
                position: *position,
                about: about.clone(),
            });
        }
        let mandates = household.mandates.iter();
        batch
            .representations
            .extend(mandates.map(|mandate| self.representation(mandate)));
        for licence in &household.licences {
            let owner = self.owner(household, licence)?;
            if let Some((with, _)) = &licence.shared_with {
                batch.co_holders.push(bulk::CoHolder {
                    holder_id: (*with).into(),
                    leading_id: owner.holder,
                    licence_id: licence.id.into(),
                });
            }
            self.add_licence(owner, (household, licence), ids, queue, batch)?;
        }
        for numbered in &household.cases {
            let licence = household.licences.get(numbered.licence);
            let licence = licence.ok_or(RowFault::Dangling)?;
            let owner = self.owner(household, licence)?;
            batch
                .objections
                .push(self.objection(owner, licence, numbered)?);
            self.add_course(owner, &numbered.case, batch)?;
            self.add_evidence(owner, numbered, ids, batch)?;
            self.add_notices(owner, licence.agency, &numbered.case, ids, batch)?;
        }
        Ok(())
    }

    fn representation(&self, mandate: &Mandate) -> bulk::Representation {
        bulk::Representation {
            company_id: mandate.company.into(),
            id: Id(mandate.id),
            person_id: mandate.person.into(),
            acting_as: Word(mandate.acting_as),
            from_date: Day(mandate.from),
            to_date: mandate.to.map(Day),
            created_at: At(self.office.now),
        }
    }

    /// The cast and the companies are still to be reminded; the crowd has been, or a large world would begin with a heap.
    fn reminded(&self, household: &Household, licence: &Licence) -> i64 {
        if household.cast.is_some() || household.person.is_company {
            return 0;
        }
        let end = self.reminders.zip(licence.dates.valid_to);
        end.map_or(0, |(reminders, end)| {
            reminders.due(end, self.office.today).into()
        })
    }

    fn owner(&self, household: &Household, licence: &Licence) -> Result<Owner, RowFault> {
        let agency = self
            .agencies
            .get(licence.agency)
            .ok_or(RowFault::Dangling)?;
        Ok(Owner {
            holder: household.id.into(),
            issuer: agency.id.into(),
        })
    }

    fn holder(&self, household: &Household) -> Result<bulk::Holder, CryptoError> {
        let number = household.person.number.as_str();
        let sealed = self
            .vault
            .seal(holders::NUMBER, household.id.0, number.as_bytes())?;
        let index = self.vault.index(number);
        Ok(bulk::Holder {
            id: household.id.into(),
            kind: if household.person.is_company {
                "organisation"
            } else {
                "person"
            },
            name: household.person.name.clone(),
            code_type: household.person.code_type(),
            number_sealed: sealed.bytes,
            key_id: sealed.key_id,
            number_index: index.bytes,
            index_key_id: index.key_id,
            created_at: At(self.office.now),
        })
    }
}

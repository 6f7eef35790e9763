//! What is written in one transaction of the rows of holders, their licences and their objections, and in which order?

use super::{
    AwaitingSeal, CoHolder, DemonstrationPerson, EntryQuality, Evidence, Holder, Licence,
    LicenceApproval, LicenceEvent, LicenceSeal, LicenceVersion, Notice, Objection, ObjectionClock,
    ObjectionEvent, Representation,
};
use crate::store::library::Kept;
use crate::store::{StoreError, Tx};
use domain::quality::Marks;
use std::mem::take;

/// Rows of holders, their licences and their objections, to be written in one transaction.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) holders: Vec<Holder>,
    pub(crate) persons: Vec<DemonstrationPerson>,
    pub(crate) licences: Vec<Licence>,
    pub(crate) co_holders: Vec<CoHolder>,
    pub(crate) representations: Vec<Representation>,
    pub(crate) versions: Vec<LicenceVersion>,
    pub(crate) licence_events: Vec<LicenceEvent>,
    pub(crate) entry_quality: Vec<EntryQuality>,
    pub(crate) approvals: Vec<LicenceApproval>,
    pub(crate) awaiting: Vec<AwaitingSeal>,
    pub(crate) seals: Vec<LicenceSeal>,
    pub(crate) objections: Vec<Objection>,
    pub(crate) clocks: Vec<ObjectionClock>,
    pub(crate) events: Vec<ObjectionEvent>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) notices: Vec<Notice>,
}

impl Batch {
    /// Adds a version with what is written beside it.
    pub(crate) fn keep(&mut self, kept: Kept) {
        self.versions.push(kept.version);
        self.licence_events.push(kept.event);
        self.entry_quality.push(kept.quality);
        self.approvals.extend(kept.approval);
        self.awaiting.push(kept.awaiting);
    }

    /// Adds an event that makes no version.
    pub(crate) fn happen(&mut self, event: LicenceEvent) {
        let quality = EntryQuality::of(&event, Marks::default());
        self.entry_quality.push(quality);
        self.licence_events.push(event);
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        let of_licences = self.licences.len() + self.versions.len() + self.licence_events.len();
        let to_seal = self.approvals.len() + self.awaiting.len() + self.seals.len();
        let to_seal = to_seal + self.entry_quality.len();
        let of_cases = self.objections.len() + self.clocks.len() + self.events.len();
        let beside = self.evidence.len() + self.notices.len();
        let shared = self.co_holders.len() + self.representations.len();
        self.holders.len() + self.persons.len() + shared + of_licences + to_seal + of_cases + beside
    }

    /// Writes them, those that others refer to first.
    pub(crate) async fn write(mut self, tx: &mut Tx) -> Result<(), StoreError> {
        self.write_library(tx).await?;
        Objection::insert(tx, self.objections).await?;
        ObjectionClock::insert(tx, self.clocks).await?;
        ObjectionEvent::insert(tx, self.events).await?;
        Evidence::insert(tx, self.evidence).await?;
        Notice::insert(tx, self.notices).await
    }

    async fn write_library(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        Holder::insert(tx, take(&mut self.holders)).await?;
        DemonstrationPerson::insert(tx, take(&mut self.persons)).await?;
        Licence::insert(tx, take(&mut self.licences)).await?;
        CoHolder::insert(tx, take(&mut self.co_holders)).await?;
        Representation::insert_named(tx, take(&mut self.representations)).await?;
        LicenceVersion::insert(tx, take(&mut self.versions)).await?;
        LicenceEvent::insert(tx, take(&mut self.licence_events)).await?;
        EntryQuality::insert(tx, take(&mut self.entry_quality)).await?;
        LicenceApproval::insert(tx, take(&mut self.approvals)).await?;
        AwaitingSeal::insert(tx, take(&mut self.awaiting)).await?;
        LicenceSeal::insert(tx, take(&mut self.seals)).await
    }
}

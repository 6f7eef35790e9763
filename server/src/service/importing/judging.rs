//! What does the library say to a batch of rows: is a row's licence here, and what does the row change?

use super::reading::{Line, Read, Ready};
use super::source::Source;
use crate::crypto::{CryptoError, Vault};
use crate::service::Result;
use crate::store::known::{self, By};
use crate::store::{Id, Tx};
use domain::id::AgencyId;
use domain::identifier::LicenceIdentifier;
use domain::issuing::LicenceRecord;
use domain::issuing::collecting::{Change, Known};
use domain::licence::Condition;
use domain::problem::{FieldCode, FieldProblem};
use std::collections::{BTreeSet, HashMap};

/// Rows of the store about the licences and holders of a batch.
pub(super) struct Found {
    holders: HashMap<Vec<u8>, Id>,
    licences: Vec<known::Licence>,
    named: Vec<known::Named>,
}

/// A licence as the library has it.
pub(super) struct Standing {
    pub(super) row: known::Licence,
    pub(super) record: LicenceRecord,
}

impl Standing {
    fn has_ended(&self) -> bool {
        self.row.status.0.is_final()
    }

    /// Whether a row with this identifier, or with none, may be about it.
    fn may_be(&self, identifier: Option<&LicenceIdentifier>) -> bool {
        let own = LicenceIdentifier::parse(&self.record.identifier).ok();
        match (identifier, own) {
            (Some(given), Some(own)) => given.is_of_same_licence(&own),
            _ => true,
        }
    }

    /// Its stored condition.
    pub(super) fn condition(&self) -> Condition {
        Condition {
            status: self.row.status.0,
            pledged: self.row.pledged,
        }
    }
}

/// What the library says to a row.
pub(super) enum Verdict<'a> {
    New,
    Same(&'a Standing),
    Change(&'a Standing, Change),
    Refused(FieldProblem),
}

/// The holders and licences that a batch concerns, opened.
pub(super) struct Library {
    holders: HashMap<Vec<u8>, Id>,
    standings: HashMap<Id, Standing>,
    by_number: HashMap<String, Vec<Id>>,
    /// The licence that an identifier names, and the record of the version where it is an older one.
    named: HashMap<String, (Id, Option<LicenceRecord>)>,
}

fn ready(lines: &[Line]) -> impl Iterator<Item = &Ready> {
    lines.iter().filter_map(|line| match &line.read {
        Read::Ready(ready) => Some(&**ready),
        _ => None,
    })
}

impl Found {
    /// Asks for everything that a batch concerns.
    pub(super) async fn ask(read: &mut Tx, source: &Source, lines: &[Line]) -> Result<Self> {
        let indexes: BTreeSet<&Vec<u8>> = ready(lines)
            .flat_map(|ready| ready.indexes.iter().flatten())
            .map(|index| &index.bytes)
            .collect();
        let indexes: Vec<Vec<u8>> = indexes.into_iter().cloned().collect();
        let holders: HashMap<Vec<u8>, Id> = known::holders(read, &indexes)
            .await?
            .into_iter()
            .map(|holder| (holder.number_index, holder.id))
            .collect();
        let identifiers: Vec<String> = ready(lines)
            .filter_map(|ready| ready.collected.identifier.as_ref())
            .map(|identifier| identifier.as_str().to_owned())
            .collect();
        let open = ready(lines).filter(|ready| !ready.is_masked());
        let numbers: Vec<String> = open.map(|ready| ready.listed.clone()).collect();
        // A masked number fits many; whose it is tells which.
        let leading: BTreeSet<Id> = ready(lines)
            .filter(|ready| ready.is_masked())
            .filter_map(|ready| leading_holder(&holders, ready))
            .collect();
        let leading: Vec<Id> = leading.into_iter().collect();
        let mut licences = Vec::new();
        for by in [
            By::Numbers(&numbers),
            By::Holders(&leading),
            By::Identifiers(&identifiers),
        ] {
            licences.extend(known::licences(read, &source.code, by).await?);
        }
        Ok(Self {
            named: known::named(read, &identifiers).await?,
            holders,
            licences,
        })
    }

    /// Opens the records.
    pub(super) fn open(self, vault: &Vault) -> std::result::Result<Library, CryptoError> {
        let mut standings = HashMap::with_capacity(self.licences.len());
        let mut by_number: HashMap<String, Vec<Id>> = HashMap::new();
        for row in self.licences {
            if standings.contains_key(&row.id) {
                continue;
            }
            let stored = (row.key_id.as_str(), row.record.as_slice());
            let record = vault.read_record(row.id.0, row.version, stored)?;
            by_number
                .entry(row.number.clone())
                .or_default()
                .push(row.id);
            standings.insert(row.id, Standing { row, record });
        }
        let mut named = HashMap::with_capacity(self.named.len());
        for row in self.named {
            let current = standings.get(&row.licence_id);
            let is_current = current.is_none_or(|current| current.row.version == row.version);
            let older = if is_current {
                None
            } else {
                let stored = (row.key_id.as_str(), row.record.as_slice());
                Some(vault.read_record(row.licence_id.0, row.version, stored)?)
            };
            named.insert(row.identifier, (row.licence_id, older));
        }
        Ok(Library {
            holders: self.holders,
            standings,
            by_number,
            named,
        })
    }
}

fn leading_holder(holders: &HashMap<Vec<u8>, Id>, ready: &Ready) -> Option<Id> {
    let mut indexes = ready.indexes.first()?.iter();
    indexes.find_map(|index| holders.get(&index.bytes)).copied()
}

impl Library {
    /// Everybody whom the batch names and the library knows.
    pub(super) fn holders(&self) -> &HashMap<Vec<u8>, Id> {
        &self.holders
    }

    /// What the library says to a row.
    pub(super) fn verdict(&self, issuer: AgencyId, ready: &Ready) -> Verdict<'_> {
        let (standing, named) = match self.find(issuer, ready) {
            Ok(Some(found)) => found,
            Ok(None) => return Verdict::New,
            Err(problem) => return Verdict::Refused(problem),
        };
        let known = Known {
            record: &standing.record,
            condition: standing.condition(),
            named,
        };
        match ready.collected.against(&ready.issuer, &known) {
            Ok(None) => Verdict::Same(standing),
            Ok(Some(change)) => Verdict::Change(standing, change),
            Err(problem) => Verdict::Refused(problem),
        }
    }

    /// The licence that a row is about: by its identifier, else by the number of its issuer.
    fn find(
        &self,
        issuer: AgencyId,
        ready: &Ready,
    ) -> std::result::Result<Option<(&Standing, Option<&LicenceRecord>)>, FieldProblem> {
        let identifier = ready.collected.identifier.as_ref();
        if let Some(named) = identifier.and_then(|name| self.named.get(name.as_str())) {
            let (id, older) = named;
            return match self.standings.get(id) {
                Some(standing) => Ok(Some((standing, older.as_ref()))),
                // The licence of another type bears it.
                None => Err(FieldProblem::new("/identifier", FieldCode::OtherType)),
            };
        }
        let leading = leading_holder(&self.holders, ready);
        let numbered = self.by_number.get(&ready.listed);
        let mut fitting: Vec<&Standing> = numbered
            .into_iter()
            .flatten()
            .filter_map(|id| self.standings.get(id))
            .filter(|standing| standing.row.issuer_id == Id::from(issuer))
            .filter(|standing| standing.record.number == ready.collected.content.number)
            .filter(|standing| !ready.is_masked() || Some(standing.row.holder_id) == leading)
            // One that was issued anew under the number of one that has ended has another identifier.
            .filter(|standing| !standing.has_ended() || standing.may_be(identifier))
            .collect();
        if fitting.len() > 1 && fitting.iter().any(|standing| !standing.has_ended()) {
            fitting.retain(|standing| !standing.has_ended());
        }
        match fitting.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some((one, None))),
            _ => Err(FieldProblem::new("/number", FieldCode::Ambiguous)),
        }
    }
}

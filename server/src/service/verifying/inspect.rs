//! What is wrong with one licence? A pure function of its rows.

use super::Flaw;
use crate::crypto::Vault;
use crate::store::whole::{Event, Kept, Licence};
use crate::store::{Id, word};
use domain::identifier::LicenceIdentifier;
use domain::issuing::{LicenceRecord, listed_number};
use domain::licence::{Condition, LicenceEventKind, Trust};
use domain::seal::{self, Chain, Fingerprint};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Everything that is kept of one licence.
#[derive(Default)]
pub(super) struct Dossier {
    pub(super) licence: Option<Licence>,
    pub(super) versions: Vec<Kept>,
    pub(super) events: Vec<Event>,
}

/// What seals are checked against.
pub(super) struct Trusted {
    pub(super) roots: Vec<Fingerprint>,
    pub(super) chains: BTreeMap<Id, Result<Chain, Flaw>>,
}

/// The flaws of a licence, each with the 证照标识 that it is found under.
pub(super) fn inspect(vault: &Vault, trusted: &Trusted, dossier: &Dossier) -> Vec<(String, Flaw)> {
    let mut flaws = Flaws(Vec::new());
    let Some(licence) = &dossier.licence else {
        for version in &dossier.versions {
            flaws.add(&version.identifier, Flaw::NoLicence);
        }
        return flaws.0;
    };
    let mut records = BTreeMap::new();
    for version in &dossier.versions {
        let record = of_version(vault, trusted, licence, version, &mut flaws);
        records.insert(version.version, (version, record));
    }
    of_chain(licence, &records, &mut flaws);
    let name = records
        .get(&licence.version)
        .or_else(|| records.values().next_back())
        .map_or_else(
            || licence.id.0.to_string(),
            |(version, _)| version.identifier.clone(),
        );
    if let Some((_, Some(current))) = records.get(&licence.version) {
        of_row(vault, licence, current, &name, &mut flaws);
    }
    of_history(licence, dossier, &name, &mut flaws);
    flaws.0
}

struct Flaws(Vec<(String, Flaw)>);

impl Flaws {
    fn add(&mut self, name: &str, flaw: Flaw) {
        self.0.push((name.to_owned(), flaw));
    }

    fn unless(&mut self, right: bool, name: &str, flaw: Flaw) {
        if !right {
            self.add(name, flaw);
        }
    }
}

/// One version on its own; its record, if it can be read.
fn of_version(
    vault: &Vault,
    trusted: &Trusted,
    licence: &Licence,
    version: &Kept,
    flaws: &mut Flaws,
) -> Option<LicenceRecord> {
    let name = &version.identifier;
    let stored = (version.key_id.as_str(), version.record.as_slice());
    let opened = vault.read_record_bytes(licence.id.0, version.version, stored);
    let Ok(bytes) = opened else {
        flaws.add(name, Flaw::Unreadable);
        return None;
    };
    let digest = seal::digest(&bytes);
    flaws.unless(digest == *version.digest, name, Flaw::Digest);
    if let Some(approved) = &version.approved {
        flaws.unless(digest == **approved, name, Flaw::Approval);
    } else {
        let issued_here = word(&Trust::A).is_ok_and(|word| word == version.trust);
        flaws.unless(!issued_here, name, Flaw::NoApproval);
    }
    let record: Option<LicenceRecord> = serde_json::from_slice(&bytes).ok();
    let canonical = record
        .as_ref()
        .and_then(|record| serde_json_canonicalizer::to_vec(record).ok());
    if canonical.is_none_or(|canonical| canonical != *bytes) {
        flaws.add(name, Flaw::NotCanonical);
    }
    let record = record?;
    of_columns(licence, version, &record, flaws);
    of_seal(trusted, version, (&bytes, &record), flaws);
    Some(record)
}

fn of_columns(licence: &Licence, version: &Kept, record: &LicenceRecord, flaws: &mut Flaws) {
    let days = (version.valid_from.as_str(), version.valid_to.as_deref());
    for (column, right) in [
        ("identifier", record.identifier == version.identifier),
        ("licence_id", record.licence.0 == licence.id.0),
        ("type_code", record.type_code == licence.type_code),
        (
            "schema_version",
            i64::from(record.schema_version) == version.schema_version,
        ),
        ("valid_from", same_days(days, record).0),
        ("valid_to", same_days(days, record).1),
        ("issuer_id", record.issuer_code == licence.uscc),
    ] {
        flaws.unless(right, &version.identifier, Flaw::Column(column));
    }
}

fn same_days((from, to): (&str, Option<&str>), record: &LicenceRecord) -> (bool, bool) {
    let text = |day: Date| day.to_string();
    (
        from == text(record.valid_from),
        to.map(ToOwned::to_owned) == record.valid_to.map(text),
    )
}

fn of_seal(
    trusted: &Trusted,
    version: &Kept,
    (bytes, record): (&[u8], &LicenceRecord),
    flaws: &mut Flaws,
) {
    let name = &version.identifier;
    let (Some(id), Some(signature), Some(at)) =
        (&version.seal_id, &version.signature, version.sealed_at)
    else {
        flaws.unless(version.way.is_some(), name, Flaw::NoSeal);
        return;
    };
    flaws.unless(version.way.is_none(), name, Flaw::StillWaiting);
    let chain = match trusted.chains.get(id) {
        Some(Ok(chain)) => chain,
        Some(Err(flaw)) => return flaws.add(name, flaw.clone()),
        None => return flaws.add(name, Flaw::Certificates(None)),
    };
    let held = chain
        .verify(bytes, signature, at.0)
        .and_then(|by| by.under(&trusted.roots));
    match held {
        Ok(by) => {
            let own = by.organisation_code.as_ref() == Some(&record.issuer_code);
            flaws.unless(own, name, Flaw::OtherUnit);
        }
        Err(fault) => flaws.add(name, Flaw::Seal(fault)),
    }
}

/// The versions against each other: none is missing, and each points at the one before.
fn of_chain(
    licence: &Licence,
    records: &BTreeMap<i64, (&Kept, Option<LicenceRecord>)>,
    flaws: &mut Flaws,
) {
    let last = records.keys().next_back().copied().unwrap_or_default();
    for number in 1..=licence.version.max(last).min(i64::from(u16::MAX)) {
        let Some((version, record)) = records.get(&number) else {
            flaws.add(&name_of(licence, records, number), Flaw::Missing(number));
            continue;
        };
        let Some(record) = record else { continue };
        // Where the one before is gone, that is what is wrong.
        let right = match records.get(&(number - 1)) {
            Some((before, _)) => record.predecessor.as_ref() == Some(&before.identifier),
            None => number > 1 || record.predecessor.is_none(),
        };
        flaws.unless(right, &version.identifier, Flaw::Predecessor);
    }
    if let Some((version, _)) = records.get(&last)
        && last > licence.version
    {
        flaws.add(&version.identifier, Flaw::Row("version"));
    }
}

/// What a missing version was called: as the next one says, or as the one before leads on.
fn name_of(
    licence: &Licence,
    records: &BTreeMap<i64, (&Kept, Option<LicenceRecord>)>,
    number: i64,
) -> String {
    let told = records
        .get(&(number + 1))
        .and_then(|(_, record)| record.as_ref()?.predecessor.clone());
    let led = || {
        let (before, _) = records.get(&(number - 1))?;
        let before = LicenceIdentifier::parse(&before.identifier).ok()?;
        before.next_version().ok().map(String::from)
    };
    told.or_else(led)
        .unwrap_or_else(|| licence.id.0.to_string())
}

/// The licence's row against the record of its current version.
fn of_row(
    vault: &Vault,
    licence: &Licence,
    current: &LicenceRecord,
    name: &str,
    flaws: &mut Flaws,
) {
    let days = (licence.valid_from.as_str(), licence.valid_to.as_deref());
    for (column, right) in [
        (
            "number",
            licence.number == listed_number(&current.number, &current.holders),
        ),
        (
            "issued_on",
            licence.issued_on == current.issued_on.to_string(),
        ),
        ("valid_from", same_days(days, current).0),
        ("valid_to", same_days(days, current).1),
        (
            "schema_version",
            i64::from(current.schema_version) == licence.schema_version,
        ),
    ] {
        flaws.unless(right, name, Flaw::Row(column));
    }
    let leads = current.holders.first().is_some_and(|holder| {
        let mut indexes = vault.indexes(&holder.code).into_iter();
        indexes.any(|index| {
            index.key_id == licence.index_key_id && index.bytes == licence.number_index
        })
    });
    flaws.unless(leads, name, Flaw::Holder);
}

/// The licence's row against what happened to it.
fn of_history(licence: &Licence, dossier: &Dossier, name: &str, flaws: &mut Flaws) {
    let mut condition = Condition::NEW;
    let mut version = 0;
    for (place, event) in (1_i64..).zip(&dossier.events) {
        let kind: Option<LicenceEventKind> = serde_json::from_value(event.kind.clone().into()).ok();
        let Some(kind) = kind.filter(|_| event.seq == place) else {
            return flaws.add(name, Flaw::History);
        };
        version += i64::from(kind.makes_version());
        let begins = matches!(kind, LicenceEventKind::Issued | LicenceEventKind::Collected);
        if event.version != version || begins != (place == 1) {
            return flaws.add(name, Flaw::History);
        }
        if !begins {
            match condition.after(kind) {
                Ok(after) => condition = after,
                Err(refusal) => return flaws.add(name, Flaw::Impossible(refusal)),
            }
        }
    }
    let count = i64::try_from(dossier.events.len()).unwrap_or(i64::MAX);
    let status = word(&condition.status).is_ok_and(|word| word == licence.status);
    flaws.unless(licence.revision == count, name, Flaw::Row("revision"));
    flaws.unless(status, name, Flaw::Row("status"));
    flaws.unless(
        condition.pledged == licence.pledged,
        name,
        Flaw::Row("pledged"),
    );
    let versions = dossier.versions.last().map_or(0, |version| version.version);
    // A version that is missing at the end has been named.
    if licence.version != version && licence.version >= versions {
        flaws.add(name, Flaw::Row("version"));
    }
}

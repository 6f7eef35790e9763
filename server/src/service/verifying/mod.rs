//! Is the library whole? Every version, chain of versions, approval, seal and row is looked at, in the order of its keys,
//! part by part, with as many cores as there are; memory stays the same however large the library is.
//!
//! `inspect` says what is wrong with one licence; this module reads and counts. Everything is read from one moment of the
//! database, so that it can be done while the server works.

mod flaw;
mod inspect;
#[cfg(test)]
mod tests;

pub use flaw::Flaw;

use super::seals::making::{chain_of, trusted};
use super::{Error, Result};
use crate::crypto::Vault;
use crate::store::whole::{self as rows, FIRST, Key, LAST};
use crate::store::{Db, Id, Tx, seal_roots};
use domain::seal::{Chain, Fingerprint};
use futures::stream::{FuturesOrdered, StreamExt as _};
use inspect::{Dossier, Trusted};
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

/// Licences that are looked at together.
const PART: i64 = 500;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Licences.
    pub licences: u64,
    /// Versions.
    pub versions: u64,
    /// Versions that bear a seal.
    pub sealed: u64,
    /// Each 证照标识 with what is wrong.
    pub broken: Vec<(String, String)>,
}

/// How many licences there are to look at.
pub async fn count(db: &Db) -> Result<u64> {
    let mut read = db.read().await?;
    Ok(u64::try_from(rows::count(&mut read).await?).unwrap_or_default())
}

/// Looks at everything. `progress` hears how many licences have been looked at.
pub async fn verify(db: &Db, vault: &Vault, progress: impl Fn(u64)) -> Result<Report> {
    let mut tx = db.snapshot().await?;
    let trusted = Arc::new(trusted_of(&mut tx).await?);
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut report = Report::default();
    let mut under_way = FuturesOrdered::new();
    let mut after = Some(FIRST);
    loop {
        while under_way.len() < cores + 1
            && let Some(from) = after
        {
            let (dossiers, next) = read(&mut tx, from).await?;
            after = next;
            let (vault, trusted) = (vault.clone(), trusted.clone());
            under_way.push_back(tokio::task::spawn_blocking(move || {
                part(&vault, &trusted, &dossiers)
            }));
        }
        let Some(done) = under_way.next().await else {
            return Ok(report);
        };
        report.add(done.map_err(Error::fault)?);
        progress(report.licences);
    }
}

impl Report {
    fn add(&mut self, part: Self) {
        self.licences += part.licences;
        self.versions += part.versions;
        self.sealed += part.sealed;
        self.broken.extend(part.broken);
    }
}

async fn trusted_of(tx: &mut Tx) -> Result<Trusted> {
    let roots: Vec<Fingerprint> = trusted(&seal_roots::all(tx).await?);
    let chain = |stored: &[String]| {
        let der = chain_of(stored).ok_or(Flaw::Certificates(None))?;
        Chain::read(&der).map_err(|fault| Flaw::Certificates(Some(fault)))
    };
    let seals = rows::seals(tx).await?;
    let chains: BTreeMap<Id, _> = seals
        .iter()
        .map(|seal| (seal.id, chain(&seal.chain)))
        .collect();
    Ok(Trusted { roots, chains })
}

/// The licences after a key with all that belongs to them, and where to go on.
async fn read(tx: &mut Tx, after: Key) -> Result<(Vec<Dossier>, Option<Key>)> {
    let licences = rows::licences(tx, after, PART).await?;
    let whole = i64::try_from(licences.len()).is_ok_and(|count| count == PART);
    let next = licences
        .last()
        .filter(|_| whole)
        .map(|last| (last.holder_id, last.id));
    let to = next.unwrap_or(LAST);
    let mut dossiers: BTreeMap<Key, Dossier> = BTreeMap::new();
    for licence in licences {
        let key = (licence.holder_id, licence.id);
        dossiers.entry(key).or_default().licence = Some(licence);
    }
    for version in rows::versions(tx, after, to).await? {
        let key = (version.holder_id, version.licence_id);
        dossiers.entry(key).or_default().versions.push(version);
    }
    for event in rows::events(tx, after, to).await? {
        let key = (event.holder_id, event.licence_id);
        dossiers.entry(key).or_default().events.push(event);
    }
    Ok((dossiers.into_values().collect(), next))
}

fn part(vault: &Vault, trusted: &Trusted, dossiers: &[Dossier]) -> Report {
    let mut report = Report::default();
    for dossier in dossiers {
        report.licences += u64::from(dossier.licence.is_some());
        for version in &dossier.versions {
            report.versions += 1;
            report.sealed += u64::from(version.seal_id.is_some());
        }
        let flaws = inspect::inspect(vault, trusted, dossier);
        report.broken.extend(
            flaws
                .into_iter()
                .map(|(name, flaw)| (name, flaw.to_string())),
        );
    }
    report
}

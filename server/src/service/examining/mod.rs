//! Is everything that is kept of cases whole? Each case's history is played again, its clocks and files are looked at, and
//! whether the audit log knows who did it; the database looks at itself.
//!
//! `inspect` says what is wrong with one case; this module reads and counts, from one moment of the database and in
//! constant memory, so that it can be done while the server works. The library itself is looked at by `verifying`.

mod flaw;
mod inspect;
#[cfg(test)]
mod tests;

pub use flaw::Flaw;

use super::{Result, deployment, files};
use crate::store::histories as rows;
use crate::store::prunings;
use crate::store::whole::{FIRST, Key, LAST};
use crate::store::{Db, Tx};
use domain::rulebook::Rulebook;
use inspect::Dossier;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Cases that are looked at together.
const PART: i64 = 500;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Cases.
    pub cases: u64,
    /// What happened to them.
    pub events: u64,
    /// Files that support them.
    pub files: u64,
    /// Each case number, or the part of the database, with what is wrong.
    pub broken: Vec<(String, String)>,
}

/// Where to look.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The rules by which histories are played again.
    pub rulebook: &'a Rulebook,
    /// The folder of files.
    pub files: &'a Path,
}

/// How many cases there are to look at.
pub async fn count(db: &Db) -> Result<u64> {
    let mut read = db.read().await?;
    Ok(u64::try_from(rows::count(&mut read).await?).unwrap_or_default())
}

/// Looks at everything. `progress` hears how many cases have been looked at.
pub async fn examine(db: &Db, places: Places<'_>, progress: impl Fn(u64)) -> Result<Report> {
    let mut report = Report::default();
    let faults = db.faults().await?;
    let named = faults
        .into_iter()
        .map(|fault| ("database".to_owned(), fault));
    report.broken.extend(named);
    let mut tx = db.snapshot().await?;
    let recorded_since = match deployment::read(db).await? {
        Some(found) => rows::recorded_since(&mut tx, found.made_at).await?,
        None => None,
    };
    for permit in prunings::unfounded(&mut tx).await? {
        report
            .broken
            .push((format!("pruning {permit}"), Flaw::Unfounded.to_string()));
    }
    let mut after = Some(FIRST);
    while let Some(from) = after {
        let (dossiers, next) = read(&mut tx, from, places.files, &mut report).await?;
        after = next;
        for dossier in &dossiers {
            report.note(dossier, places.rulebook, recorded_since);
        }
        progress(report.cases);
    }
    Ok(report)
}

impl Report {
    fn note(&mut self, dossier: &Dossier, rulebook: &Rulebook, recorded_since: Option<Timestamp>) {
        self.cases += u64::from(dossier.case.is_some());
        self.events += u64::try_from(dossier.events.len()).unwrap_or_default();
        let case = dossier.case.as_ref();
        let flow = rulebook.flow(case.map_or("", |case| case.procedure.as_str()));
        let name = case.map_or("-", |case| case.case_number.as_str());
        let flaws = inspect::inspect(dossier, flow, recorded_since);
        self.broken
            .extend(flaws.iter().map(|flaw| (name.to_owned(), flaw.to_string())));
    }
}

/// The cases after a key with all that belongs to them, and where to go on.
async fn read(
    tx: &mut Tx,
    after: Key,
    folder: &Path,
    report: &mut Report,
) -> Result<(Vec<Dossier>, Option<Key>)> {
    let cases = rows::cases(tx, after, PART).await?;
    let whole = i64::try_from(cases.len()).is_ok_and(|count| count == PART);
    let next = cases
        .last()
        .filter(|_| whole)
        .map(|last| (last.holder_id, last.id));
    let to = next.unwrap_or(LAST);
    let mut dossiers: BTreeMap<Key, Dossier> = BTreeMap::new();
    for case in cases {
        let key = (case.holder_id, case.id);
        dossiers.entry(key).or_default().case = Some(case);
    }
    for event in rows::events(tx, after, to).await? {
        let key = (event.holder_id, event.objection_id);
        dossiers.entry(key).or_default().events.push(event);
    }
    for file in rows::files(tx, after, to).await? {
        report.files += 1;
        if !files::is_whole(folder, &file.content_hash, file.size).await {
            let key = (file.holder_id, file.objection_id);
            dossiers.entry(key).or_default().lacks_file = true;
        }
    }
    Ok((dossiers.into_values().collect(), next))
}

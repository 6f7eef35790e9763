//! What is written for a batch of rows? Records are made and sealed, [`holders`] added, events put in order.

mod holders;

use super::judging::{Found, Library, Standing, Verdict};
use super::reading::{Line, Read, Ready};
use super::refusing::{self, RefusedLine};
use super::source::{Agency, Source};
use crate::crypto::Vault;
use crate::ids::Ids;
use crate::service::library::{self, Canonical, Deed};
use crate::service::sealed::EventWords;
use crate::service::{Error, Result, day};
use crate::store::Id;
use crate::store::bulk::{self, CoHolder, LicenceEvent};
use crate::store::import_refusals::Refusal;
use crate::store::imports::Counts;
use crate::store::library::{Kept, Raise};
use domain::id::LicenceId;
use domain::identifier::LicenceIdentifier;
use domain::issuing::collecting::{Change, RowOutcome};
use domain::licence::{Condition, LicenceEventKind};
use domain::problem::FieldCode;
use domain::wire::importing::RowProblem;
use holders::HeldBy;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What is kept with a licence whose identifier has a wrong check character.
const FINDING: &str = "证照标识的校验位与标准算法不符，按报送内容保留";
/// The ground of what a row changes.
const BASIS: &str = "存量归集(按发证单位报送的数据)";

/// On whose behalf, when, and with what rows are made.
pub(super) struct Maker {
    pub(super) source: Arc<Source>,
    pub(super) vault: Vault,
    pub(super) ids: Ids,
    pub(super) now: Timestamp,
    pub(super) staff: Option<Id>,
    pub(super) run: Id,
    /// Whether it is only asked what would become of the rows.
    pub(super) dry: bool,
}

/// What became of a row.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    pub(super) outcome: RowOutcome,
    pub(super) licence: Option<(Id, String)>,
    pub(super) problems: Vec<RowProblem>,
}

/// A change of a licence that is here.
#[derive(Clone, Debug)]
pub(super) struct Altered {
    pub(super) licence: Id,
    pub(super) steps: Vec<Step>,
    /// Who holds it together with the leading holder, if that may have changed.
    pub(super) co_holders: Option<Vec<CoHolder>>,
}

#[derive(Clone, Debug)]
pub(super) enum Step {
    Raise(Raise, Box<Kept>),
    Turn(i64, Condition, LicenceEvent),
}

/// Everything that a batch writes.
#[derive(Default)]
pub(super) struct Built {
    pub(super) rows: bulk::Batch,
    pub(super) altered: Vec<Altered>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) counts: Counts,
    pub(super) fates: Vec<Fate>,
}

impl Built {
    fn settle(&mut self, fate: Fate) {
        self.counts.count(fate.outcome);
        self.fates.push(fate);
    }

    /// The licences that it makes or changes.
    pub(super) fn licences(&self) -> Vec<Uuid> {
        let made = self.rows.licences.iter().map(|licence| licence.id.0);
        let altered = self.altered.iter().map(|altered| altered.licence.0);
        made.chain(altered).collect()
    }
}

impl Maker {
    /// Compares the rows with what was found and makes what is to be written.
    pub(super) fn build(&self, found: Found, lines: &[Line]) -> Result<Built> {
        let library = found.open(&self.vault)?;
        let mut building = Building {
            maker: self,
            library: &library,
            added: HashMap::new(),
            built: Built::default(),
        };
        for line in lines {
            building.add(line)?;
        }
        Ok(building.built)
    }

    /// A row that the database refused.
    pub(super) fn not_kept(&self, line: &Line) -> Result<Built> {
        let mut built = Built::default();
        let problem = RowProblem::of_row(FieldCode::NotKept, String::new());
        self.refuse(&mut built, line, vec![problem])?;
        Ok(built)
    }

    /// What is kept with the entry of a licence, by this run.
    fn deed<'a>(
        &self,
        holder: Id,
        agency: &Agency,
        ready: &Ready,
        words: &'a EventWords,
    ) -> Deed<'a> {
        Deed {
            holder,
            issuer: agency.id,
            version: 1,
            seq: 1,
            kind: LicenceEventKind::Collected,
            on: day::today(self.now),
            staff: self.staff,
            words,
            objection: None,
            trust: ready.collected.trust,
            approved_by: None,
            at: self.now,
        }
    }

    fn refuse(&self, built: &mut Built, line: &Line, problems: Vec<RowProblem>) -> Result<()> {
        let refused = RefusedLine {
            line: line.number,
            cells: line.cells.clone(),
            problems: problems.clone(),
        };
        let refusal = refusing::seal(&self.vault, self.run, line.place, &refused)?;
        built.refusals.push(refusal);
        built.settle(Fate {
            outcome: RowOutcome::Refused,
            licence: None,
            problems,
        });
        Ok(())
    }
}

struct Building<'a> {
    maker: &'a Maker,
    library: &'a Library,
    /// Holders that this batch adds, by the index that finds them from now on.
    added: HashMap<Vec<u8>, Id>,
    built: Built,
}

impl Building<'_> {
    fn add(&mut self, line: &Line) -> Result<()> {
        let ready = match &line.read {
            Read::Ready(ready) => ready,
            Read::Said => {
                self.fate(RowOutcome::Same, None);
                return Ok(());
            }
            Read::Refused(problems) => {
                return self.maker.refuse(&mut self.built, line, problems.clone());
            }
        };
        let source = &self.maker.source;
        let agency = match source.issuer(&ready.collected) {
            Ok(agency) => agency,
            Err(problem) => {
                let problems = vec![ready.problem(source, &problem)];
                return self.maker.refuse(&mut self.built, line, problems);
            }
        };
        match self.library.verdict(agency.id.into(), ready) {
            Verdict::New => self.enter(agency, ready),
            Verdict::Same(standing) => {
                let licence = (standing.row.id, standing.record.identifier.clone());
                self.fate(RowOutcome::Same, Some(licence));
                Ok(())
            }
            Verdict::Change(standing, change) => self.alter(agency, ready, standing, &change),
            Verdict::Refused(problem) => {
                let problems = vec![ready.problem(source, &problem)];
                self.maker.refuse(&mut self.built, line, problems)
            }
        }
    }

    fn fate(&mut self, outcome: RowOutcome, licence: Option<(Id, String)>) {
        self.built.settle(Fate {
            outcome,
            licence,
            problems: Vec::new(),
        });
    }

    /// A licence that wasn't here.
    fn enter(&mut self, agency: &Agency, ready: &Ready) -> Result<()> {
        let maker = self.maker;
        if maker.dry {
            self.fate(RowOutcome::New, None);
            return Ok(());
        }
        let licence = LicenceId(maker.ids.new_id(maker.now));
        let origin = maker.source.origin(agency);
        let identifier = match &ready.collected.identifier {
            Some(given) => given.clone(),
            None => origin.minted(licence)?,
        };
        let words = EventWords {
            basis: String::new(),
            reason: finding(&identifier),
        };
        let content = ready.collected.content.clone();
        let record = origin.record(licence, &identifier, content, None);
        let canonical = Canonical::of(record)?;
        let held_by = self.held_by(ready)?;
        let (events, condition) = ready.collected.entering();
        let mut deed = maker.deed(held_by.leading, agency, ready, &words);
        let kept = library::keep(&maker.vault, &canonical, &maker.source.body.fields, &deed)?;
        // The words are said of the entry. What its status says beyond it came with the stock: nobody was late with it.
        let silent = EventWords::default();
        deed.words = &silent;
        self.built.rows.keep(kept);
        for kind in events.into_iter().skip(1) {
            deed.kind = kind;
            deed.seq += 1;
            let event = library::event(&maker.vault, licence, &deed)?;
            self.built.rows.licence_events.push(event);
        }
        let row = library::licence_row(&canonical.record, &deed, condition);
        self.built.rows.licences.push(row);
        let co_holders = held_by.co_holders(licence.into());
        self.built.rows.co_holders.extend(co_holders);
        let licence = (licence.into(), String::from(identifier));
        self.fate(RowOutcome::New, Some(licence));
        Ok(())
    }

    /// A licence that is here and to which something happens.
    fn alter(
        &mut self,
        agency: &Agency,
        ready: &Ready,
        standing: &Standing,
        change: &Change,
    ) -> Result<()> {
        let maker = self.maker;
        let (row, before) = (&standing.row, &standing.record);
        if maker.dry {
            self.fate(RowOutcome::Changed, None);
            return Ok(());
        }
        let named = match &change.identifier {
            Some(identifier) => identifier.as_str().to_owned(),
            None => before.identifier.clone(),
        };
        let words = EventWords {
            basis: BASIS.to_owned(),
            reason: change.identifier.as_ref().map(finding).unwrap_or_default(),
        };
        let mut deed = Deed {
            version: row.version,
            seq: row.revision,
            ..maker.deed(row.holder_id, agency, ready, &words)
        };
        let (licence, origin) = (before.licence, maker.source.origin(agency));
        let mut condition = standing.condition();
        let mut altered = Altered {
            licence: row.id,
            steps: Vec::with_capacity(change.events.len()),
            co_holders: None,
        };
        for kind in &change.events {
            let revision = deed.seq;
            deed.seq += 1;
            deed.kind = *kind;
            condition = condition.after(*kind).map_err(Error::fault)?;
            if let (true, Some(identifier)) = (kind.makes_version(), &change.identifier) {
                deed.version += 1;
                let predecessor = Some(before.identifier.clone());
                let content = ready.collected.content.clone();
                let record = origin.record(licence, identifier, content, predecessor);
                let raise = Raise::to(&record, revision);
                let canonical = Canonical::of(record)?;
                let mut kept =
                    library::keep(&maker.vault, &canonical, &maker.source.body.fields, &deed)?;
                // A row doesn't say when it was changed: it is no entry whose delay could be told.
                kept.quality.collected = true;
                altered.steps.push(Step::Raise(raise, Box::new(kept)));
                let held_by = HeldBy {
                    leading: row.holder_id,
                    ..self.held_by(ready)?
                };
                altered.co_holders = Some(held_by.co_holders(row.id).collect());
            } else {
                let event = library::event(&maker.vault, licence, &deed)?;
                altered.steps.push(Step::Turn(revision, condition, event));
            }
        }
        self.built.altered.push(altered);
        self.fate(RowOutcome::Changed, Some((row.id, named)));
        Ok(())
    }
}

/// What is noted of an identifier, if anything.
fn finding(identifier: &LicenceIdentifier) -> String {
    if identifier.has_right_check() {
        String::new()
    } else {
        FINDING.to_owned()
    }
}

//! What is written for a batch of rows? Records are made and sealed, holders added, events put in order.

use super::judging::{Found, Library, Standing, Verdict};
use super::reading::{Line, Read, Ready};
use super::refusing::{self, RefusedLine};
use super::source::{Agency, Source};
use crate::crypto::{BlindIndex, Vault};
use crate::ids::Ids;
use crate::service::library::{self, Canonical, Deed};
use crate::service::sealed::EventWords;
use crate::service::{Error, Result, day};
use crate::store::bulk::{self, CoHolder, LicenceEvent};
use crate::store::import_refusals::Refusal;
use crate::store::imports::Counts;
use crate::store::library::{Kept, Raise};
use crate::store::{At, Id, holders};
use domain::id::LicenceId;
use domain::identifier::LicenceIdentifier;
use domain::issuing::collecting::{Change, RowOutcome};
use domain::issuing::{CODE_TYPES, LicenceRecord, RecordHolder, is_person};
use domain::licence::{Condition, LicenceEventKind};
use domain::wire::importing::RowProblem;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What is kept with a licence whose identifier has a wrong check character.
const FINDING: &str = "证照标识的校验位与标准算法不符,按报送内容保留";
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
        let problem = RowProblem {
            column: String::new(),
            pointer: String::new(),
            code: domain::problem::FieldCode::NotKept,
            limit: None,
            value: String::new(),
            detail: String::new(),
        };
        self.refuse(&mut built, line, vec![problem])?;
        Ok(built)
    }

    fn refuse(&self, built: &mut Built, line: &Line, problems: Vec<RowProblem>) -> Result<()> {
        let refused = RefusedLine {
            line: line.number,
            cells: line.cells.clone(),
            problems: problems.clone(),
        };
        let refusal = refusing::seal(&self.vault, self.run, line.place, &refused)?;
        built.refusals.push(refusal);
        built.counts.refused += 1;
        built.fates.push(Fate {
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
        let counts = &mut self.built.counts;
        match outcome {
            RowOutcome::New => counts.new += 1,
            RowOutcome::Changed => counts.changed += 1,
            RowOutcome::Same => counts.same += 1,
            RowOutcome::Refused => counts.refused += 1,
        }
        self.built.fates.push(Fate {
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
        let identifier = match &ready.collected.identifier {
            Some(given) => given.clone(),
            None => minted(&maker.source.code, agency, licence)?,
        };
        let words = EventWords {
            basis: String::new(),
            reason: finding(&identifier),
        };
        let record = maker.record(agency, ready, licence, &identifier, None);
        let canonical = Canonical::of(record)?;
        let held_by = self.settle(ready)?;
        let (events, condition) = ready.collected.entering();
        let mut deed = Deed {
            holder: held_by.0,
            issuer: agency.id,
            version: 1,
            seq: 1,
            kind: LicenceEventKind::Collected,
            on: day::today(maker.now),
            staff: maker.staff,
            words: &words,
            objection: None,
            trust: ready.collected.trust,
            approved_by: None,
            at: maker.now,
        };
        let kept = library::keep(&maker.vault, &canonical, &maker.source.body.fields, &deed)?;
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
        let co_holders = co_holders(held_by, licence.into());
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
        let named = match &change.identifier {
            Some(identifier) => identifier.as_str().to_owned(),
            None => before.identifier.clone(),
        };
        if maker.dry {
            self.fate(RowOutcome::Changed, None);
            return Ok(());
        }
        let words = EventWords {
            basis: BASIS.to_owned(),
            reason: change.identifier.as_ref().map(finding).unwrap_or_default(),
        };
        let mut deed = Deed {
            holder: row.holder_id,
            issuer: agency.id,
            version: row.version,
            seq: row.revision,
            kind: LicenceEventKind::Changed,
            on: day::today(maker.now),
            staff: maker.staff,
            words: &words,
            objection: None,
            trust: ready.collected.trust,
            approved_by: None,
            at: maker.now,
        };
        let licence = before.licence;
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
                let record = maker.record(agency, ready, licence, identifier, predecessor);
                let raise = Raise::to(&record, revision);
                let canonical = Canonical::of(record)?;
                let kept =
                    library::keep(&maker.vault, &canonical, &maker.source.body.fields, &deed)?;
                altered.steps.push(Step::Raise(raise, Box::new(kept)));
                let held_by = self.settle(ready)?;
                altered.co_holders = Some(co_holders((row.holder_id, held_by.1), row.id).collect());
            } else {
                let event = library::event(&maker.vault, licence, &deed)?;
                altered.steps.push(Step::Turn(revision, condition, event));
            }
        }
        self.built.altered.push(altered);
        self.fate(RowOutcome::Changed, Some((row.id, named)));
        Ok(())
    }

    /// The leading holder and the others; who isn't known yet is added.
    fn settle(&mut self, ready: &Ready) -> Result<(Id, Vec<Id>)> {
        let holders = ready.collected.content.holders.iter().zip(&ready.indexes);
        let mut ids = Vec::with_capacity(ready.indexes.len());
        for (holder, indexes) in holders {
            let known = |index: &BlindIndex| {
                let library = self.library.holders().get(&index.bytes);
                library.or_else(|| self.added.get(&index.bytes)).copied()
            };
            let id = match indexes.iter().find_map(known) {
                Some(id) => id,
                None => self.add_holder(holder, indexes)?,
            };
            ids.push(id);
        }
        let mut ids = ids.into_iter();
        let leading = ids.next().unwrap_or(library::NOBODY);
        Ok((leading, ids.filter(|id| *id != leading).collect()))
    }

    fn add_holder(&mut self, holder: &RecordHolder, indexes: &[BlindIndex]) -> Result<Id> {
        let maker = self.maker;
        let id = maker.ids.new_id(maker.now);
        let sealed = maker
            .vault
            .seal(holders::NUMBER, id, holder.code.as_bytes())?;
        let active = maker.vault.active_index_key();
        let index = indexes.iter().find(|index| index.key_id == active);
        let index = index.ok_or_else(|| Error::fault("no index by today's key"))?;
        let person = is_person(&holder.code_type);
        let code_type = CODE_TYPES
            .iter()
            .find(|(code, _)| *code == holder.code_type);
        self.built.rows.holders.push(bulk::Holder {
            id: Id(id),
            kind: if person { "person" } else { "organisation" },
            name: holder.name.clone(),
            code_type: code_type.map_or("", |(code, _)| *code),
            number_sealed: sealed.bytes,
            key_id: sealed.key_id,
            number_index: index.bytes.clone(),
            index_key_id: index.key_id.clone(),
            created_at: At(maker.now),
        });
        self.added.insert(index.bytes.clone(), Id(id));
        Ok(Id(id))
    }
}

impl Maker {
    fn record(
        &self,
        agency: &Agency,
        ready: &Ready,
        licence: LicenceId,
        identifier: &LicenceIdentifier,
        predecessor: Option<String>,
    ) -> LicenceRecord {
        let content = ready.collected.content.clone();
        LicenceRecord {
            identifier: identifier.as_str().to_owned(),
            type_name: self.source.body.name.clone(),
            type_code: self.source.code.clone(),
            schema_version: self.source.schema_version,
            number: content.number,
            issuer_name: agency.name.clone(),
            issuer_code: agency.uscc.as_str().to_owned(),
            issued_on: content.issued_on,
            valid_from: content.validity.from,
            valid_to: content.validity.to,
            holders: content.holders,
            predecessor,
            face: content.face,
            licence,
            salt: library::salt(),
        }
    }
}

fn minted(code: &str, agency: &Agency, licence: LicenceId) -> Result<LicenceIdentifier> {
    let serial = licence.0.simple().to_string().to_ascii_uppercase();
    LicenceIdentifier::mint(code, &agency.uscc, &serial, 1).map_err(Error::fault)
}

fn finding(identifier: &LicenceIdentifier) -> String {
    if identifier.has_right_check() {
        String::new()
    } else {
        FINDING.to_owned()
    }
}

fn co_holders((leading, others): (Id, Vec<Id>), licence: Id) -> impl Iterator<Item = CoHolder> {
    others
        .into_iter()
        .filter(move |id| *id != leading)
        .map(move |holder_id| CoHolder {
            holder_id,
            leading_id: leading,
            licence_id: licence,
        })
}

//! How does a row become one that can be taken? On a thread of its own, while the rows before it are written.

use super::source::Source;
use crate::crypto::{BlindIndex, Vault};
use crate::table::{FileFault, Row, RowFault, Table};
use domain::identifier::LicenceIdentifier;
use domain::issuing::collecting::{Collected, Entry, statuses};
use domain::issuing::columns::{Columns, column_of, shown_value};
use domain::issuing::listed_number;
use domain::licence::{LicenceStatus, Trust};
use domain::problem::{FieldCode, FieldProblem};
use domain::wire::importing::RowProblem;
use jiff::civil::Date;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Arc;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Rows that are judged and written together.
pub(super) const ROWS_OF_BATCH: usize = 1_000;
/// Batches that wait to be written.
const AHEAD: usize = 2;

/// A row of the file.
pub(super) struct Line {
    /// Which of the rows, counted from 0.
    pub(super) place: i64,
    /// Where a person finds it.
    pub(super) number: u64,
    /// As it came.
    pub(super) cells: Vec<String>,
    pub(super) read: Read,
}

/// What reading made of it.
pub(super) enum Read {
    /// It can be taken.
    Ready(Box<Ready>),
    /// An earlier row of the file said it.
    Said,
    /// It can't.
    Refused(Vec<RowProblem>),
}

/// A row that can be taken.
pub(super) struct Ready {
    pub(super) entry: Entry,
    pub(super) collected: Collected,
    /// The issuer's credit code.
    pub(super) issuer: String,
    /// 证照编号 as lists have it.
    pub(super) listed: String,
    /// What each holder is found by.
    pub(super) indexes: Vec<Vec<BlindIndex>>,
}

impl Ready {
    /// Whether the number is a person's, and lists have it masked.
    pub(super) fn is_masked(&self) -> bool {
        self.listed != self.collected.content.number
    }

    /// A problem of this row.
    pub(super) fn problem(&self, source: &Source, problem: &FieldProblem) -> RowProblem {
        told(source, &self.entry, problem)
    }
}

/// Reads rows one by one and remembers which licences they named.
pub(super) struct Reader {
    source: Arc<Source>,
    vault: Vault,
    today: Date,
    seen: Seen,
    place: i64,
}

impl Reader {
    pub(super) fn new(source: Arc<Source>, vault: Vault, today: Date) -> Self {
        Self {
            source,
            vault,
            today,
            seen: Seen::default(),
            place: 0,
        }
    }

    /// What can be made of a row.
    pub(super) fn line(
        &mut self,
        number: u64,
        cells: Vec<String>,
        entry: Result<Entry, RowProblem>,
    ) -> Line {
        let place = self.place;
        self.place += 1;
        let read = match entry {
            Err(problem) => Read::Refused(vec![problem]),
            Ok(entry) => self.read(entry),
        };
        Line {
            place,
            number,
            cells,
            read,
        }
    }

    fn read(&mut self, entry: Entry) -> Read {
        let source = self.source.clone();
        let kind = (source.code.as_str(), &source.body);
        let checked = entry.check(kind, self.today, source.trust);
        let placed = checked.and_then(|collected| match source.issuer(&collected) {
            Ok(agency) => Ok((agency.uscc.as_str().to_owned(), collected)),
            Err(problem) => Err(vec![problem]),
        });
        let (issuer, collected) = match placed {
            Ok(placed) => placed,
            Err(problems) => {
                let told = |problem| told(&source, &entry, problem);
                return Read::Refused(problems.iter().map(told).collect());
            }
        };
        let content = &collected.content;
        let listed = listed_number(&content.number, &content.holders);
        let holders = content.holders.iter();
        let ready = Ready {
            indexes: holders
                .map(|holder| self.vault.indexes(&holder.code))
                .collect(),
            listed,
            entry,
            issuer,
            collected,
        };
        match self.seen.earlier(&ready) {
            Earlier::Nothing => Read::Ready(Box::new(ready)),
            Earlier::TheSame => Read::Said,
            Earlier::Another => {
                let problem = FieldProblem::new("/number", FieldCode::Repeated);
                Read::Refused(vec![ready.problem(&source, &problem)])
            }
        }
    }

    fn fault(&mut self, fault: &RowFault) -> Line {
        let problem = RowProblem::of_row(FieldCode::Unreadable, fault.what.to_string());
        self.line(fault.line, Vec::new(), Err(problem))
    }
}

/// A problem with its column and what stands there.
fn told(source: &Source, entry: &Entry, problem: &FieldProblem) -> RowProblem {
    let listed = problem.code == FieldCode::NotListed;
    let field = problem.pointer.strip_prefix("/face/");
    let field = field.and_then(|key| source.body.field(key));
    let detail = match (problem.pointer.as_str(), field) {
        ("/status", _) if listed => statuses(&source.body),
        ("/trust", _) if listed => Trust::ALL.map(Trust::as_str).join("、"),
        (_, Some(field)) if listed => field.codes.join("、"),
        _ => String::new(),
    };
    RowProblem {
        column: column_of(&problem.pointer),
        value: shown_value(entry, &problem.pointer, &source.body),
        pointer: problem.pointer.clone(),
        code: problem.code,
        limit: problem.limit,
        detail,
    }
}

/// What comes from the thread that reads.
pub(super) type Batches = Receiver<Result<Vec<Line>, FileFault>>;

/// Reads a table in batches. Rows before `from` were dealt with by an earlier run: they are read only to know which
/// licences they named.
pub(super) fn start(table: Table, columns: Columns, reader: Reader, from: i64) -> Batches {
    let (sender, batches) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || read_all(table, &columns, reader, from, &sender));
    batches
}

fn read_all(
    table: Table,
    columns: &Columns,
    mut reader: Reader,
    from: i64,
    sender: &Sender<Result<Vec<Line>, FileFault>>,
) {
    let mut batch = Vec::with_capacity(ROWS_OF_BATCH);
    for outcome in table {
        let line = match outcome {
            Ok(Ok(row)) => of_row(&mut reader, columns, row),
            Ok(Err(fault)) => reader.fault(&fault),
            Err(fault) => {
                // Who waits for rows has gone; nobody is left to tell.
                let _ = sender.blocking_send(Err(fault));
                return;
            }
        };
        if line.place < from {
            continue;
        }
        batch.push(line);
        if batch.len() == ROWS_OF_BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(ROWS_OF_BATCH));
            if sender.blocking_send(Ok(full)).is_err() {
                return;
            }
        }
    }
    if !batch.is_empty() {
        let _ = sender.blocking_send(Ok(batch));
    }
}

fn of_row(reader: &mut Reader, columns: &Columns, row: Row) -> Line {
    let entry = columns.entry(&row.cells);
    reader.line(row.line, row.cells, Ok(entry))
}

/// What an earlier row of the file said of a licence.
enum Earlier {
    Nothing,
    TheSame,
    Another,
}

/// Which licences earlier rows named, and what they said. Two numbers for each name: a million rows take 40 MB, and twice
/// that where each names its licence by 证照标识, too.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    said: HashMap<u64, u64>,
}

impl Seen {
    /// What an earlier row said of the licence; the first one is remembered.
    fn earlier(&mut self, ready: &Ready) -> Earlier {
        let collected = &ready.collected;
        let content = &collected.content;
        let leading = content.holders.first();
        let leading = leading.filter(|_| ready.is_masked());
        let number = (&ready.issuer, &content.number, leading);
        let number = self.hasher.hash_one(number);
        let name = collected.identifier.as_ref();
        let name = name.map(|name| self.hasher.hash_one(LicenceIdentifier::as_str(name)));
        let says = self.says(ready);
        let earlier = self.said.get(&number);
        let earlier = earlier.or_else(|| name.and_then(|name| self.said.get(&name)));
        match earlier {
            Some(said) if *said == says => Earlier::TheSame,
            Some(_) => Earlier::Another,
            None => {
                self.said.insert(number, says);
                self.said.extend(name.map(|name| (name, says)));
                Earlier::Nothing
            }
        }
    }

    fn says(&self, ready: &Ready) -> u64 {
        let collected = &ready.collected;
        self.hasher.hash_one(Said {
            issuer: &ready.issuer,
            content: &collected.content,
            status: collected.status,
        })
    }
}

#[derive(Hash)]
struct Said<'a> {
    issuer: &'a str,
    content: &'a domain::issuing::Checked,
    status: Option<LicenceStatus>,
}

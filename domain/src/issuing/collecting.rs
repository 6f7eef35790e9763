//! 存量归集: what becomes of a row about a licence that was issued elsewhere (兰安 一百五十一)?
//!
//! A row that can be read is compared with the licence that the library has already: new, the same, changed, or refused by
//! name. What changed there is 变更 here, through the one table of a licence's life ([`Condition::after`]): a licence that
//! has ended is never changed, one that is suspended or pledged not before that ends. What the row's status says beyond
//! that are the events that lead there.

use super::{Checked, LicenceRecord, Sheet, lead_alike};
use crate::catalogue::TypeBody;
use crate::identifier::{LicenceIdentifier, Uscc};
use crate::licence::{Condition, LicenceEventKind, LicenceRefusal, LicenceStatus, Trust};
use crate::problem::{FieldCode, FieldProblem};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a row says: a sheet, and what only issued licences have. All of it but the sheet may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LicenceRow))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// 证照标识 (ZZBS); made here without it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub identifier: String,
    /// 证照状态 (ZZZT): a code of the type's mapping, or 有效, 暂扣, 挂失, 注销, 撤销, 吊销, 过期; what it was without it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub status: String,
    /// 证照等级 (ZZDJ), A to D.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1))]
    pub trust: String,
    /// 证照颁发机构代码 (ZZBFJGDM); the type's agency without it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 18))]
    pub issuer: String,
    /// The licence itself.
    pub sheet: Sheet,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RowOutcome {
    /// A licence that wasn't here.
    New,
    /// A new version, or another status.
    Changed,
    /// As it is here already.
    Same,
    /// Not taken; its problems say why.
    Refused,
}

/// A row that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// As given; its check character may be wrong.
    pub identifier: Option<LicenceIdentifier>,
    /// The status that it says; none leaves what is.
    pub status: Option<LicenceStatus>,
    /// How far it can be vouched for.
    pub trust: Trust,
    /// The issuer that it names.
    pub issuer: Option<Uscc>,
    /// The licence itself.
    pub content: Checked,
}

/// A licence that the library has, as it stands.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// The record of its current version.
    pub record: &'a LicenceRecord,
    /// Its stored condition.
    pub condition: Condition,
    /// The record of the older version that the row's identifier names, if it names one.
    pub named: Option<&'a LicenceRecord>,
}

/// What the row of a known licence changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happens to it, in this order; 变更 makes a version.
    pub events: Vec<LicenceEventKind>,
    /// The identifier of the version that is made, if one is.
    pub identifier: Option<LicenceIdentifier>,
}

/// The words for a status that every type knows.
const WORDS: [(&str, Stated); 11] = [
    ("有效", Stated::Is(LicenceStatus::Valid)),
    ("正常", Stated::Is(LicenceStatus::Valid)),
    ("暂扣", Stated::Is(LicenceStatus::Suspended)),
    ("挂失", Stated::Is(LicenceStatus::Lost)),
    ("注销", Stated::Is(LicenceStatus::Cancelled)),
    ("撤销", Stated::Is(LicenceStatus::Withdrawn)),
    ("吊销", Stated::Is(LicenceStatus::Revoked)),
    ("已注销", Stated::Is(LicenceStatus::Cancelled)),
    ("已撤销", Stated::Is(LicenceStatus::Withdrawn)),
    ("已吊销", Stated::Is(LicenceStatus::Revoked)),
    ("过期", Stated::HasExpired),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stated {
    Nothing,
    Is(LicenceStatus),
    /// Expiry is computed from the validity, so this only has to agree with it.
    HasExpired,
}

/// The statuses that a row of this type may say, for who wrote another.
pub fn statuses(kind: &TypeBody) -> String {
    let codes = kind.status_codes.keys().map(String::as_str);
    let words = WORDS.iter().map(|(word, _)| *word);
    codes.chain(words).collect::<Vec<_>>().join("、")
}

impl Entry {
    /// Whether the row can be taken as a licence of the type `code` on `today`, or everything that is wrong with it.
    pub fn check(
        &self,
        (code, kind): (&str, &TypeBody),
        today: Date,
        trust: Trust,
    ) -> Result<Collected, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |pointer: &str, code| problems.push(FieldProblem::new(pointer, code));
        let identifier = match self.identifier.trim() {
            "" => None,
            text => match LicenceIdentifier::parse(text) {
                Ok(read) if read.type_code() == code => Some(read),
                Ok(_) => {
                    wrong("/identifier", FieldCode::OtherType);
                    None
                }
                Err(_) => {
                    wrong("/identifier", FieldCode::WrongForm);
                    None
                }
            },
        };
        let stated = self.stated(kind).unwrap_or_else(|code| {
            wrong("/status", code);
            Stated::Nothing
        });
        let trust = self.trusted(trust).unwrap_or_else(|code| {
            wrong("/trust", code);
            trust
        });
        let issuer = match self.issuer.trim() {
            "" => None,
            text => {
                let read = Uscc::parse(text).ok();
                if read.is_none() {
                    wrong("/issuer", FieldCode::OtherAgency);
                }
                read
            }
        };
        let content = match self.sheet.check(kind, today) {
            Ok(content) => content,
            Err(others) => {
                problems.extend(others);
                return Err(problems);
            }
        };
        if stated == Stated::HasExpired && content.validity.to.is_none_or(|end| end >= today) {
            problems.push(FieldProblem::new("/status", FieldCode::NotExpired));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Collected {
            identifier,
            status: match stated {
                Stated::Is(status) => Some(status),
                Stated::Nothing | Stated::HasExpired => None,
            },
            trust,
            issuer,
            content,
        })
    }

    fn stated(&self, kind: &TypeBody) -> Result<Stated, FieldCode> {
        let text = self.status.trim();
        if text.is_empty() {
            return Ok(Stated::Nothing);
        }
        if let Some(status) = kind.status_codes.get(text) {
            return Ok(Stated::Is(*status));
        }
        let known = WORDS.iter().find(|(word, _)| *word == text);
        known.map(|(_, stated)| *stated).ok_or(FieldCode::NotListed)
    }

    fn trusted(&self, otherwise: Trust) -> Result<Trust, FieldCode> {
        match self.trust.trim() {
            "" => Ok(otherwise),
            letter => Trust::parse(letter).ok_or(FieldCode::NotListed),
        }
    }
}

impl Collected {
    /// The events of a licence that enters with this row, and its condition after them.
    pub fn entering(&self) -> (Vec<LicenceEventKind>, Condition) {
        let status = self.status.unwrap_or(LicenceStatus::Valid);
        let condition = Condition {
            status,
            ..Condition::NEW
        };
        let mut events = vec![LicenceEventKind::Collected];
        events.extend(path(LicenceStatus::Valid, status));
        (events, condition)
    }

    /// What the row changes of a licence that the library has; none where it says the same.
    pub fn against(&self, issuer: &str, known: &Known<'_>) -> Result<Option<Change>, FieldProblem> {
        if let Some(named) = known.named {
            // A version that was here before is the same again; anything else about it comes too late.
            return if self.says(issuer, named) {
                Ok(None)
            } else {
                Err(FieldProblem::new("/identifier", FieldCode::Superseded))
            };
        }
        let changes = !self.says(issuer, known.record);
        let identifier = changes.then(|| self.next(known.record)).transpose()?;
        let from = known.condition.status;
        let to = self.status.unwrap_or(from);
        let mut events: Vec<_> = path(from, to).collect();
        if changes {
            self.fits(issuer, known.record)?;
            let place = if to == LicenceStatus::Valid {
                events.len()
            } else {
                0
            };
            events.insert(place, LicenceEventKind::Changed);
        }
        if events.is_empty() {
            return Ok(None);
        }
        let after = events
            .iter()
            .try_fold(known.condition, |condition, event| condition.after(*event));
        match after {
            Ok(_) => Ok(Some(Change { events, identifier })),
            Err(refusal) => Err(refused(refusal, changes)),
        }
    }

    /// Whether the record says what the row says, apart from what each version has of its own.
    fn says(&self, issuer: &str, record: &LicenceRecord) -> bool {
        let content = &self.content;
        record.issuer_code == issuer
            && record.number == content.number
            && record.holders == content.holders
            && record.issued_on == content.issued_on
            && record.validity() == content.validity
            && record.face == content.face
    }

    /// A licence belongs to its issuer and its leading holder for life.
    fn fits(&self, issuer: &str, record: &LicenceRecord) -> Result<(), FieldProblem> {
        if record.issuer_code != issuer {
            return Err(FieldProblem::new("/issuer", FieldCode::Fixed));
        }
        if lead_alike(&record.holders, &self.content.holders) {
            Ok(())
        } else {
            Err(FieldProblem::new("/holders/0/code", FieldCode::Fixed))
        }
    }

    /// The identifier of the version that takes the place of `record`'s: the row's own if it is a later issue of the same
    /// licence, else the next one.
    fn next(&self, record: &LicenceRecord) -> Result<LicenceIdentifier, FieldProblem> {
        let wrong = |code| FieldProblem::new("/identifier", code);
        let now = LicenceIdentifier::parse(&record.identifier)
            .map_err(|_| wrong(FieldCode::WrongForm))?;
        match &self.identifier {
            Some(given) if !given.is_of_same_licence(&now) => Err(wrong(FieldCode::Fixed)),
            Some(given) if given.version() > now.version() => Ok(given.clone()),
            Some(given) if given.version() < now.version() => Err(wrong(FieldCode::Superseded)),
            _ => now.next_version().map_err(|_| wrong(FieldCode::WrongForm)),
        }
    }
}

fn refused(refusal: LicenceRefusal, changes: bool) -> FieldProblem {
    let pointer = if changes { "/number" } else { "/status" };
    let code = match refusal {
        LicenceRefusal::Ended => FieldCode::Ended,
        LicenceRefusal::Pledged | LicenceRefusal::NotPledged => FieldCode::Pledged,
        LicenceRefusal::AlreadyIssued
        | LicenceRefusal::NotSuspended
        | LicenceRefusal::NotLost
        | LicenceRefusal::NotValid => FieldCode::NotInForce,
    };
    FieldProblem::new(pointer, code)
}

/// The events that lead from one status to another. From one that has ended none does, and the table says so.
fn path(from: LicenceStatus, to: LicenceStatus) -> impl Iterator<Item = LicenceEventKind> {
    use LicenceEventKind as E;
    use LicenceStatus as S;
    let first = match (from, to) {
        _ if from == to => None,
        (S::Suspended, S::Valid | S::Lost) => Some(E::Restored),
        (S::Lost, S::Valid | S::Suspended) => Some(E::Found),
        _ => None,
    };
    let then = match to {
        _ if from == to => None,
        S::Valid if first.is_some() => None,
        // Only from an end, which nothing leaves.
        S::Valid => Some(E::Restored),
        S::Suspended => Some(E::Suspended),
        S::Lost => Some(E::ReportedLost),
        S::Cancelled => Some(E::Cancelled),
        S::Withdrawn => Some(E::Withdrawn),
        S::Revoked => Some(E::Revoked),
    };
    first.into_iter().chain(then)
}

#[cfg(test)]
mod tests;

//! The demonstration's households, one after another: a person, their licences and their objections.
//!
//! The cast comes first, then the [`companies`], then the crowd. Nothing is kept but counters, so a world of any size takes no memory.

mod companies;
mod wishes;

use super::case::{Case, Stage, Unplayable};
use super::chance::Chance;
use super::data::DataFault;
use super::evidence::SAMPLES;
use super::ids::DemoIds;
use super::licence::{Licence, Order};
use super::people::Person;
use super::slip::slips_of;
use domain::case_number::CaseNumber;
use domain::deadline::local_date;
use domain::id::{HolderId, ObjectionId};
use domain::identifier::{CitizenIdError, LicenceIdError};
use domain::issuing::RecordHolder;
use domain::objection::CaseEvent;
use domain::representation::ActingAs;
use jiff::civil::Date;
use std::collections::BTreeMap;
use wishes::Wish;

/// Licences of one person on average.
const LICENCES_EACH: usize = 5;

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Licences in all.
    pub licences: usize,
    /// Objections in all; a licence has one at most.
    pub cases: usize,
    /// Of the crowd's so many are in hand at most; the others are over.
    pub in_hand: usize,
}

impl Size {
    /// Licences and objections, as many of them in hand as the courses make it.
    pub const fn of(licences: usize, cases: usize) -> Self {
        Self {
            licences,
            cases,
            in_hand: usize::MAX,
        }
    }
}

impl Default for Size {
    fn default() -> Self {
        Self::of(1_000, 60)
    }
}

/// One person or company with everything of theirs.
pub(super) struct Household {
    pub(super) id: HolderId,
    pub(super) person: Person,
    /// Who acts for it, of a company; for which company they act, of a person.
    pub(super) mandates: Vec<Mandate>,
    /// Place among the cast, and what there is to see.
    pub(super) cast: Option<(i64, String)>,
    pub(super) licences: Vec<Licence>,
    pub(super) cases: Vec<NumberedCase>,
}

/// That somebody acts for a company.
pub(super) struct Mandate {
    pub(super) id: uuid::Uuid,
    pub(super) company: HolderId,
    pub(super) person: HolderId,
    pub(super) acting_as: ActingAs,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
}

/// Somebody of the cast, as those who come later know them.
struct Known {
    id: HolderId,
    holder: RecordHolder,
}

/// A case with its number and the place of its licence in the household.
pub(super) struct NumberedCase {
    pub(super) case: Case,
    pub(super) number: CaseNumber,
    pub(super) licence: usize,
    /// The sample files that were handed in, and what the objector called them.
    pub(super) evidence: Vec<(usize, &'static str)>,
}

/// Why a household can't be made: a slip of ours, or more people than there are numbers.
#[derive(Debug, thiserror::Error)]
pub(super) enum WorldFault {
    #[error(transparent)]
    Data(#[from] DataFault),
    #[error("a number can't be made: {0}")]
    Person(#[from] CitizenIdError),
    #[error("a licence can't be made: {0}")]
    Licence(#[from] LicenceIdError),
    #[error("a case can't be played: {0}")]
    Case(#[from] Unplayable),
}

/// The world while it is made.
pub(super) struct World<'a> {
    stage: Stage<'a>,
    ids: DemoIds,
    size: Size,
    people: usize,
    person: usize,
    companies: usize,
    /// Those of the cast, and then the companies, who have moved in.
    cast: Vec<Known>,
    moved_in: Vec<HolderId>,
    licence: usize,
    case: usize,
    in_hand: usize,
    sequence: BTreeMap<Date, u32>,
}

impl<'a> World<'a> {
    pub(super) fn new(stage: Stage<'a>, ids: DemoIds, size: Size) -> Self {
        let people = size.licences / LICENCES_EACH;
        // Nothing of a company's is objected to, and not all of the cast's: the cases asked for have to find licences.
        let of_cast = stage.data.cast.iter().flat_map(|role| &role.licences);
        let at_peace = of_cast.filter(|licence| licence.case.is_none()).count();
        let spare = size.licences.saturating_sub(size.cases + at_peace);
        Self {
            people: people.max(stage.data.cast.len() + 1),
            ids,
            companies: companies::how_many(size, spare, stage.data),
            stage,
            size,
            person: 0,
            cast: Vec::new(),
            moved_in: Vec::new(),
            licence: 0,
            case: 0,
            in_hand: 0,
            sequence: BTreeMap::new(),
        }
    }

    /// The next household; none when everybody has moved in.
    pub(super) fn next(&mut self) -> Result<Option<Household>, WorldFault> {
        if self.person == self.people {
            return Ok(None);
        }
        let data = self.stage.data;
        if self.person == data.cast.len() && self.moved_in.len() < self.companies {
            return self.next_company().map(Some);
        }
        let ordinal = u64::try_from(self.person).unwrap_or(u64::MAX);
        let mut chance = Chance::of_stream(ordinal);
        let household = if let Some(role) = data.cast.get(self.person) {
            let person = Person::of_cast(data, ordinal, role, &mut chance)?;
            let wishes = self.wishes_of_cast(role)?;
            let place = i64::try_from(ordinal).unwrap_or(i64::MAX);
            let cast = Some((place, role.about.clone()));
            let household = self.settle(person, cast, &wishes, &mut chance)?;
            self.cast.push(Known {
                id: household.id,
                holder: record_holder(&household.person),
            });
            household
        } else {
            let person = Person::of_crowd(data, ordinal, &mut chance)?;
            let wishes = self.wishes_of_crowd(&mut chance);
            let mut household = self.settle(person, None, &wishes, &mut chance)?;
            household.mandates = self.mandates_of_crowd(household.id);
            household
        };
        self.person += 1;
        Ok(Some(household))
    }

    /// The last place that each day has given to a case.
    pub(super) fn sequences(&self) -> impl Iterator<Item = (Date, u32)> {
        self.sequence.iter().map(|(day, last)| (*day, *last))
    }

    /// What is left once everybody is made: ids for what comes after.
    pub(super) fn end(self) -> DemoIds {
        self.ids
    }

    pub(super) fn ids(&mut self) -> &mut DemoIds {
        &mut self.ids
    }

    fn settle(
        &mut self,
        person: Person,
        cast: Option<(i64, String)>,
        wishes: &[Wish],
        chance: &mut Chance,
    ) -> Result<Household, WorldFault> {
        let mut household = Household {
            id: HolderId(self.ids.next()),
            person,
            mandates: Vec::new(),
            cast,
            licences: Vec::with_capacity(wishes.len()),
            cases: Vec::new(),
        };
        let first_serial = self.licence - wishes.len();
        for (place, wish) in wishes.iter().enumerate() {
            let serial = u64::try_from(first_serial + place + 1).unwrap_or(u64::MAX);
            let (licence, numbered) = self.grant(&household.person, wish, serial, chance)?;
            household.licences.push(licence);
            household
                .cases
                .extend(numbered.map(|(case, number)| NumberedCase {
                    case,
                    number,
                    licence: place,
                    evidence: handed_in(chance),
                }));
        }
        Ok(household)
    }

    fn grant(
        &mut self,
        person: &Person,
        wish: &Wish,
        serial: u64,
        chance: &mut Chance,
    ) -> Result<(Licence, Option<(Case, CaseNumber)>), WorldFault> {
        let data = self.stage.data;
        let Some(spec) = data.types.get(wish.kind) else {
            return Err(WorldFault::Licence(LicenceIdError::TypeCode));
        };
        let order = Order {
            id: domain::id::LicenceId(self.ids.next()),
            data,
            office: self.stage.office,
            agencies: self.stage.agencies,
            person,
            kind: wish.kind,
            fate: wish.fate,
            serial,
        };
        let agency = data.agency_of(&spec.agency)?;
        let mut licence = Licence::issue(&order, spec, agency, chance)?;
        if let Some((id, holder)) = &wish.shared_with {
            licence.share(*id, person, holder.clone());
        }
        let Some(plot) = wish.plot else {
            return Ok((licence, None));
        };
        let claims = (plot.claims(chance), wish.disputed.as_slice());
        let slips = slips_of(data, spec, licence.face(), claims, chance);
        let id = ObjectionId(self.ids.next());
        let (case, told) = Case::play(&self.stage, plot, id, &licence, &slips, chance)?;
        let number = self.number(local_date(case.filed_at()));
        licence.show_mistakes(&told.mistakes);
        if case.corrected_version.is_some()
            && let Some(step) = case.step(CaseEvent::Approve)
        {
            let reason = format!("依异议{number}更正");
            licence.correct(&told.mistakes, Some(id), step.at, step.by.staff(), &reason)?;
        }
        Ok((licence, Some((case, number))))
    }

    fn number(&mut self, day: Date) -> CaseNumber {
        let last = self.sequence.entry(day).or_default();
        *last += 1;
        CaseNumber::mint(day, *last)
    }
}

/// Somebody as a record names them.
pub(super) fn record_holder(person: &Person) -> RecordHolder {
    RecordHolder {
        name: person.name.clone(),
        code_type: person.code_type().to_owned(),
        code: person.number.clone(),
    }
}

/// Most objectors hand in something.
fn handed_in(chance: &mut Chance) -> Vec<(usize, &'static str)> {
    let count = chance.place(SAMPLES.len() + 1);
    let first = chance.place(SAMPLES.len());
    SAMPLES
        .iter()
        .enumerate()
        .cycle()
        .skip(first)
        .take(count)
        .filter_map(|(place, sample)| {
            let name = sample.names.get(chance.place(sample.names.len()))?;
            Some((place, *name))
        })
        .collect()
}

#[cfg(test)]
mod tests;

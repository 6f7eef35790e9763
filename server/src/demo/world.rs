//! The demonstration's households, one after another: a person, their licences and their objections.
//!
//! The cast comes first, then the crowd. Nothing is kept but counters, so a world of any size takes no memory.

use super::case::{Case, Stage, Unplayable};
use super::chance::Chance;
use super::data::{CastData, DataFault};
use super::evidence::SAMPLES;
use super::fate::Fate;
use super::ids::DemoIds;
use super::licence::{Licence, Order};
use super::people::Person;
use super::plot::Plot;
use super::slip::slips_of;
use domain::case_number::CaseNumber;
use domain::deadline::local_date;
use domain::id::{HolderId, ObjectionId};
use domain::identifier::{CitizenIdError, LicenceIdError};
use domain::objection::CaseEvent;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Licences of one person on average.
const LICENCES_EACH: usize = 5;
/// How much more one and less the next may hold.
const UNEVEN: i64 = 2;
/// Types are taken with a stride that meets each once before any twice.
const TYPE_STRIDE: usize = 3;

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Licences in all.
    pub licences: usize,
    /// Objections in all; a licence has one at most.
    pub cases: usize,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            licences: 1_000,
            cases: 60,
        }
    }
}

/// One person with everything of theirs.
pub(super) struct Household {
    pub(super) id: HolderId,
    pub(super) person: Person,
    /// Place among the cast, and what there is to see.
    pub(super) cast: Option<(i64, String)>,
    pub(super) licences: Vec<Licence>,
    pub(super) cases: Vec<NumberedCase>,
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
    licence: usize,
    case: usize,
    sequence: BTreeMap<Date, u32>,
}

/// A licence that somebody of the crowd or the cast shall have.
struct Wish {
    kind: usize,
    fate: Fate,
    plot: Option<Plot>,
    /// The fields in dispute, where the story names them.
    disputed: Vec<String>,
}

impl<'a> World<'a> {
    pub(super) fn new(stage: Stage<'a>, ids: DemoIds, size: Size) -> Self {
        let people = size.licences / LICENCES_EACH;
        Self {
            people: people.max(stage.data.cast.len() + 1),
            stage,
            ids,
            size,
            person: 0,
            licence: 0,
            case: 0,
            sequence: BTreeMap::new(),
        }
    }

    /// The next household; none when everybody has moved in.
    pub(super) fn next(&mut self) -> Result<Option<Household>, WorldFault> {
        if self.person == self.people {
            return Ok(None);
        }
        let ordinal = u64::try_from(self.person).unwrap_or(u64::MAX);
        let mut chance = Chance::of_stream(ordinal);
        let data = self.stage.data;
        let household = if let Some(role) = data.cast.get(self.person) {
            let person = Person::of_cast(data, ordinal, role, &mut chance)?;
            let wishes = self.wishes_of_cast(role)?;
            let place = i64::try_from(ordinal).unwrap_or(i64::MAX);
            let cast = Some((place, role.about.clone()));
            self.settle(person, cast, &wishes, &mut chance)?
        } else {
            let person = Person::of_crowd(data, ordinal, &mut chance)?;
            let wishes = self.wishes_of_crowd(&mut chance);
            self.settle(person, None, &wishes, &mut chance)?
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

    fn wishes_of_cast(&mut self, role: &CastData) -> Result<Vec<Wish>, WorldFault> {
        role.licences
            .iter()
            .map(|licence| {
                self.licence += 1;
                self.case += usize::from(licence.case.is_some());
                Ok(Wish {
                    kind: self.stage.data.type_of(&licence.code)?.0,
                    fate: licence.fate,
                    plot: licence.case,
                    disputed: licence.disputed.clone(),
                })
            })
            .collect()
    }

    fn wishes_of_crowd(&mut self, chance: &mut Chance) -> Vec<Wish> {
        let types = self.stage.data.types.len();
        let first = chance.place(types);
        (0..self.share(chance).min(types))
            .map(|n| {
                let plot = self.next_plot();
                Wish {
                    kind: (first + n * TYPE_STRIDE) % types.max(1),
                    fate: match plot {
                        Some(_) => Fate::draw_disputed(chance),
                        None => Fate::draw(chance),
                    },
                    plot,
                    disputed: Vec::new(),
                }
            })
            .collect()
    }

    /// How many licences this person holds: what is left shared among who is left, unevenly but for the last.
    fn share(&self, chance: &mut Chance) -> usize {
        let left = self.size.licences.saturating_sub(self.licence);
        let people_left = self.people - self.person;
        let even = left.div_ceil(people_left.max(1));
        if people_left == 1 || even <= LICENCES_EACH / 2 {
            return even.min(left);
        }
        let uneven = i64::try_from(even).unwrap_or_default() + chance.between(-UNEVEN, UNEVEN);
        usize::try_from(uneven).unwrap_or(1).clamp(1, left.max(1))
    }

    /// Whether the crowd's next licence is objected to: the cases left are spread over the licences left.
    fn next_plot(&mut self) -> Option<Plot> {
        let licences_left = self.size.licences.saturating_sub(self.licence);
        let cases_left = self.size.cases.saturating_sub(self.case);
        self.licence += 1;
        let every = licences_left.checked_div(cases_left)?;
        if every > 1 && !licences_left.is_multiple_of(every) {
            return None;
        }
        self.case += 1;
        Some(Plot::of_ordinal(self.case))
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
#[path = "world_tests.rs"]
mod tests;

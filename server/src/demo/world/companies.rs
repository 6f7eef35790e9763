//! The companies of the demonstration: their licences, and who may act for them.

use super::wishes::Wish;
use super::{Household, Mandate, Size, World, WorldFault};
use crate::demo::chance::Chance;
use crate::demo::data::Data;
use crate::demo::fate::Fate;
use crate::demo::people::Person;
use domain::id::HolderId;
use domain::representation::ActingAs;
use jiff::ToSpan;
use jiff::civil::Date;

/// Of so many licences one company is the holder of some; there are forty companies at most.
const LICENCES_A_COMPANY: usize = 25;
const LICENCES_EACH: usize = 3;
/// Beyond any person's.
const STREAMS: u64 = 1 << 40;

/// How many companies a world of this size has, of whose licences so many aren't needed otherwise.
pub(super) fn how_many(size: Size, spare: usize, data: &Data) -> usize {
    (size.licences / LICENCES_A_COMPANY)
        .min(data.companies.names.len())
        .min(spare / LICENCES_EACH)
}

impl World<'_> {
    /// The next company with its licences; whoever of the cast acts for it has moved in already.
    pub(super) fn next_company(&mut self) -> Result<Household, WorldFault> {
        let data = self.stage.data;
        let place = self.moved_in.len();
        let mut chance = Chance::of_stream(STREAMS + place.try_into().unwrap_or(0_u64));
        let representative = if let Some(of_cast) = self.represented_by(place) {
            data.cast.get(of_cast).map(|role| role.name.clone())
        } else {
            let ordinal = (data.cast.len() + place).try_into().unwrap_or(0);
            let mut chance = Chance::of_stream(ordinal);
            Some(Person::of_crowd(data, ordinal, &mut chance)?.name)
        };
        let name = representative.unwrap_or_default();
        let company = Person::of_company(data, place, name, &mut chance);
        let types = &data.companies.types;
        let others = types.iter().cycle().skip(place);
        let codes = others.take(LICENCES_EACH - 1);
        let codes = codes.chain([&data.companies.registration]);
        let mut wishes = Vec::with_capacity(LICENCES_EACH);
        for (n, code) in codes.enumerate() {
            self.licence += 1;
            wishes.push(Wish {
                kind: data.type_of(code)?.0,
                fate: match n {
                    0 => Fate::Expiring,
                    1 => Fate::Corrected,
                    _ => Fate::Plain,
                },
                plot: None,
                disputed: Vec::new(),
                shared_with: None,
            });
        }
        let mut household = self.settle(company, None, &wishes, &mut chance)?;
        household.mandates = self.mandates_of_cast(place, household.id);
        self.moved_in.push(household.id);
        Ok(household)
    }

    /// The place of who represents a company, if that is somebody of the cast.
    fn represented_by(&self, company: usize) -> Option<usize> {
        let cast = &self.stage.data.cast;
        cast.iter()
            .position(|role| role.represents.contains(&company))
    }

    /// What those of the cast may do for the company at this place.
    fn mandates_of_cast(&mut self, place: usize, company: HolderId) -> Vec<Mandate> {
        let today = self.stage.office.today;
        let mut mandates = Vec::new();
        for (role, known) in self.stage.data.cast.iter().zip(&self.cast) {
            let mut add = |acting_as, from, to| {
                mandates.push(Mandate {
                    id: self.ids.next(),
                    company,
                    person: known.id,
                    acting_as,
                    from,
                    to,
                });
            };
            if role.represents.contains(&place) {
                add(ActingAs::Representative, days_from(today, -700), None);
            }
            if role.agent_of.contains(&place) {
                let (from, to) = (days_from(today, -60), days_from(today, 305));
                add(ActingAs::Agent, from, Some(to));
            }
        }
        mandates
    }

    /// Whom one of the crowd represents: the first of them the companies that nobody of the cast does.
    pub(super) fn mandates_of_crowd(&mut self, person: HolderId) -> Vec<Mandate> {
        let place = self.person - self.stage.data.cast.len();
        if self.represented_by(place).is_some() {
            return Vec::new();
        }
        let company = self.moved_in.get(place).copied();
        company
            .map(|company| Mandate {
                id: self.ids.next(),
                company,
                person,
                acting_as: ActingAs::Representative,
                from: days_from(self.stage.office.today, -700),
                to: None,
            })
            .into_iter()
            .collect()
    }
}

fn days_from(today: Date, days: i64) -> Date {
    today.saturating_add(days.days())
}

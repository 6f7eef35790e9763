//! Who lives in the demonstration? Invented people and companies: no number of theirs can be anybody's, for no county has the
//! code.

use super::chance::Chance;
use super::data::{CastData, Data, PeopleData};
use domain::identifier::{CitizenId, CitizenIdError, OrganisationCode, Uscc};
use domain::issuing::{CITIZEN_ID, CREDIT_CODE};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Deserialize;

/// An unassigned county of an unassigned province.
const COUNTY: &str = "990100";
const FIRST_BIRTH: Date = date(1955, 1, 1);
const FIRST_FOUNDED: Date = date(2012, 8, 20);
const LEGAL_AGE: i16 = 18;
/// A prime, so that a step that it doesn't divide visits every day before it visits one twice.
const BIRTH_DAYS: u64 = 15_013;
const BIRTH_STEP: u64 = 7_919;
/// Sequence numbers from here on are the cast's.
const CAST_SEQUENCE: u64 = 900;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sex {
    Woman,
    Man,
}

pub(super) struct Person {
    pub(super) name: String,
    pub(super) sex: Sex,
    pub(super) born: Date,
    pub(super) number: String,
    /// Who answers for what they run: themselves, or their company's representative.
    pub(super) responsible: String,
    pub(super) is_company: bool,
    pub(super) home: String,
    pub(super) shop: String,
    pub(super) shop_address: String,
}

impl Sex {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Woman => "女",
            Self::Man => "男",
        }
    }
}

impl Person {
    /// The `ordinal`-th of the crowd.
    pub(super) fn of_crowd(
        data: &Data,
        ordinal: u64,
        chance: &mut Chance,
    ) -> Result<Self, CitizenIdError> {
        let sex = if chance.percent(50) {
            Sex::Woman
        } else {
            Sex::Man
        };
        let days = i64::try_from(ordinal * BIRTH_STEP % BIRTH_DAYS).unwrap_or_default();
        let born = FIRST_BIRTH.saturating_add(days.days());
        let name = name(&data.people, sex, chance);
        let number = number(born, ordinal / BIRTH_DAYS * 2, sex)?;
        Ok(Self::settle(
            &data.people,
            (name, sex, born, number.into()),
            chance,
        ))
    }

    /// The `ordinal`-th of the cast.
    pub(super) fn of_cast(
        data: &Data,
        ordinal: u64,
        role: &CastData,
        chance: &mut Chance,
    ) -> Result<Self, CitizenIdError> {
        let number = number(role.born, CAST_SEQUENCE + ordinal * 2, role.sex)?;
        let who = (role.name.clone(), role.sex, role.born, number.into());
        Ok(Self::settle(&data.people, who, chance))
    }

    /// The `ordinal`-th company, of which this one is the representative.
    pub(super) fn of_company(
        data: &Data,
        ordinal: usize,
        representative: String,
        chance: &mut Chance,
    ) -> Self {
        let names = &data.companies.names;
        let name = names.get(ordinal).cloned().unwrap_or_default();
        let founded = FIRST_FOUNDED.saturating_add(chance.between(0, 5_000).days());
        let who = (name, Sex::Woman, founded, credit_code("91", 'C', ordinal));
        Self {
            responsible: representative,
            is_company: true,
            ..Self::settle(&data.people, who, chance)
        }
    }

    /// From when they can hold a licence: a person who is of age, a company that was founded.
    pub(super) fn holds_from(&self) -> Date {
        if self.is_company {
            self.born
        } else {
            self.born.saturating_add(LEGAL_AGE.years())
        }
    }

    /// 持证主体代码类型.
    pub(super) fn code_type(&self) -> &'static str {
        if self.is_company {
            CREDIT_CODE
        } else {
            CITIZEN_ID
        }
    }

    fn settle(
        people: &PeopleData,
        (name, sex, born, number): (String, Sex, Date, String),
        chance: &mut Chance,
    ) -> Self {
        let home = format!(
            "甘肃省兰州新区{}{}号{}单元{}{:02}室",
            chance.pick(&people.roads),
            chance.between(11, 988),
            chance.between(1, 4),
            chance.between(1, 18),
            chance.between(1, 4),
        );
        let shop_address = format!(
            "甘肃省兰州新区{}{}号{}铺",
            chance.pick(&people.roads),
            chance.between(11, 988),
            chance.between(101, 136),
        );
        Self {
            shop: chance.pick(&people.shops).to_owned(),
            responsible: name.clone(),
            is_company: false,
            name,
            sex,
            born,
            number,
            home,
            shop_address,
        }
    }
}

/// The credit code of somebody invented: the checks are right, the division is nowhere.
pub(super) fn credit_code(kind: &str, letter: char, serial: impl std::fmt::Display) -> String {
    let body = format!("{letter}{serial:0>7}");
    "0123456789X"
        .chars()
        .find_map(|check| OrganisationCode::parse(&format!("{body}{check}")).ok())
        .and_then(|code| Uscc::from_body(&format!("{kind}{COUNTY}{}", code.as_str())).ok())
        .map_or(body, String::from)
}

/// Odd sequence numbers are men's.
fn number(born: Date, sequence: u64, sex: Sex) -> Result<CitizenId, CitizenIdError> {
    let sequence = sequence + u64::from(sex == Sex::Man);
    CitizenId::from_body(&format!(
        "{COUNTY}{:04}{:02}{:02}{sequence:03}",
        born.year(),
        born.month(),
        born.day()
    ))
}

fn name(people: &PeopleData, sex: Sex, chance: &mut Chance) -> String {
    let given = match sex {
        Sex::Woman => &people.women,
        Sex::Man => &people.men,
    };
    let place = chance.place(people.surnames.chars().count());
    let mut name: String = people.surnames.chars().skip(place).take(1).collect();
    let first = chance.place(given.len());
    name.extend(written(given, first));
    if chance.percent(60) {
        // One further at least, so that no character comes twice.
        let second = (first + 1 + chance.place(given.len().saturating_sub(1))) % given.len().max(1);
        name.extend(written(given, second));
    }
    name
}

fn written(given: &[String], place: usize) -> Option<char> {
    given.get(place).and_then(|pair| pair.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_people_share_a_number_and_each_number_is_valid() {
        let data = Data::load().unwrap();
        let mut numbers = HashSet::new();
        for ordinal in 0..40_000 {
            let person = Person::of_crowd(&data, ordinal, &mut Chance::of_stream(ordinal)).unwrap();
            assert!(numbers.insert(person.number.clone()));
        }
        for (ordinal, role) in (0..).zip(&data.cast) {
            let mut chance = Chance::of_stream(ordinal);
            let person = Person::of_cast(&data, ordinal, role, &mut chance).unwrap();
            assert!(person.number.starts_with("990100"));
            assert!(numbers.insert(person.number.clone()));
        }
    }

    #[test]
    fn forty_companies_have_names_and_credit_codes_of_their_own() {
        let data = Data::load().unwrap();
        let (mut names, mut codes) = (HashSet::new(), HashSet::new());
        for ordinal in 0..data.companies.names.len() {
            let mut chance = Chance::of_stream(1);
            let company = Person::of_company(&data, ordinal, "李雷".into(), &mut chance);
            let code = Uscc::parse(&company.number).unwrap();
            assert!(code.as_str()[2..8] == *COUNTY);
            assert!(names.insert(company.name) && codes.insert(company.number));
        }
        assert_eq!(codes.len(), 40);
    }

    #[test]
    fn the_number_says_when_somebody_was_born_and_whether_a_man_or_a_woman() {
        let data = Data::load().unwrap();
        for ordinal in 0..200 {
            let person = Person::of_crowd(&data, ordinal, &mut Chance::of_stream(ordinal)).unwrap();
            let number = person.number.as_str();
            assert_eq!(number[6..14], person.born.to_string().replace('-', ""));
            let odd = number[16..17].parse::<u8>().unwrap() % 2 == 1;
            assert_eq!(odd, person.sex == Sex::Man);
            assert!((2..=3).contains(&person.name.chars().count()));
        }
    }
}

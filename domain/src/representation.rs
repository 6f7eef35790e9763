//! Who may act for a company: its 法定代表人 (民法典 六十一), and agents whom that one names from a day to a day
//! (民法典 一百六十五: the person, the matter and the time).
//!
//! Days are local and both ends count. An agent can't name agents (民法典 一百六十九 asks the principal's consent), and
//! whoever named one may end it early, which counts at once (民法典 一百七十三).
//!
//! The 法定代表人 is registered by the 登记机关 (市场主体登记管理条例 八, 二十四), which is who issued the company's 营业执照
//! (二十一). A company has one at a time: with the former one's end goes what that one could do here, and what the agents
//! could whom that one named.

use crate::identifier::CitizenId;
use crate::problem::{FieldCode, FieldProblem};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// As what somebody acts for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ActingAs {
    /// 法定代表人.
    Representative,
    /// 代理人.
    Agent,
}

/// What somebody may do for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForCompany {
    /// See its licences, its objections and its messages.
    LookUp,
    /// Object, supplement and withdraw.
    Object,
    /// Name agents and end their time.
    NameAgents,
}

impl ActingAs {
    /// The table.
    pub const fn may(self, what: ForCompany) -> bool {
        match what {
            ForCompany::LookUp | ForCompany::Object => true,
            ForCompany::NameAgents => matches!(self, Self::Representative),
        }
    }
}

/// The licence that makes its issuer the 登记机关 of who holds it.
pub const BUSINESS_LICENCE: &str = "营业执照";
/// The longest basis of a registration, in characters.
pub const BASIS_MAX: usize = 200;

/// Whether who issued this licence registers the 法定代表人 of who holds it. Who holds one as a person, as 个体工商户 do,
/// acts for themselves.
pub fn is_registration(type_name: &str, held_by_person: bool) -> bool {
    type_name == BUSINESS_LICENCE && !held_by_person
}

/// From when to when somebody acts for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub from: Date,
    /// The last day; a representative's time has none.
    pub to: Option<Date>,
    /// Whether it was ended early.
    pub ended: bool,
}

/// What a term is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TermStanding {
    /// It hasn't begun.
    Coming,
    /// It holds.
    Running,
    /// Its last day is over.
    Over,
    /// It was ended early.
    Ended,
}

impl Term {
    /// What it is on `today`.
    pub fn standing(self, today: Date) -> TermStanding {
        if self.ended {
            TermStanding::Ended
        } else if self.to.is_some_and(|to| to < today) {
            TermStanding::Over
        } else if today < self.from {
            TermStanding::Coming
        } else {
            TermStanding::Running
        }
    }

    /// Whether somebody may act under it on `today`.
    pub fn holds(self, today: Date) -> bool {
        self.standing(today) == TermStanding::Running
    }

    /// Whether it holds on a day on which the other one holds, or will.
    pub fn meets(self, other: Self) -> bool {
        let begins_in = |one: Self, other: Self| other.to.is_none_or(|to| one.from <= to);
        !self.ended && !other.ended && begins_in(self, other) && begins_in(other, self)
    }
}

/// What is wrong with naming an agent `today`, by the fields of the request.
pub fn check_naming(
    name: &str,
    number: &str,
    (from, to): (Date, Date),
    today: Date,
) -> Vec<FieldProblem> {
    let past = (from < today).then(|| FieldProblem::new("/from", FieldCode::InPast));
    let ends_first = (to < from).then(|| FieldProblem::new("/to", FieldCode::EndsFirst));
    let person = check_person(name, number);
    person.chain(past).chain(ends_first).collect()
}

/// What is wrong with registering a representative `today`. What is registered has happened: the day isn't to come.
pub fn check_registering(
    name: &str,
    number: &str,
    (from, basis): (Date, &str),
    today: Date,
) -> Vec<FieldProblem> {
    let to_come = (from > today).then(|| FieldProblem::new("/from", FieldCode::InFuture));
    let person = check_person(name, number);
    person.chain(to_come).chain(check_basis(basis)).collect()
}

/// What is wrong with ending, `today`, the time of a representative who has been one since `from`.
pub fn check_ending(on: Date, basis: &str, from: Date, today: Date) -> Vec<FieldProblem> {
    let to_come = (on > today).then(|| FieldProblem::new("/on", FieldCode::InFuture));
    let ends_first = (on < from).then(|| FieldProblem::new("/on", FieldCode::EndsFirst));
    let days = to_come.into_iter().chain(ends_first);
    days.chain(check_basis(basis)).collect()
}

fn check_person(name: &str, number: &str) -> impl Iterator<Item = FieldProblem> {
    let name = FieldProblem::of_required("/name", name, 2..=50);
    let number = match number.trim() {
        "" => Some(FieldProblem::new("/number", FieldCode::Required)),
        given if CitizenId::parse(given).is_err() => {
            Some(FieldProblem::new("/number", FieldCode::WrongNumber))
        }
        _ => None,
    };
    name.into_iter().chain(number)
}

fn check_basis(basis: &str) -> Option<FieldProblem> {
    FieldProblem::of_required("/basis", basis, 2..=BASIS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 11, 23);

    fn day(offset: i32) -> Date {
        TODAY.saturating_add(jiff::Span::new().days(offset))
    }

    fn term(from: i32, to: Option<i32>) -> Term {
        Term {
            from: day(from),
            to: to.map(day),
            ended: false,
        }
    }

    #[test]
    fn only_the_representative_names_agents_and_both_look_up_and_object() {
        for role in [ActingAs::Representative, ActingAs::Agent] {
            assert!(role.may(ForCompany::LookUp) && role.may(ForCompany::Object));
            assert_eq!(
                role.may(ForCompany::NameAgents),
                role == ActingAs::Representative
            );
        }
    }

    #[test]
    fn both_ends_count_and_an_early_end_counts_at_once() {
        use TermStanding as S;
        let whole = term(0, Some(2));
        let held = [-1, 0, 1, 2, 3].map(|offset| whole.standing(day(offset)));
        assert_eq!(
            held,
            [S::Coming, S::Running, S::Running, S::Running, S::Over]
        );
        let ended = Term {
            ended: true,
            ..whole
        };
        assert!((-1..4).all(|offset| !ended.holds(day(offset))));
        assert!(term(-9_000, None).holds(TODAY));
    }

    #[test]
    fn every_slip_of_a_naming_is_told_at_its_field() {
        let check = |name, number, days| {
            check_naming(name, number, days, TODAY)
                .into_iter()
                .map(|problem| (problem.pointer, problem.code))
                .collect::<Vec<_>>()
        };
        let good = String::from(CitizenId::from_body("99010019850607123").unwrap());
        assert_eq!(check("李雷", &good, (TODAY, TODAY)), []);
        let wrong = if good.ends_with('1') { "0" } else { "1" };
        let wrong = format!("{}{wrong}", &good[..17]);
        let slips = check("", &wrong, (day(-1), day(-2)));
        let expected = [
            ("/name", FieldCode::Required),
            ("/number", FieldCode::WrongNumber),
            ("/from", FieldCode::InPast),
            ("/to", FieldCode::EndsFirst),
        ];
        assert_eq!(slips, expected.map(|(at, code)| (at.to_owned(), code)));
        let missing = check("李雷", " ", (TODAY, day(1)));
        assert_eq!(missing, [("/number".to_owned(), FieldCode::Required)]);
    }

    #[test]
    fn what_is_registered_has_happened_and_says_by_what() {
        let told = |problems: Vec<FieldProblem>| {
            let told = problems.into_iter();
            told.map(|problem| (problem.pointer, problem.code))
                .collect::<Vec<_>>()
        };
        let good = String::from(CitizenId::from_body("99010019850607123").unwrap());
        let basis = "变更登记通知书(2026)第12号";
        let register = |from, basis| check_registering("李雷", &good, (from, basis), TODAY);
        assert_eq!(told(register(TODAY, basis)), []);
        assert_eq!(told(register(day(-900), basis)), []);
        let slips = [
            ("/from".to_owned(), FieldCode::InFuture),
            ("/basis".to_owned(), FieldCode::Required),
        ];
        assert_eq!(told(register(day(1), " ")), slips);
        let end = |on| told(check_ending(on, basis, day(-2), TODAY));
        assert_eq!(end(day(-2)), []);
        assert_eq!(end(TODAY), []);
        assert_eq!(end(day(1)), [("/on".to_owned(), FieldCode::InFuture)]);
        assert_eq!(end(day(-3)), [("/on".to_owned(), FieldCode::EndsFirst)]);
    }

    #[test]
    fn only_a_business_licence_of_an_organisation_makes_its_issuer_the_registering_agency() {
        assert!(is_registration("营业执照", false));
        assert!(!is_registration("营业执照", true));
        assert!(!is_registration("食品经营许可证", false));
    }

    proptest! {
        #[test]
        fn two_terms_meet_exactly_when_some_day_holds_under_both(
            one in (-40..40_i32, 0..30_i32), other in (-40..40_i32, 0..30_i32), open in any::<bool>(),
        ) {
            let first = term(one.0, (!open).then_some(one.0 + one.1));
            let second = term(other.0, Some(other.0 + other.1));
            let together = (-40..80).any(|offset| first.holds(day(offset)) && second.holds(day(offset)));
            prop_assert_eq!(first.meets(second), together);
            prop_assert_eq!(second.meets(first), together);
        }
    }
}

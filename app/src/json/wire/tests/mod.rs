//! Every wire type goes through serde and comes back the same.

mod cases;
mod holders;
mod session;

use super::*;
use crate::json::{Unreadable, read};
use domain::{calendar, rulebook};
use serde::Serialize;
use std::fmt::Debug;

/// A closed set whose members the browser knows by name.
pub(in crate::json) trait Closed: Sized + 'static {
    const MEMBERS: &'static [Self];

    /// Doesn't compile where the domain has a member that has no name here.
    fn name(&self) -> &'static str;
}

pub(in crate::json) fn is_read_by_its_names<
    T: Closed + Serialize + FromJson + PartialEq + Debug,
>() {
    for member in T::MEMBERS {
        let sent = serde_json::to_value(member).unwrap();
        assert_eq!(sent, member.name(), "{member:?}");
        comes_back(member);
    }
}

pub(in crate::json) fn comes_back<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(read::<T>(&json).as_ref(), Ok(value), "{json}");
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[test]
fn every_problem_code_comes_back() {
    ProblemCode::ALL.iter().for_each(comes_back);
}

#[test]
fn the_rules_of_every_city_come_back() {
    for (name, _) in rulebook::EMBEDDED {
        let rulebook = rulebook::embedded(name).unwrap();
        let calendar = calendar::state_council()
            .unwrap()
            .with_overlay(&rulebook.overlay.days);
        comes_back(&Rules { rulebook, calendar });
    }
}

#[test]
fn something_else_than_what_was_expected_is_unreadable() {
    assert_eq!(read::<Evidence>("{}"), Err(Unreadable));
    assert_eq!(read::<Evidence>("[]"), Err(Unreadable));
    assert_eq!(read::<CaseState>("\"lost\""), Err(Unreadable));
    assert_eq!(read::<Page<Evidence>>("{\"items\":{}}"), Err(Unreadable));
    assert_eq!(read::<u16>("70000"), Err(Unreadable));
    assert_eq!(read::<String>("1"), Err(Unreadable));
}

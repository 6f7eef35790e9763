//! What shape has an account of staff? One person, one account, under their own name (兰安 一百二十五).

use crate::access::Role;
use crate::problem::{FieldCode, FieldProblem};

/// A password that was given opens nothing after so many days: who doesn't come by then gets another.
pub const GIVEN_DAYS: i64 = 3;

/// What is wrong with an account that shall be made.
pub fn faults(username: &str, name: &str, role: Role) -> Vec<FieldProblem> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let length = FieldProblem::of_required("/username", username, 3..=32);
    let form = || {
        let plain = username.chars().all(is_plain);
        (!plain).then(|| FieldProblem::new("/username", FieldCode::WrongForm))
    };
    // Holders are citizens and companies: they come by the identity provider.
    let role = (role == Role::Holder).then(|| FieldProblem::new("/role", FieldCode::Unknown));
    length
        .or_else(form)
        .into_iter()
        .chain(FieldProblem::of_required("/name", name, 2..=30))
        .chain(role)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(username: &str, name: &str, role: Role) -> Vec<(String, FieldCode)> {
        let faults = faults(username, name, role).into_iter();
        faults.map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn an_account_of_a_person_with_a_plain_name_is_one() {
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Holder) {
            assert_eq!(codes("wang-min2", "王敏", role), []);
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let all = [
            ("/username", FieldCode::TooShort),
            ("/name", FieldCode::TooShort),
            ("/role", FieldCode::Unknown),
        ]
        .map(|(pointer, code)| (pointer.to_owned(), code));
        assert_eq!(codes("wm", "王", Role::Holder), all);
        for odd in ["Wangmin", "wang min", "王敏王敏", "wang.min"] {
            let form = [("/username".to_owned(), FieldCode::WrongForm)];
            assert_eq!(codes(odd, "王敏", Role::Handler), form, "{odd}");
        }
    }
}

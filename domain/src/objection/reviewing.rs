//! 复核: a decided objection to a licence is looked at once more, by other people.
//!
//! No article of the four cities grants it: the rulebook offers it as a service, with a period and a target of its own. What
//! an objector can do by law (行政复议, 行政诉讼) is untouched by it.

use crate::id::StaffId;
use jiff::ToSpan;
use jiff::civil::Date;

/// The last day on which a review can be asked for of a case that was closed on this day.
pub fn asked_until(closed: Date, days: u16) -> Date {
    closed
        .checked_add(i64::from(days).days())
        .unwrap_or(Date::MAX)
}

/// Whether somebody may propose or approve in a review: none of those who proposed or approved the decision under review,
/// or one that was set aside before it.
pub fn other_people(before: impl IntoIterator<Item = StaffId>, who: StaffId) -> bool {
    before.into_iter().all(|one| one != who)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_review_can_be_asked_for_to_the_end_of_its_last_day() {
        let closed = Date::constant(2026, 11, 23);
        assert_eq!(asked_until(closed, 60), Date::constant(2027, 1, 22));
        assert_eq!(asked_until(Date::MAX, 60), Date::MAX);
    }

    #[test]
    fn nobody_reviews_what_they_proposed_or_approved() {
        let [one, two, three] = [1, 2, 3].map(|id| StaffId(Uuid::from_u128(id)));
        for who in [one, two] {
            assert!(!other_people([one, two], who));
        }
        assert!(other_people([one, two], three));
        assert!(other_people([], one));
    }
}

//! 督办: who watches the clocks asks the agency of a case for an answer by a day (兰安 一百一十七(三): 督查督办).
//!
//! It is a word between the two and no step of the procedure: it moves no state and no due date, and an answer meets no
//! clock. What it asks for by a day is a day of the supervisor's choosing and never called statutory.

use super::deciding::{REASONS_MAX, REASONS_MIN};
use crate::problem::{FieldCode, FieldProblem};
use jiff::ToSpan;
use jiff::civil::Date;

/// An answer is asked for within so many days.
pub const DAYS_MAX: i64 = 60;

/// What is wrong with a request for an answer by this day.
pub fn check(words: &str, answer_by: Date, today: Date) -> Vec<FieldProblem> {
    let words = FieldProblem::of_required("/words", words, REASONS_MIN..=REASONS_MAX);
    let latest = today.checked_add(DAYS_MAX.days()).unwrap_or(Date::MAX);
    let in_reach = today <= answer_by && answer_by <= latest;
    let day = (!in_reach).then(|| FieldProblem::new("/answer_by", FieldCode::WrongForm));
    words.into_iter().chain(day).collect()
}

/// What is wrong with an answer.
pub fn check_answer(words: &str) -> Option<FieldProblem> {
    FieldProblem::of_required("/words", words, REASONS_MIN..=REASONS_MAX)
}

/// Whether the day has passed without an answer; the day itself still counts.
pub fn is_unanswered(answer_by: Date, answered: bool, today: Date) -> bool {
    !answered && answer_by < today
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn an_answer_is_asked_for_in_words_by_a_day_that_is_not_past_and_not_far() {
        assert_eq!(check("请说明进展", TODAY, TODAY), []);
        assert_eq!(check("请说明进展", date(2027, 1, 23), TODAY), []);
        for day in [date(2026, 11, 23), date(2027, 1, 24)] {
            let wrong = check("请说明进展", day, TODAY);
            assert_eq!(
                wrong,
                [FieldProblem::new("/answer_by", FieldCode::WrongForm)]
            );
        }
        assert_eq!(
            check(" 。 ", TODAY, TODAY).first().unwrap().pointer,
            "/words"
        );
    }

    #[test]
    fn it_is_unanswered_from_the_day_after() {
        assert!(!is_unanswered(TODAY, false, TODAY));
        assert!(is_unanswered(TODAY, false, date(2026, 11, 25)));
        assert!(!is_unanswered(TODAY, true, date(2026, 11, 25)));
    }
}

//! 协查: who handles a case asks another agency a question, with a day of its own.
//!
//! No article of the four cities knows it, so that its day is a service: counted in working days from the asking, never
//! called statutory, and no day of the case's own clocks moves by it. It is a word between two agencies and no step of the
//! procedure.

use super::deciding::{REASONS_MAX, REASONS_MIN};
use crate::problem::{FieldCode, FieldProblem};

/// An answer is asked for within so many working days at most.
pub const WORKING_DAYS_MAX: u32 = 20;

/// What is wrong with a question to be answered within so many working days.
pub fn check_question(words: &str, working_days: u32) -> Vec<FieldProblem> {
    let words = FieldProblem::of_required("/words", words, REASONS_MIN..=REASONS_MAX);
    let in_reach = (1..=WORKING_DAYS_MAX).contains(&working_days);
    let days = (!in_reach).then(|| FieldProblem::new("/working_days", FieldCode::WrongForm));
    words.into_iter().chain(days).collect()
}

/// What is wrong with an answer.
pub fn check_reply(words: &str) -> Option<FieldProblem> {
    FieldProblem::of_required("/words", words, REASONS_MIN..=REASONS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_words_and_a_day_that_is_neither_today_nor_far() {
        assert_eq!(check_question("请核实户籍地址", 3), []);
        assert_eq!(check_question("请核实户籍地址", WORKING_DAYS_MAX), []);
        for days in [0, WORKING_DAYS_MAX + 1] {
            assert_eq!(
                check_question("请核实户籍地址", days),
                [FieldProblem::new("/working_days", FieldCode::WrongForm)]
            );
        }
        let empty = check_question(" ", 3);
        assert_eq!(empty.first().unwrap().pointer, "/words");
        assert_eq!(check_reply("与登记一致"), None);
        assert!(check_reply("无").is_some());
    }
}

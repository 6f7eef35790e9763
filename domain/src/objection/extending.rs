//! 延长: who owes a step asks for more time, and who manages the library grants it or refuses it (嘉平 六: 10 working days, with
//! the consent of 平台管理部门 up to 20).
//!
//! Only a step that the rulebook lets be prolonged, once, and only before its day is over: what is late stays late. Asking
//! moves nothing; granted, the step counts the longer time from the same beginning. That a consent doesn't come after the
//! day is a reading: the article doesn't say that one could heal what has run out.

use super::deciding::{REASONS_MAX, REASONS_MIN};
use crate::problem::FieldProblem;
use crate::rulebook::Clock;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What becomes of a wish for more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// The step may take the longer time.
    Granted,
    /// Its date stands.
    Refused,
}

/// A step as it runs in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// When it is due.
    pub due: Timestamp,
    /// Whether it was met, or fell away.
    pub met: bool,
    /// Whether more time was asked for it before, whatever was answered.
    pub asked: bool,
}

/// Why there is no more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoExtension {
    /// The rulebook doesn't let the step be prolonged.
    #[error("the rulebook does not let this step be prolonged")]
    NotAllowed,
    /// Nothing is owed any more.
    #[error("the step is done")]
    Done,
    /// That is asked once.
    #[error("more time was asked for this step before")]
    Before,
    /// Its day is over.
    #[error("the day of the step is over")]
    Over,
}

/// The clock with the longer time, where a step that runs so can have it now.
pub fn prolonged(clock: &Clock, running: Running, now: Timestamp) -> Result<Clock, NoExtension> {
    let longer = clock.extended().ok_or(NoExtension::NotAllowed)?;
    if running.met {
        Err(NoExtension::Done)
    } else if running.asked {
        Err(NoExtension::Before)
    } else if now >= running.due {
        Err(NoExtension::Over)
    } else {
        Ok(longer)
    }
}

/// What is wrong with the words of who asks, or of who answers.
pub fn check_words(words: &str) -> Option<FieldProblem> {
    FieldProblem::of_required("/words", words, REASONS_MIN..=REASONS_MAX)
}

#[cfg(test)]
#[cfg(feature = "files")]
mod tests {
    use super::*;
    use crate::rulebook::embedded;

    const DUE: Timestamp = Timestamp::UNIX_EPOCH;

    fn running() -> Running {
        Running {
            due: DUE,
            met: false,
            asked: false,
        }
    }

    #[test]
    fn more_time_is_had_once_in_time_and_only_where_the_rulebook_says_so() {
        let rulebook = embedded("jiayuguan").unwrap();
        let update = rulebook.clock("catalogue-change", "update").unwrap();
        let before = DUE - jiff::SignedDuration::from_secs(1);
        let longer = prolonged(update, running(), before).unwrap();
        assert_eq!((update.amount, longer.amount), (Some(10), Some(20)));
        assert_eq!(prolonged(update, running(), DUE), Err(NoExtension::Over));
        let met = Running {
            met: true,
            ..running()
        };
        assert_eq!(prolonged(update, met, before), Err(NoExtension::Done));
        let asked = Running {
            asked: true,
            ..running()
        };
        assert_eq!(prolonged(update, asked, before), Err(NoExtension::Before));
        let answer = rulebook.clock("web-site-correction", "answer").unwrap();
        assert_eq!(
            prolonged(answer, running(), before),
            Err(NoExtension::NotAllowed)
        );
    }

    #[test]
    fn a_step_runs_the_longer_time_only_where_that_was_granted() {
        let rulebook = embedded("jiayuguan").unwrap();
        let update = rulebook.clock("catalogue-change", "update").unwrap();
        assert_eq!(update.as_granted(false).amount, Some(10));
        assert_eq!(update.as_granted(true).amount, Some(20));
        // A rulebook that no longer lets it be prolonged lengthens nothing by itself.
        let answer = rulebook.clock("web-site-correction", "answer").unwrap();
        assert_eq!(answer.as_granted(true).amount, Some(3));
    }
}

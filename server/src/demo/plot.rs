//! The courses that the demonstration's objections take: every state, and clocks that are met, near, due and missed.

use super::chance::Chance;
use domain::objection::{CaseEvent, Outcome};
use serde::Deserialize;

/// When a case was received. `due` counts in working days from today, so that the clocks are alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Receipt {
    /// Such that the clock of this step falls due then.
    Due { step: &'static str, due: i64 },
    /// Some working days ago.
    Ago { least: i64, most: i64 },
    /// It has not been received: it was filed these minutes ago.
    NotYet { minutes: i64 },
}

/// When a step was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// On the n-th working day after receipt, at this minute of the day.
    Day(usize, i64),
    /// These minutes ago.
    Ago(i64),
}

/// A course.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    pub(super) receipt: Receipt,
    /// What happened after receipt.
    pub(super) steps: &'static [(CaseEvent, When)],
    /// How it was or shall be decided, where somebody has proposed.
    pub(super) outcome: Option<Outcome>,
}

macro_rules! plots {
    ($($(#[$doc:meta])* $name:ident $count:literal = $receipt:expr, $outcome:expr, [$(($event:ident, $when:expr)),* $(,)?];)+) => {
        /// One course of an objection.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub(super) enum Plot { $($(#[$doc])* $name,)+ }

        impl Plot {
            /// Each course with how many of every sixty cases take it.
            pub(super) const SHARES: &[(Self, usize)] = &[$((Self::$name, $count),)+];

            pub(super) const fn outline(self) -> Outline {
                match self {
                    $(Self::$name => Outline {
                        receipt: $receipt,
                        steps: const { &[$((CaseEvent::$event, $when)),*] },
                        outcome: $outcome,
                    },)+
                }
            }
        }
    };
}

use Outcome::{PartlyUpheld, Rejected, Upheld};
use When::{Ago, Day};

const MARK: &str = domain::rulebook::MARK;
const DECIDE: &str = domain::rulebook::DECIDE;

const fn due(step: &'static str, due: i64) -> Receipt {
    Receipt::Due { step, due }
}

const fn ago(least: i64, most: i64) -> Receipt {
    Receipt::Ago { least, most }
}

const fn at(hour: i64, minute: i64) -> i64 {
    hour * 60 + minute
}

plots! {
    /// Filed and on its way to the right agency.
    Filed 2 = Receipt::NotYet { minutes: 14 }, None, [];
    UnmarkedFresh 4 = due(MARK, 1), None, [];
    UnmarkedDueToday 3 = due(MARK, 0), None, [];
    UnmarkedOverdue 2 = due(MARK, -1), None, [];
    Marked 4 = due(DECIDE, 3), None, [(Mark, Day(1, at(9, 40)))];
    VerifyingDueToday 4 = due(DECIDE, 0), None, [(Mark, Day(1, at(9, 12))), (Verify, Day(2, at(10, 5)))];
    VerifyingDueTomorrow 3 = due(DECIDE, 1), None, [(Mark, Day(1, at(10, 31))), (Verify, Day(2, at(14, 20)))];
    VerifyingOverdue 3 = due(DECIDE, -2), None, [(Mark, Day(1, at(16, 48))), (Verify, Day(3, at(9, 30)))];
    Returned 3 = due(DECIDE, 2), None, [(Mark, Day(1, at(9, 25))), (Return, Day(2, at(15, 10)))];
    /// Asked for more before the mark was made: its clock runs on.
    ReturnedUnmarked 1 = due(MARK, 0), None, [(Return, Day(0, at(17, 20)))];
    ReturnedDueToday 1 = due(DECIDE, 0), None, [(Mark, Day(1, at(11, 2))), (Return, Day(2, at(9, 50)))];
    Supplemented 2 = due(DECIDE, 1), None, [
        (Mark, Day(1, at(9, 33))), (Return, Day(2, at(10, 40))), (Supplement, Day(2, at(20, 15)))];
    Proposed 3 = due(DECIDE, 1), Some(Upheld), [
        (Mark, Day(1, at(9, 18))), (Verify, Day(2, at(9, 45))), (Propose, Day(3, at(16, 10)))];
    ProposedDueToday 2 = due(DECIDE, 0), Some(Rejected), [
        (Mark, Day(1, at(14, 6))), (Verify, Day(2, at(15, 30))), (Propose, Day(4, at(11, 25)))];
    /// Sent back once and proposed again.
    ProposedAgain 1 = due(DECIDE, 1), Some(PartlyUpheld), [
        (Mark, Day(1, at(9, 8))), (Verify, Day(1, at(14, 0))), (Propose, Day(2, at(10, 12))),
        (SendBack, Day(2, at(15, 40))), (Propose, Day(3, at(11, 5)))];
    SentBack 1 = due(DECIDE, 0), Some(Rejected), [
        (Mark, Day(1, at(9, 55))), (Verify, Day(2, at(10, 20))), (Propose, Day(3, at(15, 15))), (SendBack, Day(4, at(9, 50)))];
    /// Decided a moment ago; the notice is on its way.
    Decided 2 = due(DECIDE, 1), Some(Upheld), [
        (Mark, Day(1, at(9, 20))), (Verify, Day(1, at(16, 0))), (Propose, Day(2, at(15, 45))), (Approve, Ago(3))];
    /// Told a moment ago and not closed yet.
    Notified 2 = due(DECIDE, 2), Some(Rejected), [
        (Mark, Day(1, at(9, 50))), (Verify, Day(1, at(15, 0))), (Propose, Day(2, at(16, 45))), (Approve, Ago(9)), (Notify, Ago(8))];
    ClosedUpheld 5 = ago(8, 150), Some(Upheld), [
        (Mark, Day(1, at(9, 15))), (Verify, Day(2, at(9, 40))), (Propose, Day(3, at(14, 30))),
        (Approve, Day(4, at(10, 10))), (Notify, Day(4, at(10, 10))), (Close, Day(4, at(10, 10)))];
    ClosedPartly 3 = ago(8, 150), Some(PartlyUpheld), [
        (Mark, Day(1, at(10, 22))), (Verify, Day(2, at(11, 15))), (Propose, Day(4, at(9, 10))),
        (Approve, Day(4, at(16, 5))), (Notify, Day(4, at(16, 5))), (Close, Day(4, at(16, 5)))];
    ClosedRejected 4 = ago(8, 150), Some(Rejected), [
        (Mark, Day(1, at(9, 52))), (Verify, Day(1, at(15, 30))), (Propose, Day(3, at(10, 40))),
        (Approve, Day(5, at(9, 35))), (Notify, Day(5, at(9, 35))), (Close, Day(5, at(9, 35)))];
    /// Told two working days after the clock had run out.
    ClosedLate 1 = ago(12, 90), Some(Upheld), [
        (Mark, Day(1, at(17, 5))), (Verify, Day(3, at(14, 0))), (Propose, Day(6, at(10, 0))),
        (Approve, Day(7, at(9, 20))), (Notify, Day(7, at(9, 20))), (Close, Day(7, at(9, 20)))];
    ClosedSupplemented 1 = ago(8, 120), Some(Upheld), [
        (Mark, Day(1, at(9, 5))), (Return, Day(1, at(15, 20))), (Supplement, Day(2, at(21, 8))),
        (Propose, Day(4, at(9, 45))), (Approve, Day(4, at(15, 55))), (Notify, Day(4, at(15, 55))), (Close, Day(4, at(15, 55)))];
    /// The objector never answered: decided on what was there.
    ClosedUnanswered 1 = ago(8, 120), Some(Rejected), [
        (Mark, Day(1, at(11, 11))), (Return, Day(2, at(9, 30))), (Verify, Day(4, at(10, 0))),
        (Propose, Day(5, at(9, 15))), (Approve, Day(5, at(16, 20))), (Notify, Day(5, at(16, 20))), (Close, Day(5, at(16, 20)))];
    WithdrawnEarly 1 = ago(5, 100), None, [(Withdraw, Day(0, at(19, 12)))];
    WithdrawnMarked 1 = ago(5, 100), None, [(Mark, Day(1, at(9, 28))), (Withdraw, Day(2, at(19, 5)))];
}

/// A step that visits all sixty places before it visits one twice, so that even a few cases differ.
const STRIDE: usize = 17;
const ROUND: usize = 60;

impl Plot {
    /// What the `ordinal`-th case of the crowd is about.
    pub(super) fn of_ordinal(ordinal: usize) -> Self {
        let mut place = ordinal * STRIDE % ROUND;
        for (plot, share) in Self::SHARES {
            match place.checked_sub(*share) {
                Some(left) => place = left,
                None => return *plot,
            }
        }
        Self::ClosedUpheld
    }

    /// Whether it ends with the case over.
    pub(super) fn is_over(self) -> bool {
        let last = self.outline().steps.last();
        matches!(last, Some((CaseEvent::Close | CaseEvent::Withdraw, _)))
    }

    /// What that case is about where no more may be in hand: the next course that is over.
    pub(super) fn of_ordinal_over(ordinal: usize) -> Self {
        let mut round = (ordinal..ordinal + ROUND).map(Self::of_ordinal);
        round
            .find(|plot| plot.is_over())
            .unwrap_or(Self::ClosedUpheld)
    }

    /// Which claims hold, those first that do: a part can only be upheld of more than one.
    pub(super) fn claims(self, chance: &mut Chance) -> &'static [bool] {
        match self.outline().outcome {
            Some(PartlyUpheld) => &[true, false],
            Some(Upheld) => &[true],
            None if chance.percent(70) => &[true],
            Some(Rejected) | None => &[false],
        }
    }
}

/// In how many states a case can be that is decided once; no story goes on from there.
#[cfg(test)]
pub(super) fn states_of_one_round() -> usize {
    use domain::flow::CaseState as S;
    let again = |state: &S| matches!(state, S::ReviewRequested | S::Reviewed | S::Conferring);
    S::ALL.iter().filter(|state| !again(state)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::objection::Standing;
    use std::collections::HashSet;

    #[test]
    fn every_course_is_lawful_and_together_they_reach_every_state() {
        let mut reached = HashSet::new();
        for (plot, _) in Plot::SHARES {
            let outline = plot.outline();
            let mut standing = Standing::FILED;
            if !matches!(outline.receipt, Receipt::NotYet { .. }) {
                standing = standing.after(CaseEvent::Receive).unwrap();
            }
            for (event, _) in outline.steps {
                standing = standing
                    .after(*event)
                    .unwrap_or_else(|refusal| panic!("{plot:?}: {event:?} refused: {refusal}"));
            }
            let proposes = outline
                .steps
                .iter()
                .any(|(event, _)| *event == CaseEvent::Propose);
            assert_eq!(proposes, outline.outcome.is_some(), "{plot:?}");
            reached.insert(standing.state);
        }
        assert_eq!(reached.len(), states_of_one_round());
    }

    #[test]
    fn sixty_cases_take_every_course_as_often_as_its_share_says() {
        let shares: usize = Plot::SHARES.iter().map(|(_, share)| share).sum();
        assert_eq!(shares, ROUND);
        for (plot, share) in Plot::SHARES {
            let taken = (0..ROUND)
                .filter(|case| Plot::of_ordinal(*case) == *plot)
                .count();
            assert_eq!(taken, *share, "{plot:?}");
        }
    }
}

//! Everything that is counted of cases, and the figures that come of it.

use super::{BoardFigure, BoardMeasure, Fact};
use crate::quality::Lags;

/// Clocks that ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Met in time.
    pub on_time: i64,
    /// Ran out unmet.
    pub late: i64,
}

/// Everything that is counted of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Unfinished now.
    pub open: i64,
    /// Those of them whose next clock runs out at the end of today.
    pub due_today: i64,
    /// Those of them a clock of which has run out.
    pub overdue: i64,
    /// Running clocks whose date the next calendar may move.
    pub provisional: i64,
    /// 督办 whose date has passed without an answer.
    pub unanswered: i64,
    /// Received in the month.
    pub received: i64,
    /// Decided in the month as upheld or partly upheld.
    pub upheld: i64,
    /// Decided in the month, in any way.
    pub decided: i64,
    /// Statutory clocks of the mark.
    pub mark: Kept,
    /// Statutory clocks of the answer.
    pub answer: Kept,
    /// Statutory clocks of passing cases on.
    pub transfer: Kept,
    /// The service target for handing misdirected cases on.
    pub hand_on: Kept,
    /// Other service targets.
    pub service: Kept,
    /// How many working days the marks took, of statutory clocks.
    pub mark_days: Lags,
    /// How many working days the answers took, of statutory clocks.
    pub answer_days: Lags,
}

impl Kept {
    fn add(&mut self, other: Self) {
        self.on_time += other.on_time;
        self.late += other.late;
    }
}

impl Tally {
    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.open += other.open;
        self.due_today += other.due_today;
        self.overdue += other.overdue;
        self.provisional += other.provisional;
        self.unanswered += other.unanswered;
        self.received += other.received;
        self.upheld += other.upheld;
        self.decided += other.decided;
        self.mark.add(other.mark);
        self.answer.add(other.answer);
        self.transfer.add(other.transfer);
        self.hand_on.add(other.hand_on);
        self.service.add(other.service);
        self.mark_days.add_all(&other.mark_days);
        self.answer_days.add_all(&other.answer_days);
    }

    /// Counts a fact so many times; `days` are those that it took.
    pub fn count(&mut self, fact: Fact, days: i64, times: i64) {
        match fact {
            Fact::Received => self.received += times,
            Fact::Upheld | Fact::PartlyUpheld => {
                self.upheld += times;
                self.decided += times;
            }
            Fact::Rejected => self.decided += times,
            Fact::MarkDays => self.mark_days.add(days, times),
            Fact::AnswerDays => self.answer_days.add(days, times),
            Fact::MarkOnTime => self.mark.on_time += times,
            Fact::MarkLate => self.mark.late += times,
            Fact::AnswerOnTime => self.answer.on_time += times,
            Fact::AnswerLate => self.answer.late += times,
            Fact::TransferOnTime => self.transfer.on_time += times,
            Fact::TransferLate => self.transfer.late += times,
            Fact::HandOnOnTime => self.hand_on.on_time += times,
            Fact::HandOnLate => self.hand_on.late += times,
            Fact::ServiceOnTime => self.service.on_time += times,
            Fact::ServiceLate => self.service.late += times,
        }
    }

    /// One figure of it.
    pub fn figure(&self, measure: BoardMeasure) -> BoardFigure {
        use BoardMeasure as M;
        let count = |part: i64, whole: i64| (part, whole, Some(part * 100));
        let share = |part: i64, whole: i64| {
            let hundredths = (part * 10_000 + whole / 2).checked_div(whole);
            (part, whole, hundredths)
        };
        let kept = |kept: Kept| share(kept.on_time, kept.on_time + kept.late);
        let median = |days: &Lags| (days.entries(), days.entries(), days.median());
        let (part, whole, value) = match measure {
            M::Open => count(self.open, self.open),
            M::DueToday => count(self.due_today, self.open),
            M::Overdue => count(self.overdue, self.open),
            M::Provisional => count(self.provisional, self.provisional),
            M::Unanswered => count(self.unanswered, self.unanswered),
            M::Received => count(self.received, self.received),
            M::MarkOnTime => kept(self.mark),
            M::AnswerOnTime => kept(self.answer),
            M::TransferOnTime => kept(self.transfer),
            M::HandOnOnTime => kept(self.hand_on),
            M::ServiceOnTime => kept(self.service),
            M::MarkDays => median(&self.mark_days),
            M::AnswerDays => median(&self.answer_days),
            M::Upheld => share(self.upheld, self.decided),
        };
        BoardFigure {
            measure,
            part,
            whole,
            value,
        }
    }

    /// Every figure of it.
    pub fn all(&self) -> Vec<BoardFigure> {
        BoardMeasure::ALL.map(|measure| self.figure(measure)).into()
    }

    /// Those of its figures that are known of every month.
    pub fn monthly(&self) -> Vec<BoardFigure> {
        let monthly = BoardMeasure::ALL.into_iter().filter(|one| one.is_monthly());
        monthly.map(|measure| self.figure(measure)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_of_what_was_counted_and_nothing_is_not_nought() {
        let mut tally = Tally::default();
        for measure in BoardMeasure::ALL {
            let value = tally.figure(measure).value;
            let counts = measure.unit() == super::super::Unit::Count;
            assert_eq!(value, counts.then_some(0), "{measure:?}");
        }
        tally.count(Fact::AnswerOnTime, 0, 2);
        tally.count(Fact::AnswerLate, 0, 1);
        tally.count(Fact::ServiceLate, 0, 7);
        tally.count(Fact::Upheld, 0, 1);
        tally.count(Fact::PartlyUpheld, 0, 1);
        tally.count(Fact::Rejected, 0, 2);
        for (days, times) in [(1, 1), (3, 1), (4, 2)] {
            tally.count(Fact::AnswerDays, days, times);
        }
        let of = |measure| {
            let figure = tally.figure(measure);
            (figure.part, figure.whole, figure.value)
        };
        assert_eq!(of(BoardMeasure::AnswerOnTime), (2, 3, Some(6_667)));
        assert_eq!(of(BoardMeasure::ServiceOnTime), (0, 7, Some(0)));
        assert_eq!(of(BoardMeasure::Upheld), (2, 4, Some(5_000)));
        assert_eq!(of(BoardMeasure::AnswerDays), (4, 4, Some(350)));
    }
}

//! What a case adds to a month: that it was received, how it was decided, and how each of its clocks ended.

use crate::calendar::{CalendarError, KnownCalendar};
use crate::deadline::local_date;
use crate::objection::Outcome;
use crate::rulebook::{Basis, MetBy, Rulebook};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that is counted of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The agency that answers received it in the month.
    Received,
    /// It was decided in the month: 成立.
    Upheld,
    /// 部分成立.
    PartlyUpheld,
    /// 不成立.
    Rejected,
    /// The mark was set in the month, so many working days after its statutory clock started.
    MarkDays,
    /// The answer was given in the month, so many working days after its statutory clock started.
    AnswerDays,
    /// A statutory clock of the mark was met in time, in the month.
    MarkOnTime,
    /// A statutory clock of the mark ran out unmet, in the month.
    MarkLate,
    /// A statutory clock of the answer was met in time, in the month.
    AnswerOnTime,
    /// A statutory clock of the answer ran out unmet, in the month.
    AnswerLate,
    /// A statutory clock of passing the case on was met in time, in the month.
    TransferOnTime,
    /// A statutory clock of passing it on ran out unmet, in the month.
    TransferLate,
    /// A case that had come to the wrong agency was handed on within the target, in the month.
    HandOnOnTime,
    /// The target for handing it on had run out before, in the month.
    HandOnLate,
    /// Another service target was kept, in the month; never counted as statutory.
    ServiceOnTime,
    /// A service target was missed, in the month.
    ServiceLate,
}

impl From<Outcome> for Fact {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Upheld => Self::Upheld,
            Outcome::PartlyUpheld => Self::PartlyUpheld,
            Outcome::Rejected => Self::Rejected,
        }
    }
}

/// What a clock is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// 异议标注.
    Mark,
    /// 核实 and telling: what the objector waits for.
    Answer,
    /// 转交, 反馈: that the case comes to who has to answer.
    Transfer,
    /// 移送: that a case which came to the wrong agency comes to the right one.
    HandOn,
}

/// Who owes what a clock is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwedBy {
    /// Who answers.
    Answerer,
    /// Who received the case, also once that one has passed it on.
    Receiver,
    /// Who received it wrongly and handed it on.
    WrongAgency,
}

impl Aim {
    /// Who owes it.
    pub const fn owed_by(self) -> OwedBy {
        match self {
            Self::Answer => OwedBy::Answerer,
            Self::Mark | Self::Transfer => OwedBy::Receiver,
            Self::HandOn => OwedBy::WrongAgency,
        }
    }
}

/// What a clock is about and who asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// What it is about.
    pub aim: Aim,
    /// An article, or a promise of the service.
    pub basis: Basis,
}

/// What the clock of a step is about; none where the rulebook names no event that meets it.
pub fn aim(rulebook: &Rulebook, procedure: &str, step: &str) -> Option<Watched> {
    let clock = rulebook
        .clocks_of(procedure)
        .find(|clock| clock.step == step)?;
    let aim = match clock.met_by? {
        MetBy::Marked => Aim::Mark,
        MetBy::Decided | MetBy::Notified => Aim::Answer,
        MetBy::Transferred => Aim::Transfer,
        MetBy::HandedOn => Aim::HandOn,
    };
    Some(Watched {
        aim,
        basis: clock.basis,
    })
}

/// One clock of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// When it started.
    pub started: Timestamp,
    /// The instant at which it is due. Of a clock that was dated anew while it ran, the later of the dates that stood.
    pub due: Timestamp,
    /// When it was met.
    pub met: Option<Timestamp>,
    /// When it fell away, because the case took another branch.
    pub spared: Option<Timestamp>,
    /// When the case was finished.
    pub finished: Option<Timestamp>,
}

/// How a clock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Met before it was due, then.
    OnTime(Timestamp),
    /// Unmet when it was due, then; whether it was met later changes nothing.
    Late(Timestamp),
}

/// How a clock ended by `now`: once, and for good. It has not ended while it runs, and never where it fell away or the case
/// was finished (withdrawn) before it was due.
pub fn ended(term: Term, now: Timestamp) -> Option<Ended> {
    match term.met {
        Some(met) if met < term.due => return Some(Ended::OnTime(met)),
        _ => {}
    }
    let until = |end: Option<Timestamp>| end.is_none_or(|end| end >= term.due);
    let owed = term.met.is_some() || until(term.spared) && until(term.finished);
    (owed && term.due <= now).then_some(Ended::Late(term.due))
}

/// What a clock adds, and when: how it ended, and how many working days it took to be met. The day after its start is the
/// first.
pub fn facts(
    watched: Watched,
    term: Term,
    now: Timestamp,
    calendar: &KnownCalendar,
) -> Result<Vec<(Timestamp, Fact, i64)>, CalendarError> {
    let mut all = Vec::new();
    if let Some(ended) = ended(term, now) {
        let (at, fact) = match (ended, watched.basis, watched.aim) {
            (Ended::OnTime(at), _, Aim::HandOn) => (at, Fact::HandOnOnTime),
            (Ended::Late(at), _, Aim::HandOn) => (at, Fact::HandOnLate),
            (Ended::OnTime(at), Basis::Service, _) => (at, Fact::ServiceOnTime),
            (Ended::Late(at), Basis::Service, _) => (at, Fact::ServiceLate),
            (Ended::OnTime(at), Basis::Article, Aim::Mark) => (at, Fact::MarkOnTime),
            (Ended::Late(at), Basis::Article, Aim::Mark) => (at, Fact::MarkLate),
            (Ended::OnTime(at), Basis::Article, Aim::Answer) => (at, Fact::AnswerOnTime),
            (Ended::Late(at), Basis::Article, Aim::Answer) => (at, Fact::AnswerLate),
            (Ended::OnTime(at), Basis::Article, Aim::Transfer) => (at, Fact::TransferOnTime),
            (Ended::Late(at), Basis::Article, Aim::Transfer) => (at, Fact::TransferLate),
        };
        all.push((at, fact, 0));
    }
    if let Some(met) = term.met.filter(|met| *met <= now) {
        let days = calendar.working_days_between(local_date(term.started), local_date(met))?;
        let fact = match (watched.basis, watched.aim) {
            (Basis::Article, Aim::Mark) => Some(Fact::MarkDays),
            (Basis::Article, Aim::Answer) => Some(Fact::AnswerDays),
            // How long a transfer took is part of how long the answer takes.
            (Basis::Article, Aim::Transfer | Aim::HandOn) | (Basis::Service, _) => None,
        };
        all.extend(fact.map(|fact| (met, fact, days.into())));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const STATUTORY: Watched = Watched {
        aim: Aim::Answer,
        basis: Basis::Article,
    };

    fn term() -> Term {
        Term {
            started: at("2026-09-17T02:00:00Z"),
            due: at("2026-09-24T16:00:00Z"),
            met: None,
            spared: None,
            finished: None,
        }
    }

    #[test]
    fn a_clock_is_on_time_to_its_last_microsecond_and_late_from_the_instant_at_which_it_is_due() {
        let (term, now) = (term(), at("2026-10-01T00:00:00Z"));
        let met = |met| {
            ended(
                Term {
                    met: Some(at(met)),
                    ..term
                },
                now,
            )
        };
        let last = "2026-09-24T15:59:59.999999Z";
        assert_eq!(met(last), Some(Ended::OnTime(at(last))));
        let late = Some(Ended::Late(term.due));
        assert_eq!(met("2026-09-24T16:00:00Z"), late);
        assert_eq!(met("2026-09-30T00:00:00Z"), late);
        assert_eq!(ended(term, now), late, "unmet");
        assert_eq!(ended(term, term.due), late);
        assert_eq!(ended(term, at("2026-09-24T15:59:59Z")), None, "it runs");
    }

    #[test]
    fn what_was_withdrawn_before_it_was_due_is_owed_no_longer_and_afterwards_it_was_late() {
        let now = at("2026-10-01T00:00:00Z");
        let finished = |at| {
            let finished = Some(at);
            ended(Term { finished, ..term() }, now)
        };
        assert_eq!(finished(at("2026-09-24T15:00:00Z")), None);
        let late = Some(Ended::Late(term().due));
        assert_eq!(finished(at("2026-09-24T17:00:00Z")), late);
    }

    #[test]
    fn what_fell_away_before_it_was_due_was_never_owed_and_what_fell_away_late_stays_late() {
        let now = at("2026-10-01T00:00:00Z");
        let spared = |at| {
            let spared = Some(at);
            ended(Term { spared, ..term() }, now)
        };
        assert_eq!(spared(at("2026-09-24T15:59:59Z")), None);
        let late = Some(Ended::Late(term().due));
        assert_eq!(spared(term().due), late);
        assert_eq!(spared(at("2026-09-25T02:00:00Z")), late);
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let term = Term {
            spared: Some(at("2026-09-25T02:00:00Z")),
            ..term()
        };
        let facts = facts(STATUTORY, term, now, &calendar).unwrap();
        assert_eq!(facts, [(term.due, Fact::AnswerLate, 0)], "nobody answered");
    }

    #[test]
    fn passing_a_case_on_is_watched_too() {
        let rulebook = crate::rulebook::embedded("daqing").unwrap();
        let watched = aim(&rulebook, "public-data-objection", "transfer").unwrap();
        let statutory = Watched {
            aim: Aim::Transfer,
            basis: Basis::Article,
        };
        assert_eq!(watched, statutory);
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let now = at("2026-10-01T00:00:00Z");
        let ended = |met| {
            let term = Term { met, ..term() };
            facts(watched, term, now, &calendar).unwrap()
        };
        assert_eq!(ended(None), [(term().due, Fact::TransferLate, 0)]);
        let met = at("2026-09-18T02:00:00Z");
        assert_eq!(ended(Some(met)), [(met, Fact::TransferOnTime, 0)]);
    }

    #[test]
    fn a_service_target_is_never_counted_as_statutory() {
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let now = at("2026-10-01T00:00:00Z");
        for aim in [Aim::Mark, Aim::Answer, Aim::Transfer] {
            let watched = Watched {
                aim,
                basis: Basis::Service,
            };
            let late = facts(watched, term(), now, &calendar).unwrap();
            assert_eq!(late, [(term().due, Fact::ServiceLate, 0)]);
            let early = at("2026-09-18T02:00:00Z");
            let met = Some(early);
            let kept = facts(watched, Term { met, ..term() }, now, &calendar).unwrap();
            // How long it took is no part of the statutory median either.
            assert_eq!(kept, [(early, Fact::ServiceOnTime, 0)]);
        }
    }

    #[test]
    fn handing_a_case_on_is_a_figure_of_its_own_of_who_had_it_wrongly() {
        let rulebook = crate::rulebook::embedded("lanzhou-new-area").unwrap();
        let watched = aim(&rulebook, "licence-objection", "hand-on").unwrap();
        assert_eq!(watched.aim.owed_by(), OwedBy::WrongAgency);
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let now = at("2026-10-01T00:00:00Z");
        let met = |at| {
            let met = Some(at);
            facts(watched, Term { met, ..term() }, now, &calendar).unwrap()
        };
        let early = at("2026-09-18T02:00:00Z");
        assert_eq!(met(early), [(early, Fact::HandOnOnTime, 0)]);
        let late = at("2026-09-25T02:00:00Z");
        assert_eq!(met(late), [(term().due, Fact::HandOnLate, 0)]);
    }

    #[test]
    fn days_are_working_days_and_the_day_of_receipt_is_none() {
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let days = |met| {
            let met = Some(at(met));
            let all = facts(STATUTORY, Term { met, ..term() }, Timestamp::MAX, &calendar);
            all.unwrap().last().copied().unwrap()
        };
        // Thursday 17 September; the 20th is a working Sunday before 国庆节, the 19th a Saturday.
        assert_eq!(days("2026-09-17T09:00:00Z").2, 0);
        assert_eq!(days("2026-09-18T09:00:00Z").2, 1);
        let (at, fact, _) = days("2026-09-30T09:00:00Z");
        assert_eq!(
            (at, fact),
            ("2026-09-30T09:00:00Z".parse().unwrap(), Fact::AnswerDays)
        );
    }
}

//! 补办: what an issuer couldn't do because of 不可抗力, and until when it has to be made good (兰安 一百五十二, 庆证 十五).
//!
//! The clock runs from the end of the outage, for everything that was held up and whenever it was listed: listing,
//! linking and correcting never buy time. What waits once it is over is a case of its own flow ([`crate::flow::Flow::OUTAGE`]),
//! which ends with the last of it.

use crate::calendar::KnownCalendar;
use crate::deadline::{self, Deadline, DeadlineError};
use crate::rulebook::{Clock, Rulebook};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where an outage stands; computed from its end and from what still waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OutagePhase {
    /// 故障未排除: it goes on, no clock runs.
    Running,
    /// 补办中: it is over, something still waits, the clock runs.
    CatchingUp,
    /// 已补办完毕: it is over and nothing waits.
    Made,
}

/// What was held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HeldUp {
    /// 制发.
    Issue,
    /// 变更.
    Change,
    /// 延续.
    Renew,
    /// 注销.
    Cancel,
    /// Any other event of a licence.
    Other,
}

/// What became of something that was held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// It waits to be made good.
    Waiting,
    /// What was entered is linked to it.
    Done,
    /// It needs no making good any more; a sentence says why.
    FellAway,
}

/// How an item is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Settling {
    /// By what the issuer entered since the outage began.
    Linked {
        /// When it was entered.
        entered_at: Timestamp,
        /// Whether the agency of the outage entered it.
        own: bool,
    },
    /// By a sentence.
    FellAway,
}

/// Why something about an outage is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OutageRefusal {
    /// It can't begin in the future.
    #[error("an outage is declared once it has begun")]
    NotBegun,
    /// An outage ends once; another end would move the clock.
    #[error("the outage has ended already; its clock runs from the end that was declared")]
    AlreadyEnded,
    /// The end lies before the beginning.
    #[error("the outage would end before it began")]
    EndsFirst,
    /// The end can't lie in the future, for that would buy time.
    #[error("an outage has ended only once that moment has come")]
    EndsLater,
    /// The item has been settled.
    #[error("the item has been settled already")]
    Settled,
    /// What is linked was entered before the outage began.
    #[error("what is linked was entered before the outage began")]
    EnteredBefore,
    /// What is linked is another agency's.
    #[error("what is linked was not entered by this agency")]
    NotOwn,
}

impl OutagePhase {
    /// Every phase.
    pub const ALL: [Self; 3] = [Self::Running, Self::CatchingUp, Self::Made];

    /// Where an outage stands of which so many items wait.
    pub const fn of(ended: bool, waiting: i64) -> Self {
        match (ended, waiting) {
            (false, _) => Self::Running,
            (true, 1..) => Self::CatchingUp,
            (true, _) => Self::Made,
        }
    }
}

impl HeldUp {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Issue,
        Self::Change,
        Self::Renew,
        Self::Cancel,
        Self::Other,
    ];
}

impl ItemState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Done, Self::FellAway];

    /// The state after settling it, or why it can't be settled so.
    pub fn settle(self, began_at: Timestamp, by: Settling) -> Result<Self, OutageRefusal> {
        match (self, by) {
            (Self::Done | Self::FellAway, _) => Err(OutageRefusal::Settled),
            (Self::Waiting, Settling::FellAway) => Ok(Self::FellAway),
            (Self::Waiting, Settling::Linked { own: false, .. }) => Err(OutageRefusal::NotOwn),
            (Self::Waiting, Settling::Linked { entered_at, .. }) if entered_at < began_at => {
                Err(OutageRefusal::EnteredBefore)
            }
            (Self::Waiting, Settling::Linked { .. }) => Ok(Self::Done),
        }
    }
}

/// Whether an outage that began then can be declared now.
pub fn declare(began_at: Timestamp, now: Timestamp) -> Result<(), OutageRefusal> {
    if began_at > now {
        return Err(OutageRefusal::NotBegun);
    }
    Ok(())
}

/// Whether an outage can be said to have ended then.
pub fn end(
    phase: OutagePhase,
    began_at: Timestamp,
    ended_at: Timestamp,
    now: Timestamp,
) -> Result<(), OutageRefusal> {
    match phase {
        OutagePhase::CatchingUp | OutagePhase::Made => Err(OutageRefusal::AlreadyEnded),
        OutagePhase::Running if ended_at < began_at => Err(OutageRefusal::EndsFirst),
        OutagePhase::Running if ended_at > now => Err(OutageRefusal::EndsLater),
        OutagePhase::Running => Ok(()),
    }
}

/// The clock of this rulebook; none where its regulations set none.
pub fn clock(rulebook: &Rulebook) -> Option<&Clock> {
    let procedure = rulebook.about_outages()?;
    rulebook.clocks_of(&procedure.id).next()
}

/// Until when everything has to be made good, with its explanation; none where the rulebook has no clock for it.
pub fn due(
    rulebook: &Rulebook,
    ended_at: Timestamp,
    calendar: &KnownCalendar,
) -> Result<Option<Deadline>, DeadlineError> {
    clock(rulebook)
        .map(|clock| deadline::compute(clock, ended_at, calendar, rulebook.readings))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use OutagePhase as P;
    use OutageRefusal as R;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn an_outage_is_made_good_once_it_is_over_and_nothing_waits() {
        for (ended, waiting, phase) in [
            (false, 0, P::Running),
            (false, 3, P::Running),
            (true, 1, P::CatchingUp),
            (true, 0, P::Made),
        ] {
            assert_eq!(P::of(ended, waiting), phase, "{ended} {waiting}");
        }
    }

    #[test]
    fn an_outage_is_declared_once_it_has_begun() {
        assert_eq!(declare(at(10), at(10)), Ok(()));
        assert_eq!(declare(at(11), at(10)), Err(R::NotBegun));
    }

    #[test]
    fn an_outage_ends_once_neither_before_it_began_nor_later_than_now() {
        for phase in P::ALL {
            for ended in [9, 10, 15, 20, 21] {
                let expected = match (phase, ended) {
                    (P::CatchingUp | P::Made, _) => Err(R::AlreadyEnded),
                    (P::Running, 9) => Err(R::EndsFirst),
                    (P::Running, 21) => Err(R::EndsLater),
                    (P::Running, _) => Ok(()),
                };
                assert_eq!(
                    end(phase, at(10), at(ended), at(20)),
                    expected,
                    "{phase:?} {ended}"
                );
            }
        }
    }

    #[test]
    fn every_item_meets_every_settling_with_a_state_or_a_named_refusal() {
        for state in ItemState::ALL {
            for own in [false, true] {
                for entered in [9, 10, 11] {
                    let by = Settling::Linked {
                        entered_at: at(entered),
                        own,
                    };
                    let expected = match (state, own, entered) {
                        (ItemState::Done | ItemState::FellAway, ..) => Err(R::Settled),
                        (_, false, _) => Err(R::NotOwn),
                        (_, _, 9) => Err(R::EnteredBefore),
                        _ => Ok(ItemState::Done),
                    };
                    assert_eq!(state.settle(at(10), by), expected, "{state:?} {by:?}");
                }
            }
            let expected = if state == ItemState::Waiting {
                Ok(ItemState::FellAway)
            } else {
                Err(R::Settled)
            };
            assert_eq!(state.settle(at(10), Settling::FellAway), expected);
        }
    }

    #[test]
    fn three_working_days_run_from_the_end_over_the_weekend_where_the_rulebook_says_so() {
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        // Friday 13 November 2026, ten in the morning.
        let friday: Timestamp = "2026-11-13T02:00:00Z".parse().unwrap();
        for (name, text) in crate::rulebook::EMBEDDED {
            let rulebook = crate::rulebook::parse(name, text).unwrap();
            let due = due(&rulebook, friday, &calendar).unwrap();
            let expected = matches!(name, "lanzhou-new-area" | "daqing")
                .then(|| jiff::civil::date(2026, 11, 18));
            assert_eq!(due.map(|due| due.due_date), expected, "{name}");
        }
    }
}

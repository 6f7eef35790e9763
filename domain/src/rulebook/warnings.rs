//! Who is warned of a due date, and when? No article gives these a number: they are the deployment's own order of
//! 预警纠错, kept as data beside the clocks.

use serde::{Deserialize, Serialize};

/// A rung of the ladder that a warning climbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// 经办人 of the unit that owes the step.
    Handler,
    /// 审批人 of that unit, who answers for it.
    UnitHead,
    /// 管理单位.
    Supervisor,
}

/// Who is told at each stage of a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warnings {
    /// On the working day before the due date.
    pub day_before: Vec<Rung>,
    /// On the due date.
    pub on_the_day: Vec<Rung>,
    /// On each working day past it: the first, the second and so on; the last entry stands for all that follow.
    pub overdue: Vec<Vec<Rung>>,
}

impl Default for Warnings {
    /// Handler, then the unit, then the supervisor.
    fn default() -> Self {
        Self {
            day_before: vec![Rung::Handler],
            on_the_day: vec![Rung::Handler, Rung::UnitHead],
            overdue: vec![vec![Rung::Handler, Rung::UnitHead, Rung::Supervisor]],
        }
    }
}

impl Warnings {
    /// Whether somebody is told of everything that is overdue, and nobody twice.
    pub fn are_sound(&self) -> bool {
        let once = |rungs: &Vec<Rung>| {
            (1..)
                .zip(rungs)
                .all(|(next, rung)| !rungs.iter().skip(next).any(|other| other == rung))
        };
        let late = !self.overdue.is_empty() && self.overdue.iter().all(|rungs| !rungs.is_empty());
        late && once(&self.day_before) && once(&self.on_the_day) && self.overdue.iter().all(once)
    }

    /// Who is told on the so-and-so-many-th working day past the due date, counted from 1.
    pub fn overdue_on(&self, day: u32) -> &[Rung] {
        let place = usize::try_from(day.saturating_sub(1)).unwrap_or(usize::MAX);
        self.overdue
            .get(place)
            .or(self.overdue.last())
            .map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_rungs_stand_for_all_days_that_follow() {
        let warnings = Warnings {
            overdue: vec![vec![Rung::Handler], vec![Rung::UnitHead, Rung::Supervisor]],
            ..Warnings::default()
        };
        assert_eq!(warnings.overdue_on(1), [Rung::Handler]);
        for day in [2, 3, 400] {
            assert_eq!(
                warnings.overdue_on(day),
                [Rung::UnitHead, Rung::Supervisor],
                "{day}"
            );
        }
    }

    #[test]
    fn a_ladder_that_leaves_lateness_untold_or_tells_somebody_twice_is_not_sound() {
        assert!(Warnings::default().are_sound());
        for overdue in [
            vec![],
            vec![vec![]],
            vec![vec![Rung::Handler], vec![]],
            vec![vec![Rung::Handler, Rung::Handler]],
        ] {
            let warnings = Warnings {
                overdue,
                ..Warnings::default()
            };
            assert!(!warnings.are_sound(), "{warnings:?}");
        }
    }
}

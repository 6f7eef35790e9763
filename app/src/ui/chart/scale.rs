//! Where do the lines of an axis stand, and which names under it are shown?

/// The height of the axis and the step between its lines: round numbers, at most five steps, from nothing on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) step: f64,
    pub(super) steps: u8,
}

impl Scale {
    /// An axis that holds every value. Whole values get whole steps.
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Self {
        let (mut most, mut whole) = (0.0_f64, true);
        for value in values.filter(|value| value.is_finite()) {
            most = most.max(value);
            whole &= value.fract() == 0.0;
        }
        if most <= 0.0 {
            return Self {
                step: 1.0,
                steps: 1,
            };
        }
        let rough = most / 5.0;
        let magnitude = 10_f64.powf(rough.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].map(|round| round * magnitude);
        let step = round
            .into_iter()
            .find(|step| *step >= rough * 0.999_999)
            .unwrap_or(rough);
        let step = if whole { step.max(1.0) } else { step };
        let enough = |steps: &u8| step * f64::from(*steps) >= most * 0.999_999;
        Self {
            step,
            steps: (1..=5).find(enough).unwrap_or(5),
        }
    }

    pub(super) fn top(self) -> f64 {
        self.step * f64::from(self.steps)
    }

    /// The values at which a line stands, from nothing upwards.
    pub(super) fn lines(self) -> impl Iterator<Item = f64> {
        (0..=self.steps).map(move |index| self.step * f64::from(index))
    }

    /// How high a value stands, between 0 and 1.
    pub(super) fn share(self, value: f64) -> f64 {
        (value / self.top()).clamp(0.0, 1.0)
    }
}

/// Where a name under the axis, or a number over it, has room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Everywhere.
    Always,
    /// Only where the chart is wide.
    Wide,
    /// Nowhere.
    Never,
}

/// Whether the `index`th of `count` names is shown, if `wide` of them fit, or `narrow` on a phone: the last one always,
/// and others at even distances from it.
pub(super) fn room(index: usize, count: usize, wide: usize, narrow: usize) -> Room {
    let every = |fit: usize| count.div_ceil(fit.max(1)).max(1);
    let wide = every(wide);
    let narrow = wide * every(narrow).div_ceil(wide);
    let from_the_end = count.saturating_sub(index + 1);
    match (from_the_end % narrow, from_the_end % wide) {
        (0, _) => Room::Always,
        (_, 0) => Room::Wide,
        _ => Room::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn axis(values: &[f64]) -> (f64, f64) {
        let scale = Scale::of(values.iter().copied());
        (scale.step, scale.top())
    }

    #[test]
    fn an_axis_ends_at_a_round_number_above_every_value() {
        assert_eq!(axis(&[96.5, 88.2]), (20.0, 100.0));
        assert_eq!(axis(&[100.0]), (20.0, 100.0));
        assert_eq!(axis(&[1_234.0, 3.0]), (500.0, 1_500.0));
        assert_eq!(axis(&[1.0, 2.0]), (1.0, 2.0));
        assert_eq!(axis(&[0.25]), (0.05, 0.25));
    }

    #[test]
    fn nothing_has_an_axis_too() {
        assert_eq!(axis(&[]), (1.0, 1.0));
        assert_eq!(axis(&[0.0, f64::NAN]), (1.0, 1.0));
    }

    #[test]
    fn a_year_of_months_names_each_where_it_is_wide_and_every_other_on_a_phone() {
        let rooms: Vec<Room> = (0..12).map(|index| room(index, 12, 13, 6)).collect();
        assert!(rooms.iter().all(|room| *room != Room::Never));
        assert_eq!(
            rooms.iter().filter(|room| **room == Room::Always).count(),
            6
        );
        assert_eq!(rooms.last(), Some(&Room::Always));
    }

    proptest! {
        #[test]
        fn every_value_stands_inside_its_axis(values in prop::collection::vec(0.0..1e9_f64, 1..40)) {
            let scale = Scale::of(values.iter().copied());
            prop_assert!(scale.steps <= 5);
            for value in values {
                prop_assert!(value <= scale.top() * 1.000_01, "{value} {scale:?}");
            }
        }

        #[test]
        fn never_are_more_names_shown_than_fit(count in 1_usize..200, wide in 1_usize..20, narrow in 1_usize..20) {
            let shown = |rooms: &[Room]| (0..count).filter(|index| rooms.contains(&room(*index, count, wide, narrow))).count();
            prop_assert!(shown(&[Room::Always, Room::Wide]) <= wide);
            prop_assert!(shown(&[Room::Always]) <= narrow.max(1));
        }
    }
}

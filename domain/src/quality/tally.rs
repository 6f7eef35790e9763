//! Everything that is counted of an agency's month, and the figures that come of it.

use super::{Marks, Measure, Measured};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many entries came after how many days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lags(pub BTreeMap<i64, i64>);

impl Lags {
    /// Counts entries.
    pub fn add(&mut self, days: i64, entries: i64) {
        *self.0.entry(days).or_default() += entries;
    }

    /// Counts what others have counted.
    pub fn add_all(&mut self, other: &Self) {
        for (days, entries) in &other.0 {
            self.add(*days, *entries);
        }
    }

    /// How many entries there are.
    pub fn entries(&self) -> i64 {
        self.0.values().sum()
    }

    /// The median in hundredths of a day; none without entries. Of an even number it is the middle of the middle two.
    pub fn median(&self) -> Option<i64> {
        let entries = self.entries();
        if entries == 0 {
            return None;
        }
        let low = self.at((entries - 1) / 2);
        let high = self.at(entries / 2);
        Some((low + high) * 50)
    }

    /// The days of the entry at a place, the fastest first.
    fn at(&self, place: i64) -> i64 {
        let mut before = 0;
        for (days, entries) in &self.0 {
            before += entries;
            if place < before {
                return *days;
            }
        }
        0
    }
}

/// Everything that is counted of an agency's month, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How long entries took, collected stock apart.
    pub lags: Lags,
    /// Entries that were prompt.
    pub prompt: i64,
    /// Collected stock.
    pub collected: i64,
    /// Versions, collected ones among them.
    pub versions: i64,
    /// Versions that bear a seal; what waits for one doesn't.
    pub sealed: i64,
    /// The sum of their marks.
    pub marks: Marks,
    /// Objections that were decided as upheld or partly upheld.
    pub upheld: i64,
    /// 现行有效 licences today.
    pub current: i64,
    /// Types that are published today.
    pub types: i64,
    /// Those of them with a licence.
    pub types_used: i64,
    /// Current licences whose type is suspended or withdrawn.
    pub stranded: i64,
}

impl Tally {
    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.lags.add_all(&other.lags);
        self.prompt += other.prompt;
        self.collected += other.collected;
        self.versions += other.versions;
        self.sealed += other.sealed;
        self.marks.required += other.marks.required;
        self.marks.required_missing += other.marks.required_missing;
        self.marks.recommended += other.marks.recommended;
        self.marks.recommended_missing += other.marks.recommended_missing;
        self.marks.wrong_identifier += other.marks.wrong_identifier;
        self.marks.wrong_number += other.marks.wrong_number;
        self.upheld += other.upheld;
        self.current += other.current;
        self.types += other.types;
        self.types_used += other.types_used;
        self.stranded += other.stranded;
    }

    /// One figure of it.
    pub fn measured(&self, measure: Measure) -> Measured {
        use Measure as M;
        let marks = &self.marks;
        let entries = self.lags.entries();
        let share = |part: i64, whole: i64| (part, whole, ratio(part, whole, 10_000));
        let count = |part: i64, whole: i64| (part, whole, Some(part * 100));
        let (part, whole, value) = match measure {
            M::MedianDays => (entries, entries, self.lags.median()),
            M::Prompt => share(self.prompt, entries),
            M::Collected => count(self.collected, self.versions),
            M::Required => share(marks.required - marks.required_missing, marks.required),
            M::Recommended => share(
                marks.recommended - marks.recommended_missing,
                marks.recommended,
            ),
            M::Sealed => share(self.sealed, self.versions),
            M::Upheld => (
                self.upheld,
                self.current,
                ratio(self.upheld, self.current, 1_000_000),
            ),
            M::WrongIdentifier => count(marks.wrong_identifier, self.versions),
            M::WrongNumber => count(marks.wrong_number, self.versions),
            M::Coverage => share(self.types_used, self.types),
            M::Stranded => count(self.stranded, self.current),
        };
        Measured {
            measure,
            part,
            whole,
            value,
        }
    }

    /// Every figure of it.
    pub fn all(&self) -> Vec<Measured> {
        Measure::ALL.map(|measure| self.measured(measure)).to_vec()
    }
}

fn ratio(part: i64, whole: i64, times: i64) -> Option<i64> {
    (part * times + whole / 2).checked_div(whole)
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let of = |days: &[i64]| {
            let mut lags = Lags::default();
            for days in days {
                lags.add(*days, 1);
            }
            lags.median()
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3]), Some(300));
        assert_eq!(of(&[0, 1]), Some(50));
        assert_eq!(of(&[9, 0, 2]), Some(200));
    }

    proptest! {
        #[test]
        fn the_median_is_the_middle_of_the_sorted_days(mut days in prop::collection::vec(0_i64..400, 1..60)) {
            let mut lags = Lags::default();
            for days in &days {
                lags.add(*days, 1);
            }
            days.sort_unstable();
            let middle = (days[(days.len() - 1) / 2] + days[days.len() / 2]) * 50;
            prop_assert_eq!(lags.median(), Some(middle));
        }
    }

    #[test]
    fn a_figure_names_what_it_was_counted_from_and_nothing_of_nothing_is_no_figure() {
        let mut tally = Tally::default();
        for measure in Measure::ALL {
            let nothing = tally.measured(measure);
            assert_eq!(
                nothing.value.is_none(),
                measure.unit() != Unit::Count,
                "{measure:?}"
            );
        }
        tally.lags.add(0, 3);
        tally.lags.add(4, 1);
        (tally.prompt, tally.versions, tally.sealed) = (3, 8, 6);
        (tally.upheld, tally.current) = (3, 20_000);
        (tally.types, tally.types_used) = (3, 2);
        let value = |measure| tally.measured(measure).value;
        assert_eq!(value(Measure::MedianDays), Some(0));
        assert_eq!(value(Measure::Prompt), Some(7_500));
        assert_eq!(value(Measure::Sealed), Some(7_500));
        assert_eq!(value(Measure::Upheld), Some(150));
        assert_eq!(value(Measure::Coverage), Some(6_667));
        let mut twice = tally.clone();
        twice.add(&tally);
        assert_eq!(twice.measured(Measure::Prompt).part, 6);
        assert_eq!(twice.measured(Measure::Prompt).value, Some(7_500));
    }
}

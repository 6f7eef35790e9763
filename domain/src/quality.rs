//! 归集质量 (兰安 一百五十, 一百六十三): how good is what an agency has brought into the library?
//!
//! What is counted is said once, in [`Measure`]; [`crate::text::quality`] puts each definition into words, and page and
//! export show those. [`Marks`] is what is noted of each entry when it is made, because faces are sealed afterwards.

use crate::calendar::KnownCalendar;
use crate::catalogue::{FaceField, Need};
use crate::identifier::LicenceIdentifier;
use crate::issuing::{LicenceRecord, canonical_code};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days beyond which a delay isn't told apart any more.
pub const LAG_MAX: i64 = 366;
/// No rest lasts longer, so that nobody has to ask the calendar of the last century whether a day followed another.
const LONGEST_REST: i64 = 15;

/// What is noted of a version when it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// 必填 fields of its type.
    pub required: i64,
    /// Those of them that are empty.
    pub required_missing: i64,
    /// 推荐 fields of its type.
    pub recommended: i64,
    /// Those of them that are empty.
    pub recommended_missing: i64,
    /// 1 where the check character of the 证照标识 is wrong.
    pub wrong_identifier: i64,
    /// Holders whose number fails its check.
    pub wrong_number: i64,
}

impl Marks {
    /// The marks of a record of a type with these fields.
    pub fn of(record: &LicenceRecord, fields: &[FaceField]) -> Self {
        let count = |need: Need, missing: bool| {
            let counted = fields.iter().filter(|field| {
                let value = record.face.get(&field.key).map_or("", |value| value.trim());
                field.need == need && (!missing || value.is_empty())
            });
            i64::try_from(counted.count()).unwrap_or(i64::MAX)
        };
        let wrong = record
            .holders
            .iter()
            .filter(|holder| canonical_code(&holder.code_type, &holder.code).is_none());
        Self {
            required: count(Need::Required, false),
            required_missing: count(Need::Required, true),
            recommended: count(Need::Recommended, false),
            recommended_missing: count(Need::Recommended, true),
            wrong_identifier: LicenceIdentifier::parse(&record.identifier).is_err().into(),
            wrong_number: i64::try_from(wrong.count()).unwrap_or(i64::MAX),
        }
    }
}

/// How many calendar days an entry came after what it tells of; none where it was entered ahead.
pub fn lag(on: Date, entered: Date) -> i64 {
    let days = on
        .until(entered)
        .map_or(0, |span| i64::from(span.get_days()));
    days.clamp(0, LAG_MAX)
}

/// Whether it was entered on the day itself or by the end of the next working day.
pub fn is_prompt(on: Date, entered: Date, calendar: &KnownCalendar) -> bool {
    if entered <= on {
        return true;
    }
    if lag(on, entered) > LONGEST_REST {
        return false;
    }
    let mut day = on;
    while let Ok(next) = day.tomorrow() {
        day = next;
        let works = calendar.day(day).is_ok_and(|day| day.is_working());
        if works || day >= entered {
            break;
        }
    }
    entered <= day
}

/// How many entries came after how many days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lags(pub BTreeMap<i64, i64>);

impl Lags {
    /// Counts entries.
    pub fn add(&mut self, days: i64, entries: i64) {
        *self.0.entry(days).or_default() += entries;
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
        for (days, entries) in &other.lags.0 {
            self.lags.add(*days, *entries);
        }
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

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// 及时性: median days until entry.
    MedianDays,
    /// 及时性: share that was entered on the day or the next working day.
    Prompt,
    /// Collected stock, which has no timeliness.
    Collected,
    /// 完整性: share of required fields that are there.
    Required,
    /// 完整性: share of recommended fields that are there.
    Recommended,
    /// 完整性: share of versions that bear a seal.
    Sealed,
    /// 准确性: upheld objections per 10,000 current licences.
    Upheld,
    /// 准确性: identifiers with a wrong check character.
    WrongIdentifier,
    /// 准确性: holders whose number fails its check.
    WrongNumber,
    /// 目录覆盖: share of published types with a licence.
    Coverage,
    /// 目录覆盖: licences of types that are suspended or withdrawn.
    Stranded,
}

/// In what a measure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Percent.
    Percent,
    /// So many of ten thousand.
    PerTenThousand,
    /// Pieces.
    Count,
}

impl Measure {
    /// Every measure, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::MedianDays,
        Self::Prompt,
        Self::Collected,
        Self::Required,
        Self::Recommended,
        Self::Sealed,
        Self::Upheld,
        Self::WrongIdentifier,
        Self::WrongNumber,
        Self::Coverage,
        Self::Stranded,
    ];

    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        match self {
            Self::MedianDays => Unit::Days,
            Self::Prompt | Self::Required | Self::Recommended | Self::Sealed | Self::Coverage => {
                Unit::Percent
            }
            Self::Upheld => Unit::PerTenThousand,
            Self::Collected | Self::WrongIdentifier | Self::WrongNumber | Self::Stranded => {
                Unit::Count
            }
        }
    }

    /// Whether it is known of every month; the others say how it stands today.
    pub const fn is_monthly(self) -> bool {
        !matches!(self, Self::Coverage | Self::Stranded)
    }
}

/// A figure with what it was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measured {
    /// What is measured.
    pub measure: Measure,
    /// What was counted.
    pub part: i64,
    /// Out of how many.
    pub whole: i64,
    /// The figure in hundredths of its unit; none where there was nothing to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn what_is_entered_by_the_end_of_the_next_working_day_is_prompt() {
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let prompt = |on, entered| is_prompt(on, entered, &calendar);
        let friday = date(2026, 11, 13);
        assert!(prompt(friday, friday));
        assert!(prompt(friday, date(2026, 11, 16)), "Monday");
        assert!(!prompt(friday, date(2026, 11, 17)), "Tuesday");
        // 国庆节 2026: 1 to 7 October.
        assert!(prompt(date(2026, 9, 30), date(2026, 10, 8)));
        assert!(!prompt(date(2026, 9, 30), date(2026, 10, 9)));
        assert!(
            prompt(date(2026, 11, 20), date(2026, 11, 13)),
            "entered ahead"
        );
        assert!(!prompt(date(1985, 1, 1), date(2026, 11, 13)));
    }

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

    fn record() -> LicenceRecord {
        LicenceRecord {
            identifier: "1.2.156.3005.2.wrong".into(),
            type_name: "证".into(),
            type_code: "11990000009900013N001".into(),
            schema_version: 1,
            number: "1".into(),
            issuer_name: "局".into(),
            issuer_code: "11990000009900013N".into(),
            issued_on: date(2026, 1, 1),
            valid_from: date(2026, 1, 1),
            valid_to: None,
            holders: ["990100196209120006", "990100199001010016"]
                .map(|code| crate::issuing::RecordHolder {
                    name: "李雷".into(),
                    code_type: crate::issuing::CITIZEN_ID.into(),
                    code: code.into(),
                })
                .into(),
            predecessor: None,
            face: [("place", "纬一路"), ("scope", "  ")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
            licence: crate::id::LicenceId(uuid::Uuid::nil()),
            salt: String::new(),
        }
    }

    #[test]
    fn a_record_is_marked_for_what_is_missing_and_what_fails_its_check() {
        let field = |key: &str, need| FaceField {
            key: key.into(),
            label: key.into(),
            need,
            ..FaceField::default()
        };
        let fields = [
            field("place", Need::Required),
            field("scope", Need::Required),
            field("phone", Need::Recommended),
            field("note", Need::Optional),
        ];
        let expected = Marks {
            required: 2,
            required_missing: 1,
            recommended: 1,
            recommended_missing: 1,
            wrong_identifier: 1,
            wrong_number: 1,
        };
        assert_eq!(Marks::of(&record(), &fields), expected);
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

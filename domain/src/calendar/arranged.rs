//! What was loaded after the program was made: further years, amendments and a region's own days, laid over what it carries.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::{Arrangement, Calendar, HolidayNotice, OverlayDay, OverlayKind};

/// No festival has ever been longer; a span beyond it is a slip of the pen.
#[cfg(feature = "files")]
pub(super) const LONGEST_HOLIDAY: i64 = 14;
/// The festivals of every year (全国年节及纪念日放假办法 2): how each is recognised, and its name.
#[cfg(feature = "files")]
pub(super) const FESTIVALS: [(&str, &str); 7] = [
    ("元旦", "元旦"),
    ("春节", "春节"),
    ("清明", "清明节"),
    ("劳动", "劳动节"),
    ("端午", "端午节"),
    ("中秋", "中秋节"),
    ("国庆", "国庆节"),
];

/// What kind of arrangement is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ArrangementKind {
    /// 年度安排: the State Council's notice for a year.
    Year,
    /// 调整或延长: a change to a year that is arranged, as in January 2020.
    Amendment,
    /// 地方: days that a region sets for itself (全国年节及纪念日放假办法 4).
    Region,
}

/// An arrangement in force. Its notice's `published` is the day from which it counts here, which names the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arranged {
    /// What kind it is.
    pub kind: ArrangementKind,
    /// What it says.
    pub notice: HolidayNotice,
}

/// A day on which two sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayDifference {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// Whether the first source lets it be worked.
    pub first_works: bool,
    /// Whether the second does.
    pub second_works: bool,
}

impl ArrangementKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Year, Self::Amendment, Self::Region];
}

impl Arrangement {
    /// The days that it lets be off.
    pub fn days_off(&self) -> impl Iterator<Item = Date> {
        let days = self.off.map(|[from, through]| {
            from.series(jiff::Span::new().days(1))
                .take_while(move |day| *day <= through)
        });
        days.into_iter().flatten()
    }
}

impl Calendar {
    /// The same calendar with what was loaded since. What came by two ways, with the program and by hand, stands as it was
    /// loaded by hand: the clocks name that version.
    #[must_use]
    pub fn with_arranged(mut self, loaded: &[Arranged]) -> Self {
        for Arranged { kind, notice } in loaded {
            if *kind == ArrangementKind::Region {
                self.overlay.extend(region_days(notice));
            } else {
                // A year has one notice; of amendments, which have none, only the same document stands for itself.
                let is_replaced = |known: &HolidayNotice| {
                    known.year == notice.year
                        && (notice.year.is_some() || known.number == notice.number)
                };
                self.notices.retain(|known| !is_replaced(known));
                self.notices.push(notice.clone());
            }
        }
        self
    }

    /// The document that made a version, where it still is among what is loaded.
    pub fn source_of(&self, version: Date) -> Option<&str> {
        let notices = self
            .notices
            .iter()
            .map(|notice| (notice.published, notice.number.as_str()));
        let overlay = self
            .overlay
            .iter()
            .map(|day| (day.published, day.source.as_str()));
        notices
            .chain(overlay)
            .find(|(published, _)| *published == version)
            .map(|(_, number)| number)
    }

    /// The last year that is arranged.
    pub fn last_year(&self) -> Option<i16> {
        self.notices.iter().filter_map(|notice| notice.year).max()
    }
}

fn region_days(notice: &HolidayNotice) -> impl Iterator<Item = OverlayDay> {
    notice.arrangements.iter().flat_map(move |arrangement| {
        let day = move |date, kind| OverlayDay {
            date,
            kind,
            name: arrangement.festival.clone(),
            source: notice.number.clone(),
            published: notice.published,
        };
        let off = arrangement.days_off();
        let work = arrangement.work.iter().copied();
        off.map(move |date| day(date, OverlayKind::Off))
            .chain(work.map(move |date| day(date, OverlayKind::Work)))
    })
}

/// The days on which two sources disagree, day by day. What neither names follows the week in both.
pub fn differences(first: &[Arrangement], second: &[Arrangement]) -> Vec<DayDifference> {
    let (first, second) = (worked(first), worked(second));
    let mut named: Vec<Date> = first.keys().chain(second.keys()).copied().collect();
    named.sort_unstable();
    named.dedup();
    let works = |days: &BTreeMap<Date, bool>, date: Date| {
        days.get(&date)
            .copied()
            .unwrap_or_else(|| !is_weekend(date))
    };
    named
        .into_iter()
        .map(|date| DayDifference {
            date,
            first_works: works(&first, date),
            second_works: works(&second, date),
        })
        .filter(|day| day.first_works != day.second_works)
        .collect()
}

/// Each day that is named, and whether it is worked.
fn worked(arrangements: &[Arrangement]) -> BTreeMap<Date, bool> {
    let mut days = BTreeMap::new();
    for arrangement in arrangements {
        days.extend(arrangement.days_off().map(|day| (day, false)));
        days.extend(arrangement.work.iter().map(|day| (*day, true)));
    }
    days
}

pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

//! Over which days does a summary of sealings and print-outs go? 定期 (兰安 一百四十二) is a setting.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// How regularly a summary is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Monday to Sunday.
    Week,
    /// 每月.
    #[default]
    Month,
    /// 每季.
    Quarter,
    /// 每年.
    Year,
}

impl Period {
    /// Every period.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The one with this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            _ => return None,
        })
    }

    /// The first and the last day of the period that `day` falls into.
    pub fn around(self, day: Date) -> (Date, Date) {
        let first = match self {
            Self::Week => {
                let since = day.weekday().since(Weekday::Monday);
                day.saturating_sub(i64::from(since).days())
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => {
                let back = i64::from((day.month() - 1) % 3);
                day.first_of_month().saturating_sub(back.months())
            }
            Self::Year => day.first_of_year(),
        };
        let next = match self {
            Self::Week => first.saturating_add(1.week()),
            Self::Month => first.saturating_add(1.month()),
            Self::Quarter => first.saturating_add(3.months()),
            Self::Year => first.saturating_add(1.year()),
        };
        (first, next.saturating_sub(1.day()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_falls_into_its_week_month_quarter_and_year() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (on, period, first, last) in [
            ("2026-11-24", Period::Week, "2026-11-23", "2026-11-29"),
            ("2026-11-29", Period::Week, "2026-11-23", "2026-11-29"),
            ("2026-11-23", Period::Week, "2026-11-23", "2026-11-29"),
            ("2028-02-29", Period::Month, "2028-02-01", "2028-02-29"),
            ("2026-12-31", Period::Month, "2026-12-01", "2026-12-31"),
            ("2026-11-24", Period::Quarter, "2026-10-01", "2026-12-31"),
            ("2026-03-31", Period::Quarter, "2026-01-01", "2026-03-31"),
            ("2026-11-24", Period::Year, "2026-01-01", "2026-12-31"),
        ] {
            assert_eq!(
                period.around(day(on)),
                (day(first), day(last)),
                "{on} {period:?}"
            );
        }
    }

    #[test]
    fn every_period_has_the_name_that_it_has_on_the_wire() {
        for period in Period::ALL {
            let name = serde_json::to_value(period).unwrap();
            assert_eq!(Period::named(name.as_str().unwrap()), Some(period));
        }
        assert_eq!(Period::named("decade"), None);
    }
}

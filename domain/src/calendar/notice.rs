//! What was announced: the State Council's notices, the days fixed by statute and a region's own days, as data.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everything that is loaded about working days. Each piece carries the day on which it became known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calendar {
    /// The yearly arrangements and their amendments.
    pub notices: Vec<HolidayNotice>,
    /// The days that 全国年节及纪念日放假办法 fixes by rule, for every year that can be computed at all.
    pub statutory: Vec<StatutoryFestival>,
    /// Days that a region sets for itself (办法 4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<OverlayDay>,
}

impl Calendar {
    /// The same calendar with a region's own days laid over it.
    #[must_use]
    pub fn with_overlay(mut self, days: &[OverlayDay]) -> Self {
        self.overlay.extend_from_slice(days);
        self
    }
}

/// One 国务院办公厅 notice: a year's arrangement, or a change to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HolidayNotice {
    /// Document number, such as 国办发明电〔2025〕7号.
    pub number: String,
    /// Title of the document.
    pub title: String,
    /// The day from which it is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub published: Date,
    /// The year it arranges; an amendment has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Where it was published.
    pub url: String,
    /// What it says, festival by festival.
    pub arrangements: Vec<Arrangement>,
}

/// One sentence of a notice: which days are off for a festival, and which weekend days are worked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arrangement {
    /// The festival's name.
    pub festival: String,
    /// First and last day off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<[String; 2]>))]
    pub off: Option<[Date; 2]>,
    /// Weekend days that are worked instead (调休上班).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub work: Vec<Date>,
}

/// The days of one festival that are fixed by rule, year by year.
///
/// Each year's days are those of the rule in force in that year, whatever the day from which one looks: a revision
/// of the rule is not a version of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatutoryFestival {
    /// The festival's name.
    pub festival: String,
    /// Its statutory days.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub days: Vec<Date>,
}

/// One day that a region sets for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverlayDay {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// Off or worked.
    pub kind: OverlayKind,
    /// What the day is called.
    pub name: String,
    /// The document that sets it.
    pub source: String,
    /// The day from which it is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub published: Date,
}

/// Whether a region's own day is off or worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OverlayKind {
    /// A rest day.
    Off,
    /// A working day.
    Work,
}

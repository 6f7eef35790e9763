//! One regulation: its full name, and whether it is in force on a given day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A regulation that clocks cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Regulation {
    /// Short name, as clocks cite it.
    pub short: String,
    /// Full title.
    pub title: String,
    /// Document number, where the text has one.
    #[serde(default)]
    pub number: Option<String>,
    /// The day it was issued, where the text has it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub issued: Option<Date>,
    /// The day it came into force, where the text has it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_from: Option<Date>,
    /// Its last day, where it sets itself one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_until: Option<Date>,
    /// What the text says about its validity.
    #[serde(default)]
    pub note: Option<String>,
}

/// Whether a regulation is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In force.
    InForce,
    /// Not yet in force.
    NotYet,
    /// Its own term has run out.
    RunOut,
    /// Its text does not say from when.
    DateUnknown,
}

impl Regulation {
    /// Whether it is in force on `day`, by its own text.
    pub fn standing(&self, day: Date) -> Standing {
        if self.valid_until.is_some_and(|last| day > last) {
            return Standing::RunOut;
        }
        match self.valid_from {
            Some(first) if day < first => Standing::NotYet,
            Some(_) => Standing::InForce,
            None => Standing::DateUnknown,
        }
    }
}

//! The cast with what they hold, the companies, and of what the crowd is made.

use crate::demo::fate::Fate;
use crate::demo::people::Sex;
use crate::demo::plot::Plot;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct PeopleData {
    pub(in crate::demo) surnames: String,
    /// Each a character of a name and one that is taken for it.
    pub(in crate::demo) men: Vec<String>,
    pub(in crate::demo) women: Vec<String>,
    pub(in crate::demo) shops: Vec<String>,
    pub(in crate::demo) roads: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct CastData {
    pub(in crate::demo) name: String,
    pub(in crate::demo) sex: Sex,
    #[serde(with = "toml_date")]
    pub(in crate::demo) born: Date,
    pub(in crate::demo) about: String,
    pub(in crate::demo) licences: Vec<CastLicence>,
    /// Companies that this one represents, by their order.
    #[serde(default)]
    pub(in crate::demo) represents: Vec<usize>,
    /// Companies that this one is an agent of.
    #[serde(default)]
    pub(in crate::demo) agent_of: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct CompaniesData {
    pub(in crate::demo) names: Vec<String>,
    /// The type that each of them has.
    pub(in crate::demo) registration: String,
    /// The types of their other licences, taken in turn.
    pub(in crate::demo) types: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct CastLicence {
    #[serde(rename = "type")]
    pub(in crate::demo) code: String,
    pub(in crate::demo) fate: Fate,
    pub(in crate::demo) case: Option<Plot>,
    /// The keys of the fields in dispute, the true claims first.
    #[serde(default)]
    pub(in crate::demo) disputed: Vec<String>,
    /// Somebody of the cast, before this one, who holds it with them.
    pub(in crate::demo) shared_with: Option<String>,
}

/// A date as TOML writes it.
mod toml_date {
    use jiff::civil::Date;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = toml::value::Datetime::deserialize(from)?.to_string();
        text.parse().map_err(D::Error::custom)
    }
}

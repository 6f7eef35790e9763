//! What the demonstration is made of: agencies, licence types, names, the cast and what they write, as data.

mod kinds;
mod people;
mod stories;
#[cfg(test)]
mod tests;

pub(super) use kinds::{EntryData, FieldData, SlipData, SlipKind, TypeData};
pub(super) use people::{CastData, CompaniesData, PeopleData};
pub(super) use stories::{LifeTexts, Stories};

use domain::access::Role;
use domain::identifier::Uscc;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Everything, read and held together.
pub(super) struct Data {
    pub(super) agencies: Vec<AgencyData>,
    pub(super) types: Vec<TypeData>,
    pub(super) entries: Vec<EntryData>,
    pub(super) people: PeopleData,
    pub(super) cast: Vec<CastData>,
    pub(super) companies: CompaniesData,
    pub(super) stories: Stories,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyData {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) uscc: Uscc,
    pub(super) staff: Vec<StaffData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffData {
    pub(super) username: String,
    pub(super) name: String,
    pub(super) role: Role,
}

/// The data does not hold together: a slip of ours that the tests catch.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct DataFault {
    file: &'static str,
    reason: String,
}

impl Data {
    pub(super) fn load() -> Result<Self, DataFault> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Agencies {
            agency: Vec<AgencyData>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Types {
            #[serde(rename = "type")]
            types: Vec<TypeData>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Cast {
            person: Vec<CastData>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Entries {
            entry: Vec<EntryData>,
        }
        let entries: Entries = read("entries.toml", include_str!("data/entries.toml"))?;
        let agencies: Agencies = read("agencies.toml", include_str!("data/agencies.toml"))?;
        let types: Types = read("types.toml", include_str!("data/types.toml"))?;
        let cast: Cast = read("cast.toml", include_str!("data/cast.toml"))?;
        Ok(Self {
            agencies: agencies.agency,
            types: types.types,
            entries: entries.entry,
            people: read("people.toml", include_str!("data/people.toml"))?,
            cast: cast.person,
            companies: read("companies.toml", include_str!("data/companies.toml"))?,
            stories: read("stories.toml", include_str!("data/stories.toml"))?,
        })
    }

    /// The type of this code and its place.
    pub(super) fn type_of(&self, code: &str) -> Result<(usize, &TypeData), DataFault> {
        self.types
            .iter()
            .enumerate()
            .find(|(_, kind)| kind.code == code)
            .ok_or_else(|| DataFault {
                file: "types.toml",
                reason: format!("no type {code}"),
            })
    }

    /// The place of the agency of this key.
    pub(super) fn agency_of(&self, key: &str) -> Result<usize, DataFault> {
        self.agencies
            .iter()
            .position(|agency| agency.key == key)
            .ok_or_else(|| DataFault {
                file: "agencies.toml",
                reason: format!("no agency {key}"),
            })
    }
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DataFault> {
    toml::from_str(text).map_err(|error| DataFault {
        file,
        reason: error.to_string(),
    })
}

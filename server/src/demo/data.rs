//! What the demonstration is made of: agencies, licence types, names, the cast and what they write, as data.

use super::fate::Fate;
use super::people::Sex;
use super::plot::Plot;
use domain::access::Role;
use domain::catalogue::{Class, HolderCategory, Need, TypeBody, VersionState};
use domain::identifier::Uscc;
use domain::licence::LicenceStatus;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeData {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) agency: String,
    pub(super) hue: u16,
    pub(super) number: String,
    /// None is 长期.
    pub(super) years: Option<i16>,
    /// 证照定义机构; the issuing agency without it.
    pub(super) definer: Option<String>,
    #[serde(default = "person")]
    pub(super) holders: HolderCategory,
    #[serde(default)]
    pub(super) class: Class,
    /// The sentence of the template.
    pub(super) note: String,
    /// The names of related service items.
    pub(super) items: Vec<String>,
    #[serde(default)]
    pub(super) status_codes: BTreeMap<String, LicenceStatus>,
    /// Why nothing is issued under it for now.
    pub(super) suspended: Option<String>,
    pub(super) fields: Vec<FieldData>,
    /// Fields that its second version adds; licences are of the first.
    #[serde(default)]
    pub(super) added: Vec<FieldData>,
    pub(super) slips: Vec<SlipData>,
}

/// A type that is still being compiled.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryData {
    pub(super) code: String,
    pub(super) agency: String,
    pub(super) state: VersionState,
    pub(super) body: TypeBody,
}

fn person() -> HolderCategory {
    HolderCategory::Person
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldData {
    pub(super) key: String,
    pub(super) label: String,
    #[serde(default)]
    pub(super) value: String,
    #[serde(default)]
    pub(super) choices: Vec<String>,
    /// What stands there where the holder is a company.
    pub(super) company: Option<String>,
    #[serde(default)]
    pub(super) sensitive: bool,
    #[serde(default)]
    pub(super) codes: Vec<String>,
    #[serde(default)]
    pub(super) need: Need,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlipData {
    pub(super) field: String,
    pub(super) kind: SlipKind,
}

/// How a value gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SlipKind {
    /// Two digits change places, or one is another.
    Digits,
    /// A character is another that sounds the same.
    Homophone,
    /// It was right once.
    Outdated,
    /// Its end is missing.
    Cut,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleData {
    pub(super) surnames: String,
    /// Each a character of a name and one that is taken for it.
    pub(super) men: Vec<String>,
    pub(super) women: Vec<String>,
    pub(super) shops: Vec<String>,
    pub(super) roads: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CastData {
    pub(super) name: String,
    pub(super) sex: Sex,
    #[serde(with = "toml_date")]
    pub(super) born: Date,
    pub(super) about: String,
    pub(super) licences: Vec<CastLicence>,
    /// Companies that this one represents, by their order.
    #[serde(default)]
    pub(super) represents: Vec<usize>,
    /// Companies that this one is an agent of.
    #[serde(default)]
    pub(super) agent_of: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompaniesData {
    pub(super) names: Vec<String>,
    /// The type that each of them has.
    pub(super) registration: String,
    /// The types of their other licences, taken in turn.
    pub(super) types: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CastLicence {
    #[serde(rename = "type")]
    pub(super) code: String,
    pub(super) fate: Fate,
    pub(super) case: Option<Plot>,
    /// The keys of the fields in dispute, the true claims first.
    #[serde(default)]
    pub(super) disputed: Vec<String>,
    /// Somebody of the cast, before this one, who holds it with them.
    pub(super) shared_with: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stories {
    digits: SlipTexts,
    homophone: SlipTexts,
    outdated: SlipTexts,
    cut: SlipTexts,
    pub(super) said: SaidTexts,
    pub(super) life: LifeTexts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlipTexts {
    pub(super) explanations: Vec<String>,
    pub(super) found: String,
    pub(super) refuted: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaidTexts {
    pub(super) upheld: Vec<String>,
    pub(super) partly: Vec<String>,
    pub(super) rejected: Vec<String>,
    pub(super) remedy: Vec<String>,
    pub(super) remedy_upheld: Vec<String>,
    pub(super) return_for_supplement: Vec<String>,
    pub(super) supplement: Vec<String>,
    pub(super) send_back: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LifeTexts {
    pub(super) corrected: String,
    pub(super) suspended: String,
    pub(super) restored: String,
    pub(super) reported_lost: String,
    pub(super) found: String,
    pub(super) cancelled: String,
}

/// The data does not hold together: a slip of ours that the tests catch.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct DataFault {
    file: &'static str,
    reason: String,
}

impl Stories {
    pub(super) fn of(&self, kind: SlipKind) -> &SlipTexts {
        match kind {
            SlipKind::Digits => &self.digits,
            SlipKind::Homophone => &self.homophone,
            SlipKind::Outdated => &self.outdated,
            SlipKind::Cut => &self.cut,
        }
    }
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

impl TypeData {
    pub(super) fn field(&self, key: &str) -> Option<&FieldData> {
        self.fields.iter().find(|field| field.key == key)
    }
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DataFault> {
    toml::from_str(text).map_err(|error| DataFault {
        file,
        reason: error.to_string(),
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identifier::LicenceIdentifier;
    use std::collections::HashSet;

    fn data() -> Data {
        Data::load().unwrap()
    }

    #[test]
    fn there_are_six_issuing_agencies_and_each_has_two_handlers_and_an_approver() {
        let data = data();
        let count = |agency: &AgencyData, role| {
            agency
                .staff
                .iter()
                .filter(|staff| staff.role == role)
                .count()
        };
        let issuing: Vec<_> = data
            .agencies
            .iter()
            .filter(|agency| data.types.iter().any(|kind| kind.agency == agency.key))
            .collect();
        assert_eq!(issuing.len(), 6);
        for agency in issuing {
            assert!(count(agency, Role::Handler) >= 2, "{}", agency.name);
            assert!(count(agency, Role::Approver) >= 1, "{}", agency.name);
        }
        let supervisors = data
            .agencies
            .iter()
            .map(|agency| count(agency, Role::Supervisor));
        assert_eq!(supervisors.sum::<usize>(), 2);
    }

    #[test]
    fn every_type_has_a_right_code_an_agency_and_fields_that_can_be_wrong() {
        let data = data();
        assert!(data.types.len() >= 12);
        let mut codes = HashSet::new();
        for kind in &data.types {
            assert!(codes.insert(&kind.code), "{} twice", kind.code);
            let agency = &data.agencies[data.agency_of(&kind.agency).unwrap()];
            LicenceIdentifier::mint(&kind.code, &agency.uscc, "1", 1).unwrap();
            let disputable: HashSet<_> = kind.slips.iter().map(|slip| &slip.field).collect();
            assert!(disputable.len() >= 2, "{}", kind.name);
            // Two that one can be wrong about: a claim that holds may take one of them.
            let doubtful = kind
                .slips
                .iter()
                .filter(|slip| slip.kind != SlipKind::Homophone && slip.field != "born");
            let doubtful: HashSet<_> = doubtful.map(|slip| &slip.field).collect();
            assert!(doubtful.len() >= 2, "{}", kind.name);
            for slip in &kind.slips {
                let field = kind.field(&slip.field).expect("the field of a slip");
                assert!(slip.kind != SlipKind::Outdated || field.choices.len() > 1);
                assert!(!field.value.contains("holder.number"), "{}", kind.name);
            }
            for field in &kind.fields {
                assert_ne!(
                    field.value.is_empty(),
                    field.choices.is_empty(),
                    "{}",
                    field.key
                );
                assert!(!field.value.contains("holder.number") || field.sensitive);
            }
        }
    }

    #[test]
    fn the_cast_holds_types_that_there_are() {
        let data = data();
        assert!((5..=8).contains(&data.cast.len()));
        for person in &data.cast {
            let mut held = HashSet::new();
            for licence in &person.licences {
                data.type_of(&licence.code).unwrap();
                assert!(held.insert(&licence.code), "{} has one twice", person.name);
            }
        }
    }

    #[test]
    fn the_codes_of_the_agencies_hold_right_organisation_codes() {
        for agency in data().agencies {
            agency.uscc.organisation_code().unwrap();
        }
    }
}

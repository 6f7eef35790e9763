//! The licence types of the demonstration, and how their fields get wrong.

use domain::catalogue::{Class, HolderCategory, Need, TypeBody, VersionState};
use domain::licence::LicenceStatus;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct TypeData {
    pub(in crate::demo) code: String,
    pub(in crate::demo) name: String,
    pub(in crate::demo) agency: String,
    pub(in crate::demo) hue: u16,
    pub(in crate::demo) number: String,
    /// None is 长期.
    pub(in crate::demo) years: Option<i16>,
    /// 证照定义机构; the issuing agency without it.
    pub(in crate::demo) definer: Option<String>,
    #[serde(default = "person")]
    pub(in crate::demo) holders: HolderCategory,
    #[serde(default)]
    pub(in crate::demo) class: Class,
    /// The sentence of the template.
    pub(in crate::demo) note: String,
    /// The names of related service items.
    pub(in crate::demo) items: Vec<String>,
    #[serde(default)]
    pub(in crate::demo) status_codes: BTreeMap<String, LicenceStatus>,
    /// Why nothing is issued under it for now.
    pub(in crate::demo) suspended: Option<String>,
    pub(in crate::demo) fields: Vec<FieldData>,
    /// Fields that its second version adds; licences are of the first.
    #[serde(default)]
    pub(in crate::demo) added: Vec<FieldData>,
    pub(in crate::demo) slips: Vec<SlipData>,
}

/// A type that is still being compiled.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct EntryData {
    pub(in crate::demo) code: String,
    pub(in crate::demo) agency: String,
    pub(in crate::demo) state: VersionState,
    pub(in crate::demo) body: TypeBody,
}

fn person() -> HolderCategory {
    HolderCategory::Person
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct FieldData {
    pub(in crate::demo) key: String,
    pub(in crate::demo) label: String,
    #[serde(default)]
    pub(in crate::demo) value: String,
    #[serde(default)]
    pub(in crate::demo) choices: Vec<String>,
    /// What stands there where the holder is a company.
    pub(in crate::demo) company: Option<String>,
    #[serde(default)]
    pub(in crate::demo) sensitive: bool,
    #[serde(default)]
    pub(in crate::demo) codes: Vec<String>,
    #[serde(default)]
    pub(in crate::demo) need: Need,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct SlipData {
    pub(in crate::demo) field: String,
    pub(in crate::demo) kind: SlipKind,
}

/// How a value gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::demo) enum SlipKind {
    /// Two digits change places, or one is another.
    Digits,
    /// A character is another that sounds the same.
    Homophone,
    /// It was right once.
    Outdated,
    /// Its end is missing.
    Cut,
}

impl TypeData {
    pub(in crate::demo) fn field(&self, key: &str) -> Option<&FieldData> {
        self.fields.iter().find(|field| field.key == key)
    }
}

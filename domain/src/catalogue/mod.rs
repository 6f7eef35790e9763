//! 证照目录: what a type of licence is (兰安 一百四十八, 庆证 十一; the fields of GB/T 36902 as practised).
//!
//! - [`TypeBody`]: what one version of a type says; [`face`]: the schema of its face, from which forms, templates, pages
//!   and checks are made;
//! - [`life`]: how an entry and its versions come to be published, and what ends them.

pub mod face;
pub mod life;

pub use face::{FaceField, Need, Source, ValueKind};
pub use life::{Candidate, Entry, EntryEvent, EntryRefusal, TypeState, VersionState};

use crate::identifier::Uscc;
use crate::licence::LicenceStatus;
use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::{CatalogueItem, CatalogueRule};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most fields of a face.
pub const FIELDS_MAX: usize = 60;
/// Most service items that a type is related to.
pub const ITEMS_MAX: usize = 50;
/// Most codes of another system's status list.
pub const STATUS_CODES_MAX: usize = 50;
/// Longest of them, in characters.
pub const STATUS_CODE_MAX: usize = 20;

/// What one version of a licence type says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TypeBody {
    /// 证照类型名称.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// The hue of the type's band, 0-359.
    #[cfg_attr(feature = "openapi", schema(maximum = 359))]
    pub hue: u16,
    /// 证照定义机构.
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub definer: String,
    /// 证照定义机构级别.
    pub definer_level: Level,
    /// 目录类别.
    #[serde(default)]
    pub class: Class,
    /// 持证主体类别.
    pub holders: HolderCategory,
    /// 有效期限范围, such as `5年` and `长期`.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub validity_ranges: Vec<String>,
    /// 证照颁发机构级别.
    #[cfg_attr(feature = "openapi", schema(max_items = 6))]
    pub issuing_levels: Vec<Level>,
    /// 关联事项.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub items: Vec<ServiceItem>,
    /// 证照模板.
    #[serde(default)]
    pub template: Template,
    /// 照面信息.
    #[cfg_attr(feature = "openapi", schema(max_items = 60))]
    pub fields: Vec<FaceField>,
    /// What another system's status codes mean for this type; the same code differs between types.
    #[serde(default)]
    pub status_codes: BTreeMap<String, LicenceStatus>,
}

/// 国家级 … 乡镇级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 国家级.
    National,
    /// 省部级.
    Provincial,
    /// 地市级.
    Municipal,
    /// 区县级.
    County,
    /// 乡镇级.
    Township,
    /// 其他.
    Other,
}

/// 目录类别.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// 证照.
    #[default]
    Licence,
    /// 批文.
    Approval,
    /// 证明.
    Certificate,
    /// 材料.
    Material,
    /// 证件.
    Card,
}

/// 持证主体类别.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HolderCategory {
    /// 自然人.
    Person,
    /// 法人和其他组织.
    Organisation,
    /// 混合.
    Both,
}

/// 关联事项: a service item that the licence comes from or is used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceItem {
    /// 事项编码: opaque, several forms are in use.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub code: String,
    /// 事项名称.
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub name: String,
}

/// 证照模板: what a printed face says around its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The heading; the type's name without it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub title: String,
    /// The sentence under the fields.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

impl Level {
    /// Every level, the highest first.
    pub const ALL: [Self; 6] = [
        Self::National,
        Self::Provincial,
        Self::Municipal,
        Self::County,
        Self::Township,
        Self::Other,
    ];
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 5] = [
        Self::Licence,
        Self::Approval,
        Self::Certificate,
        Self::Material,
        Self::Card,
    ];
}

impl HolderCategory {
    /// Every category.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Both];
}

/// Whether a text is a 证照类型代码: the credit code of who defines the type, and three digits.
pub fn is_type_code(code: &str) -> bool {
    code.split_at_checked(18)
        .is_some_and(|(definer, sequence)| {
            Uscc::parse(definer).is_ok_and(|read| read.as_str() == definer)
                && sequence.len() == 3
                && sequence.bytes().all(|byte| byte.is_ascii_digit())
        })
}

impl TypeBody {
    /// What is wrong with it; empty when it can be submitted.
    pub fn check(&self) -> Vec<FieldProblem> {
        let required =
            |pointer: &str, text: &str, most| FieldProblem::of_required(pointer, text, 1..=most);
        let optional =
            |pointer: &str, text: &str, most| FieldProblem::of_optional(pointer, text, 1..=most);
        let mut problems = Vec::new();
        problems.extend(required("/name", &self.name, 60));
        problems.extend(required("/definer", &self.definer, 120));
        if self.hue > 359 {
            problems.push(FieldProblem::new("/hue", FieldCode::WrongForm));
        }
        for (pointer, count, items) in [
            ("/fields", self.fields.len(), 1..=FIELDS_MAX),
            ("/validity_ranges", self.validity_ranges.len(), 1..=10),
            (
                "/issuing_levels",
                self.issuing_levels.len(),
                1..=Level::ALL.len(),
            ),
            ("/items", self.items.len(), 0..=ITEMS_MAX),
            (
                "/status_codes",
                self.status_codes.len(),
                0..=STATUS_CODES_MAX,
            ),
        ] {
            problems.extend(FieldProblem::of_count(pointer, count, items));
        }
        for (place, item) in self.items.iter().enumerate() {
            problems.extend(required(&format!("/items/{place}/code"), &item.code, 64));
            problems.extend(required(&format!("/items/{place}/name"), &item.name, 120));
        }
        for (place, range) in self.validity_ranges.iter().enumerate() {
            problems.extend(required(&format!("/validity_ranges/{place}"), range, 20));
        }
        for code in self.status_codes.keys() {
            if FieldProblem::of_required("", code, 1..=STATUS_CODE_MAX).is_some() {
                problems.push(FieldProblem::new("/status_codes", FieldCode::WrongForm));
            }
        }
        problems.extend(optional("/template/title", &self.template.title, 60));
        problems.extend(optional("/template/note", &self.template.note, 500));
        self.check_fields(&mut problems);
        problems
    }

    /// The same, and what the rulebook asks of an entry beyond what none can do without.
    pub fn check_under(&self, rule: &CatalogueRule) -> Vec<FieldProblem> {
        let mut problems = self.check();
        let bare = self.template.title.trim().is_empty() && self.template.note.trim().is_empty();
        if bare && rule.says.contains(&CatalogueItem::Template) {
            problems.push(FieldProblem::new("/template/note", FieldCode::Required));
        }
        problems
    }

    fn check_fields(&self, problems: &mut Vec<FieldProblem>) {
        let mut keys = BTreeSet::new();
        for (place, field) in self.fields.iter().enumerate() {
            let pointer = format!("/fields/{place}");
            problems.extend(field.check_itself(&pointer));
            if !keys.insert(&field.key) {
                problems.push(FieldProblem::new(pointer + "/key", FieldCode::Repeated));
            }
        }
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&FaceField> {
        self.fields.iter().find(|field| field.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_code_is_a_right_credit_code_and_three_digits() {
        assert!(is_type_code("11990000009900013N001"));
        for wrong in [
            "11990000009900013N01",
            "11990000009900013N00A",
            "11990000009900014N001",
            "11990000009900013n001",
            "",
        ] {
            assert!(!is_type_code(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_type_without_a_name_fields_or_ranges_and_with_a_doubled_key_says_so() {
        let field = FaceField {
            key: "place".into(),
            label: "地址".into(),
            ..FaceField::default()
        };
        let body = TypeBody {
            name: String::new(),
            hue: 400,
            definer: "局".into(),
            definer_level: Level::County,
            class: Class::Licence,
            holders: HolderCategory::Both,
            validity_ranges: vec![],
            issuing_levels: vec![Level::County],
            items: vec![ServiceItem {
                code: String::new(),
                name: "事项".into(),
            }],
            template: Template::default(),
            fields: vec![field.clone(), field],
            status_codes: BTreeMap::new(),
        };
        let pointers: Vec<_> = body
            .check()
            .into_iter()
            .map(|problem| problem.pointer)
            .collect();
        assert_eq!(
            pointers,
            [
                "/name",
                "/hue",
                "/validity_ranges",
                "/items/0/code",
                "/fields/1/key"
            ]
        );
    }
}

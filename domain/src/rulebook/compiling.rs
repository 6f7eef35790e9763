//! Who compiles the catalogue of licences here, who publishes it, and what an entry has to say.

use serde::{Deserialize, Serialize};

use super::Basis;

/// The rule of 证照目录 (兰安 一百四十八, 庆证 十一).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogueRule {
    /// Who compiles an entry.
    pub compiler: Compiler,
    /// Who that is, in the words of the regulation.
    pub compiled_by: String,
    /// Who reviews and publishes, in the words of the regulation.
    pub published_by: String,
    /// What an entry has to say.
    pub says: Vec<CatalogueItem>,
    /// Short name of the regulation; none where we ask for it ourselves.
    #[serde(default)]
    pub regulation: Option<String>,
    /// Article number; none where we ask for it ourselves.
    #[serde(default)]
    pub article: Option<String>,
    /// The chapter, where the print's article numbers cannot be relied on.
    #[serde(default)]
    pub chapter: Option<String>,
    /// Whether the law asks for it, or only we do.
    pub basis: Basis,
    /// What the text leaves open, and how it is read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// Who compiles an entry of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Compiler {
    /// 发证单位: each compiles what it issues, and is alone in issuing it.
    Issuer,
    /// 县区政府和市级相关部门: they compile for their district or branch, and others may issue.
    Department,
}

/// Something that an entry has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CatalogueItem {
    /// 证照名称.
    Name,
    /// 证照标识: made of the type's code.
    Code,
    /// 发证单位, 颁发机构.
    Issuer,
    /// 证照类型.
    Class,
    /// 持证主体.
    Holders,
    /// 证照模板.
    Template,
    /// 照面信息.
    Face,
    /// 生效时间.
    Validity,
}

impl CatalogueRule {
    /// Whether an entry may name agencies that issue the type beside the one that compiled it.
    pub const fn names_issuers(&self) -> bool {
        matches!(self.compiler, Compiler::Department)
    }
}

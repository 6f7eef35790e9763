//! 文书模板: the texts that an agency keeps for what it says often.

use crate::id::TemplateId;
use crate::objection::templates::TemplatePurpose;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextTemplate {
    /// Opaque.
    pub id: TemplateId,
    /// Goes up with each change.
    pub version: i64,
    /// The procedure of the rulebook that it is for.
    pub procedure: String,
    /// What the rulebook calls it.
    pub procedure_title: String,
    /// Which box it fills.
    pub purpose: TemplatePurpose,
    /// By which it is chosen.
    pub name: String,
    /// The text, with its placeholders.
    pub text: String,
    /// Who wrote it or changed it last.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
}

/// Every template of an agency that is not withdrawn, by procedure, purpose and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Templates {
    /// The templates.
    pub items: Vec<TextTemplate>,
}

/// Makes a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MakeTemplate {
    /// A procedure of the rulebook.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub procedure: String,
    /// Which box it fills.
    pub purpose: TemplatePurpose,
    /// 2 to 60 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// 4 to 2,000 characters, with no placeholder that nobody knows.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
}

/// Changes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeTemplate {
    /// The version that was read.
    pub version: i64,
    /// 2 to 60 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// 4 to 2,000 characters, with no placeholder that nobody knows.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
}

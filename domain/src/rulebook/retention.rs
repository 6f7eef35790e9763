//! How long are records of who did and saw what kept? (拉享 四十一, 庆证 二十四, 兰安 十七 and 四十, 嘉网 二十二.)

use serde::{Deserialize, Serialize};

use super::Basis;

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RecordClass {
    /// What changed something: a licence, a case, a seal, the catalogue, an account.
    LifeCycle,
    /// What was looked up, listed and taken home.
    Use,
    /// Who came in and went.
    Access,
}

/// How long one kind is kept, with the article that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetentionRule {
    /// Which.
    pub class: RecordClass,
    /// For so many months; none for good.
    #[serde(default)]
    pub months: Option<u16>,
    /// Whether the law asks for it, or only we do.
    pub basis: Basis,
    /// Short name of the regulation.
    #[serde(default)]
    pub regulation: Option<String>,
    /// The article, in Chinese numerals.
    #[serde(default)]
    pub article: Option<String>,
    /// What the text leaves open, and how it is read.
    #[serde(default)]
    pub reading: Option<String>,
}

impl RecordClass {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::LifeCycle, Self::Use, Self::Access];

    /// No rulebook may keep it for fewer months; none where it is kept for good. Three years are 拉享 四十一's, six months
    /// those of 兰安 十七, 四十 and 嘉网 二十二; what changes a licence is an archive (庆证 二十四).
    pub const fn least_months(self) -> Option<u16> {
        match self {
            Self::LifeCycle => None,
            Self::Use => Some(36),
            Self::Access => Some(6),
        }
    }
}

impl RetentionRule {
    /// Whether each kind stands once, none too short, and what is an archive for good.
    pub fn are_sound(rules: &[Self]) -> bool {
        let once = |class| rules.iter().filter(|rule| rule.class == class).count() == 1;
        let long = |rule: &Self| match (rule.class.least_months(), rule.months) {
            (_, None) => true,
            (Some(least), Some(months)) => (least..=1_200).contains(&months),
            (None, Some(_)) => false,
        };
        RecordClass::ALL.into_iter().all(once) && rules.iter().all(long)
    }

    /// What holds where a rulebook says nothing of it.
    pub fn usual() -> Vec<Self> {
        let rule = |class, months| Self {
            class,
            months,
            basis: Basis::Service,
            regulation: None,
            article: None,
            reading: None,
        };
        vec![
            rule(RecordClass::LifeCycle, None),
            rule(RecordClass::Use, Some(36)),
            rule(RecordClass::Access, Some(36)),
        ]
    }
}

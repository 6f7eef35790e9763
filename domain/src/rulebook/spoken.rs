//! Words that a rulebook has people read: the name of a step, and what is owed by it.

use serde::{Deserialize, Serialize};

/// The same in each language of the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spoken {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Spoken {
    /// What stands for a step that the rulebook has no longer.
    pub fn of_a_step_that_is_gone() -> Self {
        Self::new("办理", "Step")
    }

    /// What is owed by a step that the rulebook has no longer.
    pub fn owed_by_a_step_that_is_gone() -> Self {
        Self::new("办理", "has to act")
    }

    /// Whether it says something in each language.
    pub fn is_whole(&self) -> bool {
        !self.zh.trim().is_empty() && !self.en.trim().is_empty()
    }

    fn new(zh: &str, en: &str) -> Self {
        Self {
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }
}

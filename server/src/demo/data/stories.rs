//! What people of the demonstration write and are told.

use super::kinds::SlipKind;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct Stories {
    digits: SlipTexts,
    homophone: SlipTexts,
    outdated: SlipTexts,
    cut: SlipTexts,
    pub(in crate::demo) said: SaidTexts,
    pub(in crate::demo) life: LifeTexts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct SlipTexts {
    pub(in crate::demo) explanations: Vec<String>,
    pub(in crate::demo) found: String,
    pub(in crate::demo) refuted: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct SaidTexts {
    pub(in crate::demo) upheld: Vec<String>,
    pub(in crate::demo) partly: Vec<String>,
    pub(in crate::demo) rejected: Vec<String>,
    pub(in crate::demo) remedy: Vec<String>,
    pub(in crate::demo) remedy_upheld: Vec<String>,
    pub(in crate::demo) return_for_supplement: Vec<String>,
    pub(in crate::demo) supplement: Vec<String>,
    pub(in crate::demo) send_back: Vec<String>,
    /// What is said of each point.
    pub(in crate::demo) checked: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct LifeTexts {
    pub(in crate::demo) corrected: String,
    pub(in crate::demo) suspended: String,
    pub(in crate::demo) restored: String,
    pub(in crate::demo) reported_lost: String,
    pub(in crate::demo) found: String,
    pub(in crate::demo) cancelled: String,
}

impl Stories {
    pub(in crate::demo) fn of(&self, kind: SlipKind) -> &SlipTexts {
        match kind {
            SlipKind::Digits => &self.digits,
            SlipKind::Homophone => &self.homophone,
            SlipKind::Outdated => &self.outdated,
            SlipKind::Cut => &self.cut,
        }
    }
}

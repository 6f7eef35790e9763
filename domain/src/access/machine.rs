//! What may another system do here? Whoever manages the library gives it a key, which is one agency's and for one thing.

use serde::{Deserialize, Serialize};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum KeyPurpose {
    /// Work orders of the hotline (兰安 一百五十八).
    WorkOrders,
    /// Objections of an agency that uses licences or data (庆证 二十二, 兰享 三十, 拉享 二十三).
    AgencyObjections,
    /// 实时归集: licences of the agency that issues them (兰安 一百五十一).
    Licences,
}

impl KeyPurpose {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::WorkOrders, Self::AgencyObjections, Self::Licences];

    /// Its name in answers and forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WorkOrders => "work-orders",
            Self::AgencyObjections => "agency-objections",
            Self::Licences => "licences",
        }
    }
}

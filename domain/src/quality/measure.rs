//! What is measured, in what it is counted, and a figure of it.

use serde::{Deserialize, Serialize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// 及时性: median days until entry.
    MedianDays,
    /// 及时性: share that was entered on the day or the next working day.
    Prompt,
    /// Collected stock, which has no timeliness.
    Collected,
    /// 完整性: share of required fields that are there.
    Required,
    /// 完整性: share of recommended fields that are there.
    Recommended,
    /// 完整性: share of versions that bear a seal.
    Sealed,
    /// 准确性: upheld objections per 10,000 current licences.
    Upheld,
    /// 准确性: identifiers with a wrong check character.
    WrongIdentifier,
    /// 准确性: holders whose number fails its check.
    WrongNumber,
    /// 目录覆盖: share of published types with a licence.
    Coverage,
    /// 目录覆盖: licences of types that are suspended or withdrawn.
    Stranded,
}

/// In what a measure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Percent.
    Percent,
    /// So many of ten thousand.
    PerTenThousand,
    /// Pieces.
    Count,
}

impl Measure {
    /// Every measure, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::MedianDays,
        Self::Prompt,
        Self::Collected,
        Self::Required,
        Self::Recommended,
        Self::Sealed,
        Self::Upheld,
        Self::WrongIdentifier,
        Self::WrongNumber,
        Self::Coverage,
        Self::Stranded,
    ];

    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        match self {
            Self::MedianDays => Unit::Days,
            Self::Prompt | Self::Required | Self::Recommended | Self::Sealed | Self::Coverage => {
                Unit::Percent
            }
            Self::Upheld => Unit::PerTenThousand,
            Self::Collected | Self::WrongIdentifier | Self::WrongNumber | Self::Stranded => {
                Unit::Count
            }
        }
    }

    /// Whether it is known of every month; the others say how it stands today.
    pub const fn is_monthly(self) -> bool {
        !matches!(self, Self::Coverage | Self::Stranded)
    }
}

/// A figure with what it was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measured {
    /// What is measured.
    pub measure: Measure,
    /// What was counted.
    pub part: i64,
    /// Out of how many.
    pub whole: i64,
    /// The figure in hundredths of its unit; none where there was nothing to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

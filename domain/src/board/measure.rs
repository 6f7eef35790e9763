//! What is measured of cases, by what they are told apart, and a figure.

use serde::{Deserialize, Serialize};

/// What is measured of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BoardMeasure {
    /// 在办.
    Open,
    /// 今天到期.
    DueToday,
    /// 已超期.
    Overdue,
    /// Deadlines that the next calendar may move.
    Provisional,
    /// 督办 whose date has passed without an answer.
    Unanswered,
    /// 本月收到.
    Received,
    /// Statutory clocks of the mark that were met in time.
    MarkOnTime,
    /// Statutory clocks of the answer that were met in time.
    AnswerOnTime,
    /// Statutory clocks of passing cases on that were met in time.
    TransferOnTime,
    /// Misdirected cases that were handed on within the target of the service.
    HandOnOnTime,
    /// Other service targets that were kept.
    ServiceOnTime,
    /// Median working days to the mark.
    MarkDays,
    /// Median working days to the answer.
    AnswerDays,
    /// Share of the decisions that upheld, wholly or partly.
    Upheld,
}

/// In what a measure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Pieces.
    Count,
    /// Percent.
    Percent,
    /// Working days.
    WorkingDays,
}

impl BoardMeasure {
    /// Every measure, in the order in which they are shown.
    pub const ALL: [Self; 14] = [
        Self::Open,
        Self::DueToday,
        Self::Overdue,
        Self::Provisional,
        Self::Unanswered,
        Self::Received,
        Self::MarkOnTime,
        Self::AnswerOnTime,
        Self::TransferOnTime,
        Self::HandOnOnTime,
        Self::ServiceOnTime,
        Self::MarkDays,
        Self::AnswerDays,
        Self::Upheld,
    ];

    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        match self {
            Self::MarkOnTime
            | Self::AnswerOnTime
            | Self::TransferOnTime
            | Self::HandOnOnTime
            | Self::ServiceOnTime
            | Self::Upheld => Unit::Percent,
            Self::MarkDays | Self::AnswerDays => Unit::WorkingDays,
            _ => Unit::Count,
        }
    }

    /// Whether it is known of every month; the others say how it stands now.
    pub const fn is_monthly(self) -> bool {
        !matches!(
            self,
            Self::Open | Self::DueToday | Self::Overdue | Self::Provisional | Self::Unanswered
        )
    }
}

/// By what cases are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// 承办单位.
    Issuer,
    /// 证照类型.
    Type,
    /// 提出渠道.
    Channel,
    /// 异议理由.
    Ground,
    /// 程序.
    Procedure,
    /// 经办人; known of what is open only.
    Handler,
}

impl Dimension {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Issuer,
        Self::Type,
        Self::Channel,
        Self::Ground,
        Self::Procedure,
        Self::Handler,
    ];
}

/// A figure with what it was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardFigure {
    /// What is measured.
    pub measure: BoardMeasure,
    /// What was counted.
    pub part: i64,
    /// Out of how many.
    pub whole: i64,
    /// The figure in hundredths of its unit; none where there was nothing to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

//! 归集质量: the figures of the library.

use super::inspection::AgencyName;
use crate::id::AgencyId;
use crate::quality::Measured;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The figures of a month, of one issuer or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QualityReport {
    /// When they were counted; none where they never were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The first day of the month.
    pub month: Date,
    /// The issuer; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<AgencyId>,
    /// Its figures.
    pub figures: Vec<Measured>,
    /// The months before it and itself, oldest first.
    pub trend: Vec<MonthFigures>,
    /// Each issuer's figures of the month; to an issuer's staff only their own.
    pub agencies: Vec<AgencyFigures>,
    /// The issuers that can be asked for.
    pub issuers: Vec<AgencyName>,
}

/// The figures of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthFigures {
    /// Its first day.
    pub month: Date,
    /// How many entries, collected stock apart.
    pub entries: i64,
    /// Those that are known of every month.
    pub figures: Vec<Measured>,
}

/// The figures of an issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgencyFigures {
    /// Whose.
    pub agency: AgencyName,
    /// How many entries, collected stock apart.
    pub entries: i64,
    /// The figures.
    pub figures: Vec<Measured>,
}

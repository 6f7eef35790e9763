//! 电子监察: the board of cases.

use super::inspection::{AgencyName, TypeRef};
use crate::board::{BoardFigure, Dimension};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which part of the cases is looked at; what is empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct BoardSlice {
    /// The agency's id.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(max_length = 36))]
    pub issuer: String,
    /// The licence type's code.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(max_length = 40))]
    pub type_code: String,
    /// The channel.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(max_length = 40))]
    pub channel: String,
    /// The ground.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(max_length = 40))]
    pub ground: String,
    /// The procedure.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(max_length = 64))]
    pub procedure: String,
}

/// How the cases stand, and how they were answered in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardReport {
    /// When it was counted; none where it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The first day of the month.
    pub month: Date,
    /// Which part of the cases it is about.
    pub slice: BoardSlice,
    /// The figures of all of it.
    pub figures: Vec<BoardFigure>,
    /// The months before it and itself, oldest first.
    pub trend: Vec<BoardMonth>,
    /// The same month by each dimension.
    pub parts: Vec<BoardPart>,
    /// The agencies that can be asked for.
    pub issuers: Vec<AgencyName>,
    /// The licence types that can be asked for.
    pub types: Vec<TypeRef>,
}

/// The figures of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardMonth {
    /// Its first day.
    pub month: Date,
    /// Those that are known of every month.
    pub figures: Vec<BoardFigure>,
}

/// The figures by one dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardPart {
    /// Which.
    pub dimension: Dimension,
    /// A row for each value that has cases, the largest first.
    pub rows: Vec<BoardRow>,
}

/// The figures of one value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardRow {
    /// The value, as it stands in a slice.
    pub key: String,
    /// How people call it; empty where the key is a word of the domain.
    pub name: String,
    /// The figures.
    pub figures: Vec<BoardFigure>,
}

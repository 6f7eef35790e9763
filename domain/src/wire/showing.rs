//! 亮证.

use serde::{Deserialize, Serialize};

/// A code by which anybody checks one licence for a short time. The address stands in this answer and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Showing {
    /// Where the licence is checked.
    pub address: String,
    /// The same as a QR code, an SVG.
    pub code: String,
    /// How many seconds from now it can be checked.
    pub seconds: u16,
}

//! 亮证.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A code by which anybody checks one licence for a short time. The address stands in this answer and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Showing {
    /// Where the licence is checked.
    pub address: String,
    /// The same as a QR code, an SVG.
    pub code: String,
    /// How many seconds from now it can be checked.
    pub seconds: u16,
}

/// Whoever reads the address in a log could check the licence.
impl fmt::Debug for Showing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Showing");
        shown
            .field("seconds", &self.seconds)
            .finish_non_exhaustive()
    }
}

//! What a rulebook must keep to beyond being readable.

use super::{Rulebook, RulebookFault};

pub(super) fn faults(_rulebook: &Rulebook) -> Vec<RulebookFault> {
    Vec::new()
}

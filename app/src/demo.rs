//! A visitor of the demonstration plays both sides: which case, and at whose desk, did the citizen last look at?

use crate::browser::{recall_here, remember_here};
use domain::wire::case::CaseSummary;

const AGENCY: &str = "mz.demo.agency";
const CASE: &str = "mz.demo.case";

/// Leaves a case for the other side; forgotten with the tab.
pub fn hand_over(case: &CaseSummary) {
    remember_here(AGENCY, &case.issuer_name);
    remember_here(CASE, &case.id.to_string());
}

/// The agency of the case that was left here.
pub fn agency() -> String {
    recall_here(AGENCY).unwrap_or_default()
}

/// The case that was left here.
pub fn case() -> String {
    recall_here(CASE).unwrap_or_default()
}

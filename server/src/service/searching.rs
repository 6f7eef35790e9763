//! What may a list be searched for?

use super::{Error, Result};
use domain::problem::ProblemCode;

/// Longest text that is searched for, in characters.
const LONGEST: usize = 100;

/// What the query's `q` asks for, without blanks around it; nothing where it is empty.
pub(super) fn sought(q: Option<&str>) -> Result<Option<&str>> {
    let sought = q.map(str::trim).filter(|text| !text.is_empty());
    if sought.is_some_and(|text| text.chars().count() > LONGEST) {
        let detail = format!("q must be at most {LONGEST} characters");
        return Err(Error::explained(ProblemCode::Malformed, detail));
    }
    Ok(sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_ask_for_nothing_and_too_long_a_text_is_malformed() {
        assert_eq!(sought(None).unwrap(), None);
        assert_eq!(sought(Some("  ")).unwrap(), None);
        assert_eq!(sought(Some(" 营业 ")).unwrap(), Some("营业"));
        assert!(sought(Some(&"照".repeat(LONGEST))).is_ok());
        let error = sought(Some(&"照".repeat(LONGEST + 1))).unwrap_err();
        assert_eq!(error.code(), ProblemCode::Malformed);
    }
}

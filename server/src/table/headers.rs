//! Do the names in a header name columns?

use super::{COLUMN_LIMIT, FileFault};
use std::collections::HashMap;

/// The names, if none is empty and none stands there twice.
pub(super) fn check(names: Vec<String>) -> Result<Vec<String>, FileFault> {
    if names.len() > COLUMN_LIMIT {
        return Err(FileFault::TooManyColumns);
    }
    let mut seen = HashMap::new();
    for (name, column) in names.iter().zip(1..) {
        if name.is_empty() {
            return Err(FileFault::EmptyHeader { column });
        }
        if let Some(first) = seen.insert(name, column) {
            return Err(FileFault::DuplicateHeader { first, column });
        }
    }
    Ok(names)
}

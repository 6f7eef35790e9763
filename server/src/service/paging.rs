//! How is a long list cut into pages? By a cursor that names the last row shown, so that no row is skipped or told twice.
//!
//! A cursor is opaque to callers: hexadecimal JSON of the list's own keys. It holds ids, dates and places, no names.

use super::{Error, Result};
use crate::hex;
use domain::problem::ProblemCode;
use domain::wire::Page;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Rows of a page unless another number is asked for.
const DEFAULT: u32 = 20;
/// Most rows of a page.
const MOST: u32 = 100;
/// Longest cursor that is read.
const LONGEST_CURSOR: usize = 1_024;

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// Where to go on; none is the beginning.
    pub cursor: Option<String>,
    /// How many rows.
    pub limit: Option<u32>,
}

impl Paging {
    /// How many rows, checked.
    pub(super) fn limit(&self) -> Result<i64> {
        match self.limit.unwrap_or(DEFAULT) {
            limit @ 1..=MOST => Ok(i64::from(limit)),
            _ => Err(Error::explained(
                ProblemCode::Malformed,
                "limit must be 1 to 100",
            )),
        }
    }

    /// Where to go on.
    pub(super) fn after<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        let Some(cursor) = self.cursor.as_deref().filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let key = Some(cursor)
            .filter(|text| text.len() <= LONGEST_CURSOR)
            .and_then(hex::read)
            .and_then(|json| serde_json::from_slice(&json).ok())
            .filter(|key| !names_a_day_before_christ(key))
            .and_then(|key| serde_json::from_value(key).ok());
        let broken = || Error::explained(ProblemCode::Malformed, "cursor must be one of ours");
        key.map(Some).ok_or_else(broken)
    }
}

/// None of ours does, and PostgreSQL knows fewer of them than the cursor can say.
fn names_a_day_before_christ(key: &serde_json::Value) -> bool {
    let mut parts = key.as_object().into_iter().flat_map(|parts| parts.values());
    parts.any(|part| part.as_str().is_some_and(|text| text.starts_with('-')))
}

/// Takes the row that shows that there is more off `rows`, and names the last that stays.
pub(super) fn cut<R, K: Serialize>(
    rows: &mut Vec<R>,
    limit: i64,
    key: impl Fn(&R) -> K,
) -> Result<Option<String>> {
    let limit = usize::try_from(limit).map_err(Error::fault)?;
    if rows.len() <= limit {
        return Ok(None);
    }
    rows.truncate(limit);
    match rows.last() {
        Some(last) => Ok(Some(hex::write(
            &serde_json::to_vec(&key(last)).map_err(Error::fault)?,
        ))),
        None => Ok(None),
    }
}

/// A page of what the rows became.
pub(super) fn page<T>(items: Vec<T>, next: Option<String>) -> Page<T> {
    Page { items, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_anything_else_is_malformed() {
        let mut rows = vec![1_i64, 2, 3];
        let next = cut(&mut rows, 2, |row| *row).unwrap();
        assert_eq!(rows, [1, 2]);
        let at = |cursor: Option<&str>| Paging {
            cursor: cursor.map(ToOwned::to_owned),
            limit: None,
        };
        assert_eq!(at(next.as_deref()).after::<i64>().unwrap(), Some(2));
        assert_eq!(at(None).after::<i64>().unwrap(), None);
        for bad in ["x", "zz", "7", "22", &"00".repeat(600), "照"] {
            let error = at(Some(bad)).after::<i64>().unwrap_err();
            assert_eq!(error.code(), ProblemCode::Malformed, "{bad}");
        }
    }

    #[test]
    fn a_cursor_with_a_day_that_no_database_has_is_malformed() {
        #[derive(Debug, serde::Deserialize)]
        struct Key {
            #[expect(dead_code, reason = "only read")]
            at: jiff::Timestamp,
        }
        let read = |at: &str| {
            let paging = Paging {
                cursor: Some(hex::write(format!("{{\"at\":\"{at}\"}}").as_bytes())),
                limit: None,
            };
            paging.after::<Key>().is_ok()
        };
        assert!(read("2026-11-23T00:00:00Z") && read("9999-12-30T22:00:00.999999999Z"));
        assert!(!read("-009999-01-02T01:59:59Z") && !read("-000001-01-01T00:00:00Z"));
    }

    #[test]
    fn a_page_has_one_to_a_hundred_rows() {
        let limit = |limit| Paging {
            cursor: None,
            limit,
        };
        assert_eq!(limit(None).limit().unwrap(), 20);
        assert_eq!(limit(Some(100)).limit().unwrap(), 100);
        assert!(limit(Some(0)).limit().is_err());
        assert!(limit(Some(101)).limit().is_err());
    }
}

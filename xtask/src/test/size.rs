//! The budget of a citizen's first visit: every byte before the application runs.

use anyhow::{Result, bail};

use super::report::{Count, one};
use crate::{shell, web};

const BUDGET: usize = 133_120;

/// The page, its code and its application, as they go over the wire under brotli.
pub(crate) fn budget() -> Result<Count> {
    let site = web::build()?;
    site.print_sizes();
    let total: usize = site
        .first_visit("home")
        .iter()
        .map(|(_, bytes)| bytes)
        .sum();
    shell::say(&format!("the citizen's budget is {BUDGET} bytes"));
    if total > BUDGET {
        bail!("a citizen's first visit takes {total} bytes; {BUDGET} are allowed");
    }
    one(Ok(()))
}

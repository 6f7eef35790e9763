//! Some of what nobody would send: what `cargo xtask fuzz` does at length.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::report::Count;
use crate::fuzz::parsers::Parsers;
use crate::fuzz::{self, Bounds};
use crate::shell;

/// Of each role: together they take less than three minutes.
const BOUNDS: Bounds = Bounds {
    examples: 2,
    seconds: Some(22),
};

/// The parsers run beside the roles, so long.
const PARSERS_SECONDS: u32 = 60;

/// Lets each role send; one that finds something doesn't keep the others from it.
pub(crate) fn roles(log: &Path) -> Result<Count> {
    let parsers = Parsers::start(PARSERS_SECONDS)?;
    let mut count = Count::default();
    let mut said = String::new();
    for role in fuzz::ROLES {
        let outcome = fuzz::as_role(role, BOUNDS, log);
        let kept = fs::read_to_string(log).unwrap_or_default();
        if let Err(error) = outcome {
            shell::say(&format!("{role}: {error:#}"));
            // What failed is shown from the end of the log.
            said = format!("{kept}\n{said}{role}: {error:#}\n");
            count.failed += 1;
        } else {
            said.insert_str(0, &kept);
            count.passed += 1;
        }
    }
    for outcome in parsers.finish()? {
        match &outcome {
            Ok(_) => count.passed += 1,
            Err(_) => count.failed += 1,
        }
        let (Ok(line) | Err(line)) = outcome;
        shell::say(&line);
        said.push_str(&line);
        said.push('\n');
    }
    fs::write(log, said)?;
    Ok(count)
}

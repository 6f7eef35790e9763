//! Whatever stands in the file of a rulebook, it is a rulebook or every fault of it is told.
#![no_main]

use domain::rulebook::{RulebookError, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match parse("fuzz.toml", text) {
    Ok(rulebook) => {
        for procedure in &rulebook.procedures {
            let _ = rulebook.flow(&procedure.id);
        }
    }
    Err(RulebookError::Faulty { faults, .. }) => assert!(!faults.is_empty()),
    Err(other) => panic!("{other}"),
});

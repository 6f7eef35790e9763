//! How much may be asked in a minute?

use super::given::Given;
use crate::limits::{LIMITS, Rates};
use std::num::NonZeroU32;

/// What the settings say; what is wrong with them is noted.
pub(super) fn rates(given: &mut Given) -> Rates {
    let rates = LIMITS.iter().filter_map(|(scope, class, key)| {
        let rate = given.read(key, a_minute)?;
        NonZeroU32::new(rate).map(|rate| ((*scope, *class), rate))
    });
    rates.collect()
}

fn a_minute(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(rate @ 0..=1_000_000) => Ok(rate),
        _ => Err(
            "应为 0 至 1000000 的整数，0 为不限。Give a number from 0 to 1000000; 0 sets no limit"
                .to_owned(),
        ),
    }
}

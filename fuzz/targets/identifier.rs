//! Whatever somebody types as a number is judged, and what is canonical is read as itself.
#![no_main]

use domain::case_number::CaseNumber;
use domain::identifier::{CitizenId, LicenceIdentifier, OrganisationCode, Uscc, identify};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

/// What was read is read again as the same.
macro_rules! stays {
    ($text:expr, $($kind:ty),+) => {
        $(if let Ok(read) = <$kind>::parse($text) {
            let again = <$kind>::parse(read.as_str());
            assert!(again.is_ok_and(|again| again.as_str() == read.as_str()));
        })+
    };
}

fuzz_target!(|text: &str| {
    stays!(
        text,
        CitizenId,
        Uscc,
        OrganisationCode,
        LicenceIdentifier,
        CaseNumber
    );
    let today = date(2026, 11, 30);
    let found = identify(text, today);
    assert_eq!(found.valid, found.normalised.is_some());
    if let Some(canonical) = &found.normalised {
        assert!(identify(canonical, today).normalised.as_ref() == Some(canonical));
    }
});

//! What holds of every identifier, whichever it is: slips are noticed, what is minted is read, everything has an answer.

use domain::identifier::{
    CitizenId, Kind, LicenceIdentifier, OrganisationCode, Uscc, UsccError, identify,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

/// 17 digits with a province and a birth date.
fn citizen_body() -> impl Strategy<Value = String> {
    (1800..=9999_i32, 1..=12, 1..=28, 0..=999).prop_map(|(year, month, day, sequence)| {
        format!("990100{year:04}{month:02}{day:02}{sequence:03}")
    })
}

fn with_character(text: &str, place: usize, c: char) -> String {
    text.chars()
        .enumerate()
        .map(|(at, old)| if at == place { c } else { old })
        .collect()
}

proptest! {
    #[test]
    fn every_single_wrong_digit_in_a_citizens_number_is_caught(
        body in citizen_body(), place in 0..17_usize, digit in proptest::char::range('0', '9'),
    ) {
        let id = CitizenId::from_body(&body).unwrap();
        let wrong = with_character(id.as_str(), place, digit);
        prop_assume!(wrong != id.as_str());
        prop_assert!(CitizenId::parse(&wrong).is_err());
    }

    #[test]
    fn every_single_wrong_character_in_a_credit_code_is_caught(
        body in "[0-9A-HJ-NPQRTUWXY]{17}", place in 0..18_usize, c in "[0-9A-HJ-NPQRTUWXY]",
    ) {
        let code = Uscc::from_body(&body).unwrap();
        let wrong = with_character(code.as_str(), place, c.chars().next().unwrap());
        prop_assume!(wrong != code.as_str());
        prop_assert_eq!(Uscc::parse(&wrong), Err(UsccError::Check));
    }

    #[test]
    fn what_is_minted_parses_to_itself_and_counts_its_versions(
        serial in "[0-9A-Z]{1,32}", version in 1..999_u16,
    ) {
        let issuer = Uscc::parse("11230600000000019H").unwrap();
        let mint = |version| LicenceIdentifier::mint("11100000000013127D001", &issuer, &serial, version);
        let id = mint(version).unwrap();
        prop_assert!(id.has_right_check());
        prop_assert_eq!(LicenceIdentifier::parse(id.as_str()), Ok(id.clone()));
        prop_assert_eq!(id.next_version(), mint(version + 1));
    }

    #[test]
    fn every_single_wrong_character_in_a_licence_identifier_is_noticed(
        serial in "[0-9A-Z]{1,32}", version in 1..=999_u16, place in 0..100_usize, c in "[0-9A-Z]",
    ) {
        let issuer = Uscc::parse("11230600000000019H").unwrap();
        let id = LicenceIdentifier::mint("11100000000013127D001", &issuer, &serial, version).unwrap();
        let wrong = with_character(id.as_str(), 15 + place % (id.as_str().len() - 15), c.chars().next().unwrap());
        prop_assume!(wrong != id.as_str());
        prop_assert!(!LicenceIdentifier::parse(&wrong).is_ok_and(|id| id.has_right_check()));
    }

    #[test]
    fn seventeen_digits_with_a_province_and_a_birth_date_are_a_citizens_number_alone(
        body in citizen_body(), last in "[0-9A-Z]",
    ) {
        let id = CitizenId::from_body(&body).unwrap();
        let answer = identify(&format!("{body}{last}"), TODAY);
        prop_assert_eq!(answer.kind, Kind::CitizenId);
        prop_assert_eq!(answer.valid, id.as_str().ends_with(&last) && !id.is_born_after(TODAY));
    }

    #[test]
    fn a_number_of_fifteen_digits_is_the_one_of_eighteen_without_its_century_and_check(
        year in 0..=99_u32, month in 1..=12, day in 1..=28, sequence in 0..=999,
    ) {
        let old = format!("990100{year:02}{month:02}{day:02}{sequence:03}");
        let new = CitizenId::parse(&old).unwrap();
        let (head, tail) = old.split_at(6);
        prop_assert_eq!(CitizenId::from_body(&format!("{head}19{tail}")), Ok(new));
    }

    #[test]
    fn every_single_wrong_character_in_an_organisation_code_is_caught(
        body in "[0-9A-Z]{8}", place in 0..8_usize, c in "[0-9A-Z]",
    ) {
        let right = "0123456789X".chars().map(|check| format!("{body}{check}"));
        let right: Vec<_> = right.filter(|code| OrganisationCode::parse(code).is_ok()).collect();
        prop_assert_eq!(right.len(), 1, "one check character fits");
        let wrong = with_character(&right[0], place, c.chars().next().unwrap());
        // Values eleven apart, as 0 and B, have the same remainder: the standard's check cannot tell them apart.
        let value = |code: &str| code.chars().nth(place).unwrap().to_digit(36).unwrap();
        if value(&wrong) % 11 != value(&right[0]) % 11 {
            prop_assert!(OrganisationCode::parse(&wrong).is_err());
        }
    }

    #[test]
    fn every_text_has_an_answer_that_does_not_repeat_it(code in ".{0,40}") {
        let answer = identify(&code, TODAY);
        prop_assert!(code.trim().chars().count() < 9 || !answer.reason.contains(code.trim()));
        prop_assert_eq!(answer.valid, answer.normalised.is_some());
    }

    #[test]
    fn texts_that_nearly_are_codes_have_an_answer_and_what_is_normalised_stays(
        code in "[ 0-9０-９A-ZＡ-Ｚa-zxX.\\-]{8,20}|[0-9]{15}|[1-6][1-5][0-9]{4}19[0-9]{9}[0-9xX]|1\\.2\\.156\\.3005\\.2[.0-9A-Za-z-]{0,80}",
    ) {
        let first = identify(&code, TODAY);
        if let Some(normalised) = first.normalised {
            let again = identify(&normalised, TODAY);
            prop_assert!(again.valid);
            prop_assert_eq!(again.kind, first.kind);
            prop_assert_eq!(again.normalised, Some(normalised));
        }
    }
}

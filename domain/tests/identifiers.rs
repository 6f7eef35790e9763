//! Are the identifiers judged as their standards say, by the standards' own examples?

use domain::identifier::{
    CitizenId, CitizenIdError, Identified, Kind, LicenceIdError, LicenceIdentifier,
    OrganisationCode, OrganisationCodeError, Uscc, UsccError, identify,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);
const LICENCE: &str = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";
const WRONG_CHECK: &str = "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M";

fn answer(code: &str) -> (Kind, bool, Option<String>) {
    let Identified {
        kind,
        valid,
        reason,
        normalised,
    } = identify(code, TODAY);
    assert!(!reason.is_empty());
    (kind, valid, normalised)
}

fn is(kind: Kind, normalised: &str) -> (Kind, bool, Option<String>) {
    (kind, true, Some(normalised.to_owned()))
}

fn is_not(kind: Kind) -> (Kind, bool, Option<String>) {
    (kind, false, None)
}

#[test]
fn the_examples_of_gb_11643_are_citizens_numbers() {
    for number in [
        "11010519491231002X",
        "440524188001010014",
        "110101202311012176",
    ] {
        assert_eq!(CitizenId::parse(number).unwrap().as_str(), number);
        assert_eq!(answer(number), is(Kind::CitizenId, number));
    }
}

#[test]
fn a_citizens_number_with_a_wrong_check_is_still_judged_as_one_alone() {
    for number in [
        "110105194912310021",
        "110101202311012171",
        "11010519491231002Z",
        "11010519491231002张",
    ] {
        assert_eq!(CitizenId::parse(number), Err(CitizenIdError::Check));
        assert_eq!(answer(number), is_not(Kind::CitizenId));
    }
}

#[test]
fn an_old_number_of_15_digits_is_made_into_its_successor() {
    let expected = "11010519491231002X";
    assert_eq!(
        CitizenId::parse("110105491231002").unwrap().as_str(),
        expected
    );
    assert_eq!(answer("110105491231002"), is(Kind::CitizenId, expected));
    assert_eq!(answer("000105491231002"), is_not(Kind::CitizenId));
    assert_eq!(answer("110105491331002"), is_not(Kind::Unknown));
}

#[test]
fn lower_case_full_width_and_surrounding_blanks_are_read() {
    for typed in [
        "11010519491231002x",
        "11010519491231002Ｘ",
        "11010519491231002ｘ",
        "１１０１０５１９４９１２３１００２Ｘ",
        " \u{3000}11010519491231002X\u{200b}\r\n",
        "\u{feff}11010519491231002X",
    ] {
        assert_eq!(answer(typed), is(Kind::CitizenId, "11010519491231002X"));
    }
    assert_eq!(
        answer("91350100m000100y43"),
        is(Kind::Uscc, "91350100M000100Y43")
    );
}

#[test]
fn each_refusal_names_what_is_wrong_with_a_citizens_number() {
    for (number, error) in [
        ("", CitizenIdError::Length),
        ("1101051949123100", CitizenIdError::Length),
        ("11010519491231O02X", CitizenIdError::Digits),
        ("110105194902290021", CitizenIdError::BirthDate),
        ("110105005712310021", CitizenIdError::BirthDate),
        ("160105194912310021", CitizenIdError::Province),
        ("11010549123100张", CitizenIdError::Digits),
    ] {
        assert_eq!(CitizenId::parse(number), Err(error), "{number}");
    }
}

#[test]
fn residence_permits_and_unassigned_counties_are_read_like_any_number() {
    for division in ["810000", "820000", "830000", "912345", "990100"] {
        let id = CitizenId::from_body(&format!("{division}19850607001")).unwrap();
        assert_eq!(answer(id.as_str()), is(Kind::CitizenId, id.as_str()));
    }
}

#[test]
fn a_birth_date_after_today_makes_a_number_invalid() {
    let id = CitizenId::from_body("99010020261123001").unwrap();
    assert!(id.is_born_after(TODAY));
    assert!(!id.is_born_after(date(2026, 11, 23)));
    assert_eq!(answer(id.as_str()), is_not(Kind::CitizenId));
}

#[test]
fn an_improbable_age_is_a_remark_and_no_refusal() {
    let old = identify("440524188001010014", TODAY);
    assert!(old.valid);
    assert!(old.reason.contains("120年"));
    assert!(
        !identify("11010519491231002X", TODAY)
            .reason
            .contains("120年")
    );
}

#[test]
fn a_citizens_number_prints_itself_masked() {
    let id = CitizenId::parse("11010519491231002X").unwrap();
    assert_eq!(id.to_string(), "110***********002X");
    assert_eq!(format!("{id:?}"), "CitizenId(110***********002X)");
}

#[test]
fn an_invalid_number_cannot_be_deserialised_and_its_error_does_not_repeat_it() {
    let error = serde_json::from_str::<CitizenId>("\"110105194912310021\"").unwrap_err();
    assert!(!error.to_string().contains("19491231"));
    assert!(serde_json::from_str::<Uscc>("\"91310115MA1H8R7C6D\"").is_err());
    assert!(serde_json::from_str::<OrganisationCode>("\"000013337\"").is_err());
    assert!(serde_json::from_str::<LicenceIdentifier>("\"1.2.156\"").is_err());
    let id: CitizenId = serde_json::from_str("\"110105491231002\"").unwrap();
    assert_eq!(
        serde_json::to_string(&id).unwrap(),
        "\"11010519491231002X\""
    );
}

#[test]
fn published_and_synthetic_credit_codes_are_valid() {
    for code in [
        "91350100M000100Y43",
        "11100000000013338W",
        "11430000006122244L",
        "113700000045030270",
        "911100000000004570",
        "11230600000000019H",
    ] {
        assert_eq!(answer(code), is(Kind::Uscc, code));
    }
}

#[test]
fn credit_codes_with_a_wrong_check_or_a_foreign_letter_are_not() {
    for code in ["91350100M000100Y4A", "91310115MA1H8R7C6D"] {
        assert_eq!(Uscc::parse(code), Err(UsccError::Check));
        assert_eq!(answer(code), is_not(Kind::Uscc));
    }
    assert_eq!(Uscc::parse("9135010OM000100Y43"), Err(UsccError::Character));
    assert_eq!(answer("9135010OM000100Y43"), is_not(Kind::Unknown));
    assert_eq!(Uscc::parse("91350100M000100Y4"), Err(UsccError::Length));
}

#[test]
fn eighteen_digits_without_a_birth_date_or_a_province_are_a_credit_code() {
    assert_eq!(answer("110105194913310021"), is_not(Kind::Uscc));
    assert_eq!(answer("160105194912310021"), is_not(Kind::Uscc));
}

#[test]
fn a_code_of_eighteen_says_what_keeps_it_from_being_what_was_meant() {
    for (code, why) in [
        ("110105194913310021", "出生日期不存在"),
        ("160105194912310021", "不是省级代码"),
        ("9135010OM000100Y43", "除I、O、S、V、Z外"),
        ("110105490231002", "出生日期不存在"),
    ] {
        let reason = identify(code, TODAY).reason;
        assert!(reason.contains(why), "{code}: {reason}");
    }
    let reason = identify("91350100M000100Y4A", TODAY).reason;
    assert_eq!(reason, "统一社会信用代码的校验码不符");
}

#[test]
fn a_wrong_organisation_code_inside_a_credit_code_is_told_and_not_refused() {
    let code = Uscc::from_body("91350100000013337").unwrap();
    assert_eq!(code.organisation_code(), Err(OrganisationCodeError::Check));
    let answer = identify(code.as_str(), TODAY);
    assert!(answer.valid);
    assert!(answer.reason.contains("组织机构代码"));
}

#[test]
fn organisation_codes_are_read_with_and_without_their_hyphen() {
    for code in ["000013338", "M000100Y4", "MB0327169", "002500287"] {
        assert_eq!(answer(code), is(Kind::OrganisationCode, code));
        let printed = format!("{}-{}", &code[..8], &code[8..]);
        assert_eq!(answer(&printed), is(Kind::OrganisationCode, code));
    }
    assert_eq!(
        OrganisationCode::parse("000013337"),
        Err(OrganisationCodeError::Check)
    );
    assert_eq!(answer("000013337"), is_not(Kind::OrganisationCode));
    assert_eq!(answer("0000-13338"), is_not(Kind::Unknown));
    assert_eq!(answer("一二三四五六七八九"), is_not(Kind::Unknown));
}

#[test]
fn published_and_synthetic_licence_identifiers_are_valid() {
    for id in [
        LICENCE,
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
        "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
        "1.2.156.3005.2.11100000000013127D001.11230600000000019H.2026000001.001.N",
        "1.2.156.3005.2.11100000000013127D001.11230600000000019H.2026000001.002.L",
        "1.2.156.3005.2.11100000000013127D001.11230600000000019H.ABCDEF0123456789.001.R",
    ] {
        assert_eq!(answer(id), is(Kind::LicenceId, id));
    }
}

#[test]
fn a_licence_identifier_with_a_deviating_check_is_read_and_reported() {
    let id = LicenceIdentifier::parse(WRONG_CHECK).unwrap();
    assert!(!id.has_right_check());
    assert!(id.next_version().unwrap().has_right_check());
    assert_eq!(answer(WRONG_CHECK), is_not(Kind::LicenceId));
}

#[test]
fn a_licence_identifier_is_mended_where_imports_are_known_to_break_it() {
    let typed = "1.2.156.3005.2.11100000000013661b006.113700000045046442.209fa4e8-8f9e-4c87-8f3e-9bed2ce7ea49.001.d";
    let id = LicenceIdentifier::parse(typed).unwrap();
    assert!(id.has_right_check());
    assert_eq!(id.serial(), "209FA4E88F9E4C878F3E9BED2CE7EA49");
}

#[test]
fn a_licence_identifier_tells_its_parts_and_its_next_version() {
    let id = LicenceIdentifier::parse(LICENCE).unwrap();
    assert_eq!(id.type_code(), "11100000000013338W011");
    assert_eq!(id.issuer(), "11430000006122244L");
    assert_eq!(id.serial(), "20230000403");
    assert_eq!(id.version(), "001");
    assert_eq!(
        id.next_version().unwrap().as_str(),
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S"
    );
    let last = LicenceIdentifier::parse(&LICENCE.replace(".001.", ".999.")).unwrap();
    assert_eq!(last.next_version(), Err(LicenceIdError::VersionsExhausted));
}

#[test]
fn each_refusal_names_what_is_wrong_with_a_licence_identifier() {
    for (id, error) in [
        ("1.2.156.3005.3.A", LicenceIdError::Root),
        ("1.2.156.3005.2", LicenceIdError::Root),
        ("1.2.156.3005.2.A.B", LicenceIdError::Parts),
        (&format!("{LICENCE}.U"), LicenceIdError::Parts),
        (&LICENCE.replace("W011", "W01"), LicenceIdError::TypeCode),
        (
            &LICENCE.replace("11430000006122244L", "11430"),
            LicenceIdError::Issuer,
        ),
        (&LICENCE.replace("20230000403", ""), LicenceIdError::Serial),
        (
            &LICENCE.replace("20230000403", "证"),
            LicenceIdError::Serial,
        ),
        (&LICENCE.replace(".001.", ".1."), LicenceIdError::Version),
        (&LICENCE.replace(".U", ".UU"), LicenceIdError::CheckShape),
    ] {
        assert_eq!(LicenceIdentifier::parse(id), Err(error), "{id}");
    }
}

#[test]
fn only_a_credit_code_and_three_digits_make_a_type_code_that_is_minted() {
    let issuer = Uscc::parse("11230600000000019H").unwrap();
    let mint = |type_code: &str, serial: &str, version| {
        LicenceIdentifier::mint(type_code, &issuer, serial, version).map(String::from)
    };
    assert_eq!(
        mint("11100000000013127D001", "2026000001", 1).unwrap(),
        "1.2.156.3005.2.11100000000013127D001.11230600000000019H.2026000001.001.N"
    );
    for type_code in [
        "",
        "11100000000013127D",
        "11100000000013127E001",
        "11100000000013127D00A",
    ] {
        assert_eq!(mint(type_code, "1", 1), Err(LicenceIdError::TypeCode));
    }
    let known = "11100000000013127D001";
    assert_eq!(mint(known, "a", 1), Err(LicenceIdError::Serial));
    assert_eq!(mint(known, &"9".repeat(33), 1), Err(LicenceIdError::Serial));
    assert_eq!(mint(known, "1", 1000), Err(LicenceIdError::Version));
}

#[test]
fn what_is_no_code_is_an_answer_too() {
    for code in [
        "",
        " ",
        "\u{3000}",
        "🪪",
        "张三",
        "12345",
        "\0",
        "1.2.156.3005.20.1",
        "Ⅷ",
        "ß",
    ] {
        assert_eq!(answer(code), is_not(Kind::Unknown), "{code:?}");
    }
    assert_eq!(answer(&"9".repeat(1_000_000)), is_not(Kind::Unknown));
    assert_eq!(
        answer(&format!("1.2.156.3005.2.{}", "9".repeat(1_000_000))),
        is_not(Kind::LicenceId)
    );
}

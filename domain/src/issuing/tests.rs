use super::*;
use crate::catalogue::{Class, Level, Need, Template, ValueKind};
use crate::catalogue::{FaceField, HolderCategory, Source, TypeBody};
use crate::problem::FieldCode;
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(super) const TODAY: Date = Date::constant(2026, 11, 24);

pub(super) fn kind() -> TypeBody {
    let field = |key: &str, source| FaceField {
        key: key.into(),
        label: key.into(),
        source,
        ..FaceField::default()
    };
    TypeBody {
        name: "食品经营许可证".into(),
        hue: 28,
        definer: "国家市场监督管理总局".into(),
        definer_level: Level::National,
        class: Class::Licence,
        holders: HolderCategory::Both,
        validity_ranges: vec!["5年".into()],
        issuing_levels: vec![Level::County],
        items: vec![],
        template: Template::default(),
        fields: vec![
            field("operator", Some(Source::HolderName)),
            field("id_number", Some(Source::HolderNumber)),
            field("place", None),
            field("valid", Some(Source::Validity)),
            FaceField {
                need: Need::Optional,
                kind: ValueKind::Number,
                ..field("area", None)
            },
        ],
        status_codes: BTreeMap::new(),
    }
}

pub(super) fn sheet() -> Sheet {
    Sheet {
        number: " JY1 ".into(),
        holders: vec![SheetHolder {
            name: "李雷".into(),
            code_type: "111".into(),
            code: "99010019620912000６".into(),
        }],
        issued_on: "20240305".into(),
        valid_from: String::new(),
        valid_to: "2029年3月4日".into(),
        face: BTreeMap::from([("place".into(), "纬一路6号".into())]),
    }
}

fn wrong(sheet: &Sheet, kind: &TypeBody) -> Vec<(String, FieldCode)> {
    let problems = sheet.check(kind, TODAY).unwrap_err();
    problems
        .into_iter()
        .map(|problem| (problem.pointer, problem.code))
        .collect()
}

#[test]
fn a_good_sheet_is_read_and_what_repeats_is_filled_in() {
    let checked = sheet().check(&kind(), TODAY).unwrap();
    assert_eq!(checked.number, "JY1");
    assert_eq!(checked.holders[0].code, "990100196209120006");
    assert_eq!(checked.validity.from, Date::constant(2024, 3, 5));
    let face: Vec<_> = checked
        .face
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        face,
        [
            ("id_number", "990100196209120006"),
            ("operator", "李雷"),
            ("place", "纬一路6号"),
            ("valid", "2024年3月5日至2029年3月4日"),
        ]
    );
}

#[test]
fn what_is_typed_goes_before_what_repeats() {
    let mut sheet = sheet();
    sheet.face.insert("operator".into(), "李雷小吃店".into());
    assert_eq!(
        sheet.check(&kind(), TODAY).unwrap().face["operator"],
        "李雷小吃店"
    );
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let bad = Sheet {
        number: String::new(),
        holders: vec![SheetHolder {
            name: " ".into(),
            code_type: "777".into(),
            code: "1".into(),
        }],
        issued_on: "明天".into(),
        valid_from: "x".into(),
        valid_to: "y".into(),
        face: BTreeMap::from([("colour".into(), "红".into())]),
    };
    let at = |pointer: &str, code| (pointer.to_owned(), code);
    assert_eq!(
        wrong(&bad, &kind()),
        [
            at("/number", FieldCode::Required),
            at("/holders/0/name", FieldCode::Required),
            at("/holders/0/code_type", FieldCode::NotListed),
            at("/holders/0/code", FieldCode::WrongNumber),
            at("/issued_on", FieldCode::NotADate),
            at("/valid_from", FieldCode::NotADate),
            at("/valid_to", FieldCode::NotADate),
            at("/face/colour", FieldCode::Unknown),
            at("/face/place", FieldCode::Required),
        ]
    );
}

#[test]
fn days_and_holders_are_held_against_each_other_and_against_the_type() {
    let late = Sheet {
        issued_on: "2026-11-25".into(),
        ..sheet()
    };
    assert_eq!(
        wrong(&late, &kind()),
        [("/issued_on".to_owned(), FieldCode::InFuture)]
    );
    let backwards = Sheet {
        valid_to: "2024-03-04".into(),
        ..sheet()
    };
    assert_eq!(
        wrong(&backwards, &kind()),
        [("/valid_to".to_owned(), FieldCode::EndsFirst)]
    );
    let for_companies = TypeBody {
        holders: HolderCategory::Organisation,
        ..kind()
    };
    assert_eq!(
        wrong(&sheet(), &for_companies),
        [("/holders/0/code_type".to_owned(), FieldCode::WrongHolder)]
    );
    let mut twice = sheet();
    twice.holders.push(twice.holders[0].clone());
    assert_eq!(
        wrong(&twice, &kind()),
        [("/holders/1/code".to_owned(), FieldCode::Repeated)]
    );
    let none = Sheet {
        holders: vec![],
        ..sheet()
    };
    assert!(wrong(&none, &kind()).contains(&("/holders".to_owned(), FieldCode::Required)));
}

#[test]
fn a_record_comes_back_as_it_was_written() {
    let checked = sheet().check(&kind(), TODAY).unwrap();
    let mut record = LicenceRecord {
        identifier: "1.2.156.3005.2.11100000000013127D001.11230600000000019H.2026000001.001.N"
            .into(),
        type_name: kind().name,
        type_code: "11100000000013127D001".into(),
        schema_version: 1,
        number: checked.number,
        issuer_name: "局".into(),
        issuer_code: "11230600000000019H".into(),
        issued_on: checked.issued_on,
        valid_from: checked.validity.from,
        valid_to: checked.validity.to,
        holders: checked.holders,
        predecessor: None,
        face: checked.face,
        licence: crate::id::LicenceId(uuid::Uuid::from_u128(7)),
        salt: "00".into(),
    };
    for end in [record.valid_to, None] {
        record.valid_to = end;
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(
            serde_json::from_str::<LicenceRecord>(&text).unwrap(),
            record
        );
        assert!(text.contains(r#""ZZBFRQ":"20240305""#), "{text}");
        assert_eq!(text.contains("ZZYXQJZRQ"), end.is_some());
    }
}

#[test]
fn a_licences_number_is_listed_in_full_unless_it_is_a_persons_or_could_be() {
    let holder = |code_type: &str, code: &str| RecordHolder {
        name: "某".into(),
        code_type: code_type.into(),
        code: code.into(),
    };
    let person = [holder("111", "990100196209120006")];
    assert_eq!(
        listed_number("990100196209120006", &person),
        "990***********0006"
    );
    assert_eq!(
        listed_number("990100196209120007", &person),
        "990***********0007"
    );
    assert_eq!(listed_number("990100620912000", &[]), "990********2000");
    for plain in [
        "JY29901000000001",
        "20260000000000012345",
        "990100196213120006",
        "甘(2024)第1号",
    ] {
        assert_eq!(listed_number(plain, &person), plain);
    }
    let company = [holder("001", "91350100M000100Y43")];
    assert_eq!(
        listed_number("91350100M000100Y43", &company),
        "91350100M000100Y43"
    );
    assert_eq!(shown_code(&company[0]), "91350100M000100Y43");
    assert_eq!(shown_code(&person[0]), "990***********0006");
}

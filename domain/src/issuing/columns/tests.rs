//! Whatever the columns are called, the same row is read; and what can't be read is named without naming people.

use super::*;
use crate::catalogue::{Class, FaceField, HolderCategory, Level, Source, Template, ValueKind};
use crate::licence::{LicenceStatus, Trust};
use jiff::civil::Date;

pub(in crate::issuing) const TODAY: Date = Date::constant(2026, 9, 17);
pub(in crate::issuing) const TYPE: &str = "11990000009900013N001";

pub(in crate::issuing) fn kind() -> TypeBody {
    let field = |key: &str, label: &str| FaceField {
        key: key.into(),
        label: label.into(),
        ..FaceField::default()
    };
    TypeBody {
        name: "食品经营许可证".into(),
        hue: 28,
        definer: "局".into(),
        definer_level: Level::County,
        class: Class::Licence,
        holders: HolderCategory::Both,
        validity_ranges: vec!["5年".into()],
        issuing_levels: vec![Level::County],
        items: vec![],
        template: Template::default(),
        fields: vec![
            field("place", "经营场所"),
            FaceField {
                sensitive: true,
                ..field("home", "住所")
            },
            FaceField {
                kind: ValueKind::Code,
                codes: vec!["甲级".into(), "乙级".into()],
                need: Need::Optional,
                ..field("grade", "等级")
            },
            FaceField {
                source: Some(Source::Number),
                ..field("number", "许可证编号")
            },
        ],
        status_codes: [("05".to_owned(), LicenceStatus::Revoked)].into(),
    }
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

const SHORT: [&str; 7] = [
    "ZZBH",
    "CZZT",
    "CZZTDMLXDM",
    "CZZTDM",
    "ZZBFRQ",
    "KZ_place",
    "KZ_home",
];

const ROW: [&str; 7] = [
    "JY1",
    "李雷^兰州新区小吃店",
    "111^001",
    "990100199001010012^91990100MA0000002K",
    "2024-03-05",
    "纬一路6号",
    "纬二路1号",
];

fn entry(headers: &[&str], cells: &[&str]) -> Result<Entry, ColumnsFault> {
    Columns::read(&texts(headers), &kind()).map(|columns| columns.entry(&texts(cells)))
}

#[test]
fn short_names_small_letters_chinese_names_and_labels_read_the_same_row() {
    let mut small = SHORT.map(str::to_ascii_lowercase);
    small[5] = "kz_PLACE".into();
    let small = small.each_ref().map(String::as_str);
    let chinese = [
        "证照编号",
        "持证主体",
        "持证主体代码类型代码",
        "持证主体代码",
        "证照颁发日期",
        "经营场所",
        "住所",
    ];
    let read = entry(&SHORT, &ROW).unwrap();
    assert_eq!(entry(&small, &ROW), Ok(read.clone()));
    assert_eq!(entry(&chinese, &ROW), Ok(read.clone()));
    let types: Vec<_> = read
        .sheet
        .holders
        .iter()
        .map(|holder| holder.code_type.as_str())
        .collect();
    assert_eq!(types, ["111", "001"]);
    assert_eq!(read.sheet.holders[1].name, "兰州新区小吃店");
    assert_eq!(read.sheet.face["place"], "纬一路6号");
}

#[test]
fn beijings_names_of_the_days_and_the_columns_of_a_refused_file_are_understood() {
    let headers = [&SHORT[..], &["ZZYXQQSSJ", "ZZYXQJZSJ", "行号", "原因"]].concat();
    let cells = [&ROW[..], &["20240305", "长期", "7", "某项有误"]].concat();
    let read = entry(&headers, &cells).unwrap();
    assert_eq!(read.sheet.valid_from, "20240305");
    assert_eq!(read.sheet.valid_to, "长期");
}

#[test]
fn one_type_of_code_is_meant_for_all_holders_and_a_missing_code_is_a_problem_of_its_holder() {
    let mut cells = ROW;
    cells[1] = "李雷、韩梅梅";
    cells[2] = "公民身份号码";
    cells[3] = "990100199001010012";
    let read = entry(&SHORT, &cells).unwrap();
    assert!(
        read.sheet
            .holders
            .iter()
            .all(|holder| holder.code_type == "111")
    );
    let problems = read.check((TYPE, &kind()), TODAY, Trust::B).unwrap_err();
    let pointers: Vec<_> = problems
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/holders/1/code"]);
    assert_eq!(column_of("/holders/1/code"), "CZZTDM");
}

#[test]
fn what_no_column_is_called_and_what_is_missing_or_doubled_is_named() {
    let with = |more: &str| entry(&[&SHORT[..], &[more]].concat(), &ROW).unwrap_err();
    assert_eq!(with("住址"), ColumnsFault::Unknown("住址".into()));
    assert_eq!(with("KZ_"), ColumnsFault::Unknown("KZ_".into()));
    assert_eq!(with("证照编号"), ColumnsFault::Twice("ZZBH".into()));
    let missing = entry(&["ZZBH", "CZZT", "CZZTDMLXDM", "CZZTDM"], &[]).unwrap_err();
    assert_eq!(
        missing,
        ColumnsFault::Missing("ZZBFRQ、KZ_place、KZ_home".into())
    );
    // A file without a header shows a row where names should stand.
    let ColumnsFault::Unknown(told) = entry(&["李雷", "990100199001010012"], &[]).unwrap_err()
    else {
        panic!("unknown columns");
    };
    assert!(!told.contains("99010019900101"), "{told}");
}

#[test]
fn the_template_of_a_type_is_a_file_that_goes_in() {
    for holders in [
        HolderCategory::Person,
        HolderCategory::Organisation,
        HolderCategory::Both,
    ] {
        let kind = TypeBody { holders, ..kind() };
        let (header, example) = template(&kind);
        assert!(
            !header.contains(&"KZ_number".to_owned()),
            "what repeats isn't asked for"
        );
        let columns = Columns::read(&header, &kind).unwrap();
        let checked = columns
            .entry(&example)
            .check((TYPE, &kind), TODAY, Trust::C);
        assert_eq!(checked.map(|collected| collected.trust), Ok(Trust::B));
    }
}

#[test]
fn the_template_shows_the_pattern_of_a_field_that_has_one() {
    let mut kind = kind();
    kind.fields[0].pattern = Some("[A-Z]{2}[0-9]+".into());
    let (header, example) = template(&kind);
    let place = header.iter().position(|name| name == "KZ_place").unwrap();
    assert_eq!(example[place], "[A-Z]{2}[0-9]+");
}

#[test]
fn what_a_refusal_shows_of_a_row_names_nobody() {
    let cells = [
        "990100199001010012",
        "李雷",
        "111",
        "990100199001010012",
        "990100199001010012",
        "住990100199001010012",
        "纬二路1号某小区",
    ];
    let read = entry(&SHORT, &cells).unwrap();
    for pointer in [
        "/number",
        "/holders/0/name",
        "/holders/0/code",
        "/issued_on",
        "/face/place",
        "/face/home",
    ] {
        let shown = shown_value(&read, pointer, &kind());
        assert!(shown.contains('*'), "{pointer}: {shown}");
        assert!(
            !shown.contains("19900101") && !shown.contains("李雷"),
            "{pointer}: {shown}"
        );
    }
    let mut plain = read;
    plain.sheet.number = "JY29901000000001".into();
    assert_eq!(shown_value(&plain, "/number", &kind()), "JY29901000000001");
}

//! What is typed becomes a licence type, or names the field that keeps it from becoming one.

use super::*;
use crate::json;

fn typed() -> Typed {
    Typed {
        code: "11990000009900013N002".into(),
        name: "夜市\"摊位\"登记卡".into(),
        hue: "不是数字".into(),
        levels: vec!["3".into(), "0".into()],
        items: "990100 设立登记\n".into(),
        statuses: "01 不明".into(),
        fields: vec![
            TypedField {
                label: "摊位位置".into(),
                key: "place".into(),
                longest: "很长".into(),
                sensitive: true,
                ..TypedField::default()
            },
            TypedField::default(),
        ],
        ..Typed::new()
    }
}

#[test]
fn what_the_tab_keeps_comes_back_as_it_was_typed_also_what_cant_be_read() {
    for typed in [typed(), Typed::new(), Typed::default()] {
        assert_eq!(json::read(&json::write(&typed).unwrap()), Ok(typed));
    }
}

#[test]
fn what_a_version_says_goes_through_the_boxes_unchanged() {
    let mut body = Typed {
        hue: "7".into(),
        statuses: "01 有效".into(),
        ..typed()
    }
    .read()
    .0;
    body.validity_ranges = vec!["5年".into(), "长期".into()];
    body.fields[0].max_length = Some(40);
    body.fields[1].kind = ValueKind::Code;
    body.fields[1].codes = vec!["大".into(), "小".into()];
    body.fields[1].source = Some(Source::ALL[0]);
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(Typed::of(&body, lang).read(), (body.clone(), vec![]));
    }
}

#[test]
fn what_cant_be_read_is_named_by_its_box() {
    let wrong: Vec<_> = typed()
        .read()
        .1
        .into_iter()
        .map(|one| one.pointer)
        .collect();
    assert_eq!(wrong, ["/hue", "/status_codes", "/fields/0/max_length"]);
}

#[test]
fn status_codes_are_read_line_by_line_or_not_at_all() {
    let read = statuses("01 有效\n\n 07  吊销 ").unwrap();
    assert_eq!(read["01"], LicenceStatus::Valid);
    assert_eq!(read["07"], LicenceStatus::Revoked);
    assert_eq!(statuses("01 有效\n02 不明"), None);
    assert_eq!(statuses("01"), None);
}

#[test]
fn items_and_ranges_are_read_as_they_are_written() {
    let read = item("990100 设立登记");
    assert_eq!(
        (read.code.as_str(), read.name.as_str()),
        ("990100", "设立登记")
    );
    let read = parts("5年、 长期\u{ff0c}1年,", &BETWEEN_RANGES);
    assert_eq!(read, ["5年", "长期", "1年"]);
}

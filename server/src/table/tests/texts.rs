use super::super::{FileFault, ROW_LIMIT, What};
use super::{fault, outcomes, told};
use encoding_rs::GB18030;

#[test]
fn gb18030_is_recognised_with_its_characters_of_four_bytes() {
    let text = "编号,姓名\r\n1,㐀𠀀\r\n2,\"张,三\"\r\n";
    let (bytes, _, unmappable) = GB18030.encode(text);
    assert!(!unmappable && bytes.windows(4).any(|four| four == b"\x95\x32\x82\x36"));
    assert_eq!(told(&bytes, "a.csv"), ["2: 1|㐀𠀀", "3: 2|张,三"]);
}

#[test]
fn a_bad_sequence_harms_its_row_alone_in_either_encoding() {
    let mut utf8 = "编号,姓名\n1,张三\n".as_bytes().to_vec();
    utf8.extend(b"2,\xe5\xbc\n3,");
    utf8.extend("李四\n".as_bytes());
    let fault = |encoding| format!("3: Encoding {{ column: 2, encoding: {encoding:?} }}");
    assert_eq!(
        told(&utf8, "a.csv"),
        ["2: 1|张三", &fault("UTF-8"), "4: 3|李四"]
    );

    let mut gb = GB18030.encode("编号,姓名\n1,张三\n").0.into_owned();
    gb.extend(b"2,\xff\xff\n3,");
    gb.extend(&*GB18030.encode("李四\n").0);
    assert_eq!(
        told(&gb, "a.csv"),
        ["2: 1|张三", &fault("GB18030"), "4: 3|李四"]
    );
    let json = b"{\"a\":1}\n{\"a\":\"\xff\"}\n{\"a\":3}";
    let told = told(json, "a.jsonl");
    assert_eq!((&*told[0], &*told[2]), ("1: 1", "3: 3"));
    assert!(told[1].starts_with("2: Encoding"));
}

#[test]
fn every_line_end_and_the_blanks_around_a_value_are_read() {
    assert_eq!(told("a,b\r1,2\r\r3,4", "a.csv"), ["2: 1|2", "4: 3|4"]);
    let text = "\u{feff} a ,b\r\n\u{3000}兰州 新区\u{3000}, x \r\n , \r\n\"y\n\nz\",w\r\nlast,1";
    assert_eq!(
        told(text, "a.csv"),
        ["2: 兰州 新区|x", "4: y\n\nz|w", "7: last|1"]
    );
}

#[test]
fn a_row_may_be_shorter_than_the_header_and_not_longer() {
    assert_eq!(
        told("a,b\n1\n1,2,\n1,2,3\n4,5\n", "a.csv"),
        [
            "2: 1|",
            "3: 1|2",
            "4: TooManyCells { columns: 2 }",
            "5: 4|5"
        ]
    );
    let wide = format!("a,b\n{}\"x\n\"\n1,2\n", "\"q\n\",".repeat(500));
    assert_eq!(
        told(wide, "a.csv"),
        ["2: TooManyCells { columns: 2 }", "504: 1|2"]
    );
}

#[test]
fn a_header_is_named_fully_and_once() {
    let seen = |text: &str| fault(text, "a.csv").to_string();
    assert!(seen("a,,b\n").starts_with("column 2 has no name"));
    assert!(seen("a,b, a \n").starts_with("columns 1 and 3 have the same name"));
    let many = vec!["x"; 201].join(",");
    assert!(matches!(fault(many, "a.csv"), FileFault::TooManyColumns));
    let most = vec!["x"; 1000].join(",");
    assert!(matches!(fault(most, "a.csv"), FileFault::TooManyColumns));
    let bad = fault(b"a,\xff\n", "a.csv");
    assert!(matches!(bad, FileFault::Header(fault) if fault.line == 1));
}

#[test]
fn json_values_become_text_and_what_is_nested_is_refused_by_name() {
    let lines = "{\"n\":null,\"i\":620100199001011234567890,\"f\":5.0,\"t\":true,\"s\":\" x \"}\n\
                 {\"i\":1,\"s\":[1]}\n{\"s\":{}}\n[1]\n\"x\"\n{\"i\":1\n\n{\"i\":1,\"i\":2}\n{\"i\":2}";
    let rows = told(lines, "a.ndjson");
    assert_eq!(
        rows,
        [
            "1: |620100199001011234567890|5|true|x",
            "2: Nested { field: \"s\" }",
            "3: Nested { field: \"s\" }",
            "4: NotAnObject",
            "5: NotAnObject",
            "6: NotJson { column: 6 }",
            "8: DuplicateField { field: \"i\" }",
            "9: |2|||",
        ]
    );
}

#[test]
fn a_field_of_json_lines_must_come_in_the_first_of_them() {
    assert_eq!(
        told("{\"a\":1}\n{\"b\":2}\n", "a.jsonl"),
        ["1: 1|", "2: |2"]
    );
    let mut late = format!("{{\"a\":\"{}\"}}\n", "x".repeat(1000)).repeat(ROW_LIMIT / 1000);
    late.push_str("{\"b\":2}\n");
    let last = outcomes(late, "a.jsonl").pop().unwrap().unwrap_err();
    assert_eq!(last.what, What::UnknownField);
    assert!(matches!(fault("{x\n", "a.jsonl"), FileFault::NoObject));
}

#[test]
fn a_quotation_mark_that_never_ends_harms_at_most_1_mib() {
    let open_at_end = told("a,b\n1,2\n3,\"x\n5,6\n", "a.csv");
    assert_eq!(
        open_at_end,
        ["2: 1|2", "3: QuoteNeverEnds { last_line: 4 }"]
    );
    let mut text = "a,b\n3,\"x\n".to_owned();
    text.push_str(&"5,6\n".repeat(ROW_LIMIT / 4 + 10));
    let rows = told(text, "a.csv");
    assert!(
        rows[0].starts_with("2: TooLong { last_line: 262"),
        "{}",
        rows[0]
    );
    assert!(rows.len() > 5 && rows[1].ends_with(": 5|6"));
}

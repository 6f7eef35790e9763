//! A rulebook that cannot be used is refused with the file, the key and the reason, on one line.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

use domain::rulebook::{embedded, parse};

const GOOD: &str = r#"
id = "somewhere"
title = "某市"

[[regulations]]
short = "某证"
title = "某市电子证照管理办法"

[[procedures]]
id = "reissue"
title = "补办"

[[clocks]]
procedure = "reissue"
step = "complete"
title = "补办"
from = "故障排除"
bound = "within"
amount = 3
unit = "working-day"
who = "签发机构"
regulation = "某证"
article = "十五"
basis = "article"

[catalogue]
compiler = "department"
compiled_by = "市级部门"
published_by = "综合管理部门"
says = ["issuer", "holders"]
regulation = "某证"
article = "十一"
basis = "article"
"#;

fn complaint(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    let message = parse("somewhere.toml", &GOOD.replacen(from, to, 1))
        .unwrap_err()
        .to_string();
    assert!(!message.contains('\n'), "{message}");
    message
}

#[test]
fn a_sound_rulebook_is_read() {
    assert_eq!(parse("somewhere.toml", GOOD).unwrap().clocks.len(), 1);
}

#[test]
fn an_unknown_rulebook_is_named_beside_those_that_exist() {
    let message = embedded("beijing").unwrap_err().to_string();
    assert_eq!(
        message,
        "no rulebook is called `beijing`; there are lanzhou-new-area, daqing, lhasa, jiayuguan"
    );
}

#[test]
fn an_unknown_key_is_refused() {
    let message = complaint("amount = 3", "amuont = 3");
    assert!(
        message.starts_with(
            "somewhere.toml: line 19, amuont: unknown field `amuont`, expected one of"
        ),
        "{message}"
    );
}

#[test]
fn a_missing_key_is_named() {
    let message = complaint("who = \"签发机构\"\n", "");
    assert_eq!(
        message,
        "somewhere.toml: line 13, [[clocks]]: missing field `who`"
    );
}

#[test]
fn an_unknown_word_is_refused_with_the_words_there_are() {
    let message = complaint("bound = \"within\"", "bound = \"wihtin\"");
    assert!(
        message.starts_with("somewhere.toml: line 18, bound: unknown variant `wihtin`, expected"),
        "{message}"
    );
}

#[test]
fn a_number_of_the_wrong_kind_is_refused() {
    let message = complaint("amount = 3", "amount = -3");
    assert!(
        message.starts_with("somewhere.toml: line 19, amount: invalid value"),
        "{message}"
    );
}

#[test]
fn a_date_without_quotes_is_refused_with_the_way_to_write_it() {
    let message = complaint(
        "title = \"某市电子证照管理办法\"",
        "title = \"某市电子证照管理办法\"\nissued = 2021-09-14",
    );
    assert_eq!(
        message,
        "somewhere.toml: line 8, issued: invalid type: map, expected a date string, such as \"2026-09-24\" in quotes"
    );
}

#[test]
fn text_that_is_no_toml_is_refused_at_its_line() {
    let message = complaint("title = \"某市\"", "title = 某市");
    assert!(
        message.starts_with("somewhere.toml: line 3, title: "),
        "{message}"
    );
}

#[test]
fn two_clocks_of_one_step_are_refused() {
    let second = GOOD.split("[[clocks]]").nth(1).unwrap();
    let second = second.split("[catalogue]").next().unwrap();
    let message = parse("somewhere.toml", &[GOOD, "[[clocks]]", second].concat())
        .unwrap_err()
        .to_string();
    assert_eq!(
        message,
        "somewhere.toml: clocks reissue/complete.step: stands twice in this procedure"
    );
}

#[test]
fn what_a_clock_refers_to_must_exist() {
    assert_eq!(
        complaint("regulation = \"某证\"", "regulation = \"他证\""),
        "somewhere.toml: clocks reissue/complete.regulation: `他证` is not among this rulebook's regulations"
    );
    assert_eq!(
        complaint("procedure = \"reissue\"", "procedure = \"issue\""),
        "somewhere.toml: clocks issue/complete.procedure: names a procedure that this rulebook does not have"
    );
}

#[test]
fn amount_unit_and_bound_must_go_together() {
    assert_eq!(
        complaint("unit = \"working-day\"\n", ""),
        "somewhere.toml: clocks reissue/complete.unit: is missing, the bound `within` needs one"
    );
    assert_eq!(
        complaint("amount = 3\n", ""),
        "somewhere.toml: clocks reissue/complete.amount: is missing, the bound `within` needs one"
    );
    assert_eq!(
        complaint("amount = 3", "amount = 0"),
        "somewhere.toml: clocks reissue/complete.amount: must be at least 1"
    );
    assert_eq!(
        complaint("amount = 3", "amount = 3661"),
        "somewhere.toml: clocks reissue/complete.amount: is more than 3660 days"
    );
    assert_eq!(
        complaint("bound = \"within\"", "bound = \"at-once\""),
        "somewhere.toml: clocks reissue/complete.amount: does not go with the bound `at-once`; \
         clocks reissue/complete.unit: does not go with the bound `at-once`"
    );
}

#[test]
fn an_impossible_article_is_refused() {
    for wrong in [
        "15",
        "十五条",
        "五十十",
        "一百五",
        "十五(2)",
        "十五(二",
        "",
        "十五,十六",
        "零",
    ] {
        let message = complaint("article = \"十五\"", &format!("article = \"{wrong}\""));
        assert_eq!(
            message,
            format!(
                "somewhere.toml: clocks reissue/complete.article: `{wrong}` is no article number"
            )
        );
    }
    for right in [
        "二十",
        "一百零一",
        "一百一十六",
        "三十三(十二)",
        "十七, 四十",
    ] {
        let text = GOOD.replacen("article = \"十五\"", &format!("article = \"{right}\""), 1);
        assert!(parse("somewhere.toml", &text).is_ok(), "{right}");
    }
}

#[test]
fn a_service_names_no_article() {
    let message = complaint("basis = \"article\"", "basis = \"service\"");
    assert!(
        message.contains("clocks reissue/complete.article: does not go with the basis `service`"),
        "{message}"
    );
}

#[test]
fn a_procedure_that_is_offered_says_who_how_and_why() {
    let message = complaint(
        "title = \"补办\"\n\n",
        "title = \"补办\"\noffered = true\n\n",
    );
    for missing in [
        "reissue.objectors",
        "reissue.channels",
        "reissue.grounds",
        "reissue/complete.met_by",
    ] {
        assert!(message.contains(missing), "{message}");
    }
}

#[test]
fn an_extension_must_lengthen() {
    let message = complaint(
        "amount = 3",
        "amount = 3\nextension = { to = 3, consent = \"市长\" }",
    );
    assert_eq!(
        message,
        "somewhere.toml: clocks reissue/complete.extension: must lengthen a clock with the bound `within`"
    );
}

#[test]
fn an_end_of_day_that_no_day_has_is_refused() {
    for wrong in ["24:01", "00:00", "7:30", "12:60", "noon"] {
        let message = complaint(
            "\n[[reg",
            &format!("\n[readings]\nend_of_day = \"{wrong}\"\n\n[[reg"),
        );
        assert_eq!(
            message,
            "somewhere.toml: line 6, end_of_day: expected a time of day from 00:01 to 24:00"
        );
    }
}

#[test]
fn a_catalogue_without_who_publishes_an_article_or_an_issuer_is_refused() {
    for (from, to, complaint_of) in [
        (
            "published_by = \"综合管理部门\"",
            "published_by = \" \"",
            "catalogue.published_by: must not be empty",
        ),
        (
            "article = \"十一\"",
            "article = \"11\"",
            "catalogue.article: `11` is no article number",
        ),
        (
            "[\"issuer\", \"holders\"]",
            "[\"holders\", \"holders\"]",
            "catalogue.says: names something twice; catalogue.says: must hold `issuer`",
        ),
        (
            "compiler = \"department\"",
            "compiler = \"anybody\"",
            "compiler: unknown variant `anybody`",
        ),
    ] {
        let message = complaint(from, to);
        assert!(message.contains(complaint_of), "{message}");
    }
    let message = complaint("[catalogue]", "[register]");
    assert!(message.contains("register"), "{message}");
}

//! Due dates, clocks and codes as the commands answer them.

use super::asking::{
    THURSDAY, answered, assert_explained, deadline_args, keys, refused, text, workdays_args,
};
use std::process::Command;

use serde_json::{Value, json};

#[test]
fn an_objection_has_its_two_dates_in_both_cities() {
    for (rulebook, mark, article) in [
        ("lanzhou-new-area", "2026-09-18", "一百五十八"),
        ("daqing", "2026-09-20", "二十二"),
    ] {
        for (step, due) in [("mark", mark), ("decide", "2026-09-23")] {
            let answer = answered(&deadline_args(
                rulebook,
                "licence-objection",
                step,
                THURSDAY,
            ));
            assert_eq!(
                keys(&answer),
                [
                    "article",
                    "calendar_version",
                    "days",
                    "due",
                    "due_date",
                    "status"
                ]
            );
            assert_eq!(answer["due_date"], due, "{rulebook} {step}");
            assert_eq!(answer["article"], article);
            assert_explained(&answer);
        }
    }
}

#[test]
fn a_due_date_is_answered_as_it_was_known_on_a_day() {
    let asked = workdays_args("2018-12-03T10:00:00+08:00", "20");
    let then = answered(&[&asked[..], &["--as-of", "2018-12-05"]].concat());
    assert_eq!(then["due_date"], "2018-12-31");
    assert_eq!(then["status"], "provisional");
    assert_eq!(answered(&asked)["due_date"], "2018-12-29");
}

#[test]
fn a_clock_of_minutes_has_no_days() {
    let clocks = answered(&["rulebook", "lanzhou-new-area"]);
    let clocks = clocks.as_array().expect("a list");
    let minutes = clocks.iter().find(|clock| clock["unit"] == "minute");
    let minutes = minutes.expect("a clock of minutes");
    let (procedure, step) = (text(minutes, "procedure"), text(minutes, "step"));
    let received = "2026-09-17T23:45:00+08:00";
    let answer = answered(&deadline_args(
        "lanzhou-new-area",
        procedure,
        step,
        received,
    ));
    assert_eq!(answer["due"], "2026-09-18T00:15:00+08:00");
    assert_eq!(answer["due_date"], "2026-09-18");
    assert_eq!(answer["days"], json!([]));
}

#[test]
fn every_clock_of_every_rulebook_is_told_and_computed_or_refused() {
    for rulebook in ["lanzhou-new-area", "daqing", "lhasa", "jiayuguan"] {
        let clocks = answered(&["rulebook", rulebook]);
        for clock in clocks.as_array().expect("a list") {
            let expected =
                "amount article basis bound from procedure reading regulation step title unit who";
            assert_eq!(keys(clock).join(" "), expected);
            let (procedure, step) = (text(clock, "procedure"), text(clock, "step"));
            let args = deadline_args(rulebook, procedure, step, "2026-03-17T10:00:00+08:00");
            match text(clock, "bound") {
                "within" | "at-most" | "before" => {
                    assert_eq!(answered(&args)["article"], clock["article"]);
                }
                _ => drop(refused(&args)),
            }
        }
    }
}

#[test]
fn a_code_is_identified_whatever_it_is() {
    let citizen = answered(&["identify", "11010519491231002x"]);
    assert_eq!(keys(&citizen), ["kind", "normalised", "reason", "valid"]);
    assert_eq!(citizen["normalised"], "11010519491231002X");
    for (code, kind, valid) in [
        ("11010519491231002x", "citizen-id", true),
        ("110105194912310021", "citizen-id", false),
        ("91350100M000100Y43", "uscc", true),
        ("00001333-8", "organisation-code", true),
        ("1.2.156.3005.2", "licence-id", false),
        ("", "unknown", false),
        ("-x", "unknown", false),
        ("🪪", "unknown", false),
    ] {
        let answer = answered(&["identify", code]);
        assert_eq!(answer["kind"], kind, "{code}");
        assert_eq!(answer["valid"], valid, "{code}");
        assert_eq!(answer["normalised"].is_string(), valid, "{code}");
    }
}

#[cfg(unix)]
#[test]
fn a_code_that_is_no_text_is_identified_too() {
    use std::os::unix::ffi::OsStrExt as _;
    let output = Command::new(env!("CARGO_BIN_EXE_mingzheng"))
        .arg("identify")
        .arg(std::ffi::OsStr::from_bytes(b"\xff\xfe123"))
        .output()
        .expect("the binary runs");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["kind"], "unknown");
}

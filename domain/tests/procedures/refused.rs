use super::new_one::CITY;
use domain::rulebook::{EMBEDDED, parse};

const NEVER_MET: &str = "met_by: can never happen in this flow after what starts the clock";

/// What is said of the rulebook after these changes to it.
fn complaint(edits: &[(&str, &str)]) -> String {
    let text = edits.iter().fold(CITY.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    parse("somewhere.toml", &text).unwrap_err().to_string()
}

#[test]
fn a_clock_that_no_course_of_the_flow_can_meet_is_refused() {
    let no_transfer = complaint(&[("transfer = \"may\", ", "")]);
    for step in ["pass-on", "answer"] {
        let expected = format!("clocks data-doubt/{step}.{NEVER_MET}");
        assert!(no_transfer.contains(&expected), "{no_transfer}");
    }
    let by_mark = ("met_by = \"notified\"", "met_by = \"marked\"");
    let no_mark = complaint(&[by_mark]);
    // A mark comes before the transfer, so what the transfer starts can't be met by the mark.
    let too_late = complaint(&[
        ("transfer = \"may\"", "mark = true, transfer = \"may\""),
        by_mark,
    ]);
    for message in [no_mark, too_late] {
        let expected = format!("clocks data-doubt/answer.{NEVER_MET}");
        assert!(message.contains(&expected), "{message}");
    }
}

#[test]
fn a_flow_that_lets_a_case_close_while_a_clock_runs_is_refused() {
    assert_eq!(
        complaint(&[("spared_by = \"decided\"\n", "")]),
        "somewhere.toml: clocks data-doubt/pass-on.spared_by: is missing: this flow lets a case close while the clock still runs"
    );
}

#[test]
fn a_step_that_cases_have_is_called_something_in_both_languages() {
    let unnamed = complaint(&[(
        "name = { zh = \"限时答复\", en = \"Answer in time\" }\n",
        "",
    )]);
    let half = complaint(&[("en = \"has to answer the doubt\"", "en = \" \"")]);
    for (field, message) in [("name", unnamed), ("owed", half)] {
        assert_eq!(
            message,
            format!(
                "somewhere.toml: clocks data-doubt/answer.{field}: must say in `zh` and in `en` what people read of a step that cases have"
            )
        );
    }
}

#[test]
fn a_clock_that_falls_away_by_what_cannot_happen_is_refused() {
    let message = complaint(&[("spared_by = \"decided\"", "spared_by = \"marked\"")]);
    assert!(
        message.contains(
            "data-doubt/pass-on.spared_by: can never happen in this flow before the clock is met"
        ),
        "{message}"
    );
}

#[test]
fn what_runs_backwards_is_never_prolonged_and_counts_from_a_day_that_is_stated() {
    let stated = "starts = \"stated\"\n";
    let extended = "starts = \"stated\"\nextension = { to = 4, consent = \"管理部门\" }\n";
    assert_eq!(
        complaint(&[(stated, extended)]),
        "somewhere.toml: clocks data-doubt/announce.extension: must lengthen a clock with the bound `within`"
    );
    assert_eq!(
        complaint(&[(stated, "")]),
        "somewhere.toml: clocks data-doubt/announce.starts: must be `stated`: a clock that runs backwards counts from a day that the filing states"
    );
}

#[test]
fn who_objects_to_something_else_is_refused_and_so_is_an_offer_without_a_flow() {
    let readers = ("[\"data-subject\"]", "[\"data-subject\", \"reader\"]");
    assert_eq!(
        complaint(&[readers]),
        "somewhere.toml: procedures data-doubt.objectors: `Reader` does not object to what the flow is about"
    );
    let flow = "flow = { subject = \"data-set\", transfer = \"may\", decide = \"one-person\" }\n";
    assert_eq!(
        complaint(&[(flow, "")]),
        "somewhere.toml: procedures data-doubt.flow: must not be empty in a procedure that is offered"
    );
}

/// 补办 of 兰州新区, after one change to it.
#[test]
fn a_flow_about_an_outage_is_moved_by_nobody_and_counts_from_its_end() {
    let (_, text) = EMBEDDED[0];
    let flow = "flow = { subject = \"outage\", decide = \"one-person\" }";
    let complaint = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        parse("somewhere.toml", &text.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    let of = "procedures reissue-after-force-majeure";
    let bare = format!(
        "{of}.flow: about an outage has nothing but `subject` and `decide = \"one-person\"`"
    );
    for more in [
        "mark = true, decide = \"one-person\"",
        "transfer = \"may\", decide = \"one-person\"",
        "publish = true, decide = \"one-person\"",
        "confer = true, decide = \"one-person\"",
        "review_days = 60, decide = \"one-person\"",
        "decide = \"two-people\"",
    ] {
        let message = complaint(flow, &format!("flow = {{ subject = \"outage\", {more} }}"));
        assert!(message.contains(&bare), "{message}");
    }
    for more in ["offered = true", "objectors = [\"issuer\"]"] {
        let message = complaint(flow, &format!("{flow}\n{more}"));
        assert!(message.contains(&format!("{of}.offered: ")), "{message}");
    }
    let from_receipt = complaint(
        "starts = \"stated\"\nmet_by = \"decided\"\nbound = \"within\"\namount = 3",
        "met_by = \"decided\"\nbound = \"within\"\namount = 3",
    );
    let stated = "clocks reissue-after-force-majeure/complete.starts: must be `stated`";
    assert!(from_receipt.contains(stated), "{from_receipt}");
    let ground = complaint(
        "grounds = [\"accuracy\"",
        "grounds = [\"force-majeure\", \"accuracy\"",
    );
    assert!(ground.contains("is no ground to object"), "{ground}");
}

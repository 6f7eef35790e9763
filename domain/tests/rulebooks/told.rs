//! A rulebook is told whole, and each of its clocks has a date or says that it has none.

use super::rulebook;
use domain::{
    deadline,
    rulebook::{Bound, EMBEDDED, Rulebook},
};

#[test]
fn a_rulebook_travels_to_the_browser_as_json_and_comes_back_the_same() {
    for (city, _) in EMBEDDED {
        let json = serde_json::to_string(&rulebook(city)).unwrap();
        assert_eq!(
            serde_json::from_str::<Rulebook>(&json).unwrap(),
            rulebook(city)
        );
    }
}

#[test]
fn a_clock_names_every_field_even_where_it_is_empty() {
    let rulebook = rulebook("lanzhou-new-area");
    let json =
        serde_json::to_value(rulebook.clock("catalogue-maintenance", "maintain").unwrap()).unwrap();
    for field in [
        "procedure",
        "step",
        "title",
        "from",
        "bound",
        "amount",
        "unit",
        "who",
        "regulation",
        "article",
    ] {
        assert!(json.get(field).is_some(), "{field}");
    }
    assert_eq!(
        (&json["from"], &json["reading"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert_eq!(
        (&json["bound"], &json["unit"], &json["basis"]),
        (&"every".into(), &"year".into(), &"article".into())
    );
}

#[test]
fn every_clock_either_has_a_due_date_or_says_that_it_has_none() {
    let known = domain::calendar::state_council()
        .unwrap()
        .as_of(None)
        .unwrap();
    let received = "2026-09-18T10:00:00+08:00".parse().unwrap();
    for (city, _) in EMBEDDED {
        let rulebook = rulebook(city);
        for clock in &rulebook.clocks {
            let answer = deadline::compute(clock, received, &known, rulebook.readings);
            match clock.bound {
                Bound::Within | Bound::AtMost | Bound::Before => {
                    assert!(answer.is_ok(), "{clock:?}");
                }
                bound => assert_eq!(answer, Err(deadline::DeadlineError::NoDueDate(bound))),
            }
        }
    }
}

#[test]
fn a_day_is_promised_only_where_passing_the_case_on_cannot_take_it_away() {
    let promised = |city: &str, procedure: &str| -> Vec<String> {
        let rulebook = rulebook(city);
        let clocks = rulebook.clocks_of(procedure);
        let promising = clocks.filter(|clock| clock.promises_answer());
        promising.map(|clock| clock.step.clone()).collect()
    };
    for (city, procedure, steps) in [
        (
            "lanzhou-new-area",
            "licence-objection",
            &["decide", "decide-reopened", "review"][..],
        ),
        // From the provider's receipt on, not before.
        ("lanzhou-new-area", "data-query", &["answer"]),
        (
            "daqing",
            "licence-objection",
            &["decide", "notify", "decide-reopened", "review"],
        ),
        // Whether it is two days or five from a later day depends on whose the data are.
        ("daqing", "public-data-objection", &["decide-transferred"]),
        ("jiayuguan", "web-site-correction", &["answer"]),
    ] {
        assert_eq!(promised(city, procedure), steps, "{city} {procedure}");
    }
}

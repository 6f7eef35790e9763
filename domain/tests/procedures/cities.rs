use super::{Case, at, calendar, rulebook};
use domain::flow::CaseEvent as E;
use domain::flow::{Flow, Refusal};
use domain::rulebook::{LICENCE_OBJECTION, MetBy};
use jiff::civil::date;

const MONDAY: &str = "2026-11-23T10:00:00+08:00";
const TUESDAY: &str = "2026-11-24T10:00:00+08:00";

#[test]
fn the_objection_to_a_licence_is_one_flow_in_every_city_that_has_it() {
    for city in ["lanzhou-new-area", "daqing"] {
        let reviewed = Flow {
            review_days: Some(60),
            ..Flow::LICENCE
        };
        assert_eq!(rulebook(city).flow(LICENCE_OBJECTION), reviewed);
    }
    assert_eq!(rulebook("lhasa").flow(LICENCE_OBJECTION), Flow::LICENCE);
}

/// 庆数 三十三(一).
#[test]
fn daqings_managing_body_decides_on_its_own_data_in_two_days() {
    let (rulebook, calendar) = (rulebook("daqing"), calendar());
    let mut case = Case::new(&rulebook, &calendar, "public-data-objection");
    case.happen(E::Receive, at(MONDAY)).unwrap();
    assert_eq!(
        case.dates(),
        [
            ("decide", date(2026, 11, 25)),
            ("mark-data", date(2026, 11, 24)),
            ("transfer", date(2026, 11, 25))
        ]
    );
    assert_eq!(case.happen(E::Verify, at(MONDAY)), Err(Refusal::MarkFirst));
    for event in [E::Mark, E::Verify, E::Propose, E::Approve] {
        case.happen(event, at(TUESDAY)).unwrap();
    }
    assert!(case.open().is_empty());
    assert!(!case.clocks.contains_key("transfer"));
}

/// 庆数 三十三(二).
#[test]
fn another_department_has_five_days_from_the_transfer_and_the_two_days_of_the_managing_body_fall_away()
 {
    let (rulebook, calendar) = (rulebook("daqing"), calendar());
    let mut case = Case::new(&rulebook, &calendar, "public-data-objection");
    for event in [E::Receive, E::Mark] {
        case.happen(event, at(MONDAY)).unwrap();
    }
    case.happen(E::Transfer, at(TUESDAY)).unwrap();
    assert_eq!(case.open(), ["decide-transferred"]);
    let run = case.clocks["decide-transferred"];
    assert_eq!(
        (run.started, run.due.due_date),
        (at(TUESDAY), date(2026, 12, 1))
    );
    for event in [E::Verify, E::Propose, E::Approve, E::Notify, E::Close] {
        case.happen(event, at("2026-12-01T23:59:00+08:00")).unwrap();
    }
    assert!(case.open().is_empty());
    let run = case.clocks["decide-transferred"];
    assert!(run.met.unwrap() <= run.due.due);
}

/// 兰享 三十.
#[test]
fn lanzhous_provider_has_three_days_from_the_feedback_which_is_due_a_day_after_the_finding() {
    let (rulebook, calendar) = (rulebook("lanzhou-new-area"), calendar());
    let mut case = Case::new(&rulebook, &calendar, "data-query");
    case.happen(E::Receive, at(MONDAY)).unwrap();
    // Found on Friday the 20th, and registered on Monday.
    assert_eq!(case.dates(), [("feed-back", date(2026, 11, 23))]);
    assert_eq!(
        case.happen(E::Answer, at(MONDAY)),
        Err(Refusal::TransferFirst)
    );
    case.happen(E::Transfer, at(MONDAY)).unwrap();
    assert_eq!(case.open(), ["answer"]);
    assert_eq!(case.clocks["answer"].due.due_date, date(2026, 11, 26));
    case.happen(E::Answer, at(TUESDAY)).unwrap();
    assert!(case.open().is_empty(), "the provider has answered");
    case.happen(E::Notify, at(TUESDAY)).unwrap();
}

/// 拉享 二十三.
#[test]
fn lhasas_provider_checks_in_five_days_and_nobodys_business_is_held_up() {
    let (rulebook, calendar) = (rulebook("lhasa"), calendar());
    let mut case = Case::new(&rulebook, &calendar, "review-request");
    case.happen(E::Receive, at(MONDAY)).unwrap();
    assert_eq!(case.dates(), [("verify", date(2026, 11, 30))]);
    assert_eq!(case.happen(E::Mark, at(MONDAY)), Err(Refusal::NoSuchStep));
    case.happen(E::Answer, at(TUESDAY)).unwrap();
    assert!(case.open().is_empty());
    let note = rulebook.procedure("review-request").unwrap().note.clone();
    let note = note.unwrap();
    for said in ["不影响办事", "救济渠道", "信息更正手续"] {
        assert!(note.contains(said), "{note}");
    }
}

/// 嘉网 二十七(二).
#[test]
fn jiayuguans_web_site_passes_on_in_one_day_answers_in_three_and_publishes() {
    let (rulebook, calendar) = (rulebook("jiayuguan"), calendar());
    let mut case = Case::new(&rulebook, &calendar, "web-site-correction");
    case.happen(E::Receive, at(MONDAY)).unwrap();
    let dates = [
        ("answer", date(2026, 11, 26)),
        ("transfer", date(2026, 11, 24)),
    ];
    assert_eq!(case.dates(), dates);
    case.happen(E::Transfer, at(TUESDAY)).unwrap();
    assert_eq!(case.dates(), dates, "a transfer buys no time");
    case.happen(E::Answer, at(TUESDAY)).unwrap();
    case.happen(E::Notify, at(TUESDAY)).unwrap();
    assert!(case.open().is_empty());
    assert!(case.flow().publish);
}

/// 嘉平 六.
#[test]
fn a_clock_is_prolonged_only_where_the_rulebook_allows_it_and_only_so_far() {
    let rulebook = rulebook("jiayuguan");
    let update = rulebook.clock("catalogue-change", "update").unwrap();
    assert_eq!(update.extended().unwrap().amount, Some(20));
    let answer = rulebook.clock("web-site-correction", "answer").unwrap();
    assert_eq!(answer.extended(), None);
    assert_eq!(answer.met_by, Some(MetBy::Notified));
}

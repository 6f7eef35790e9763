use super::{Case, at, calendar};
use domain::flow::CaseEvent as E;
use domain::rulebook::{Channel, Objector, Rulebook, parse};
use jiff::civil::date;

/// With a clock that runs backwards, too.
pub(crate) const CITY: &str = concat!(
    include_str!("somewhere.toml"),
    r#"
[[clocks]]
procedure = "data-doubt"
step = "announce"
title = "停用前公告"
name = { zh = "停用前公告", en = "Announce" }
owed = { zh = "在停用前公告", en = "has to announce it" }
bound = "before"
amount = 2
unit = "working-day"
who = "受理部门"
regulation = "某数"
article = "十一"
basis = "article"
starts = "stated"
met_by = "decided"
"#
);

pub(crate) fn city() -> Rulebook {
    parse("somewhere.toml", CITY).unwrap()
}

#[test]
fn a_procedure_is_added_with_nothing_but_toml_and_a_case_runs_through_it() {
    let (rulebook, calendar) = (city(), calendar());
    let procedure = rulebook.procedure("data-doubt").unwrap();
    assert_eq!(procedure.objector_in_app(), Some(Objector::DataSubject));
    assert!(!procedure.is_open_to(Channel::Hotline));
    let mut case = Case::new(&rulebook, &calendar, "data-doubt");
    // The page is taken off the net on Friday the 27th, which is announced by the 25th.
    case.stated = at("2026-11-27T09:00:00+08:00");
    case.happen(E::Receive, at("2026-11-23T10:00:00+08:00"))
        .unwrap();
    assert_eq!(
        case.dates(),
        [
            ("announce", date(2026, 11, 25)),
            ("pass-on", date(2026, 11, 24))
        ]
    );
    case.happen(E::Transfer, at("2026-11-23T16:00:00+08:00"))
        .unwrap();
    assert_eq!(
        case.clocks["answer"].due.due,
        at("2026-11-25T16:00:00+08:00")
    );
    for event in [E::Answer, E::Notify, E::Close] {
        case.happen(event, at("2026-11-24T09:00:00+08:00")).unwrap();
    }
    assert!(case.open().is_empty());
}

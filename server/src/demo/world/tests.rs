//! Is the demonstration's world as large, as lawful and as alive as it should be?

use super::super::agencies::Agency;
use super::super::case::By;
use super::super::data::Data;
use super::super::office::Office;
use super::super::plot::states_of_one_round;
use super::*;
use domain::deadline::compute;
use domain::objection::{FilingContext, ProposalContext, Standing};
use domain::rulebook::{DECIDE, LICENCE_OBJECTION, MARK, embedded};
use domain::wire::licence::FaceValue;
use jiff::Timestamp;
use std::collections::HashSet;

/// A Monday morning, a Sunday, one minute into a Friday, and the first working day after the longest holiday.
const MOMENTS: [&str; 4] = [
    "2026-11-23T10:00:00+08:00",
    "2026-11-22T23:59:00+08:00",
    "2026-11-20T00:01:00+08:00",
    "2026-10-08T08:30:00+08:00",
];

fn make(now: &str, size: Size, mut look: impl FnMut(&Household, &Stage<'_>)) {
    let now: Timestamp = now.parse().unwrap();
    let data = Data::load().unwrap();
    let calendar = domain::calendar::state_council().unwrap();
    let known = calendar.as_of(None).unwrap();
    let rulebook = embedded("lanzhou-new-area").unwrap();
    let office = Office::new(now, &known).unwrap();
    let mut ids = DemoIds::new(now);
    let agencies = Agency::all(&data, &mut ids);
    let stage = Stage {
        data: &data,
        office: &office,
        rulebook: &rulebook,
        calendar: &known,
        agencies: &agencies,
    };
    let mut world = World::new(stage, ids, size);
    while let Some(household) = world.next().unwrap() {
        look(&household, &world.stage);
    }
}

fn face_of(licence: &Licence, kind: &super::super::data::TypeData) -> Vec<FaceValue> {
    licence.versions[0]
        .face
        .iter()
        .map(|(key, value)| FaceValue {
            key: key.clone(),
            label: kind.field(key).unwrap().label.clone(),
            value: value.clone(),
            sensitive: false,
        })
        .collect()
}

#[test]
fn there_are_200_people_1000_licences_and_60_objections_in_every_state() {
    for now in MOMENTS {
        let (mut people, mut licences, mut cases) = (0, 0, 0);
        let mut states = HashSet::new();
        make(now, Size::default(), |household, _| {
            people += usize::from(!household.person.is_company);
            licences += household.licences.len();
            cases += household.cases.len();
            states.extend(household.cases.iter().map(|case| case.case.standing.state));
        });
        assert_eq!((people, licences, cases), (200, 1_000, 60), "{now}");
        assert_eq!(states.len(), states_of_one_round(), "{now}: {states:?}");
    }
}

#[test]
fn some_clocks_are_due_today_some_have_run_out_and_some_run_until_tomorrow() {
    let (mut due_today, mut overdue, mut tomorrow) = (0, 0, 0);
    make(MOMENTS[0], Size::default(), |household, stage| {
        let open = household.cases.iter().map(|numbered| &numbered.case);
        let running = open
            .filter(|case| !case.standing.state.is_finished())
            .flat_map(|case| &case.clocks)
            .filter(|clock| clock.met_at.is_none());
        for clock in running {
            overdue += usize::from(clock.due.due <= stage.office.now);
            due_today += usize::from(clock.due.due_date == stage.office.today);
            tomorrow += usize::from(clock.due.due_date == stage.office.working_day(1));
        }
    });
    assert!(
        due_today >= 8 && overdue >= 5 && tomorrow >= 8,
        "{due_today} {overdue} {tomorrow}"
    );
}

#[test]
fn every_history_is_lawful_in_order_and_in_the_past() {
    for now in MOMENTS {
        make(now, Size::default(), |household, stage| {
            for NumberedCase { case, .. } in &household.cases {
                let mut standing = Standing::FILED;
                let mut before = Timestamp::UNIX_EPOCH;
                for step in &case.steps {
                    if let Some(event) = step.event {
                        standing = standing.after(event).unwrap();
                    }
                    assert!(before <= step.at && step.at < stage.office.now);
                    before = step.at;
                }
                assert_eq!(standing, case.standing);
                let deciders = [CaseEvent::Propose, CaseEvent::Approve]
                    .map(|event| case.step(event).and_then(|step| step.by.staff()));
                assert!(deciders[1].is_none() || deciders[0] != deciders[1]);
                assert_eq!(case.steps[0].by, By::Holder);
            }
        });
    }
}

#[test]
fn every_filing_and_every_proposal_would_be_accepted() {
    make(MOMENTS[0], Size::default(), |household, stage| {
        for NumberedCase { case, licence, .. } in &household.cases {
            let licence = &household.licences[*licence];
            let kind = &stage.data.types[licence.kind];
            let face = face_of(licence, kind);
            let filing = FilingContext {
                face: &face,
                grounds: stage.rulebook.licence_objection_grounds(),
            };
            assert_eq!(case.body.check_for_filing(filing), [], "{}", kind.name);
            if let Some(proposal) = &case.proposal {
                let context = ProposalContext {
                    face: &face,
                    claims: &case.body.claims,
                    ground: case.body.ground.unwrap(),
                    deciding: stage.rulebook.deciding(LICENCE_OBJECTION),
                };
                assert_eq!(proposal.check(context), [], "{}", kind.name);
                let said = [&proposal.reasons, &proposal.remedy, &case.body.explanation];
                assert!(said.iter().all(|text| !text.contains('{')), "{said:?}");
            }
            let corrected = case.outcome.is_some()
                && case
                    .proposal
                    .as_ref()
                    .is_some_and(|p| !p.corrections.is_empty());
            assert_eq!(licence.versions.len(), if corrected { 2 } else { 1 });
        }
    });
}

#[test]
fn the_casts_cases_are_about_the_fields_that_their_stories_name() {
    make(MOMENTS[0], Size::default(), |household, stage| {
        let Some((place, _)) = &household.cast else {
            return;
        };
        let role = &stage.data.cast[usize::try_from(*place).unwrap()];
        for NumberedCase { case, licence, .. } in &household.cases {
            let claims = case.body.claims.iter().map(|claim| &claim.key);
            assert!(
                claims.eq(&role.licences[*licence].disputed),
                "{}",
                role.name
            );
        }
        assert!(
            role.licences
                .iter()
                .all(|l| l.case.is_some() || l.disputed.is_empty())
        );
    });
}

#[test]
fn every_clock_is_what_the_rulebook_says_of_the_receipt() {
    make(MOMENTS[3], Size::default(), |household, stage| {
        for NumberedCase { case, .. } in &household.cases {
            let Some(received) = case.at(CaseEvent::Receive) else {
                assert!(case.clocks.is_empty());
                continue;
            };
            assert_eq!(case.clocks.len(), 2);
            for step in [MARK, DECIDE] {
                let clock = stage.rulebook.clock(LICENCE_OBJECTION, step).unwrap();
                let readings = stage.rulebook.readings;
                let due = compute(clock, received, stage.calendar, readings).unwrap();
                let kept = case.clocks.iter().find(|clock| clock.step == step).unwrap();
                assert_eq!(kept.due.due, due.due);
            }
        }
    });
}

#[test]
fn no_licence_is_objected_to_before_it_was_issued() {
    make(MOMENTS[0], Size::default(), |household, _| {
        for NumberedCase { case, licence, .. } in &household.cases {
            assert!(household.licences[*licence].events[0].at < case.filed_at());
        }
    });
}

#[test]
fn a_larger_world_holds_what_was_asked_for() {
    for (licences, cases) in [(50, 12), (777, 700), (5_000, 1_234), (3_000, 8)] {
        let size = Size::of(licences, cases);
        let (mut held, mut objected) = (0, 0);
        let mut numbers = HashSet::new();
        make(MOMENTS[0], size, |household, _| {
            held += household.licences.len();
            objected += household.cases.len();
            for numbered in &household.cases {
                assert!(numbers.insert(numbered.number.clone()));
            }
        });
        assert_eq!((held, objected), (licences, cases));
    }
}

#[test]
fn no_more_cases_are_in_hand_than_were_asked_for_and_none_is_missing() {
    let of_cast_and_crowd = |in_hand| {
        let size = Size {
            in_hand,
            ..Size::of(2_000, 1_000)
        };
        let (mut cast, mut open, mut all) = (0, 0, 0);
        make(MOMENTS[0], size, |household, _| {
            let running = household
                .cases
                .iter()
                .filter(|one| !one.case.standing.state.is_finished());
            if household.cast.is_some() {
                cast += running.count();
            } else {
                open += running.count();
            }
            all += household.cases.len();
        });
        assert!(cast > 0);
        (open, all)
    };
    assert_eq!(of_cast_and_crowd(70), (70, 1_000));
    assert_eq!(of_cast_and_crowd(0), (0, 1_000));
    let (open, all) = of_cast_and_crowd(usize::MAX);
    assert!(open > 500);
    assert_eq!(all, 1_000);
}

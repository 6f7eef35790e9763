//! 补办 as a case: it begins with the end of an outage or with what is listed later, nobody moves it by hand, and it ends
//! with the last that waits.

mod among_others;

use super::Hall;
use super::procedures::{other_agency, registration, step};
use crate::store::testing::Backend;
use domain::flow::{CaseEvent, CaseState, Flow, Subject};
use domain::id::ObjectionId;
use domain::objection::templates::TemplatePurpose;
use domain::outage::HeldUp;
use domain::problem::ProblemCode;
use domain::rulebook::{Channel, Ground, Objector};
use domain::wire::case::{CaseDetail, CaseSummary};
use domain::wire::desk::{HandOn, PassOn, WithNote};
use domain::wire::notice::Inbox;
use domain::wire::outage::{OutageDetail, SettleHeldUp};
use domain::wire::queue::{MarkCases, QueuePage};
use domain::wire::template::MakeTemplate;
use domain::wire::{Expected, Page};
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const PROCEDURE: &str = "reissue-after-force-majeure";

impl Hall {
    /// The first that waits needs no making good any more.
    async fn fell_away(&self, outage: &OutageDetail) -> OutageDetail {
        let away = SettleHeldUp::FellAway {
            words: "申请人已撤回".into(),
        };
        self.settle(outage, 0, &away).await.ok()
    }
}

async fn case(hall: &Hall, username: &str, id: ObjectionId) -> CaseDetail {
    let mut clerk = hall.app.clerk(username).await;
    clerk.get(&format!("/objections/{id}")).await.ok()
}

async fn queue(hall: &Hall, username: &str, filter: &str) -> Vec<CaseSummary> {
    let mut clerk = hall.app.clerk(username).await;
    let path = format!("/desk/objections?filter={filter}");
    let page: QueuePage = clerk.get(&path).await.ok();
    page.items.into_iter().map(|row| row.case).collect()
}

fn id_of(outage: &OutageDetail) -> ObjectionId {
    outage.case.as_ref().unwrap().id
}

#[rstest]
#[tokio::test]
async fn what_waits_at_the_end_of_an_outage_is_a_case_that_closes_with_the_last_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let outage = hall.outage(hall.app.now()).await;
    hall.held_up(outage.summary.id, HeldUp::Issue).await;
    let outage = hall.held_up(outage.summary.id, HeldUp::Other).await;
    assert_eq!(outage.case, None, "none while it goes on");
    let end = hall.app.now();
    // Half an hour passes before somebody says so: the days run from the end all the same.
    hall.app.advance(SignedDuration::from_mins(30));
    let ended: OutageDetail = hall.ended(&outage, end).await.ok();
    let id = id_of(&ended);
    hall.jobs().await;

    let open = queue(&hall, "handler", "open").await;
    let [listed] = open.as_slice() else {
        panic!("{open:?}");
    };
    assert_eq!((listed.id, listed.subject), (id, Subject::Outage));
    assert_eq!(listed.procedure_title, "不可抗力后补办");
    assert_eq!(listed.type_name, "2026年9月17日开始的故障");
    assert_eq!(Some(&listed.clocks[0]), ended.summary.clock.as_ref());
    assert_eq!(listed.clocks[0].started_at, end);
    assert_eq!(listed.clocks[0].due_date, Date::constant(2026, 9, 21));
    let begun = case(&hall, "supervisor", id).await;
    assert_eq!(
        (begun.flow, begun.outage),
        (Flow::OUTAGE, Some(ended.summary.id))
    );
    assert_eq!((begun.issuer, begun.holder.0), (hall.market, id.0));
    assert_eq!(
        (begun.objector, begun.channel, begun.ground),
        (Objector::Issuer, Channel::Issuer, Ground::ForceMajeure)
    );
    assert_eq!(begun.explanation, "机房断电\n应急措施：改用纸质受理");
    assert_eq!(begun.desk.unwrap().holder_name, "");
    // Nobody is told of a new objection, and nobody has it in the app.
    let inbox: Inbox = hall
        .app
        .clerk("second-handler")
        .await
        .get("/notices")
        .await
        .ok();
    assert_eq!(inbox.items, []);
    let own: Page<CaseSummary> = hall.citizen().await.get("/objections").await.ok();
    assert_eq!(own.items, []);

    let preparation = hall.newly_issued().await.summary.id;
    let by = SettleHeldUp::Preparation { preparation };
    let first: OutageDetail = hall.settle(&ended, 0, &by).await.ok();
    assert_eq!(
        case(&hall, "handler", id).await.summary.state,
        CaseState::Received
    );
    let made = hall.fell_away(&first).await;
    assert_eq!(made.case, ended.case);
    let closed = case(&hall, "supervisor", id).await;
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert_eq!(closed.summary.clocks[0].met_at, Some(hall.app.now()));
    assert_eq!(made.summary.clock.as_ref(), closed.summary.clocks.first());
    assert_eq!((closed.summary.outcome, closed.decision), (None, None));
    let happened: Vec<_> = closed.history.iter().map(|one| one.event).collect();
    let (answer, close) = (Some(CaseEvent::Answer), Some(CaseEvent::Close));
    assert_eq!(happened, [None, Some(CaseEvent::Receive), answer, close]);
    assert!(closed.history[1].by.is_empty());
    for place in [0, 2, 3] {
        assert_eq!(closed.history[place].by, made.declared_by, "{place}");
    }
    assert_eq!(
        closed.history[3].note,
        "这次故障积压的都已了结：补办 1 件，不再需要 1 件。"
    );
    hall.jobs().await;
    assert_eq!(queue(&hall, "handler", "open").await, []);
    assert_eq!(hall.audited("file").await, 1);
}

#[rstest]
#[tokio::test]
async fn what_is_listed_after_all_was_made_good_is_another_case_that_runs_from_the_same_end(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let outage = hall.outage(hall.app.now()).await;
    let end = hall.app.now();
    let ended: OutageDetail = hall.ended(&outage, end).await.ok();
    assert_eq!((ended.case.as_ref(), &ended.summary.clock), (None, &None));
    let id = ended.summary.id;
    // On the last day something turns up, and is made good; it was listed once more than it was a case.
    hall.app.advance(DAY * 4);
    let first = hall.held_up(id, HeldUp::Change).await;
    let again = hall.held_up(id, HeldUp::Cancel).await;
    assert_eq!(first.case, again.case);
    let clock = again.summary.clock.clone().unwrap();
    assert_eq!(
        (clock.started_at, clock.due_date),
        (end, Date::constant(2026, 9, 21))
    );
    assert!(!again.summary.overdue);
    let again = hall.fell_away(&again).await;
    let made = hall.fell_away(&again).await;
    let met = made.summary.clock.as_ref().and_then(|clock| clock.met_at);
    assert_eq!(met, Some(hall.app.now()));
    // Three days later something else does: listing it late has bought no time.
    hall.app.advance(DAY * 3);
    let late = hall.held_up(id, HeldUp::Renew).await;
    let (old, new) = (id_of(&made), id_of(&late));
    assert_ne!(old, new);
    assert!(late.summary.overdue);
    let clock = late.summary.clock.clone().unwrap();
    assert_eq!(
        (clock.started_at, clock.due_date),
        (end, Date::constant(2026, 9, 21))
    );
    let overdue = queue(&hall, "handler", "overdue").await;
    assert_eq!(overdue.iter().map(|one| one.id).collect::<Vec<_>>(), [new]);
    hall.jobs().await;
    hall.fell_away(&late).await;
    for (id, late) in [(old, false), (new, true)] {
        let closed = case(&hall, "supervisor", id).await;
        assert_eq!(closed.summary.state, CaseState::Closed);
        let clock = &closed.summary.clocks[0];
        assert_eq!(clock.met_at.unwrap() >= clock.due, late);
    }
    hall.jobs().await;
    assert_eq!(hall.app.count("objection").await, 2);
}

#[rstest]
#[tokio::test]
async fn nobody_moves_it_by_hand_files_one_or_keeps_words_for_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = id_of(&hall.arrears().await);
    let to = other_agency(&hall).await;
    let note = || "按程序办理，请知悉".to_owned();
    let noted = |version| WithNote {
        version,
        note: note(),
    };
    let plain = |version| Expected { version };
    let refusals = [
        step(&hall, ("handler", id), "mark", plain).await,
        step(&hall, ("handler", id), "verify", plain).await,
        step(&hall, ("handler", id), "return", noted).await,
        step(&hall, ("handler", id), "tell", noted).await,
        step(&hall, ("handler", id), "enter-supplement", noted).await,
        step(&hall, ("handler", id), "enter-withdrawal", noted).await,
        step(&hall, ("handler", id), "answer", super::procedures::answer).await,
        step(&hall, ("approver", id), "approve", plain).await,
        step(&hall, ("approver", id), "reopen", noted).await,
        step(&hall, ("handler", id), "transfer", |version| PassOn {
            version,
            to,
            note: note(),
        })
        .await,
        step(&hall, ("handler", id), "hand-on", |version| HandOn {
            version,
            to,
            note: note(),
        })
        .await,
    ];
    for refused in refusals {
        let problem = refused.problem();
        assert_eq!(problem.code, ProblemCode::WrongState);
        let says = "在故障页面上逐件办结；最后一件办结时，这件补办自动办结";
        assert_eq!(problem.detail.as_deref(), Some(says));
    }
    // Among many that are marked at once it is left as it is.
    let mut handler = hall.app.clerk("handler").await;
    let marked = MarkCases { cases: vec![id] };
    hall.post(&mut handler, "/desk/objections/mark:batch", &marked)
        .await
        .succeeded();
    let seen = case(&hall, "handler", id).await;
    assert_eq!((seen.version, seen.summary.marked), (2, false));
    assert_eq!(queue(&hall, "handler", "unmarked").await, []);

    let order = registration(&hall, PROCEDURE, Objector::Issuer, Channel::Issuer);
    let filed = hall.post(&mut handler, "/desk/objections", &order).await;
    assert_eq!(filed.code(), ProblemCode::NotOffered);
    let mut approver = hall.app.clerk("approver").await;
    for purpose in [TemplatePurpose::Answer, TemplatePurpose::Return] {
        let words = MakeTemplate {
            procedure: PROCEDURE.into(),
            purpose,
            name: "补办".into(),
            text: "已补办".into(),
        };
        let kept = hall.post(&mut approver, "/desk/templates", &words).await;
        assert_eq!(kept.code(), ProblemCode::Invalid);
    }
    hall.jobs().await;
}

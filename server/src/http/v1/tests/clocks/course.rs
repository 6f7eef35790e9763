//! How is a case brought to where a clock runs?

use super::super::Hall;
use super::super::procedures::{complained, other_agency, passed_on, registration};
use super::super::{rejected, reopening};
use super::{case, clock_of};
use domain::flow::{CaseEvent, Flow, Subject};
use domain::id::ObjectionId;
use domain::rulebook::{Channel, Clock, MetBy, Procedure, Rulebook, Starts};
use domain::wire::case::Receipt;
use domain::wire::desk::RegisterCase;

/// A case in which the clock runs, and as few others as the procedure lets be settled before; and what was done for it.
pub(super) async fn running(
    hall: &Hall,
    rulebook: &Rulebook,
    clock: &Clock,
) -> (ObjectionId, Vec<&'static str>) {
    let procedure = rulebook.procedure(&clock.procedure).unwrap();
    let flow = procedure.flow.unwrap();
    let (id, how) = begun(hall, rulebook, procedure).await;
    let mut course = vec![how];
    match clock.starts {
        Starts::Transferred => {
            mark(hall, (id, flow), &mut course).await;
            pass_on(hall, id, &mut course).await;
        }
        Starts::Reopened => {
            closed(hall, id, &mut course).await;
            reopening::reopened(hall, id).await;
            course.push("taken up again");
        }
        Starts::ReviewAsked => {
            closed(hall, id, &mut course).await;
            reopening::review_asked(hall, id).await;
            course.push("asked to be reviewed");
        }
        Starts::Received | Starts::Stated | Starts::Misdirected => {}
    }
    // What runs out earlier would be late first.
    loop {
        let seen = case(hall, id).await;
        let due = clock_of(&seen, &clock.step).unwrap().due;
        let earlier = seen.summary.clocks.iter();
        let mut earlier = earlier.filter(|one| one.met_at.is_none() && one.due < due);
        let Some(first) = earlier.next() else {
            return (id, course);
        };
        let rule = rulebook.clock(&clock.procedure, &first.step).unwrap();
        match rule.met_by.unwrap() {
            MetBy::Marked => mark(hall, (id, flow), &mut course).await,
            MetBy::Transferred if !clock.is_spared_by(CaseEvent::Transfer) => {
                mark(hall, (id, flow), &mut course).await;
                pass_on(hall, id, &mut course).await;
            }
            by => panic!(
                "{}/{} can't be met before: {by:?}",
                clock.procedure, first.step
            ),
        }
    }
}

pub(super) async fn begun(
    hall: &Hall,
    rulebook: &Rulebook,
    procedure: &Procedure,
) -> (ObjectionId, &'static str) {
    let flow = procedure.flow.unwrap();
    match (flow.subject, procedure.objector_in_app()) {
        (Subject::Licence, Some(_)) => (hall.filed().await.id, "filed in the app"),
        (Subject::Outage, _) => {
            let begun = hall.arrears().await.case.unwrap().id;
            (begun, "an outage ends, with something held up")
        }
        (_, Some(_)) => (complained(hall, &procedure.id).await.id, "filed in the app"),
        (_, None) => (registered(hall, rulebook, procedure).await, "registered"),
    }
}

async fn registered(hall: &Hall, rulebook: &Rulebook, procedure: &Procedure) -> ObjectionId {
    let offered = procedure.channels.iter().map(|one| one.channel);
    let channel = offered.clone().find(|one| *one != Channel::App).unwrap();
    let objector = *procedure.objectors.first().unwrap();
    let mut clocks = rulebook.clocks_of(&procedure.id);
    let stated = clocks.any(|clock| clock.starts == Starts::Stated);
    let order = RegisterCase {
        stated_at: stated.then(|| hall.app.now()),
        ..registration(hall, &procedure.id, objector, channel)
    };
    let mut handler = hall.app.clerk("handler").await;
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &order)
        .await
        .ok();
    receipt.id
}

async fn mark(hall: &Hall, (id, flow): (ObjectionId, Flow), course: &mut Vec<&'static str>) {
    if flow.mark && !case(hall, id).await.summary.marked {
        hall.step(actor(hall, id).await, id, "mark").await;
        course.push("marked");
    }
}

/// Decided by two people, told and closed.
async fn closed(hall: &Hall, id: ObjectionId, course: &mut Vec<&'static str>) {
    hall.proposed(id, rejected()).await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    course.push("decided and told");
}

async fn pass_on(hall: &Hall, id: ObjectionId, course: &mut Vec<&'static str>) {
    let from = actor(hall, id).await;
    let to = if from == "handler" {
        other_agency(hall).await
    } else {
        hall.market
    };
    passed_on(hall, (from, id), to).await;
    course.push("passed on");
}

/// The handler of the agency that has to act.
pub(super) async fn actor(hall: &Hall, id: ObjectionId) -> &'static str {
    if case(hall, id).await.issuer == hall.market {
        "handler"
    } else {
        "stranger"
    }
}

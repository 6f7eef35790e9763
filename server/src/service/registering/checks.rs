//! Who brings a case, by which way and when: can that be?

use crate::service::Ctx;
use domain::case_number::CaseNumber;
use domain::objection::naming::WORK_ORDER_MAX;
use domain::problem::{FieldCode, FieldProblem};
use domain::rulebook::{Bound, Channel, Procedure, Starts};
use domain::wire::desk::RegisterCase;
use jiff::{SignedDuration, Timestamp};

/// The longest time after which something received elsewhere is still entered here.
const ENTERED_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 366);

/// What is wrong with who, by which way and when.
pub(super) fn came_in<A>(
    ctx: &Ctx<A>,
    request: &RegisterCase,
    procedure: &Procedure,
) -> Vec<FieldProblem> {
    let known = procedure.objectors.contains(&request.objector);
    let open = request.channel != Channel::App && procedure.is_open_to(request.channel);
    let number = match request.channel {
        Channel::Hotline => FieldProblem::of_required,
        _ => FieldProblem::of_optional,
    };
    let unknown = |pointer| FieldProblem::new(pointer, FieldCode::Unknown);
    [
        (!known).then(|| unknown("/objector")),
        (!open).then(|| unknown("/channel")),
        number("/work_order", &request.work_order, 3..=WORK_ORDER_MAX),
        // A number that the app will give to another case.
        CaseNumber::is_work_order(request.work_order.trim()).then(|| unknown("/work_order")),
        past("/received_at", request.received_at, ctx.now),
        stated(ctx, request, procedure),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A moment that has come, and not too long ago.
fn past(pointer: &str, moment: Timestamp, now: Timestamp) -> Option<FieldProblem> {
    if moment > now {
        return Some(FieldProblem::new(pointer, FieldCode::InFuture));
    }
    let old = now.duration_since(moment) > ENTERED_WITHIN;
    old.then(|| FieldProblem::new(pointer, FieldCode::InPast))
}

/// The moment that the filing states, where a clock counts from one; only what runs backwards counts from one to come.
fn stated<A>(ctx: &Ctx<A>, request: &RegisterCase, procedure: &Procedure) -> Option<FieldProblem> {
    let mut clocks = ctx.app.rules.rulebook.clocks_of(&procedure.id);
    let clock = clocks.find(|clock| clock.starts == Starts::Stated)?;
    match request.stated_at {
        None => Some(FieldProblem::new("/stated_at", FieldCode::Required)),
        Some(_) if clock.bound == Bound::Before => None,
        Some(moment) => past("/stated_at", moment, ctx.now),
    }
}

//! Can the flow of a procedure keep its clocks? Every course that it allows is walked for each of them.

use std::collections::HashSet;

use super::check::clock_key;
use super::{
    Basis, Bound, Channel, Clock, Ground, MetBy, Procedure, Rulebook, RulebookFault, Spoken, Starts,
};
use crate::flow::{CaseEvent, CaseState, Decide, Flow, Progress, Subject};

/// What is impossible about a procedure's flow.
pub(super) fn faults(rulebook: &Rulebook, procedure: &Procedure, flow: Flow) -> Vec<RulebookFault> {
    let objectors = procedure
        .objectors
        .iter()
        .filter(|one| one.subject() != flow.subject)
        .map(|one| RulebookFault {
            key: format!("procedures {}.objectors", procedure.id),
            reason: format!("`{one:?}` does not object to what the flow is about"),
        });
    // 兰安 一百四十一: what a licence says is approved by a second person, also when it is corrected.
    let alone = flow.subject == Subject::Licence && flow.decide == Decide::OnePerson;
    let alone = alone.then(|| RulebookFault {
        key: format!("procedures {}.flow", procedure.id),
        reason: "lets one person correct a licence, which takes `two-people`".to_owned(),
    });
    let reviews = flow.review_days.is_some();
    let unfit = flow.subject != Subject::Licence || flow.decide == Decide::OnePerson;
    let mut clocks = rulebook.clocks_of(&procedure.id);
    let target = clocks.any(|clock| clock.starts == Starts::ReviewAsked);
    let review = (reviews && (unfit || !target)).then(|| RulebookFault {
        key: format!("procedures {}.flow.review_days", procedure.id),
        reason: "takes a decision about a licence by two people, and a clock that starts with `review-asked`"
            .to_owned(),
    });
    let clocks = rulebook
        .clocks_of(&procedure.id)
        .flat_map(|clock| of_clock(flow, clock));
    let all = objectors.chain(alone).chain(review).chain(clocks);
    let all = all.chain(of_objections(procedure));
    all.chain(of_outages(rulebook, procedure, flow)).collect()
}

fn fault_of(procedure: &Procedure, field: &str, reason: &str) -> RulebookFault {
    RulebookFault {
        key: format!("procedures {}.{field}", procedure.id),
        reason: reason.to_owned(),
    }
}

/// What the agency itself files of an outage by is nothing that an objection can say.
fn of_objections(procedure: &Procedure) -> impl Iterator<Item = RulebookFault> {
    let grounds = procedure.grounds.contains(&Ground::ForceMajeure);
    let grounds = grounds.then(|| {
        fault_of(
            procedure,
            "grounds",
            "`force-majeure` is no ground to object",
        )
    });
    let mut channels = procedure.channels.iter();
    let channels = channels.any(|one| one.channel == Channel::Issuer);
    let channels =
        channels.then(|| fault_of(procedure, "channels", "`issuer` is no way to object"));
    grounds.into_iter().chain(channels)
}

/// 补办: people neither start nor move a case of it, and its days run from the end of the outage, whenever it is filed.
fn of_outages(rulebook: &Rulebook, procedure: &Procedure, flow: Flow) -> Vec<RulebookFault> {
    let mut faults = Vec::new();
    if !flow.goes_by_itself() {
        return faults;
    }
    let fault = |field, reason| fault_of(procedure, field, reason);
    if flow != Flow::OUTAGE {
        let reason = "about an outage has nothing but `subject` and `decide = \"one-person\"`";
        faults.push(fault("flow", reason));
    }
    if procedure.offered || !procedure.objectors.is_empty() {
        let reason = "must be false about an outage, and nobody objects: the agency itself files what it owes";
        faults.push(fault("offered", reason));
    }
    if rulebook
        .about_outages()
        .is_some_and(|one| one.id != procedure.id)
    {
        faults.push(fault(
            "flow",
            "is about an outage, as another one is already",
        ));
    }
    let from_its_end =
        |clock: &Clock| clock.starts == Starts::Stated && clock.met_by == Some(MetBy::Decided);
    let others = rulebook
        .clocks_of(&procedure.id)
        .filter(|clock| !from_its_end(clock));
    faults.extend(others.map(|clock| RulebookFault {
        key: clock_key(clock, "starts"),
        reason: "must be `stated` about an outage, and `met_by` `decided`: it runs from the outage's end until all is made good"
            .to_owned(),
    }));
    faults
}

fn of_clock(flow: Flow, clock: &Clock) -> Vec<RulebookFault> {
    let fault = |field, reason: &str| RulebookFault {
        key: clock_key(clock, field),
        reason: reason.to_owned(),
    };
    let mut faults = Vec::new();
    for (field, words) in [("name", &clock.name), ("owed", &clock.owed)] {
        if !words.as_ref().is_some_and(Spoken::is_whole) {
            faults.push(fault(
                field,
                "must say in `zh` and in `en` what people read of a step that cases have",
            ));
        }
    }
    // No article of the four cities knows either: what runs then is a promise of ours.
    let ours = matches!(clock.starts, Starts::Reopened | Starts::ReviewAsked);
    if ours && clock.basis != Basis::Service {
        faults.push(fault(
            "basis",
            "must be `service` after a reopening or a review",
        ));
    }
    if clock.bound == Bound::Before && clock.starts != Starts::Stated {
        faults.push(fault(
            "starts",
            "must be `stated`: a clock that runs backwards counts from a day that the filing states",
        ));
    }
    if clock.met_by.is_none() {
        return faults;
    }
    let courses = courses(flow, clock);
    let ever = |run| courses.iter().any(|(_, at)| *at == run);
    if !ever(Run::Met) {
        faults.push(fault(
            "met_by",
            "can never happen in this flow after what starts the clock",
        ));
    }
    if clock.spared_by.is_some() && !ever(Run::Spared) {
        faults.push(fault(
            "spared_by",
            "can never happen in this flow before the clock is met",
        ));
    }
    let closed = |now: &Progress| now.standing.state == CaseState::Closed;
    if courses
        .iter()
        .any(|(now, run)| closed(now) && *run == Run::Running)
    {
        faults.push(fault(
            "spared_by",
            "is missing: this flow lets a case close while the clock still runs",
        ));
    }
    faults
}

/// What a clock does in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Run {
    Waiting,
    Running,
    Met,
    Spared,
}

impl Run {
    fn after(self, clock: &Clock, event: CaseEvent) -> Self {
        match self {
            // What one event starts and meets counts from what had been before.
            Self::Waiting if clock.is_started_by(event) && clock.is_met_by(event) => Self::Met,
            Self::Waiting if clock.is_started_by(event) => Self::Running,
            Self::Running if clock.is_met_by(event) => Self::Met,
            Self::Running if clock.is_spared_by(event) => Self::Spared,
            _ => self,
        }
    }
}

/// Everywhere that a case of the flow can come to, with what the clock does there.
fn courses(flow: Flow, clock: &Clock) -> HashSet<(Progress, Run)> {
    let start = (Progress::FILED, Run::Waiting);
    let (mut seen, mut open) = (HashSet::from([start]), vec![start]);
    while let Some((now, run)) = open.pop() {
        for event in CaseEvent::ALL {
            let Ok(after) = flow.after(now, event) else {
                continue;
            };
            let next = (after, run.after(clock, event));
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

//! How a case goes: the diagram and the table of each flow, and what the rulebooks offer.

use super::{holds, word};
use domain::flow::{CaseEvent, CaseState, Flow, Handed, Progress, Transfer};
use domain::rulebook::{Deciding, MetBy, Rulebook};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

fn reachable(flow: Flow) -> Vec<Progress> {
    let mut reached = vec![Progress::FILED];
    let mut next = 0;
    while let Some(&now) = reached.get(next) {
        next += 1;
        for after in CaseEvent::ALL
            .into_iter()
            .filter_map(|event| flow.after(now, event).ok())
        {
            if !reached.contains(&after) {
                reached.push(after);
            }
        }
    }
    reached.sort_by_key(|now| {
        let standing = now.standing;
        (
            standing.state,
            standing.marked,
            now.passed,
            now.reviewing,
            now.handed,
        )
    });
    reached
}

/// From, to, and the events that lead there; whether the mark was made is told only where it decides.
fn arrows(flow: Flow) -> BTreeMap<(CaseState, CaseState), BTreeSet<String>> {
    let mut arrows: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for now in reachable(flow) {
        for event in CaseEvent::ALL {
            let Ok(after) = flow.after(now, event) else {
                continue;
            };
            let label = match (now.standing.state, now.standing.marked) {
                (CaseState::Returned, true) if flow.mark => format!("{} [marked]", word(event)),
                (CaseState::Returned, false) if flow.mark => {
                    format!("{} [not marked]", word(event))
                }
                _ => word(event),
            };
            arrows
                .entry((now.standing.state, after.standing.state))
                .or_default()
                .insert(label);
        }
    }
    arrows
}

fn diagram(flow: Flow) -> String {
    let mut drawn = String::from("```mermaid\nstateDiagram-v2\n    [*] --> filed\n");
    for ((from, to), events) in arrows(flow) {
        let events: Vec<_> = events.into_iter().collect();
        writeln!(
            drawn,
            "    {} --> {} : {}",
            word(from),
            word(to),
            events.join(", ")
        )
        .unwrap();
    }
    drawn.push_str("    closed --> [*]\n    withdrawn --> [*]\n```\n");
    drawn
}

/// What each event does, or why it is refused.
fn cells(flow: Flow, now: Progress) -> Vec<String> {
    let events = CaseEvent::ALL.into_iter().filter(|event| flow.has(*event));
    events
        .map(|event| match flow.after(now, event) {
            Ok(after) => format!("**{}**", word(after.standing.state)),
            Err(refusal) => word(refusal),
        })
        .collect()
}

/// The steps that the flow has, and for every standing what each does or why it is refused. How often a case was handed on is
/// told only where it decides.
fn table(flow: Flow) -> String {
    let transfers = flow.transfer != Transfer::Never;
    let reviews = flow.review_days.is_some();
    let heads = [
        (flow.mark, "marked"),
        (transfers, "passed on"),
        (reviews, "in review"),
        (true, "handed on twice"),
    ];
    let heads = heads.iter().filter(|(named, _)| *named);
    let events = CaseEvent::ALL.into_iter().filter(|event| flow.has(*event));
    let heads: Vec<String> = heads
        .map(|(_, head)| (*head).to_owned())
        .chain(events.map(word))
        .collect();
    let mut page = format!("| state | {} |\n", heads.join(" | "));
    writeln!(page, "|{}", " --- |".repeat(1 + heads.len())).unwrap();
    let yes = |holds| if holds { "yes" } else { "no" };
    for now in reachable(flow) {
        let never = Progress {
            handed: Handed::Never,
            ..now
        };
        if now != never && cells(flow, now) == cells(flow, never) {
            continue;
        }
        write!(page, "| {} |", word(now.standing.state)).unwrap();
        let twice = now.handed == Handed::Twice;
        for (named, holds) in [
            (flow.mark, now.standing.marked),
            (transfers, now.passed),
            (reviews, now.reviewing),
            (true, twice),
        ] {
            if named {
                write!(page, " {} |", yes(holds)).unwrap();
            }
        }
        writeln!(page, " {} |", cells(flow, now).join(" | ")).unwrap();
    }
    page
}

/// What a procedure asks, of whom, and within what time.
fn clocks(rulebook: &Rulebook, procedure: &str) -> String {
    let mut page = String::from(
        "| step | within | starts | met by | falls away by | who | article |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for clock in rulebook.clocks_of(procedure) {
        let within = match (clock.amount, clock.unit) {
            (Some(amount), Some(unit)) => format!("{amount} {}", word(unit)),
            _ => clock.bound.name().to_owned(),
        };
        let or_none = |event: Option<MetBy>| event.map_or_else(|| "—".to_owned(), word);
        writeln!(
            page,
            "| `{}` {} | {within} | {} | {} | {} | {} | {} {} |",
            clock.step,
            clock.title,
            word(clock.starts),
            or_none(clock.met_by),
            or_none(clock.spared_by),
            clock.who,
            clock.regulation.as_deref().unwrap_or("service"),
            clock.article.as_deref().unwrap_or_default(),
        )
        .unwrap();
    }
    page
}

/// 核实要点, the reasons that a rejection chooses from, and the remedy.
fn deciding(deciding: &Deciding) -> String {
    let mut page = String::new();
    for point in &deciding.points {
        let grounds: Vec<String> = point.grounds.iter().map(word).collect();
        let (id, ask) = (&point.id, &point.ask);
        writeln!(page, "- `{id}` ({}): {ask}", grounds.join(", ")).unwrap();
    }
    let said = [
        ("Reasons of a rejection", deciding.reasons.join("; ")),
        ("Remedy", deciding.remedy.clone()),
        ("Reading", deciding.reading.clone().unwrap_or_default()),
    ];
    for (name, said) in said.into_iter().filter(|(_, said)| !said.is_empty()) {
        writeln!(page, "\n{name}: {said}.").unwrap();
    }
    if !page.is_empty() {
        page.push('\n');
    }
    page
}

#[test]
fn the_diagram_of_the_objection_procedure_is_what_the_machine_does() {
    let mut page = String::from(
        "# The objection procedure\n\nMade from `domain/src/flow/machine.rs` by a test; do not edit. The other procedures are in [procedures.md](procedures.md).\n\n",
    );
    let reviewed = Flow {
        review_days: Some(60),
        ..Flow::LICENCE
    };
    page.push_str(&diagram(reviewed));
    page.push_str("\n## What is refused, and why\n\n");
    page.push_str(&table(reviewed));
    holds("objection-procedure.md", &page);
}

#[test]
fn the_page_of_procedures_is_what_the_rulebooks_offer_and_the_machine_does() {
    let mut page = String::from(
        "# The procedures\n\nEvery procedure that people can start, made from `domain/rulebooks/` and `domain/src/flow/machine.rs` by a test; do not edit. A step that a flow does not have is refused with `no-such-step`.\n",
    );
    for (city, _) in domain::rulebook::EMBEDDED {
        let rulebook = domain::rulebook::embedded(city).unwrap();
        for procedure in rulebook.procedures.iter().filter(|one| one.offered) {
            let flow = procedure.flow.unwrap();
            let names = |all: Vec<String>| all.join(", ");
            let channels = procedure.channels.iter();
            let channels =
                channels.map(|one| format!("{} ({})", word(one.channel), word(one.basis)));
            writeln!(
                page,
                "\n## {} {}\n\nAbout: {}. Started by: {}. Channels: {}. Grounds: {}. Published: {}.\n\n{}",
                rulebook.title,
                procedure.title,
                word(flow.subject),
                names(procedure.objectors.iter().map(word).collect()),
                names(channels.collect()),
                names(procedure.grounds.iter().map(word).collect()),
                if flow.publish { "yes" } else { "no" },
                clocks(&rulebook, &procedure.id),
            )
            .unwrap();
            page.push_str(&deciding(&procedure.deciding));
            let plain = Flow {
                review_days: None,
                ..flow
            };
            if plain == Flow::LICENCE {
                page.push_str("Its flow is in [objection-procedure.md](objection-procedure.md).\n");
            } else {
                page.push_str(&diagram(flow));
                page.push('\n');
                page.push_str(&table(flow));
            }
        }
    }
    holds("procedures.md", &page);
}

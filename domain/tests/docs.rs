//! The generated pages of the documentation are what the code says. `UPDATE_DOCS=1 cargo test -p domain --test docs`
//! writes them anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't read its page has failed"
)]

use domain::flow::{CaseEvent, CaseState, Flow, Handed, Progress, Transfer};
use domain::problem::ProblemCode;
use domain::rulebook::{Deciding, MetBy, Rulebook};
use domain::text::{Lang, problem};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

fn holds(page: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../server/docs")
        .join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, generated).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == generated,
        "{page} is stale: run UPDATE_DOCS=1 cargo test -p domain --test docs"
    );
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

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

#[test]
fn the_page_of_problems_lists_every_code_with_its_status() {
    let mut page = String::from(
        "# Problems\n\nEvery failure of the API is an `application/problem+json` (RFC 9457) with one of these codes.\n\
         Made from `domain/src/problem.rs` by a test; do not edit.\n\n| status | code | what happened | what to do |\n| --- | --- | --- | --- |\n",
    );
    for &code in ProblemCode::ALL {
        let (title, remedy) = (
            problem::title(code, Lang::En),
            problem::remedy(code, Lang::En),
        );
        writeln!(
            page,
            "| {} | `{}` | {title} | {remedy} |",
            code.status(),
            code.as_str()
        )
        .unwrap();
    }
    holds("problems.md", &page);
}

#[test]
fn every_problem_code_travels_under_its_own_name() {
    for &code in ProblemCode::ALL {
        assert_eq!(word(code), code.as_str());
    }
}

/// The names of the types that get a schema, as the sources of the crate declare them.
fn schema_names(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            schema_names(&path, names);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for after in source.split("derive(utoipa::ToSchema)").skip(1) {
            let declared = after.lines().find_map(|line| {
                let line = line.trim();
                line.strip_prefix("pub struct ")
                    .or_else(|| line.strip_prefix("pub enum "))
            });
            let name = declared.unwrap().split(|c: char| !c.is_alphanumeric());
            names.extend(name.take(1).map(str::to_owned));
        }
    }
}

#[test]
fn no_two_types_share_a_name_in_the_openapi_document() {
    let mut names = Vec::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    schema_names(&sources, &mut names);
    assert!(names.len() > 60, "{names:?}");
    names.sort();
    for pair in names.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}

#[test]
fn the_page_of_a_licences_life_is_the_table_that_decides() {
    use domain::licence::{Condition, LicenceEventKind as Kind, LicenceStatus};
    let mut page = String::from(
        "# A licence's life\n\nMade from `domain/src/licence/life.rs` by a test; do not edit. 过期 is no event: it is computed from the validity.\n\n| event | 事项 | makes a version |\n| --- | --- | --- |\n",
    );
    for kind in Kind::ALL {
        let makes = if kind.makes_version() { "yes" } else { "" };
        let name = domain::text::licence::event(kind, Lang::Zh);
        writeln!(page, "| {} | {name} | {makes} |", word(kind)).unwrap();
    }
    page.push_str("\n## What follows, and what is refused\n\n| event | ");
    let conditions: Vec<Condition> = LicenceStatus::ALL
        .into_iter()
        .flat_map(|status| [false, true].map(|pledged| Condition { status, pledged }))
        .collect();
    let name = |condition: &Condition| {
        let pledged = if condition.pledged { " + pledged" } else { "" };
        word(condition.status) + pledged
    };
    page.push_str(&conditions.iter().map(name).collect::<Vec<_>>().join(" | "));
    page.push_str(" |\n| --- |");
    page.push_str(&" --- |".repeat(conditions.len()));
    page.push('\n');
    for kind in Kind::ALL {
        write!(page, "| {} |", word(kind)).unwrap();
        for condition in &conditions {
            match condition.after(kind) {
                Ok(after) if after == *condition => write!(page, " stays |"),
                Ok(after) => write!(page, " **{}** |", name(&after)),
                Err(refusal) => write!(page, " {refusal:?} |"),
            }
            .unwrap();
        }
        page.push('\n');
    }
    holds("licence-life.md", &page);
}

#[test]
fn the_page_of_the_catalogue_is_the_table_that_decides_and_what_the_rulebooks_say() {
    use domain::catalogue::{Candidate, Entry, EntryEvent, TypeState};
    let mut page = String::from(
        "# The catalogue of licences\n\nMade from `domain/src/catalogue/life.rs` and the rulebooks by a test; do not edit. An entry has at most one version on its way; the version in force stays in force until that one is published, and a licence keeps the version under which it was issued.\n\n## Who compiles and who publishes\n\n| city | compiled by | published by | others may issue | it says | article |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for (id, _) in domain::rulebook::EMBEDDED {
        let rulebook = domain::rulebook::embedded(id).unwrap();
        let rule = &rulebook.catalogue;
        let says: Vec<_> = rule.says.iter().map(word).collect();
        let others = if rule.names_issuers() { "yes" } else { "no" };
        let cited = match (&rule.regulation, &rule.article) {
            (Some(regulation), Some(article)) => format!("{regulation} {article}"),
            _ => "a service of ours".to_owned(),
        };
        writeln!(
            page,
            "| {} | {} | {} | {others} | {} | {cited} |",
            rulebook.title,
            rule.compiled_by,
            rule.published_by,
            says.join(", ")
        )
        .unwrap();
    }
    page.push_str("\n## What may happen to an entry\n\n| state | on its way | ");
    page.push_str(&EntryEvent::ALL.map(word).join(" | "));
    page.push_str(" |\n| --- | --- |");
    page.push_str(&" --- |".repeat(EntryEvent::ALL.len()));
    page.push('\n');
    let way = |candidate: Option<Candidate>| candidate.map_or_else(|| "—".to_owned(), word);
    for state in TypeState::ALL {
        let candidates = Candidate::ALL.into_iter().map(Some);
        for candidate in std::iter::once(None).chain(candidates) {
            let entry = Entry { state, candidate };
            if state == TypeState::Withdrawn && candidate.is_some()
                || state == TypeState::Compiled && candidate.is_none()
            {
                continue;
            }
            let cells = EntryEvent::ALL.map(|event| match entry.after(event) {
                Ok(after) => format!("**{}**, {}", word(after.state), way(after.candidate)),
                Err(refusal) => refusal.to_string(),
            });
            writeln!(
                page,
                "| {} | {} | {} |",
                word(state),
                way(candidate),
                cells.join(" | ")
            )
            .unwrap();
        }
    }
    holds("catalogue.md", &page);
}

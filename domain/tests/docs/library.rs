//! What can happen to a licence and to an entry of the catalogue.

use super::{holds, word};
use domain::text::Lang;
use std::fmt::Write as _;

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

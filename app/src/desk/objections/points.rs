//! 核实要点: what was found at each point that the procedure asks for, while it is written and once it is.

use super::draft::{CheckTyped, Draft, FINDINGS, text_of};
use super::propose::first;
use crate::desk::text::objections as text;
use crate::ui::{Choice, Choices, FormField, lang};
use domain::problem::FieldProblem;
use domain::rulebook::Point;
use domain::text::case as words;
use domain::wire::case::CaseDetail;
use leptos::prelude::*;

/// A question for each point of the case's ground; nothing where the procedure asks for none.
pub(super) fn form(
    case: &CaseDetail,
    draft: Draft,
    shown: Signal<Vec<FieldProblem>>,
) -> Option<AnyView> {
    let lang = lang();
    let deciding = &case.desk.as_ref()?.deciding;
    let points: Vec<_> = deciding.points_on(case.ground).collect();
    if points.is_empty() {
        return None;
    }
    let reading = deciding.reading.clone();
    let all = points.iter().enumerate();
    let all = all.map(|(place, point)| question(place, point, draft, shown));
    Some(
        view! {
            <fieldset class="corrections near">
                <legend>{text::points(lang)}</legend>
                <p class="hint">{text::points_hint(lang)}</p>
                {reading.map(|reading| view! { <p class="hint small">{reading}</p> })}
                {all.collect_view()}
            </fieldset>
        }
        .into_any(),
    )
}

fn question(
    place: usize,
    point: &Point,
    draft: Draft,
    shown: Signal<Vec<FieldProblem>>,
) -> AnyView {
    let lang = lang();
    let chosen = text_of(draft.checks, place, |one| &mut one.finding);
    let word = text_of(draft.checks, place, |one| &mut one.word);
    let missing = ["/checks/", &point.id].concat();
    let unanswered = Signal::derive(move || shown.with(|all| first(all, &missing, lang)));
    let wordless = Signal::derive(move || {
        let pointer = pointer_of(draft, place)?;
        shown.with(|all| first(all, &pointer, lang))
    });
    let options = FINDINGS.map(|(finding, name)| Choice {
        value: name.into(),
        label: words::finding(finding, lang).into(),
        hint: String::new(),
    });
    let (id, word_id) = (id_of(&point.id), word_id(&point.id));
    view! {
        <div class="near">
            <Choices id=id legend=point.ask.clone() options=options.into() chosen error=unanswered />
            <FormField id=word_id label=text::point_word(lang) error=wordless value=word />
        </div>
    }
    .into_any()
}

/// Where the word of a point stands among the answers that would be sent.
fn pointer_of(draft: Draft, place: usize) -> Option<String> {
    let before = draft.checks.with(|all| {
        let answered = |one: &&CheckTyped| !one.finding.is_empty();
        let here = all.get(place).filter(|one| answered(one));
        here.map(|_| all.iter().take(place).filter(answered).count())
    })?;
    Some(["/checks/", &before.to_string(), "/word"].concat())
}

/// The id of a point's question.
pub(super) fn id_of(point: &str) -> String {
    ["point-", point].concat()
}

/// The id of the box of its word.
pub(super) fn word_id(point: &str) -> String {
    ["point-word-", point].concat()
}

/// The point that a pointer means, by its place or its name, with the id of its box.
pub(super) fn box_of(pointer: &str, draft: Draft, case: &CaseDetail) -> Option<(String, String)> {
    let mut parts = pointer.strip_prefix("/checks/")?.split('/');
    let (which, field) = (parts.next()?, parts.next());
    let by_place = which.parse::<usize>().ok().and_then(|place| {
        draft.checks.with_untracked(|all| {
            let mut answered = all.iter().filter(|one| !one.finding.is_empty());
            answered.nth(place).map(|one| one.point.clone())
        })
    });
    let point = by_place.unwrap_or_else(|| which.to_owned());
    let points = &case.desk.as_ref()?.deciding.points;
    let ask = points.iter().find(|one| one.id == point)?.ask.clone();
    let id = match field {
        Some("word") => word_id(&point),
        _ => id_of(&point),
    };
    Some((id, ask))
}

/// The answers, beside the proposal and the decision.
pub(super) fn answered(case: &CaseDetail) -> Option<AnyView> {
    let lang = lang();
    let checks = &case.desk.as_ref()?.checks;
    if checks.is_empty() {
        return None;
    }
    let all = checks.iter().map(|check| {
        let found = words::finding(check.finding, lang);
        let said = [found, lang.colon(), &check.word].concat();
        view! { <div><dt>{check.ask.clone()}</dt><dd>{said}</dd></div> }
    });
    Some(
        view! {
            <section class="near">
                <h3>{text::points(lang)}</h3>
                <dl class="facts">{all.collect_view()}</dl>
            </section>
        }
        .into_any(),
    )
}

//! How is a case to be decided? What was found at each point, what becomes of each field, reasons, remedy; checked while
//! typing.

use super::deed::Deed;
use super::draft::Draft;
use super::words_form::form_buttons;
use super::work::Work;
use super::{fields, points, templating};
use crate::desk::text::objections as text;
use crate::ui::{
    Choice, Choices, ErrorSummary, FieldError, FieldKind, FormField, SelectField, lang,
};
use domain::objection::templates::TemplatePurpose;
use domain::objection::{Claim, Outcome, ProposalContext, Withheld};
use domain::problem::{FieldCode, FieldProblem};
use domain::rulebook::Deciding;
use domain::text::{Lang, case as words, problem};
use domain::wire::case::CaseDetail;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::Upheld, "upheld"),
    (Outcome::PartlyUpheld, "partly-upheld"),
    (Outcome::Rejected, "rejected"),
];

pub(super) fn form(deed: Deed, case: &CaseDetail, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let draft = work.draft;
    let stored = StoredValue::new(case.clone());
    let found = Memo::new(move |_| stored.with_value(|case| problems(draft, case)));
    let shown = Signal::derive(move || {
        let mut shown = found.get();
        shown.extend(work.wrong.get());
        // What is not written yet is no error while it is being written.
        shown.retain(|found| draft.tried.get() || found.code != FieldCode::Required);
        shown
    });
    let summary = RwSignal::new(Vec::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        draft.tried.set(true);
        let wrong = found.get_untracked();
        summary.set(
            wrong
                .iter()
                .map(|wrong| named(wrong, draft, stored, lang))
                .collect(),
        );
        if wrong.is_empty() {
            stored.with_value(|case| work.send(deed, case));
        }
    };
    let at = move |pointer: &'static str| {
        Signal::derive(move || shown.with(|shown| first(shown, pointer, lang)))
    };
    let decided = if case.disputed.is_empty() {
        whole(case, draft, (at("/outcome"), shown))
    } else {
        fields::form(case, draft, shown)
    };
    let keeps_back =
        (deed == Deed::Answer && case.flow.publish).then(|| withheld(draft, at("/withheld_why")));
    let purpose = match deed {
        Deed::Answer => TemplatePurpose::Answer,
        _ => TemplatePurpose::Decision,
    };
    let begins = begins_at(case);
    work.begin_at(begins);
    view! {
        <form class="stack" on:submit=submit>
            <ErrorSummary errors=summary />
            {points::form(case, draft, shown)}
            {decided}
            {templating::choice(purpose, case, draft.reasons)}
            <FormField id="reasons" label=text::reasons(lang) hint=text::reasons_hint(lang) error=at("/reasons")
                value=draft.reasons kind=FieldKind::Lines />
            <FormField id="remedy" label=text::remedy(lang) hint=remedy_hint(case) error=at("/remedy")
                value=draft.remedy kind=FieldKind::Lines />
            {keeps_back}
            {form_buttons(deed, &work)}
        </form>
    }
    .into_any()
}

/// What is told of the remedy before anything that is written.
fn remedy_hint(case: &CaseDetail) -> String {
    let lang = lang();
    let said = case.desk.as_ref().map(|desk| desk.deciding.remedy.as_str());
    match said.filter(|said| !said.is_empty()) {
        Some(said) => [text::remedy_said(lang), said].concat(),
        None => text::remedy_hint(lang).to_owned(),
    }
}

/// The id of the first question.
fn begins_at(case: &CaseDetail) -> String {
    let points = case
        .desk
        .iter()
        .flat_map(|desk| desk.deciding.points_on(case.ground));
    let point = points.map(|point| points::id_of(&point.id)).next();
    let field = case.disputed.first().map(|field| fields::id_of(&field.key));
    point.or(field).unwrap_or_else(|| "outcome".to_owned())
}

/// Of a case without fields the outcome is chosen, and a refusal has one of the reasons that the procedure offers.
fn whole(
    case: &CaseDetail,
    draft: Draft,
    (error, shown): (Signal<Option<String>>, Signal<Vec<FieldProblem>>),
) -> AnyView {
    let lang = lang();
    let reasons = StoredValue::new(fields::offered(case));
    let refuses = move || draft.outcome.get() == Some(Outcome::Rejected);
    let wrong = Signal::derive(move || {
        let of = |pointer| shown.with(|all| first(all, pointer, lang));
        of("/rejections").or_else(|| of("/rejections/0/reason"))
    });
    let reason = move || {
        let offered = reasons.get_value();
        (refuses() && !offered.is_empty()).then(|| view! {
            <SelectField id="reason" label=text::reason(lang) options=offered chosen=draft.reason error=wrong />
        })
    };
    view! { {outcomes(draft, error)}{reason} }.into_any()
}

fn outcomes(draft: Draft, error: Signal<Option<String>>) -> AnyView {
    let lang = lang();
    let name = |outcome: Option<Outcome>| {
        OUTCOMES
            .iter()
            .find(|(known, _)| Some(*known) == outcome)
            .map_or("", |(_, name)| *name)
    };
    let chosen = RwSignal::new(name(draft.outcome.get_untracked()).to_owned());
    Effect::new(move || {
        let chosen = chosen.get();
        draft.outcome.set(
            OUTCOMES
                .iter()
                .find(|(_, name)| *name == chosen)
                .map(|(outcome, _)| *outcome),
        );
    });
    let options = OUTCOMES.map(|(outcome, name)| Choice {
        value: name.into(),
        label: words::outcome(outcome, lang).into(),
        hint: text::outcome_hint(outcome, lang).into(),
    });
    view! { <Choices id="outcome" legend=text::outcome(lang) options=options.into() chosen error /> }.into_any()
}

/// What is wrong with it now.
fn problems(draft: Draft, case: &CaseDetail) -> Vec<FieldProblem> {
    let Some(proposal) = draft.proposal() else {
        return vec![FieldProblem::new("/outcome", FieldCode::Required)];
    };
    let claims = case.disputed.iter().map(|field| Claim {
        key: field.key.clone(),
        claimed: field.claimed.clone(),
    });
    let claims: Vec<Claim> = claims.collect();
    let desk = case.desk.as_ref();
    let deciding = desk.map_or(Deciding::NONE, |desk| &desk.deciding);
    let proposal = proposal.completed(deciding);
    if case.licence.is_none() {
        return proposal.check_without_face(deciding, case.ground);
    }
    proposal.check(ProposalContext {
        face: desk.map_or(&[], |desk| desk.face.as_slice()),
        claims: &claims,
        ground: case.ground,
        deciding,
    })
}

/// Where answers are published: why this one is not.
fn withheld(draft: Draft, error: Signal<Option<String>>) -> AnyView {
    let lang = lang();
    let untrue = move || draft.outcome.get() == Some(Outcome::Rejected);
    let option = move |why: Withheld| {
        let chosen = move || draft.withheld.get() == Some(why);
        let change = move |event| {
            let on = event_target_checked(&event);
            draft.withheld.set(on.then_some(why));
        };
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=chosen on:change=change />
                <span>{words::withheld(why, lang)}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="near">
            <legend>{text::published(lang)}</legend>
            <p class="hint">{text::published_hint(lang)}</p>
            {move || untrue().then(|| option(Withheld::Untrue))}
            {option(Withheld::Unfit)}
            {move || draft.withheld.get().map(|_| view! {
                <FormField id="withheld-why" label=text::withheld_why(lang) hint=text::withheld_why_hint(lang) error=error
                    value=draft.withheld_why kind=FieldKind::Lines />
            })}
        </fieldset>
    }
    .into_any()
}

pub(super) fn first(problems: &[FieldProblem], pointer: &str, lang: Lang) -> Option<String> {
    let found = problems.iter().find(|found| found.pointer == pointer)?;
    Some(problem::field(found.code, found.limit, lang))
}

/// The problem with the name and the id of its box, for the summary on top.
fn named(
    found: &FieldProblem,
    draft: Draft,
    case: StoredValue<CaseDetail>,
    lang: Lang,
) -> FieldError {
    let message = problem::field(found.code, found.limit, lang);
    let (id, name) = match found.pointer.as_str() {
        "/reasons" => ("reasons".to_owned(), text::reasons(lang).to_owned()),
        "/withheld_why" => (
            "withheld-why".to_owned(),
            text::withheld_why(lang).to_owned(),
        ),
        "/remedy" => ("remedy".to_owned(), text::remedy(lang).to_owned()),
        pointer if pointer.starts_with("/rejections") && nothing_disputed(case) => {
            ("reason".to_owned(), text::reason(lang).to_owned())
        }
        pointer => case
            .with_value(|case| {
                let field = fields::box_of(pointer, draft, case);
                field.or_else(|| points::box_of(pointer, draft, case))
            })
            .unwrap_or_else(|| ("outcome".to_owned(), text::outcome(lang).to_owned())),
    };
    FieldError {
        id,
        message: [&name, lang.colon(), &message].concat(),
    }
}

fn nothing_disputed(case: StoredValue<CaseDetail>) -> bool {
    case.with_value(|case| case.disputed.is_empty())
}

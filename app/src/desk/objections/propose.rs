//! How is a case to be decided? Outcome, corrections beside the old values, reasons, remedy; checked while typing.

use super::deed::Deed;
use super::typed::Draft;
use super::words_form::form_buttons;
use super::work::Work;
use crate::desk::text::objections as text;
use crate::ui::{Choice, Choices, ErrorSummary, FieldError, FieldKind, FormField, lang};
use domain::objection::{Claim, Outcome, ProposalContext, Withheld};
use domain::problem::{FieldCode, FieldProblem};
use domain::text::{Lang, case as words, licence, problem};
use domain::wire::case::{CaseDetail, DisputedField};
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
    let rows = case
        .disputed
        .iter()
        .map(|field| correction(field, draft, shown))
        .collect_view();
    let about_licence = case.licence.is_some();
    let corrects =
        move || about_licence && !matches!(draft.outcome.get(), None | Some(Outcome::Rejected));
    let keeps_back = (deed == Deed::Answer && case.flow.publish).then(|| withheld(draft));
    request_animation_frame(|| crate::ui::error_summary::focus("outcome"));
    view! {
        <form class="stack" on:submit=submit>
            <ErrorSummary errors=summary />
            {outcomes(draft, at("/outcome"))}
            <fieldset class="corrections near" hidden=move || !corrects()>
                <legend>{text::corrections(lang)}</legend>
                <p class="hint">{text::corrections_hint(lang)}</p>
                {move || at("/corrections").get().map(|wrong| view! { <p class="error">{wrong}</p> })}
                {rows}
            </fieldset>
            <FormField id="reasons" label=text::reasons(lang) hint=text::reasons_hint(lang) error=at("/reasons")
                value=draft.reasons kind=FieldKind::Lines />
            <FormField id="remedy" label=text::remedy(lang) hint=text::remedy_hint(lang) error=at("/remedy")
                value=draft.remedy kind=FieldKind::Lines />
            {keeps_back}
            {form_buttons(deed, &work)}
        </form>
    }
    .into_any()
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

/// One field in dispute: its old value, the value to write, and (if only some are corrected) whether.
fn correction(field: &DisputedField, draft: Draft, shown: Signal<Vec<FieldProblem>>) -> AnyView {
    let lang = lang();
    let key = StoredValue::new(field.key.clone());
    let of = move |all: &[(Claim, bool)]| {
        key.with_value(|key| all.iter().find(|(claim, _)| claim.key == *key).cloned())
    };
    let value = RwSignal::new(
        draft
            .corrections
            .with_untracked(|all| of(all))
            .map(|(claim, _)| claim.claimed)
            .unwrap_or_default(),
    );
    let change = move |change: &dyn Fn(&mut (Claim, bool))| {
        draft.corrections.update(|all| {
            let mine = all
                .iter_mut()
                .find(|(claim, _)| key.with_value(|key| claim.key == *key));
            mine.into_iter().for_each(change);
        });
    };
    Effect::new(move || {
        let typed = value.get();
        change(&|mine| mine.0.claimed.clone_from(&typed));
    });
    let taken = move || {
        draft
            .corrections
            .with(|all| of(all))
            .is_some_and(|(_, taken)| taken)
    };
    let partly = move || draft.outcome.get() == Some(Outcome::PartlyUpheld);
    let error = Signal::derive(move || {
        let place = key.with_value(|key| place(draft, key))?;
        let pointer = ["/corrections/", &place.to_string(), "/claimed"].concat();
        shown.with(|shown| first(shown, &pointer, lang))
    });
    let pick = move || {
        partly().then(|| view! {
            <label class="choice">
                <input type="checkbox" prop:checked=taken
                    on:change=move |event| { let on = event_target_checked(&event); change(&|mine| mine.1 = on); } />
                <span>{text::correct_this(lang)}</span>
            </label>
        })
    };
    let id = ["correct-", &field.key].concat();
    view! {
        <div class="correction">
            <div><p class="small">{text::record(lang)}</p><p>{field.shown.clone()}</p></div>
            <div>{pick}<FormField id=id label=field.label.clone() hint=licence::validity_form(&field.key, lang) error=error value=value /></div>
        </div>
    }
    .into_any()
}

/// What is wrong with it now.
fn problems(draft: Draft, case: &CaseDetail) -> Vec<FieldProblem> {
    let Some(proposal) = draft.proposal() else {
        return vec![FieldProblem::new("/outcome", FieldCode::Required)];
    };
    let claims: Vec<Claim> = case
        .disputed
        .iter()
        .map(|field| Claim {
            key: field.key.clone(),
            claimed: field.claimed.clone(),
        })
        .collect();
    let face = case
        .desk
        .as_ref()
        .map(|desk| desk.face.as_slice())
        .unwrap_or_default();
    if case.licence.is_none() {
        return proposal.check_without_face();
    }
    proposal.check(ProposalContext {
        face,
        claims: &claims,
    })
}

/// Where answers are published: why this one is not.
fn withheld(draft: Draft) -> AnyView {
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
        </fieldset>
    }
    .into_any()
}

/// The place of a field among the corrections that would be sent.
fn place(draft: Draft, key: &str) -> Option<usize> {
    draft
        .proposal()?
        .corrections
        .iter()
        .position(|claim| claim.key == key)
}

fn first(problems: &[FieldProblem], pointer: &str, lang: Lang) -> Option<String> {
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
        "/remedy" => ("remedy".to_owned(), text::remedy(lang).to_owned()),
        pointer => correction_of(pointer, draft, case)
            .unwrap_or_else(|| ("outcome".to_owned(), text::outcome(lang).to_owned())),
    };
    FieldError {
        id,
        message: [&name, ": ", &message].concat(),
    }
}

fn correction_of(
    pointer: &str,
    draft: Draft,
    case: StoredValue<CaseDetail>,
) -> Option<(String, String)> {
    let place: usize = pointer
        .strip_prefix("/corrections/")?
        .split('/')
        .next()?
        .parse()
        .ok()?;
    let key = untrack(|| draft.proposal())?
        .corrections
        .get(place)?
        .key
        .clone();
    let label = case.with_value(|case| {
        case.disputed
            .iter()
            .find(|field| field.key == key)
            .map(|field| field.label.clone())
    });
    Some((["correct-", &key].concat(), label.unwrap_or_default()))
}

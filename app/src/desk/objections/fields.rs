//! What is decided of each field in dispute: corrected, with the value to write beside the old one, or not, and why.

use super::draft::{Draft, FieldTyped, REJECTED, UPHELD, text_of};
use super::propose::first;
use crate::desk::text::objections as text;
use crate::ui::{Choice, Choices, FieldKind, FormField, SelectField, lang};
use domain::objection::Outcome;
use domain::problem::FieldProblem;
use domain::text::{Lang, case as words, licence};
use domain::wire::case::{CaseDetail, DisputedField};
use leptos::prelude::*;

pub(super) fn form(case: &CaseDetail, draft: Draft, shown: Signal<Vec<FieldProblem>>) -> AnyView {
    let lang = lang();
    let reasons = offered(case);
    let rows = case.disputed.iter().enumerate();
    let rows = rows.map(|(place, field)| row((place, field), &reasons, draft, shown));
    let at = move || shown.with(|all| first(all, "/corrections", lang));
    // What follows from the fields is said, so that nobody sends what they did not mean.
    let follows = move || {
        let whole = draft
            .fields
            .with(|all| all.iter().all(|one| !one.choice.is_empty()));
        let outcome = draft.proposal().filter(|_| whole)?.outcome;
        let said = [text::follows(lang), words::outcome(outcome, lang)].concat();
        Some(view! { <p class="lead">{said}</p> })
    };
    view! {
        <fieldset class="corrections near">
            <legend>{text::corrections(lang)}</legend>
            <p class="hint">{text::corrections_hint(lang)}</p>
            {move || at().map(|wrong| view! { <p class="error">{wrong}</p> })}
            {rows.collect_view()}
            <div role="status">{follows}</div>
        </fieldset>
    }
    .into_any()
}

/// The reasons that the procedure offers.
pub(super) fn offered(case: &CaseDetail) -> Vec<Choice> {
    let reasons = case.desk.iter().flat_map(|desk| &desk.deciding.reasons);
    let choice = |reason: &String| Choice {
        value: reason.clone(),
        label: reason.clone(),
        hint: String::new(),
    };
    reasons.map(choice).collect()
}

fn row(
    (place, field): (usize, &DisputedField),
    reasons: &[Choice],
    draft: Draft,
    shown: Signal<Vec<FieldProblem>>,
) -> AnyView {
    let lang = lang();
    let key = StoredValue::new(field.key.clone());
    let choice = text_of(draft.fields, place, |one| &mut one.choice);
    let value = text_of(draft.fields, place, |one| &mut one.value);
    let reason = text_of(draft.fields, place, |one| &mut one.reason);
    let said = text_of(draft.fields, place, |one| &mut one.words);
    let at = move |list: &'static str, member: &'static str| {
        Signal::derive(move || {
            let place = place_of(draft, place)?;
            let pointer = ["/", list, "/", &place.to_string(), "/", member].concat();
            shown.with(|all| first(all, &pointer, lang))
        })
    };
    let unchosen = Signal::derive(move || {
        let pointer = key.with_value(|key| ["/rejections/", key].concat());
        shown.with(|all| first(all, &pointer, lang))
    });
    let reasons = StoredValue::new(reasons.to_vec());
    let (label, hint) = (
        field.label.clone(),
        licence::validity_form(&field.key, lang),
    );
    let corrected = text::corrected_value(&label, lang);
    let below = move || {
        let id = |name: &str| key.with_value(|key| [name, key].concat());
        match choice.get().as_str() {
            UPHELD => view! {
                <FormField id=id("correct-") label=corrected.clone() hint=hint error=at("corrections", "claimed") value=value />
            }
            .into_any(),
            REJECTED => {
                let offered = reasons.get_value();
                let choose = (!offered.is_empty()).then(|| view! {
                    <SelectField id=id("reason-") label=text::reason(lang) options=offered chosen=reason
                        error=at("rejections", "reason") />
                });
                view! {
                    {choose}
                    <FormField id=id("words-") label=text::reason_words(lang) error=at("rejections", "words")
                        value=said kind=FieldKind::Lines />
                }
                .into_any()
            }
            _ => ().into_any(),
        }
    };
    let id = id_of(&field.key);
    view! {
        <div class="correction">
            <div><p class="small">{text::record(lang)}</p><p>{field.shown.clone()}</p></div>
            <div class="near">
                <Choices id=id legend=label options=choices(lang) chosen=choice error=unchosen />
                {below}
            </div>
        </div>
    }
    .into_any()
}

fn choices(lang: Lang) -> Vec<Choice> {
    let options = [(Outcome::Upheld, UPHELD), (Outcome::Rejected, REJECTED)];
    let choice = |(outcome, name): (Outcome, &str)| Choice {
        value: name.into(),
        label: words::outcome(outcome, lang).into(),
        hint: String::new(),
    };
    options.map(choice).into()
}

/// The id of a field's question.
pub(super) fn id_of(key: &str) -> String {
    ["field-", key].concat()
}

/// Where a field stands among the corrections or the rejections that would be sent.
fn place_of(draft: Draft, place: usize) -> Option<usize> {
    draft.fields.with(|all| {
        let mine = &all.get(place)?.choice;
        let same = |one: &&FieldTyped| one.choice == *mine;
        Some(all.iter().take(place).filter(same).count())
    })
}

/// The field that a pointer means, with the id of its box.
pub(super) fn box_of(pointer: &str, draft: Draft, case: &CaseDetail) -> Option<(String, String)> {
    let mut parts = pointer.trim_start_matches('/').split('/');
    let (list, which, member) = (parts.next()?, parts.next()?, parts.next());
    let choice = match list {
        "corrections" => UPHELD,
        "rejections" => REJECTED,
        _ => return None,
    };
    let by_place = which.parse::<usize>().ok().and_then(|place| {
        draft.fields.with_untracked(|all| {
            let mut same = all.iter().filter(|one| one.choice == choice);
            same.nth(place).map(|one| one.key.clone())
        })
    });
    let key = by_place.unwrap_or_else(|| which.to_owned());
    let label = case.disputed.iter().find(|field| field.key == key)?;
    let name = match member {
        Some("claimed") => "correct-",
        Some("reason") => "reason-",
        Some("words") => "words-",
        _ => "field-",
    };
    Some(([name, &key].concat(), label.label.clone()))
}

/// What was decided of each field, in a line.
pub(super) fn lines(case: &CaseDetail, lang: Lang) -> Vec<(String, String)> {
    let said = |field: &DisputedField| {
        let corrected = field.corrected.as_ref();
        let corrected = corrected.map(|value| [text::corrected_to(lang), value].concat());
        let rejected = field.rejected.as_ref();
        let rejected = rejected.map(|why| [text::kept_because(lang), why].concat());
        Some((field.label.clone(), corrected.or(rejected)?))
    };
    case.disputed.iter().filter_map(said).collect()
}

//! The form itself: its parts in one column, and beside it the face as it will look.

use super::form::{Form, Purpose};
use super::{holders, words};
use crate::desk::desktop::heading;
use crate::desk::face;
use crate::desk::keys::help;
use crate::desk::text::issuing as text;
use crate::ui::date_field::wrong_day;
use crate::ui::{
    Choice, DateField, ErrorSummary, FieldKind, FormField, SelectField, heard, lang, live,
};
use domain::catalogue::{FaceField, Need, TypeBody, ValueKind};
use domain::text::Lang;
use domain::validity::read_end;
use leptos::ev::{FocusEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// Longer texts than this get several lines.
const LINE: u16 = 100;

pub(super) fn screen(form: &Form) -> AnyView {
    let form = *form;
    let lang = lang();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.go_on();
    };
    // What is wrong in a box is told when somebody leaves it, not while it is typed.
    let leave = move |event: FocusEvent| {
        let left = event
            .target()
            .and_then(|left| left.dyn_into::<Element>().ok());
        if let Some(id) = left.map(|left| left.id()).filter(|id| !id.is_empty()) {
            form.left.update(|left| {
                left.insert(id);
            });
        }
    };
    let is_next = form
        .purpose
        .with_value(|purpose| matches!(purpose, Purpose::Next { .. }));
    let preview = live(move || {
        let sheet = form.filled.sheet();
        form.kind.with_value(|kind| face::of_sheet(&sheet, kind))
    });
    view! {
        <div class="page stack">
            <div class="row between">{heading(&form.title(lang))}{help(&[])}</div>
            <p class="hint">{text::needed(lang)}" "{text::kept(lang)}</p>
            <ErrorSummary errors=form.summary />
            <div class="beside">
                <form class="stack" on:submit=heard(submit) on:focusout=heard(leave)>
                    {is_next.then(|| words::part(&form))}
                    {holders::part(&form)}
                    {licence(&form)}
                    {fields(&form)}
                    <p class="buttons">
                        <button class="primary">{text::go_on(lang)}</button>
                        <button type="button" class="quiet" on:click=heard(move |_| form.start_over())>{text::start_over(lang)}</button>
                    </p>
                </form>
                <section class="preview near" aria-label=text::preview(lang)>
                    <h2>{text::preview(lang)}</h2>
                    {preview}
                </section>
            </div>
        </div>
    }
    .into_any()
}

/// Number and dates.
fn licence(form: &Form) -> AnyView {
    let lang = lang();
    let filled = form.filled;
    view! {
        <fieldset class="part stack">
            <legend>{text::the_licence(lang)}</legend>
            <FormField id="number" label=text::number(lang) hint=text::number_hint(lang) error=form.at("/number") value=filled.number />
            <DateField id="issued_on" label=text::issued_on(lang) error=form.at("/issued_on") check=wrong_day value=filled.issued_on />
            <DateField id="valid_from" label=text::valid_from(lang) hint=text::valid_from_hint(lang) error=form.at("/valid_from")
                check=wrong_day value=filled.valid_from />
            <DateField id="valid_to" label=text::valid_to(lang) hint=text::valid_to_hint(lang) error=form.at("/valid_to")
                check=wrong_end value=filled.valid_to />
        </fieldset>
    }
    .into_any()
}

/// What is wrong with a text that should be a last day, or say that there is none.
fn wrong_end(text: &str, lang: Lang) -> Option<String> {
    read_end(text).err().and_then(|_| wrong_day(text, lang))
}

/// The fields of the face that are typed.
fn fields(form: &Form) -> AnyView {
    let lang = lang();
    let fields = form.kind.with_value(|kind| {
        let all = kind.fields.iter();
        let boxes = all.filter_map(|field| field_of(form, field, kind));
        boxes.collect::<Vec<_>>()
    });
    if fields.is_empty() {
        return ().into_any();
    }
    view! {
        <fieldset class="part stack">
            <legend>{text::face(lang)}</legend>
            {fields}
        </fieldset>
    }
    .into_any()
}

fn field_of(form: &Form, field: &FaceField, kind: &TypeBody) -> Option<AnyView> {
    let value = form.filled.face_box(&field.key)?;
    // What repeats the licence's own data fills itself in, unless the version before says something else there.
    let differs = form.before().is_some_and(|before| {
        let following = before.following(kind);
        following.face.contains_key(&field.key)
    });
    if field.source.is_some() && !differs {
        return None;
    }
    let pointer = ["/face/", &field.key].concat();
    let id = ["face-", &field.key].concat();
    let error = form.at(pointer);
    let (label, hint) = said(field, form);
    Some(match field.kind {
        ValueKind::Date if field.source.is_none() => {
            view! { <DateField id label hint error check=wrong_day value /> }.into_any()
        }
        ValueKind::Code => {
            let options = field.codes.iter().map(|code| Choice {
                value: code.clone(),
                label: code.clone(),
                hint: String::new(),
            });
            view! { <SelectField id label hint error options=options.collect() chosen=value /> }
                .into_any()
        }
        _ => {
            let long = field.max_length.is_some_and(|most| most > LINE);
            let kind = if long {
                FieldKind::Lines
            } else {
                FieldKind::Line
            };
            view! { <FormField id label hint error value kind /> }.into_any()
        }
    })
}

/// A field's label with how much it is needed, and what helps to fill it in.
fn said(field: &FaceField, form: &Form) -> (String, String) {
    let lang = lang();
    let need = match field.need {
        Need::Required => None,
        Need::Recommended => Some(text::recommended(lang)),
        Need::Optional => Some(text::optional(lang)),
    };
    let label = need.map_or_else(
        || field.label.clone(),
        |need| [&field.label, " (", need, ")"].concat(),
    );
    let mut hints: Vec<String> = Vec::new();
    if field.kind == ValueKind::Number {
        hints.push(text::digits(lang).into());
    }
    if let Some(most) = field.max_length {
        hints.push(text::at_most(most, lang));
    }
    if field.sensitive {
        hints.push(text::sensitive(lang).into());
    }
    if field.hidden {
        hints.push(text::not_shown(lang).into());
    }
    if let Some(source) = field.source {
        let by_itself = untrack(|| form.filled.sheet()).derived(source);
        hints.push([text::not_by_itself(lang), &by_itself].concat());
    }
    let gap = lang.pick("", " ");
    (label, hints.join(gap))
}

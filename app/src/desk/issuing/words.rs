//! From which day a next version counts, on which ground and why.

use super::form::Form;
use crate::desk::text::issuing as text;
use crate::ui::date_field::wrong_day;
use crate::ui::{DateField, FieldKind, FormField, lang};
use leptos::prelude::*;

pub(super) fn part(form: &Form) -> AnyView {
    let lang = lang();
    let filled = form.filled;
    view! {
        <fieldset class="part stack">
            <legend>{text::the_event(lang)}</legend>
            <DateField id="words-on" label=text::on(lang) error=form.at("/words/on") check=wrong_day value=filled.on />
            <FormField id="words-basis" label=text::basis(lang) hint=text::basis_hint(lang) error=form.at("/words/basis") value=filled.basis />
            <FormField id="words-reason" label=text::reason(lang) hint=text::reason_hint(lang) error=form.at("/words/reason")
                value=filled.reason kind=FieldKind::Lines />
        </fieldset>
    }
    .into_any()
}

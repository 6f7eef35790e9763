//! A step that needs words: what the objector shall supplement, or why a proposal goes back.

use super::deed::Deed;
use super::work::Work;
use crate::desk::text::objections as text;
use crate::ui::{FieldKind, FormField, lang};
use domain::objection::deciding::{REASONS_MAX, REASONS_MIN};
use domain::problem::FieldCode;
use domain::text::{Lang, problem};
use domain::wire::case::CaseDetail;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(super) fn form(deed: Deed, case: &CaseDetail, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let (label, hint) = match deed {
        Deed::Return => (text::return_note(lang), text::return_hint(lang)),
        _ => (text::send_back_note(lang), text::send_back_hint(lang)),
    };
    let tried = RwSignal::new(false);
    let wrong = Signal::derive(move || {
        tried
            .get()
            .then(|| wrong_with(&work.note.get(), lang))
            .flatten()
    });
    let case = case.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if wrong.get_untracked().is_some() {
            crate::ui::error_summary::focus("note");
        } else {
            work.send(deed, &case);
        }
    };
    request_animation_frame(|| crate::ui::error_summary::focus("note"));
    view! {
        <form class="stack" on:submit=submit>
            <FormField id="note" label=label hint=hint error=wrong value=work.note kind=FieldKind::Lines />
            {form_buttons(deed, &work)}
        </form>
    }
    .into_any()
}

/// Send and fold; after somebody else was quicker, sending means applying it anew.
pub(super) fn form_buttons(deed: Deed, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let label = move || match (work.busy.get(), work.news.with(Vec::is_empty)) {
        (true, _) => text::working(lang),
        (false, true) => deed.name(lang),
        (false, false) => text::apply_anew(lang),
    };
    view! {
        <p class="buttons">
            <button class="primary" disabled=move || work.busy.get()>{label}</button>
            <button type="button" data-key="Escape" on:click=move |_| work.fold()>{text::cancel(lang)}<kbd>"Esc"</kbd></button>
        </p>
    }
    .into_any()
}

fn wrong_with(note: &str, lang: Lang) -> Option<String> {
    let limit = |bound: usize| u32::try_from(bound).ok();
    match note.trim().chars().count() {
        0 => Some(problem::field(FieldCode::Required, None, lang)),
        length if length < REASONS_MIN => Some(problem::field(
            FieldCode::TooShort,
            limit(REASONS_MIN),
            lang,
        )),
        length if length > REASONS_MAX => {
            Some(problem::field(FieldCode::TooLong, limit(REASONS_MAX), lang))
        }
        _ => None,
    }
}

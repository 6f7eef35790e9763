//! Yes or no? One box to tick. Several under one question are [`super::Picks`].

use super::form_field::{described_by, error_line, hint_line};
use super::live::{attribute, heard};
use leptos::prelude::*;

/// A box with what ticking it means.
#[component]
pub fn CheckField(
    /// The box's id; error summaries link to it.
    #[prop(into)]
    id: String,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// What helps to decide.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it is ticked.
    value: RwSignal<bool>,
) -> impl IntoView {
    let described = described_by(&id, !hint.is_empty());
    let invalid = attribute(move || error.with(Option::is_some).then_some("true"));
    let changed = heard(move |event| value.set(event_target_checked(&event)));
    let (hint, error) = (hint_line(&id, hint), error_line(&id, error));
    let box_id = id.clone();
    view! {
        <div class="field">
            {error}
            <label class="choice" for=box_id>
                <input id=id type="checkbox" aria-describedby=described aria-invalid=invalid prop:checked=value on:change=changed />
                <span>{label}</span>
            </label>
            {hint}
        </div>
    }
    .into_any()
}

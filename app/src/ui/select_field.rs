//! How does somebody choose one of many? Few are better shown at once, by [`super::Choices`].

use super::choices::Choice;
use super::form_field::{described_by, error_line, hint_line};
use super::live::{attribute, heard};
use super::{lang, words};
use leptos::prelude::*;

/// A list that unfolds; nothing is chosen before somebody chooses.
#[component]
pub fn SelectField(
    /// The box's id; error summaries link to it.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What stands there before something is chosen; '请选择' unless said otherwise, as '全部' of a filter.
    #[prop(optional, into)]
    blank: Option<String>,
    /// What there is. Hints of choices are not shown.
    options: Vec<Choice>,
    /// What is chosen; empty at first.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let described = described_by(&id, !hint.is_empty());
    let invalid = attribute(move || error.with(Option::is_some).then_some("true"));
    let blank = Choice {
        value: String::new(),
        label: blank.unwrap_or_else(|| words::please_choose(lang()).into()),
        hint: String::new(),
    };
    let options = std::iter::once(blank).chain(options).map(|choice| {
        let value = choice.value.clone();
        let selected: Box<dyn FnMut() -> bool + Send> =
            Box::new(move || chosen.with(|chosen| *chosen == value));
        view! { <option value=choice.value prop:selected=selected>{choice.label}</option> }
    });
    let changed = heard(move |event| chosen.set(event_target_value(&event)));
    let (hint, error) = (hint_line(&id, hint), error_line(&id, error));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint}
            {error}
            <select id=id aria-describedby=described aria-invalid=invalid on:change=changed>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

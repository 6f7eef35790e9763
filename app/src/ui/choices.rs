//! How does somebody choose one of several things, or several of them?

use super::form_field::{described_by, error_line, hint_line};
use super::live::heard;
use super::whole_days;
use leptos::prelude::*;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is called in code.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What helps to choose.
    pub hint: String,
}

/// Radio buttons under a question.
#[component]
pub fn Choices(
    /// The group's id; error summaries link to it.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What there is.
    options: Vec<Choice>,
    /// What is chosen; empty at first.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let is = Callback::new(move |value: String| chosen.with(|chosen| *chosen == value));
    let set = Callback::new(move |(value, _): (String, bool)| chosen.set(value));
    group(
        "radio",
        Asked {
            id,
            legend,
            hint,
            error,
        },
        options,
        is,
        set,
    )
}

/// Check boxes under a question.
#[component]
pub fn Picks(
    /// The group's id; error summaries link to it.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What there is.
    options: Vec<Choice>,
    /// What is chosen, in the order of choosing.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let is = Callback::new(move |value: String| chosen.with(|chosen| chosen.contains(&value)));
    let set = Callback::new(move |(value, on): (String, bool)| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != value);
            if on {
                chosen.push(value);
            }
        });
    });
    group(
        "checkbox",
        Asked {
            id,
            legend,
            hint,
            error,
        },
        options,
        is,
        set,
    )
}

struct Asked {
    id: String,
    legend: String,
    hint: String,
    error: Signal<Option<String>>,
}

fn group(
    kind: &'static str,
    asked: Asked,
    options: Vec<Choice>,
    is: Callback<String, bool>,
    set: Callback<(String, bool)>,
) -> AnyView {
    let Asked {
        id,
        legend,
        hint,
        error,
    } = asked;
    let described = described_by(&id, !hint.is_empty());
    let name = id.clone();
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| option(kind, &name, index, choice, is, set));
    view! {
        <fieldset class="choices" aria-describedby=described>
            <legend>{legend}</legend>
            {hint_line(&id, hint)}
            {error_line(&id, error)}
            {options.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn option(
    kind: &'static str,
    name: &str,
    index: usize,
    choice: Choice,
    is: Callback<String, bool>,
    set: Callback<(String, bool)>,
) -> AnyView {
    // The first box carries the group's own id, so that an error summary leads to it.
    let id = if index == 0 {
        name.to_owned()
    } else {
        [name, "-", &choice.value].concat()
    };
    let (value, asked) = (choice.value.clone(), choice.value.clone());
    let checked: Box<dyn FnMut() -> bool + Send> = Box::new(move || is.run(asked.clone()));
    let changed = heard(move |event| set.run((value.clone(), event_target_checked(&event))));
    let hint = (!choice.hint.is_empty())
        .then(|| view! { <span class="hint">{whole_days(&choice.hint)}</span> }.into_any());
    view! {
        <label class="choice" for=id>
            <input id=id.clone() type=kind name=name.to_owned() value=choice.value
                prop:checked=checked
                on:change=changed />
            <span>{choice.label}{hint}</span>
        </label>
    }
    .into_any()
}

//! How does somebody type a value, know what is asked, and learn what is wrong with it?

use super::icon::{Icon, icon};
use super::live::{attribute, heard, live, live_text};
use super::{lang, whole_days, words};
use leptos::prelude::*;

/// What kind of text it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Lines,
    /// The account's name.
    Username,
    /// The password that holds.
    Password,
    /// A new password.
    NewPassword,
    /// Something to look for.
    Search,
}

impl FieldKind {
    const fn input(self) -> (&'static str, &'static str) {
        match self {
            Self::Line | Self::Lines => ("text", "off"),
            Self::Username => ("text", "username"),
            Self::Password => ("password", "current-password"),
            Self::NewPassword => ("password", "new-password"),
            Self::Search => ("search", "off"),
        }
    }
}

/// A label, a hint, an error and the box, tied together for screen readers.
#[component]
pub fn FormField(
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
    /// What is typed.
    value: RwSignal<String>,
    /// Which kind of box.
    #[prop(optional)]
    kind: FieldKind,
) -> impl IntoView {
    let described = described_by(&id, !hint.is_empty());
    let invalid = attribute(move || error.with(Option::is_some).then_some("true"));
    let typed = heard(move |event| value.set(event_target_value(&event)));
    let box_id = id.clone();
    let control = if kind == FieldKind::Lines {
        view! {
            <textarea id=box_id rows="4" aria-describedby=described aria-invalid=invalid prop:value=value on:input=typed></textarea>
        }
        .into_any()
    } else {
        let (input_type, autocomplete) = kind.input();
        let shown = RwSignal::new(false);
        let input_type = attribute(move || Some(if shown.get() { "text" } else { input_type }));
        let input = view! {
            <input id=box_id type=input_type autocomplete=autocomplete aria-describedby=described aria-invalid=invalid
                prop:value=value on:input=typed />
        }
        .into_any();
        if matches!(kind, FieldKind::Password | FieldKind::NewPassword) {
            secret(input, shown)
        } else {
            input
        }
    };
    let (hint, error) = (hint_line(&id, hint), error_line(&id, error));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint}
            {error}
            {control}
        </div>
    }
    .into_any()
}

/// A password can be looked at while it is typed: fewer mistakes, and no second try for nothing.
fn secret(input: AnyView, shown: RwSignal<bool>) -> AnyView {
    let word = live_text(move || {
        if shown.get() {
            words::hide_typed(lang())
        } else {
            words::show_typed(lang())
        }
    });
    let toggle = heard(move |_| shown.update(|shown| *shown = !*shown));
    view! {
        <div class="secret">
            {input}
            <button type="button" class="quiet" on:click=toggle>{word}</button>
        </div>
    }
    .into_any()
}

pub(super) fn described_by(id: &str, hinted: bool) -> String {
    let error = [id, "-error"].concat();
    if hinted {
        [id, "-hint ", &error].concat()
    } else {
        error
    }
}

pub(super) fn hint_line(id: &str, hint: String) -> Option<AnyView> {
    let id = [id, "-hint"].concat();
    let hint = Some(hint).filter(|hint| !hint.is_empty());
    hint.map(|hint| view! { <p class="hint" id=id>{whole_days(&hint)}</p> }.into_any())
}

pub(super) fn error_line(id: &str, error: Signal<Option<String>>) -> AnyView {
    let id = [id, "-error"].concat();
    view! {
        <p class="error" id=id>
            {live(move || error.get().map(|text| (icon(Icon::Alert), text)).into_any())}
        </p>
    }
    .into_any()
}

//! Really? Asked only before what can't be undone, in the browser's own dialog.

use super::live::{effect, heard};
use super::{lang, words};
use leptos::html;
use leptos::prelude::*;

/// Opens while `open` is true; Escape, 'cancel' and a confirmed answer close it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: String,
    /// What the confirming button says: the deed, not 'yes'.
    #[prop(into)]
    confirm: String,
    /// Called when it is confirmed.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// What follows from it.
    children: Children,
) -> impl IntoView {
    let confirmed = move |_| {
        open.set(false);
        on_confirm.run(());
    };
    let button = view! { <button type="button" class="primary" on:click=heard(confirmed)>{confirm}</button> };
    modal(open, title, children().into_any(), button.into_any())
}

/// The browser's dialog with a question, what follows from it, and the button that confirms it beside 'cancel'.
pub(super) fn modal(
    open: RwSignal<bool>,
    title: String,
    inside: AnyView,
    button: AnyView,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                dialog.show_modal().ok();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // The browser tells of Escape a moment later; by then it may have been opened again.
    let closed = move |_| {
        if node.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    view! {
        <dialog node_ref=node on:close=heard(closed) aria-label=title>
            <h2>{title.clone()}</h2>
            {inside}
            <p class="buttons">
                {button}
                <button type="button" on:click=heard(move |_| open.set(false))>{words::cancel(lang())}</button>
            </p>
        </dialog>
    }
    .into_any()
}

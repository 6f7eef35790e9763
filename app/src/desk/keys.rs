//! Which keys work, and when? A key presses the button that carries it, so that nothing has a key alone.

use super::text::licence as text;
use crate::browser;
use crate::ui::{attribute, heard, lang, live};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Listens for as long as the page lives.
pub(super) fn listen() {
    browser::listen("keydown", |event: Event| {
        let pressed: &KeyboardEvent = event.unchecked_ref();
        if pressed.key() == "Enter" && (pressed.ctrl_key() || pressed.meta_key()) {
            send(&event);
            return;
        }
        let modified = pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key();
        // A switch of the input method sends keys of its own while Chinese is typed.
        if modified || pressed.is_composing() || event.default_prevented() {
            return;
        }
        let mut key = pressed.key();
        // Caps lock changes what a key writes, not which key it is.
        if key.len() == 1 {
            key.make_ascii_lowercase();
        }
        if key != "Escape" && (is_typing(&event) || in_dialog()) {
            return;
        }
        if key == "/" {
            if let Some(search) = found("main input[type=search]") {
                event.prevent_default();
                let _ = search.focus();
            }
            return;
        }
        if let Some(button) = button_of(&key) {
            event.prevent_default();
            button.click();
        }
    });
}

fn button_of(key: &str) -> Option<HtmlElement> {
    let known = key.len() == 1
        && (key.as_bytes().iter().all(u8::is_ascii_alphabetic) || matches!(key, "?" | "/"))
        || key == "Escape";
    let selector = ["[data-key=\"", key, "\"]"].concat();
    known.then(|| found(&selector))?
}

fn found(selector: &str) -> Option<HtmlElement> {
    let found = browser::document().query_selector(selector).ok()?;
    found?.dyn_into().ok()
}

/// Presses the button that sends the form in which somebody is; in no form, that of the page.
fn send(event: &Event) {
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    let form = target.and_then(|target| target.closest("form").ok().flatten());
    let button = match form {
        Some(form) => form
            .query_selector("button:not([type=button])")
            .ok()
            .flatten(),
        None => browser::document()
            .query_selector("main form button:not([type=button])")
            .ok()
            .flatten(),
    };
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        button.click();
    }
}

/// The button behind `?` with the keys that work everywhere, and those of this page.
pub(super) fn help(own: &[(&'static str, &'static str)]) -> AnyView {
    let lang = lang();
    let told = RwSignal::new(false);
    let everywhere = [
        ("/", text::key_search(lang)),
        ("i", text::key_new(lang)),
        ("j k", text::key_rows(lang)),
        ("Enter", text::key_enter(lang)),
        ("Ctrl Enter", text::key_send(lang)),
        ("Esc", text::key_escape(lang)),
        ("?", text::keys(lang)),
    ];
    let all: Vec<_> = own.iter().copied().chain(everywhere).collect();
    let list = live(move || {
        if !told.get() {
            return ().into_any();
        }
        let all = all.iter();
        let all =
            all.map(|(key, word)| view! { <div><dt><kbd>{*key}</kbd></dt><dd>{*word}</dd></div> });
        view! { <dl class="key-list">{all.collect_view()}</dl> }.into_any()
    });
    let expanded = attribute(move || Some(if told.get() { "true" } else { "false" }));
    view! {
        <div class="keys">
            <button type="button" class="quiet" data-key="?" aria-expanded=expanded
                on:click=heard(move |_| told.update(|told| *told = !*told))>{text::keys(lang)}<kbd>"?"</kbd></button>
            {list}
        </div>
    }
    .into_any()
}

fn is_typing(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| {
        let typed_into = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        let ticked = matches!(
            element.get_attribute("type").as_deref(),
            Some("radio" | "checkbox")
        );
        typed_into && !ticked
    })
}

fn in_dialog() -> bool {
    matches!(
        browser::document().query_selector("dialog[open]"),
        Ok(Some(_))
    )
}

//! Which keys work, and when? A key presses the button that carries it, so that nothing has a key alone.

use crate::browser;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// Listens for as long as the page lives.
pub(super) fn listen() {
    browser::listen("keydown", |event: Event| {
        let pressed: &KeyboardEvent = event.unchecked_ref();
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
    let found = known.then(|| browser::document().query_selector(&selector).ok().flatten())?;
    found?.dyn_into().ok()
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

//! Does the screen show what it is for? Browser tests and screen readers wait for the answer.

use leptos::prelude::document;

/// Sets `data-ready` on `<main>` while nothing in it is loading, and takes it away otherwise.
///
/// [`super::Load`] calls it; a screen without one calls it when it stands.
pub fn mark_ready() {
    let Ok(Some(main)) = document().query_selector("main") else {
        return;
    };
    let busy = matches!(main.query_selector("[aria-busy=true]"), Ok(Some(_)));
    if busy {
        main.remove_attribute("data-ready").ok();
    } else {
        main.set_attribute("data-ready", "").ok();
    }
}

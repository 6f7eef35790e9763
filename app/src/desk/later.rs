//! How does one go on in a list that is a part of a page, so that no address says where in it one is?

use super::text::more;
use crate::ui::{heard, lang, words};
use leptos::prelude::*;

/// The ways to what comes later and back to the beginning; nothing where the list is whole.
pub(super) fn later(cursor: RwSignal<String>, next: Option<String>) -> AnyView {
    let lang = lang();
    let moved = cursor.with_untracked(|cursor| !cursor.is_empty());
    if next.is_none() && !moved {
        return ().into_any();
    }
    let way = |to: String, word: &'static str| {
        let go = move |_| cursor.set(to.clone());
        view! { <button type="button" on:click=heard(go)>{word}</button> }
    };
    let first = moved.then(|| way(String::new(), words::first_page(lang)));
    let next = next.map(|next| way(next, more(lang)));
    view! { <p class="buttons">{first}{next}</p> }.into_any()
}

//! Where does a list go on? To what comes later, and back to its beginning; the way back by one is the browser's.

use super::{lang, live, words};
use leptos::prelude::*;

/// Nothing where the list is whole.
#[component]
pub fn Pager(
    /// The address of the beginning, unless this is it.
    #[prop(into)]
    first: Signal<Option<String>>,
    /// The address of what comes later, if anything does.
    #[prop(into)]
    next: Signal<Option<String>>,
) -> impl IntoView {
    let lang = lang();
    let way = move |href: Signal<Option<String>>, word: &'static str| {
        live(move || {
            let href = href.get();
            href.map(|href| view! { <a class="button" href=href>{word}</a> })
                .into_any()
        })
    };
    view! {
        <p class="pager buttons">{way(first, words::first_page(lang))}{way(next, words::next_page(lang))}</p>
    }
    .into_any()
}

//! Is there a connection? A strip that stays in sight while there is none.

use super::{Banner, Tone, lang, live, words};
use crate::navigation::Navigation;
use leptos::prelude::*;

/// Says that the connection is gone, that nothing is lost, and what still works.
pub fn offline() -> AnyView {
    live(move || {
        let cut = Navigation::here().is_some_and(|navigation| !navigation.is_online());
        let strip = cut.then(|| {
            view! { <Banner tone=Tone::Soon region=words::offline(lang())>{words::offline_means(lang())}</Banner> }
        });
        view! { <div class="offline" role="status">{strip}</div> }.into_any()
    })
}

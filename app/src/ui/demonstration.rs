//! Whose place does a visitor of the demonstration take, and how do they take another one?

use super::attribute;
use leptos::prelude::*;

/// The strip under the name of the site. The page is served with it, and it is as high before the session is known as
/// afterwards, so that nothing below it moves.
pub fn demonstration(region: &'static str, who: AnyView, ways: AnyView) -> AnyView {
    let label = attribute(move || Some(region));
    view! {
        <div class="banner demonstration" role="region" aria-label=label>
            <div><span>{region}{who}</span><span class="ways">{ways}</span></div>
        </div>
    }
    .into_any()
}

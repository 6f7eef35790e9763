//! In the demonstration: from one's case to the desk of those who handle it.

use crate::context::Context;
use crate::demo;
use crate::text::citizen as words;
use crate::ui::{Banner, Tone, lang};
use domain::wire::case::CaseSummary;
use leptos::prelude::*;

/// Offers to see the same case from the other side.
pub(super) fn other_side(case: &CaseSummary) -> Option<AnyView> {
    let lang = lang();
    let demonstration = Context::here()
        .session
        .with_untracked(|session| matches!(session, Some(Ok(session)) if session.demonstration));
    demonstration.then(|| {
        demo::hand_over(case);
        view! {
            <Banner tone=Tone::Quiet>
                {words::demonstration(lang)}{lang.colon()}<a href="/desk/log-in">{words::your_case(lang)}</a>
            </Banner>
        }
        .into_any()
    })
}

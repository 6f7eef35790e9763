//! Something that is asked for when it is unfolded, and once: each reading of a licence leaves a record.

use crate::ui::{heard, live};
use leptos::prelude::*;

/// What `draw` shows stands below the summary from when it is first unfolded.
pub(super) fn unfolds(
    summary: &'static str,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let opened = RwSignal::new(false);
    let toggled = move |_| {
        if !opened.get_untracked() {
            opened.set(true);
        }
    };
    let inside = live(move || opened.get().then(&draw).into_any());
    view! {
        <details class="unfolds" on:toggle=heard(toggled)>
            <summary>{summary}</summary>
            {inside}
        </details>
    }
    .into_any()
}

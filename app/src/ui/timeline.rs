//! What happened, who did it, when, and what comes next?

use super::{lang, whole_days, words};
use leptos::prelude::*;

/// One thing that happened or will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When, in words; of what comes, by when.
    pub when: String,
    /// What.
    pub what: String,
    /// Who, where it matters.
    pub who: String,
    /// What was said.
    pub note: String,
    /// Whether it is still to come.
    pub to_come: bool,
}

/// Moments in the order given; those to come in grey.
#[component]
pub fn Timeline(
    /// The moments.
    moments: Vec<Moment>,
) -> impl IntoView {
    let moments = moments.into_iter().map(moment).collect_view();
    view! { <ol class="timeline">{moments}</ol> }.into_any()
}

fn moment(moment: Moment) -> AnyView {
    let class = if moment.to_come { "to-come" } else { "" };
    let next = moment
        .to_come
        .then(|| view! { <span class="small">{words::next(lang())}</span> });
    let note = (!moment.note.is_empty()).then(|| view! { <blockquote>{moment.note}</blockquote> });
    view! {
        <li class=class>
            {next}
            <p class="what">{whole_days(&moment.what)}</p>
            <p class="small"><span>{whole_days(&moment.when)}</span>" "<span>{moment.who}</span></p>
            {note}
        </li>
    }
    .into_any()
}

//! What does the licence show, what is claimed, and what was it corrected to?

use super::{lang, whole_days, words};
use domain::wire::case::DisputedField;
use leptos::prelude::*;

/// The fields in dispute, each with its values side by side (under each other on phones).
#[component]
pub fn FieldDiff(
    /// The fields.
    fields: Vec<DisputedField>,
) -> impl IntoView {
    fields.into_iter().map(field).collect_view().into_any()
}

fn field(field: DisputedField) -> AnyView {
    let lang = lang();
    let corrected = field.corrected.map(|value| {
        view! { <div class="corrected"><dt>{words::corrected(lang)}</dt><dd>{value}</dd></div> }
    });
    let rejected = field.rejected.map(
        |why| view! { <div class="rejected"><dt>{words::rejected(lang)}</dt><dd>{why}</dd></div> },
    );
    view! {
        <section class="diff">
            <h3>{field.label}</h3>
            <dl>
                <div class="now"><dt>{words::now(lang)}</dt><dd>{whole_days(&field.shown)}</dd></div>
                <div class="claimed"><dt>{words::claimed(lang)}</dt><dd>{whole_days(&field.claimed)}</dd></div>
                {corrected}
                {rejected}
            </dl>
        </section>
    }
    .into_any()
}

/// A value before and after a change, each under its name.
pub fn changed(
    label: String,
    (before, was): (&'static str, &str),
    (after, is): (&'static str, &str),
) -> AnyView {
    view! {
        <section class="diff">
            <h4>{label}</h4>
            <dl>
                <div class="now"><dt>{before}</dt><dd>{whole_days(was)}</dd></div>
                <div class="corrected"><dt>{after}</dt><dd>{whole_days(is)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

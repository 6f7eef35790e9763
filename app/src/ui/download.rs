//! How does one take something home? A link that looks like what it is: a file.

use super::icon::{Icon, icon};
use leptos::prelude::*;

/// The browser saves what is at `href`.
#[component]
pub fn Download(
    /// Where the file is.
    #[prop(into)]
    href: String,
    /// What it is, with its kind: '导出 CSV'.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <a class="button" href=href download="">{icon(Icon::Download)}{label}</a> }.into_any()
}

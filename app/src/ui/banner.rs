//! What should somebody know about this page before anything else? Demonstration, offline, a provisional date.

use super::icon::icon;
use super::status::Tone;
use leptos::prelude::*;

/// A strip across the page.
#[component]
pub fn Banner(
    /// Its meaning.
    tone: Tone,
    /// What this part of the page is called, where the strip stands outside the main content.
    #[prop(optional)]
    region: Option<&'static str>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Late => "banner late",
        Tone::Soon | Tone::Disputed => "banner soon",
        Tone::Done | Tone::Quiet => "banner",
    };
    view! {
        <div class=class role=region.map(|_| "region") aria-label=region>
            {icon(tone.icon())}
            <div>{children()}</div>
        </div>
    }
    .into_any()
}

//! What should somebody know about this page before anything else? Demonstration, offline, a provisional date.

use super::icon::icon;
use super::status::Tone;
use super::{lang, words};
use leptos::prelude::*;

/// A strip across the page.
#[component]
pub fn Banner(
    /// Its meaning.
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Late => "banner late",
        Tone::Soon | Tone::Disputed => "banner soon",
        Tone::Done | Tone::Quiet => "banner",
    };
    view! {
        <section class=class aria-label=words::note(lang())>
            {icon(tone.icon())}
            <div>{children()}</div>
        </section>
    }
    .into_any()
}

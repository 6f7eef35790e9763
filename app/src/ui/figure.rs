//! How much, of what, and how was it counted? A number that explains itself and leads to what it counts.

use super::status::Tone;
use super::{icon, lang, words};
use leptos::prelude::*;

/// Stands with others in `<div class="figures">`.
#[component]
pub fn Figure(
    /// The number as it is read, with its unit: '96.5%'.
    #[prop(into)]
    number: String,
    /// What it counts.
    #[prop(into)]
    word: String,
    /// How it is counted, in one or two sentences.
    #[prop(into)]
    definition: String,
    /// Where what it counts is listed.
    #[prop(optional, into)]
    href: Option<String>,
    /// What it means, where it means something.
    #[prop(default = Tone::Quiet)]
    tone: Tone,
) -> impl IntoView {
    let sign = (tone != Tone::Quiet).then(|| icon(tone.icon()));
    let word = match href {
        Some(href) => view! { <a href=href>{word}</a> }.into_any(),
        None => word.into_any(),
    };
    view! {
        <div class="figure">
            <p>{word}</p>
            <p class=tone.class()>{sign}<b>{number}</b></p>
            <details><summary>{words::how_counted(lang())}</summary><p>{definition}</p></details>
        </div>
    }
    .into_any()
}

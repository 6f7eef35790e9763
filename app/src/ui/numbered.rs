//! A sentence with a case number in it, which is read as one word and never broken at its hyphens.

use leptos::prelude::*;

/// The sentence with its number in one piece.
pub fn numbered(sentence: &str, number: &str) -> AnyView {
    match sentence.split_once(number) {
        Some((before, after)) if !number.is_empty() => view! {
            {before.to_owned()}<span class="number">{number.to_owned()}</span>{after.to_owned()}
        }
        .into_any(),
        _ => sentence.to_owned().into_any(),
    }
}

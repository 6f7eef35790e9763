//! What is read as one word and never broken by a line's end: a case number in a sentence, a day, a part of an identifier.

use domain::text::date::{self, Piece};
use leptos::prelude::*;

/// The sentence with its number in one piece.
pub fn numbered(sentence: &str, number: &str) -> AnyView {
    match sentence.split_once(number) {
        Some((before, after)) if !number.is_empty() => view! {
            {whole_days(before)}<span class="number">{number.to_owned()}</span>{whole_days(after)}
        }
        .into_any(),
        _ => whole_days(sentence),
    }
}

/// The sentence with each of its days in one piece.
pub fn whole_days(sentence: &str) -> AnyView {
    let pieces = date::pieces(sentence).map(|piece| match piece {
        Piece::Words(words) => words.to_owned().into_any(),
        Piece::Day(day) => view! { <span class="day">{day.to_owned()}</span> }.into_any(),
    });
    pieces.collect_view().into_any()
}

/// An identifier whose lines end behind its dots.
pub fn dotted(identifier: &str) -> AnyView {
    let parts = identifier.split_inclusive('.');
    let parts = parts.map(|part| view! { {part.to_owned()}<wbr /> }.into_any());
    parts.collect_view().into_any()
}

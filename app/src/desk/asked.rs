//! What somebody was asked by a day, and what was answered: 督办 and 协查 look alike.

use super::desktop::Desktop;
use super::sending::{Sending, empty};
use super::text::asked as text;
use crate::api::Answer;
use crate::ui::{FieldKind, FormField, Status, Tone, lang};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::future::Future;

/// Something that was asked.
pub(super) struct Asked<'a> {
    /// Who asked, whom, and when.
    pub(super) head: String,
    /// By which day an answer is asked for.
    pub(super) by: String,
    pub(super) words: &'a str,
    pub(super) unanswered: bool,
    /// Who answered and when, and what.
    pub(super) answer: Option<(String, &'a str)>,
}

/// Whether it is answered, waits, or has waited too long.
pub(super) fn state(answered: bool, unanswered: bool) -> AnyView {
    let lang = lang();
    let (tone, word) = match (answered, unanswered) {
        (true, _) => (Tone::Done, text::answered(lang)),
        (false, true) => (Tone::Late, text::unanswered(lang)),
        (false, false) => (Tone::Soon, text::waits(lang)),
    };
    view! { <Status tone word /> }.into_any()
}

/// What was said on both sides.
pub(super) fn said(one: Asked<'_>) -> AnyView {
    let state = state(one.answer.is_some(), one.unanswered);
    let answer = one.answer.map(answered);
    view! {
        <p class="row">{state}<span class="small">{one.head}</span><span class="small">{one.by}</span></p>
        <p class="said">{one.words.to_owned()}</p>
        {answer}
    }
    .into_any()
}

/// What was answered, and by whom.
pub(super) fn answered((head, words): (String, &str)) -> AnyView {
    view! { <p class="small">{head}</p><p class="said">{words.to_owned()}</p> }.into_any()
}

/// The form that answers, once.
pub(super) fn answers<T: 'static, F: Future<Output = Answer<T>> + 'static>(
    desktop: Desktop,
    id: String,
    (label, hint): (&'static str, &'static str),
    request: impl Fn(String, String) -> F + Copy + 'static,
    then: impl Fn(T) + Copy + 'static,
) -> AnyView {
    let (sending, words) = (Sending::new(desktop), empty());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked();
        sending.send(move |key| request(words, key), then);
    };
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <FormField id label hint error=sending.error("/words") value=words kind=FieldKind::Lines />
            <p class="buttons">{sending.button(label)}</p>
        </form>
    }
    .into_any()
}

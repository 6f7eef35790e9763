//! 存量归集 at the desk: a file is handed in, looked through, and let in.
//!
//! [`list`]: the form and the earlier imports; [`one`]: how far an import is, what became of its rows, and what it refused.

mod list;
mod one;

pub(super) use list::screen as list;
pub(super) use one::screen as one;

use super::text::importing as text;
use crate::ui::{Status, Tone, lang};
use domain::wire::importing::ImportState;
use leptos::prelude::*;

/// Where an import stands, in a word.
fn state(state: ImportState) -> AnyView {
    let lang = lang();
    let (tone, word) = match state {
        ImportState::Checking => (Tone::Quiet, text::checking(lang)),
        ImportState::Checked => (Tone::Soon, text::checked(lang)),
        ImportState::Running => (Tone::Quiet, text::running(lang)),
        ImportState::Done => (Tone::Done, text::done(lang)),
        ImportState::Cancelled => (Tone::Quiet, text::cancelled(lang)),
        ImportState::Failed => (Tone::Late, text::failed(lang)),
    };
    view! { <Status tone=tone word=word /> }.into_any()
}

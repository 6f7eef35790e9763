//! What state is something in? An icon and a word; the colour only repeats them.

use super::icon::{Icon, icon};
use leptos::prelude::*;

/// The three meanings, and none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done, valid: green.
    Done,
    /// Soon due, waits for somebody: amber.
    Soon,
    /// Overdue, expired, refused: red.
    Late,
    /// None of these.
    Quiet,
    /// 异议标注.
    Disputed,
}

impl Tone {
    /// The class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Done => "status done",
            Self::Soon | Self::Disputed => "status soon",
            Self::Late => "status late",
            Self::Quiet => "status",
        }
    }

    /// The icon that repeats it.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Done => Icon::Check,
            Self::Soon => Icon::Clock,
            Self::Late => Icon::Alert,
            Self::Quiet => Icon::Info,
            Self::Disputed => Icon::Flag,
        }
    }
}

/// `<Status tone=Tone::Done word="有效" />`
#[component]
pub fn Status(
    /// Its meaning.
    tone: Tone,
    /// What it says.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! { <span class=tone.class()>{icon(tone.icon())}{word}</span> }.into_any()
}

//! That something waits to be sent, and what became of it, in words.

use super::{Outbox, Told};
use crate::page::{Page, Step};
use crate::text::citizen as words;
use crate::ui::{Banner, Tone, heard, lang, live};
use leptos::prelude::*;

/// Above every screen but the draft's own: that something waits, and what became of it.
pub(in crate::citizen) fn strip() -> AnyView {
    let Some(outbox) = Outbox::here() else {
        return ().into_any();
    };
    let lang = lang();
    live(move || {
        let at = outbox.navigation.and_then(|at| Page::parse(&at.address()));
        let unsent = outbox
            .unsent
            .with(|unsent| unsent.as_ref().map(|unsent| unsent.draft));
        let said = match (unsent, outbox.told.get()) {
            (Some(draft), _) if matches!(at, Some(Page::Draft(open, Step::Check)) if open == draft) => {
                None
            }
            (Some(draft), _) => Some(banner(
                Tone::Soon,
                words::unsent_waits(lang).into(),
                (Page::Draft(draft, Step::Check), words::look_at_it(lang)),
            )),
            (None, Some(Told::Sent(id))) if at == Some(Page::Receipt(id)) => None,
            (None, Some(Told::Sent(id))) => Some(banner(
                Tone::Done,
                words::unsent_sent(lang).into(),
                (Page::Receipt(id), words::see_receipt(lang)),
            )),
            (None, Some(Told::Refused(draft, trouble))) => Some(banner(
                Tone::Late,
                [words::unsent_refused(lang), &trouble.said(lang)].concat(),
                (Page::Draft(draft, Step::Check), words::look_at_it(lang)),
            )),
            (None, None) => None,
        };
        view! { <div role="status">{said}</div> }.into_any()
    })
}

fn banner(tone: Tone, said: String, (to, name): (Page, &'static str)) -> AnyView {
    let region = words::unsent(lang());
    view! { <Banner tone region>{said}" "<a href=to.href()>{name}</a></Banner> }.into_any()
}

/// In the place of the button that sends: what was sent waits, and both things that one can do about it.
pub(in crate::citizen) fn waiting(outbox: Outbox) -> AnyView {
    let lang = lang();
    view! {
        <div class="near" role="status">
            <p class="lead">{words::unsent_kept(lang)}</p>
            <p>{words::unsent_means(lang)}</p>
        </div>
        <p class="buttons">
            <button type="button" class="primary" on:click=heard(move |_| outbox.attempt())>{words::send_now(lang)}</button>
            <button type="button" on:click=heard(move |_| outbox.release())>{words::not_yet(lang)}</button>
        </p>
    }
    .into_any()
}

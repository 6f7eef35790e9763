//! After the password: the second factor.

use super::super::desktop::{Desktop, heading, refused};
use super::super::page::LOG_IN;
use super::super::passkey;
use super::super::sending::{Sending, empty};
use super::super::text::account as text;
use super::explained;
use crate::api;
use crate::browser;
use crate::ui::{FormField, Trouble, lang};
use domain::second_factor::ProvenBy;
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(in super::super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let session = desktop.context.session.get_untracked();
    let who = session.and_then(Result::ok).and_then(|session| session.who);
    let has = |proof| (who.as_ref()).is_some_and(|who: &Who| who.proofs.contains(&proof));
    let (has_code, has_passkey) = (has(ProvenBy::Code), has(ProvenBy::Passkey));
    view! {
        <div class="narrow stack">
            {heading(text::prove(lang))}
            {has_code.then(|| by_code(desktop))}
            {(has_passkey && browser::knows_passkeys()).then(|| by_passkey(desktop, has_code))}
            <p class="small">{text::lost(lang)}</p>
            <p><a href=LOG_IN>{text::other_account(lang)}</a></p>
        </div>
    }
    .into_any()
}

fn by_code(desktop: Desktop) -> AnyView {
    let lang = lang();
    let sending = Sending::explaining(desktop, explained);
    let code = empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        sending.look(
            move || api::factors::prove(typed),
            move |session| desktop.context.enter(session),
        );
    };
    view! {
        <p>{text::prove_by_code(lang)}</p>
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <FormField id="code" label=text::code(lang) error=sending.error("/code") value=code />
            <p class="buttons">{sending.button(text::go_on(lang))}</p>
        </form>
    }
    .into_any()
}

/// It logs in by itself, in place of the session that waits for its proof.
fn by_passkey(desktop: Desktop, beside_code: bool) -> AnyView {
    let lang = lang();
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Trouble>);
    let enter = move |_| {
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = passkey::log_in(lang).await;
            busy.try_set(false);
            match answer {
                Ok(session) => desktop.context.enter(session),
                Err(trouble) => {
                    wrong.try_set(Some(trouble));
                }
            }
        });
    };
    let why = if beside_code {
        text::or_passkey(lang)
    } else {
        text::prove_by_passkey(lang)
    };
    view! {
        {move || wrong.get().map(|wrong| refused(&wrong))}
        <p>{why}</p>
        <p class="buttons">
            <button type="button" class:primary=!beside_code disabled=move || busy.get() on:click=enter>{text::by_passkey_here(lang)}</button>
        </p>
    }
    .into_any()
}

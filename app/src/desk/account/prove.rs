//! After the password: the second factor.

use super::super::desktop::{Desktop, heading};
use super::super::page::LOG_IN;
use super::super::sending::{Sending, empty};
use super::super::text::account as text;
use super::explained;
use crate::api;
use crate::ui::{FormField, lang};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in super::super) fn screen(desktop: Desktop) -> AnyView {
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
        <div class="narrow stack">
            {heading(text::prove(lang))}
            <p>{text::prove_why(lang)}</p>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <FormField id="code" label=text::code(lang) error=sending.error("/code") value=code />
                <p class="buttons">{sending.button(text::go_on(lang))}</p>
            </form>
            <p class="small">{text::lost(lang)}</p>
            <p><a href=LOG_IN>{text::other_account(lang)}</a></p>
        </div>
    }
    .into_any()
}

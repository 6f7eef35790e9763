//! The devices with which one logs in without a password.

use super::super::desktop::refused;
use super::super::passkey;
use super::super::text::account as text;
use super::Screen;
use crate::api;
use crate::browser;
use crate::ui::{Dialog, FormField, Trouble, lang};
use domain::text::date;
use domain::wire::factor::{Factors, PasskeyShown};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Nothing where browsers don't know passkeys.
pub(super) fn section(factors: &Factors, screen: &Screen) -> Option<AnyView> {
    if !factors.can_have_passkeys || !browser::knows_passkeys() {
        return None;
    }
    let lang = lang();
    let items = factors.passkeys.iter().map(|one| item(one, screen));
    let none = factors.passkeys.is_empty();
    let none = none.then(|| view! { <p>{text::no_passkey(lang)}</p> });
    let section = view! {
        <section class="near">
            <h2>{text::passkeys(lang)}</h2>
            <p class="small">{text::passkeys_why(lang)}</p>
            {none}
            <ul class="list">{items.collect_view()}</ul>
            {add(screen)}
        </section>
    };
    Some(section.into_any())
}

fn item(one: &PasskeyShown, screen: &Screen) -> AnyView {
    let screen = *screen;
    let lang = lang();
    let id = one.id;
    let sending = screen.sending;
    let asks = RwSignal::new(false);
    let remove = Callback::new(move |()| {
        sending.send(
            move |_| api::factors::remove_passkey(id),
            move |left| screen.list.set(left),
        );
    });
    let used = one
        .used_at
        .map(|at| [" · ", text::used(lang), " ", &date::moment(at, lang)].concat());
    let name = one.name.clone();
    let label = [text::remove(lang), lang.pick("", " "), &one.name].concat();
    view! {
        <li class="row">
            <span class="grow">
                <strong>{one.name.clone()}</strong><br />
                <span class="small">{text::since(lang)}" "{date::moment(one.made_at, lang)}{used}</span>
            </span>
            <button type="button" aria-label=label disabled=move || sending.busy.get() on:click=move |_| asks.set(true)>{text::remove(lang)}</button>
            <Dialog open=asks title=text::remove_passkey(lang) confirm=text::remove(lang) on_confirm=remove>
                <p>{name}</p>
            </Dialog>
        </li>
    }
    .into_any()
}

fn add(screen: &Screen) -> AnyView {
    let screen = *screen;
    let lang = lang();
    let wrong = RwSignal::new(None::<Trouble>);
    let busy = screen.sending.busy;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let name = screen.name.get_untracked();
        spawn_local(async move {
            let made = passkey::make(name, lang).await;
            busy.try_set(false);
            match made {
                Ok(_) => {
                    screen.name.set(String::new());
                    screen.settled();
                }
                Err(trouble) => {
                    wrong.try_set(Some(trouble));
                }
            }
        });
    };
    let empty = move || screen.name.with(|name| name.trim().is_empty());
    view! {
        <form class="stack" on:submit=submit>
            {move || wrong.get().map(|wrong| refused(&wrong))}
            <FormField id="passkey-name" label=text::passkey_name(lang) hint=text::passkey_hint(lang) value=screen.name />
            <p class="buttons"><button disabled=move || busy.get() || empty()>{text::add_passkey(lang)}</button></p>
        </form>
    }
    .into_any()
}

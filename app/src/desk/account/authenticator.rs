//! The authenticator: offered as a picture, set up by a code of it, and removed.

use super::super::text::account as text;
use super::Screen;
use crate::api;
use crate::ui::{Dialog, FormField, lang};
use domain::text::date;
use domain::wire::factor::{Factors, RecoveryCodes, TotpOffer};
use jiff::Timestamp;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(super) fn section(factors: &Factors, screen: &Screen) -> AnyView {
    let lang = lang();
    let state = match factors.totp_since {
        Some(since) => set_up(since, factors.recovery_codes, screen),
        None => none(screen),
    };
    view! {
        <section class="near authenticator">
            <h2>{text::totp(lang)}</h2>
            <p class="small">{text::totp_why(lang)}</p>
            {state}
        </section>
    }
    .into_any()
}

fn set_up(since: Timestamp, codes: u32, screen: &Screen) -> AnyView {
    let screen = *screen;
    let lang = lang();
    let (asks, renews) = (RwSignal::new(false), RwSignal::new(false));
    let sending = screen.sending;
    let renew = Callback::new(move |()| {
        sending.look(api::factors::renew_codes, move |codes| {
            screen.list.reload();
            screen.codes.set(Some(codes));
        });
    });
    let remove = Callback::new(move |()| {
        sending.send(|_| api::factors::remove(), move |_| screen.settled());
    });
    view! {
        <p>{text::totp_since(lang)}" "{date::moment(since, lang)}" · "{text::codes_left(lang)}" "{codes}</p>
        <p class="buttons">
            <button type="button" disabled=move || sending.busy.get() on:click=move |_| renews.set(true)>{text::renew_codes(lang)}</button>
            <button type="button" disabled=move || sending.busy.get() on:click=move |_| asks.set(true)>{text::remove_totp(lang)}</button>
        </p>
        <Dialog open=renews title=text::renew_codes(lang) confirm=text::renew(lang) on_confirm=renew>
            <p>{text::renew_note(lang)}</p>
        </Dialog>
        <Dialog open=asks title=text::remove_totp(lang) confirm=text::remove(lang) on_confirm=remove>
            <p>{text::remove_note(lang)}</p>
        </Dialog>
    }
    .into_any()
}

fn none(screen: &Screen) -> AnyView {
    let screen = *screen;
    let lang = lang();
    let sending = screen.sending;
    let add = move |_| {
        sending.look(api::factors::offer, move |offer| {
            screen.offer.set(Some(offer));
        });
    };
    (move || match screen.offer.get() {
        Some(offer) => offered(&offer, &screen),
        None => view! {
            <p class="buttons">
                <button type="button" disabled=move || sending.busy.get() on:click=add>{text::add_totp(lang)}</button>
            </p>
        }
        .into_any(),
    })
    .into_any()
}

fn offered(offer: &TotpOffer, screen: &Screen) -> AnyView {
    let screen = *screen;
    let lang = screen.desktop.lang();
    let sending = screen.sending;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let code = screen.code.get_untracked();
        sending.look(
            move || api::factors::confirm(code),
            move |codes| {
                screen.offer.set(None);
                screen.codes.set(Some(codes));
            },
        );
    };
    view! {
        <p>{text::scan(lang)}</p>
        <div class="code" role="img" aria-label=text::scan(lang) inner_html=offer.picture.clone()></div>
        <p>{text::or_type(lang)}<br /><code>{offer.key.clone()}</code></p>
        <form class="stack" on:submit=submit>
            <FormField id="code" label=text::first_code(lang) error=sending.error("/code") value=screen.code />
            <p class="buttons">{sending.button(text::confirm(lang))}</p>
        </form>
    }
    .into_any()
}

/// The recovery codes, until their owner says that they are written down.
pub(super) fn codes(codes: &RecoveryCodes, screen: &Screen) -> AnyView {
    let screen = *screen;
    let lang = screen.desktop.lang();
    let each = codes.codes.iter();
    let each = each.map(|code| view! { <li><code>{code.clone()}</code></li> });
    view! {
        <section class="near" role="status">
            <h2>{text::codes(lang)}</h2>
            <p>{text::codes_note(lang)}</p>
            <ul>{each.collect_view()}</ul>
            <p class="buttons"><button type="button" class="primary" on:click=move |_| screen.settled()>{text::kept(lang)}</button></p>
        </section>
    }
    .into_any()
}

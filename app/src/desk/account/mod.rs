//! 账号与安全: what one logs in with, and where one is logged in.

mod authenticator;
mod passkeys;
mod prove;

pub(super) use prove::screen as prove;

use super::desktop::{Desktop, heading};
use super::page::LOG_IN;
use super::password;
use super::sending::{Sending, empty};
use super::text::account as text;
use crate::api::{self, ApiError};
use crate::devices::devices;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{Load, Skeleton, Trouble, lang};
use domain::problem::ProblemCode;
use domain::text::Lang;
use domain::text::problem::title;
use domain::wire::factor::{Factors, RecoveryCodes, TotpOffer};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is set up, and what is on its way to be. Cheap to copy.
#[derive(Clone, Copy)]
struct Screen {
    desktop: Desktop,
    sending: Sending,
    list: Remote<Factors>,
    offer: RwSignal<Option<TotpOffer>>,
    codes: RwSignal<Option<RecoveryCodes>>,
    code: RwSignal<String>,
    name: RwSignal<String>,
}

impl Screen {
    fn new(desktop: Desktop) -> Self {
        Self {
            desktop,
            sending: Sending::explaining(desktop, explained),
            list: Remote::new(api::factors::list),
            offer: RwSignal::new(None),
            codes: RwSignal::new(None),
            code: empty(),
            name: empty(),
        }
    }

    /// Goes on with what is set up now: who owed it owes it no more.
    fn settled(&self) {
        self.offer.set(None);
        self.codes.set(None);
        self.code.set(String::new());
        self.list.reload();
        let context = self.desktop.context;
        spawn_local(async move {
            if let Ok(session) = api::session::current().await {
                context.enter(session);
            }
        });
    }
}

/// Everything about one's own account.
pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    view! {
        <div class="narrow stack">
            {heading(text::account(lang))}
            {factors(&Screen::new(desktop))}
            <section class="near">
                <h2>{text::password(lang)}</h2>
                {password::form(desktop)}
            </section>
            {devices()}
        </div>
    }
    .into_any()
}

/// Before anything else: the second factor that is required here.
pub(super) fn set_up(desktop: Desktop) -> AnyView {
    let lang = lang();
    view! {
        <div class="narrow stack">
            {heading(text::set_up(lang))}
            <p>{text::set_up_why(lang)}</p>
            {factors(&Screen::new(desktop))}
        </div>
    }
    .into_any()
}

fn factors(screen: &Screen) -> AnyView {
    let screen = *screen;
    let show = Callback::new(move |factors: Factors| shown(&factors, &screen));
    view! {
        {screen.sending.trouble()}
        {move || screen.codes.get().map(|codes| authenticator::codes(&codes, &screen))}
        <Load data=screen.list.signal() retry=screen.list.retry() skeleton=Skeleton::Rows show />
    }
    .into_any()
}

fn shown(factors: &Factors, screen: &Screen) -> AnyView {
    let lang = lang();
    let stale = (!factors.is_fresh).then(|| {
        view! { <p>{title(ProblemCode::LogInAgain, lang)}{text::stale(lang)}<a href=LOG_IN>{text::again(lang)}</a>{lang.pick("。", ".")}</p> }
    });
    view! {
        {stale}
        {authenticator::section(factors, screen)}
        {passkeys::section(factors, screen)}
    }
    .into_any()
}

fn explained(error: &ApiError, lang: Lang) -> Trouble {
    if error.code() != Some(ProblemCode::WrongCredentials) {
        return trouble(error, lang);
    }
    Trouble {
        title: text::wrong_code(lang).into(),
        remedy: text::wrong_code_hint(lang).into(),
        request_id: None,
        again: true,
    }
}

//! Who are you? Staff say it with a user name and a password; the demonstration offers its accounts.

use super::desktop::{Desktop, accounts, heading, refused};
use super::page::{Page, View};
use super::passkey;
use super::text::{account as account_text, log_in as text, role};
use crate::api::{self, ApiError};
use crate::browser;
use crate::demo;
use crate::text::trouble::trouble;
use crate::ui::{FieldKind, FormField, Load, Skeleton, Trouble, lang};
use domain::wire::session::{DemoAccounts, DemoStaff, Session, StaffLogin};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[derive(Clone, Copy)]
struct Form {
    username: RwSignal<String>,
    password: RwSignal<String>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<Trouble>>,
}

pub(super) fn screen(desktop: Desktop, as_citizen: bool) -> AnyView {
    let lang = lang();
    let form = Form {
        username: RwSignal::new(String::new()),
        password: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        // Whoever was at work when the session ran out learns why the log-in appears.
        wrong: RwSignal::new(
            (desktop.context.ran_out.get_untracked()).then(|| trouble(&ApiError::SignedOut, lang)),
        ),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(desktop, form);
    };
    view! {
        <div class="narrow stack log-in">
            <div class="stack">
                {heading(text::log_in(lang))}
                {as_citizen.then(citizen_here)}
                <form class="stack" on:submit=submit>
                    {move || form.wrong.get().map(|wrong| refused(&wrong))}
                    <FormField id="username" label=text::username(lang) value=form.username kind=FieldKind::Username />
                    <FormField id="password" label=text::password(lang) value=form.password kind=FieldKind::Password />
                    <button id="log-in" class="primary" disabled=move || form.busy.get()>{text::log_in_button(lang)}</button>
                </form>
                {browser::knows_passkeys().then(|| by_passkey(desktop, form))}
            </div>
            {accounts(desktop.context).map(|accounts| view! {
                <section class="near">
                    <h2>{text::demo_accounts(lang)}</h2>
                    <p class="hint">{text::demo_accounts_hint(lang)}</p>
                    <Load data=accounts.signal() retry=accounts.retry() skeleton=Skeleton::Rows
                        show=Callback::new(move |accounts| offered(&accounts, desktop, form)) />
                </section>
            })}
        </div>
    }
    .into_any()
}

fn by_passkey(desktop: Desktop, form: Form) -> AnyView {
    let lang = lang();
    let enter = move |_| {
        form.busy.set(true);
        form.wrong.set(None);
        spawn_local(async move {
            let answer = passkey::log_in(lang).await;
            form.busy.try_set(false);
            match answer {
                Ok(session) => come_in(desktop, session),
                Err(trouble) => {
                    form.wrong.try_set(Some(trouble));
                }
            }
        });
    };
    view! { <button type="button" disabled=move || form.busy.get() on:click=enter>{account_text::by_passkey(lang)}</button> }
        .into_any()
}

fn come_in(desktop: Desktop, session: Session) {
    let address = destination(desktop, &session);
    // First who it is: a menu of whoever was here before asks on every page for what a session that owes something mayn't.
    desktop.context.enter(session);
    desktop.navigation.go(&address);
}

/// A citizen who has come to the wrong door.
fn citizen_here() -> AnyView {
    let lang = lang();
    view! {
        <div class="near">
            <p class="lead">{text::as_citizen(lang)}</p>
            <p>{text::as_citizen_hint(lang)}</p>
            <p><a class="button" href="/" target="_self">{text::back_to_citizen(lang)}</a></p>
        </div>
    }
    .into_any()
}

/// The accounts under their agencies, which come one after the other; first the one that has the visitor's own case.
fn offered(accounts: &DemoAccounts, desktop: Desktop, form: Form) -> AnyView {
    let wanted = demo::agency();
    let mut agencies: Vec<&[DemoStaff]> = accounts
        .staff
        .chunk_by(|one, other| one.agency_name == other.agency_name)
        .collect();
    agencies.sort_by_key(|staff| !staff.iter().any(|one| one.agency_name == wanted));
    let agencies = agencies.into_iter().filter_map(|staff| {
        let agency = staff.first()?.agency_name.clone();
        let yours = (agency == wanted)
            .then(|| view! { <p class="small">{text::demo_your_case(lang())}</p> });
        let people = staff
            .iter()
            .cloned()
            .map(|staff| account(staff, desktop, form));
        Some(view! {
            <section>
                <div><h3>{agency}</h3>{yours}</div>
                <div class="row">{people.collect_view()}</div>
            </section>
        })
    });
    view! { <div class="accounts">{agencies.collect_view()}</div> }.into_any()
}

fn account(staff: DemoStaff, desktop: Desktop, form: Form) -> AnyView {
    let role = role(staff.role, lang());
    let enter = move |_| {
        form.username.set(staff.username.clone());
        form.password.set(staff.password.clone());
        send(desktop, form);
    };
    view! { <button type="button" on:click=enter><span class="small">{role}</span>" "{staff.name}</button> }.into_any()
}

fn send(desktop: Desktop, form: Form) {
    let lang = desktop.lang();
    form.busy.set(true);
    form.wrong.set(None);
    let login = StaffLogin {
        username: form.username.get_untracked().trim().to_owned(),
        password: form.password.get_untracked(),
    };
    spawn_local(async move {
        let answer = api::session::log_in_staff(login).await;
        form.busy.try_set(false);
        match answer {
            Ok(session) => come_in(desktop, session),
            Err(error) => {
                form.wrong.try_set(Some(trouble(&error, lang)));
            }
        }
    });
}

/// Where somebody goes who has just logged in: to the page that the log-in stood in for, to the case that the visitor of
/// the demonstration left as a citizen, or to the queue.
fn destination(desktop: Desktop, session: &Session) -> String {
    let address = desktop.navigation.address_now();
    let meant = match Page::parse(&address) {
        Some(Page::Queue(view)) if view.case.is_none() => view,
        Some(Page::LogIn) | None => View::default(),
        Some(_) => return address,
    };
    let agency = session
        .who
        .as_ref()
        .and_then(|who| who.agency_name.as_deref());
    let left = demo::case().parse().ok();
    let case = left.filter(|_| session.demonstration && agency == Some(&demo::agency()));
    meant.with_case(case).href()
}

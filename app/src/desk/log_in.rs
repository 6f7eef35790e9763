//! Who are you? Staff say it with a user name and a password; the demonstration offers its accounts.

use super::frame::{Desktop, accounts};
use super::page::QUEUE;
use super::text;
use crate::api;
use crate::navigation::heading;
use crate::text::trouble::trouble;
use crate::ui::error_summary::focus;
use crate::ui::{FieldKind, FormField, Icon, Load, Skeleton, Trouble, icon, lang};
use domain::wire::session::{DemoAccounts, DemoStaff, StaffLogin};
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
        wrong: RwSignal::new(None),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(desktop, form);
    };
    view! {
        <div class="narrow stack">
            {heading(text::log_in(lang).into(), text::site(lang))}
            {as_citizen.then(|| view! { <p>{text::as_citizen(lang)}</p> })}
            <form class="stack" on:submit=submit>
                {move || form.wrong.get().map(|wrong| refused(&wrong))}
                <FormField id="username" label=text::username(lang) value=form.username kind=FieldKind::Username />
                <FormField id="password" label=text::password(lang) value=form.password kind=FieldKind::Password />
                <button id="log-in" class="primary" disabled=move || form.busy.get()>{text::log_in_button(lang)}</button>
            </form>
            {accounts(desktop.context).map(|accounts| view! {
                <section class="near">
                    <h2>{text::demo_accounts(lang)}</h2>
                    <p class="hint">{text::demo_accounts_hint(lang)}</p>
                    <Load data=accounts.signal() retry=accounts.retry() skeleton=Skeleton::Rows
                        show=Callback::new(move |accounts| offered(&accounts, form)) />
                </section>
            })}
        </div>
    }
    .into_any()
}

pub(super) fn refused(wrong: &Trouble) -> AnyView {
    view! {
        <div class="problem" role="alert">
            <p class="lead">{icon(Icon::Alert)}{wrong.title.clone()}</p>
            <p>{wrong.remedy.clone()}</p>
        </div>
    }
    .into_any()
}

/// The accounts under their agencies, which come one after the other.
fn offered(accounts: &DemoAccounts, form: Form) -> AnyView {
    let agencies = accounts
        .staff
        .chunk_by(|one, other| one.agency_name == other.agency_name)
        .filter_map(|staff| {
            let agency = staff.first()?.agency_name.clone();
            let people = staff.iter().cloned().map(|staff| account(staff, form));
            Some(view! {
                <section class="near">
                    <h3>{agency}</h3>
                    <div class="row">{people.collect_view()}</div>
                </section>
            })
        });
    view! { <div class="accounts">{agencies.collect_view()}</div> }.into_any()
}

fn account(staff: DemoStaff, form: Form) -> AnyView {
    let role = text::role(staff.role, lang());
    let fill = move |_| {
        form.username.set(staff.username.clone());
        form.password.set(staff.password.clone());
        form.wrong.set(None);
        focus("log-in");
    };
    view! { <button type="button" on:click=fill>{role}" "{staff.name}</button> }.into_any()
}

fn send(desktop: Desktop, form: Form) {
    let lang = lang_of(desktop);
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
            Ok(session) => {
                desktop.navigation.go(QUEUE);
                desktop.context.enter(session);
            }
            Err(error) => {
                form.wrong.try_set(Some(trouble(&error, lang)));
            }
        }
    });
}

/// The language outside a screen's own building, where its context can't be asked.
pub(super) fn lang_of(desktop: Desktop) -> domain::text::Lang {
    desktop.context.lang.get_untracked()
}

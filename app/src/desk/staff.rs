//! 工作人员账号: who has one, the form that makes one, and its end.

use super::desktop::{Desktop, heading};
use super::sending::{Sending, empty as nothing_typed};
use super::text::{role, staff as text};
use crate::api;
use crate::remote::Remote;
use crate::ui::{
    Choice, Column, Dialog, Empty, FormField, Load, Row, SelectField, Skeleton, Status, Table,
    Tone, lang,
};
use domain::access::Role;
use domain::text::{date, password};
use domain::wire::staff::{GivenAccount, NewAccount, StaffAccount, StaffAccounts};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Screen {
    sending: Sending,
    list: Remote<StaffAccounts>,
    given: RwSignal<Option<GivenAccount>>,
    typed: Typed,
}

/// What is typed for a new account; it stays when the list comes anew.
#[derive(Clone, Copy)]
struct Typed {
    username: RwSignal<String>,
    name: RwSignal<String>,
    agency: RwSignal<String>,
    role: RwSignal<String>,
}

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let list = Remote::new(api::staff::list);
    let screen = Screen {
        sending: Sending::new(desktop),
        list,
        given: RwSignal::new(None),
        typed: Typed {
            username: nothing_typed(),
            name: nothing_typed(),
            agency: nothing_typed(),
            role: nothing_typed(),
        },
    };
    let show = Callback::new(move |accounts: StaffAccounts| shown(&accounts, screen));
    view! {
        <div class="stack">
            {heading(text::area(lang))}
            <p>{text::note(lang)}</p>
            {move || screen.given.get().map(|given| password(&given))}
            {screen.sending.trouble()}
            <Load data=list.signal() retry=list.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

/// The password that was given, until something else is done.
fn password(given: &GivenAccount) -> AnyView {
    let lang = lang();
    view! {
        <section class="near" role="status">
            <h2>{text::given(lang)}</h2>
            <p>{given.account.name.clone()}" · "{given.account.username.clone()}</p>
            <p class="lead"><code>{given.password.clone()}</code></p>
            <p class="small">{password::given(lang)}</p>
        </section>
    }
    .into_any()
}

fn shown(accounts: &StaffAccounts, screen: Screen) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::person(lang)),
        Column::text(text::username(lang)),
        Column::text(text::agency(lang)),
        Column::text(text::role(lang)),
        Column::text(text::seen(lang)),
        Column::text(text::state(lang)),
        Column::text(text::deeds(lang)),
    ];
    let rows = accounts.items.iter().map(|one| row(one, screen)).collect();
    let none = Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    };
    view! {
        <Table caption=text::area(lang) headed=true columns=columns rows=rows empty=none />
        {add(accounts, screen)}
    }
    .into_any()
}

fn row(one: &StaffAccount, screen: Screen) -> Row {
    let lang = lang();
    let seen = one
        .seen_at
        .map_or_else(|| text::never(lang).to_owned(), |at| date::moment(at, lang));
    let (tone, word) = match (one.ended_at, one.has_initial_password) {
        (Some(_), _) => (Tone::Late, text::ended(lang)),
        (None, true) => (Tone::Soon, text::initial(lang)),
        (None, false) => (Tone::Done, text::in_use(lang)),
    };
    let deeds = one.ended_at.is_none().then(|| deeds(one, screen));
    Row::new(vec![
        one.name.clone().into_any(),
        one.username.clone().into_any(),
        one.agency_name.clone().into_any(),
        role(one.role, lang).into_any(),
        seen.into_any(),
        view! { <Status tone word /> }.into_any(),
        deeds.into_any(),
    ])
}

/// Both are asked about first: who is at work under the account loses what they haven't saved.
fn deeds(one: &StaffAccount, screen: Screen) -> AnyView {
    let lang = lang();
    let id = one.id;
    let Screen {
        sending,
        list,
        given,
        ..
    } = screen;
    let (ends, gives) = (RwSignal::new(false), RwSignal::new(false));
    let end = Callback::new(move |()| {
        given.set(None);
        sending.send(
            move |key| api::staff::end(id, key),
            move |accounts| list.set(accounts),
        );
    });
    let give = Callback::new(move |()| {
        given.set(None);
        sending.send(
            move |key| api::staff::give_password(id, key),
            move |account| {
                given.set(Some(account));
                list.reload();
            },
        );
    });
    let frees = RwSignal::new(false);
    let free = Callback::new(move |()| {
        given.set(None);
        sending.send(
            move |key| api::staff::remove_factors(id, key),
            move |accounts| list.set(accounts),
        );
    });
    let has_factor = one.has_second_factor;
    let free_button = has_factor.then(|| view! {
        <button type="button" disabled=move || sending.busy.get() on:click=move |_| frees.set(true)>{text::free(lang)}</button>
    });
    let whose = [&one.name, " · ", &one.username].concat();
    let who = [&one.name, " · ", &one.username].concat();
    let whom = who.clone();
    view! {
        <span class="row">
            <button type="button" disabled=move || sending.busy.get() on:click=move |_| gives.set(true)>{text::give(lang)}</button>
            <button type="button" disabled=move || sending.busy.get() on:click=move |_| ends.set(true)>{text::end(lang)}</button>
            {free_button}
        </span>
        <Dialog open=frees title=text::free_title(lang) confirm=text::free(lang) on_confirm=free>
            <p>{whose}</p><p>{text::free_note(lang)}</p>
        </Dialog>
        <Dialog open=gives title=text::give_title(lang) confirm=text::give(lang) on_confirm=give>
            <p>{whom}</p><p>{text::give_note(lang)}</p>
        </Dialog>
        <Dialog open=ends title=text::end_title(lang) confirm=text::end(lang) on_confirm=end>
            <p>{who}</p><p>{text::end_note(lang)}</p>
        </Dialog>
    }
    .into_any()
}

fn add(accounts: &StaffAccounts, screen: Screen) -> AnyView {
    let lang = lang();
    let Screen {
        sending,
        list,
        given,
        typed,
    } = screen;
    let Typed {
        username,
        name,
        agency,
        role: chosen,
    } = typed;
    let places = accounts.agencies.iter();
    let places = places.map(|one| option(one.id.to_string(), one.name.clone()));
    let places = places.collect::<Vec<_>>();
    let read = move || {
        let place = agency.get_untracked();
        let word = chosen.get_untracked();
        Some(NewAccount {
            username: username.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            agency: place.parse().ok()?,
            role: Role::ALL.into_iter().find(|one| role(*one, lang) == word)?,
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = read() else { return };
        given.set(None);
        sending.send(
            move |key| api::staff::add(request, key),
            move |account| {
                given.set(Some(account));
                for typed in [username, name, agency, chosen] {
                    typed.set(String::new());
                }
                list.reload();
            },
        );
    };
    let can_send = move || !agency.get().is_empty() && !chosen.get().is_empty();
    view! {
        <section class="near narrow">
            <h2>{text::add(lang)}</h2>
            <form class="stack" on:submit=submit>
                <FormField id="name" label=text::person(lang) error=sending.error("/name") value=name />
                <FormField id="username" label=text::username(lang) hint=text::username_hint(lang)
                    error=sending.error("/username") value=username />
                <SelectField id="agency" label=text::agency(lang) error=sending.error("/agency") options=places chosen=agency />
                <SelectField id="role" label=text::role(lang) error=sending.error("/role") options=roles() chosen=chosen />
                <p class="buttons">
                    <button class="primary" disabled=move || sending.busy.get() || !can_send()>{text::add(lang)}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// As what somebody may work here.
fn roles() -> Vec<Choice> {
    let lang = lang();
    Role::ALL
        .into_iter()
        .filter(|one| *one != Role::Holder)
        .map(|one| option(role(one, lang).to_owned(), role(one, lang).to_owned()))
        .collect()
}

fn option(value: String, label: String) -> Choice {
    Choice {
        value,
        label,
        hint: String::new(),
    }
}

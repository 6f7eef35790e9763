//! Logging in: with the identity provider, where one is set up, or as one of the demonstration's people.

use super::licences::catalogue_link;
use super::objections::disclosed_link;
use super::paging::told;
use super::ready;
use crate::api::{self, ApiError};
use crate::browser;
use crate::context::Context;
use crate::navigation::{Navigation, heading};
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{Empty, Icon, Load, Skeleton, Trouble, heard, icon, lang};
use domain::wire::session::{DemoAccounts, DemoPerson, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn log_in() -> AnyView {
    let lang = lang();
    let title = heading(words::log_in(lang).into(), words::site(lang));
    let session = Context::here().session.get_untracked().and_then(Result::ok);
    let demonstration = session
        .as_ref()
        .is_some_and(|session| session.demonstration);
    let ways = match session.and_then(|session| session.log_in_at) {
        Some(address) => at_provider(address),
        None if demonstration => persons(),
        None => nowhere(),
    };
    view! {
        {title}
        {ran_out()}
        <p>{words::log_in_note(lang)}</p>
        {ways}
        {catalogue_link()}
        {disclosed_link()}
    }
    .into_any()
}

/// The provider's pages are elsewhere: the browser goes there as a whole.
fn at_provider(address: String) -> AnyView {
    let lang = lang();
    ready();
    view! {
        <p class="buttons"><a class="button primary" href=address target="_self">{words::log_in_at_provider(lang)}</a></p>
        <p class="small">{words::log_in_at_provider_hint(lang)}</p>
    }
    .into_any()
}

fn nowhere() -> AnyView {
    let lang = lang();
    ready();
    view! {
        <p>{words::log_in_elsewhere(lang)}</p>
        <p>{words::log_in_elsewhere_hint(lang)}</p>
    }
    .into_any()
}

/// Why the log-in appears, to whoever was at work when the session ran out.
fn ran_out() -> Option<AnyView> {
    let told = trouble(&ApiError::SignedOut, lang());
    let context = Context::here();
    let ran_out = context.ran_out.get_untracked();
    ran_out.then(|| view! { <p class="lead" role="status">{told.said(lang())}</p> }.into_any())
}

/// The people of the demonstration, each a tap away.
pub(super) fn persons() -> AnyView {
    let lang = lang();
    let accounts = Remote::new(api::session::demonstration);
    let problem = RwSignal::new(None::<Trouble>);
    let show = Callback::new(move |accounts: DemoAccounts| {
        let persons = accounts
            .persons
            .into_iter()
            .map(|person| choice(person, problem))
            .collect_view();
        view! { <ul class="list">{persons}</ul> }.into_any()
    });
    view! {
        <section class="near">
            <h2>{words::log_in_as(lang)}</h2>
            <p class="small">{words::log_in_demo(lang)}</p>
            {told(problem)}
            <Load data=accounts.signal() retry=accounts.retry() skeleton=Skeleton::Rows empty=nobody show />
        </section>
    }
    .into_any()
}

fn nobody(accounts: &DemoAccounts) -> Option<Empty> {
    let lang = lang();
    accounts.persons.is_empty().then(|| Empty {
        title: words::log_in_elsewhere(lang).into(),
        hint: words::log_in_elsewhere_hint(lang).into(),
    })
}

fn choice(person: DemoPerson, problem: RwSignal<Option<Trouble>>) -> AnyView {
    let holder = person.holder;
    let (context, navigation, lang) = (Context::here(), Navigation::here(), lang());
    let enter = move |_| {
        spawn_local(async move {
            match api::session::log_in_citizen(holder.to_string()).await {
                Ok(session) => enter(session, context, navigation),
                Err(error) => {
                    problem.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    };
    view! {
        <li>
            <button type="button" class="person" on:click=heard(enter)>
                {icon(Icon::Person)}
                <span class="grow"><strong>{person.name}</strong><span class="small">{person.about}</span></span>
                {icon(Icon::Forward)}
            </button>
        </li>
    }
    .into_any()
}

/// From the log-in page one goes home; where the log-in stood in for another page, that one appears.
fn enter(session: Session, context: Context, navigation: Option<Navigation>) {
    match navigation {
        Some(navigation) if Page::parse(&navigation.address_now()) == Some(Page::LogIn) => {
            navigation.go(&Page::Home.href());
        }
        // It has the same address, and yet is another page.
        _ => browser::window().scroll_to_with_x_and_y(0.0, 0.0),
    }
    context.enter(session);
}

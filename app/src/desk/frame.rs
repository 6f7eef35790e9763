//! What stands around every page of the desk, and who gets to see which page?

use super::page::{LOG_IN, NOTICES, Page, QUEUE, View};
use super::{keys, log_in, notices, password, queue, text};
use crate::api::{self, ApiError};
use crate::browser;
use crate::context::Context;
use crate::navigation::{Navigation, heading};
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{
    Icon, Skeleton, Times, Toast, demonstration, icon, lang, load, mark_ready, offline,
};
use domain::access::Actor;
use domain::text::Lang;
use domain::wire::session::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::mem::{Discriminant, discriminant};

/// Everything that staff see.
pub fn app() -> AnyView {
    let context = Context::provide();
    let navigation = Navigation::provide(|href| href.starts_with("/desk"));
    keys::listen();
    ask(context);
    // Another language builds everything anew: no text has to listen for it.
    (move || {
        provide_context(context.lang.get());
        framed(context, navigation)
    })
    .into_any()
}

/// What the frame hands to a page. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Desktop {
    pub(super) context: Context,
    pub(super) navigation: Navigation,
    pub(super) times: Times,
    pub(super) toast: RwSignal<Option<String>>,
}

/// Which page the session allows.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Failed(ApiError),
    LogIn { as_citizen: bool },
    Password,
    NoDesk,
    Open(Who),
}

fn ask(context: Context) {
    spawn_local(async move {
        match api::session::current().await {
            Ok(session) => context.enter(session),
            Err(error) => context.session.set(Some(Err(error))),
        }
    });
}

fn stage(context: Context) -> Stage {
    let who = match context.session.get() {
        None => return Stage::Asking,
        Some(Err(error)) => return Stage::Failed(error),
        Some(Ok(session)) => session.who,
    };
    match who {
        None => Stage::LogIn { as_citizen: false },
        Some(who) if matches!(who.actor, Actor::Holder { .. }) => Stage::LogIn { as_citizen: true },
        Some(who) if who.must_change_password => Stage::Password,
        Some(who) if !who.actor.role().works_cases() => Stage::NoDesk,
        Some(who) => Stage::Open(who),
    }
}

fn framed(context: Context, navigation: Navigation) -> AnyView {
    let lang = lang();
    let toast = RwSignal::new(None);
    let stage = Memo::new(move |_| stage(context));
    let page = Memo::new(move |_| Page::parse(&navigation.address()));
    let kind: Memo<Option<Discriminant<Page>>> =
        Memo::new(move |_| page.with(|page| page.as_ref().map(discriminant)));
    let view = Memo::new(move |_| match page.get() {
        Some(Page::Queue(view)) => view,
        _ => View::default(),
    });
    Effect::new(move || {
        stage.track();
        page.track();
        request_animation_frame(mark_ready);
    });
    let screen = move || {
        kind.track();
        let desktop = Desktop {
            context,
            navigation,
            times: Times::new(context.now(), Signal::derive(move || context.rules())),
            toast,
        };
        show(stage.get(), page.get_untracked(), view, desktop)
    };
    view! {
        <a class="skip button" href="#main">{text::skip(lang)}</a>
        <header class="masthead">
            <a class="brand" href=QUEUE>{text::brand(lang)}</a>
            {move || match stage.get() {
                Stage::Open(who) => ways(context, navigation, &who, kind),
                _ => ().into_any(),
            }}
            {speak(context)}
        </header>
        {move || strip(context)}
        {offline()}
        <main id="main" tabindex="-1">{screen}</main>
        <Toast message=toast />
    }
    .into_any()
}

fn show(stage: Stage, page: Option<Page>, view: Memo<View>, desktop: Desktop) -> AnyView {
    let lang = lang();
    let context = desktop.context;
    match (stage, page) {
        (Stage::Asking, _) => load::waiting(Skeleton::Page),
        (Stage::Failed(error), _) => load::problem(
            trouble(&error, lang),
            Callback::new(move |()| {
                context.session.set(None);
                ask(context);
            }),
        ),
        (Stage::LogIn { as_citizen }, _) => log_in::screen(desktop, as_citizen),
        (_, Some(Page::LogIn)) => log_in::screen(desktop, false),
        (Stage::Password, _) => password::screen(desktop),
        (Stage::NoDesk, _) => said(text::no_desk(lang), text::no_desk_hint(lang)),
        (Stage::Open(who), Some(Page::Queue(_))) => queue::screen(desktop, who, view),
        (Stage::Open(_), Some(Page::Notices)) => notices::screen(desktop),
        (Stage::Open(_), None) => said(text::not_found(lang), text::not_found_hint(lang)),
    }
}

fn said(title: &'static str, hint: &'static str) -> AnyView {
    view! {
        <div class="narrow stack">
            {heading(title.into(), text::site(lang()))}
            <p>{hint}</p>
            <p><a href=QUEUE>{text::queue(lang())}</a></p>
        </div>
    }
    .into_any()
}

/// The strip of the demonstration, with who one is and how to be somebody else.
fn strip(context: Context) -> AnyView {
    if !context.is_demonstration() {
        return ().into_any();
    }
    let lang = lang();
    let who = context.who().map(|who| {
        let role = if who.is_holder() {
            text::citizen(lang)
        } else {
            text::role(who.actor.role(), lang)
        };
        // Where there is little room the end is cut off: the name comes first.
        let agency = who.agency_name.unwrap_or_default();
        view! { " · "{text::now_as(lang)}" "<b>{role}" "{who.name}</b>" "{agency} }
    });
    let ways = view! {
        <a href=LOG_IN>{text::switch_role(lang)}</a>
        <a href="/log-in" target="_self">{text::to_citizen(lang)}</a>
    };
    demonstration(text::demonstration(lang), who.into_any(), ways.into_any())
}

fn ways(
    context: Context,
    navigation: Navigation,
    who: &Who,
    at: Memo<Option<Discriminant<Page>>>,
) -> AnyView {
    let lang = lang();
    let failed = RwSignal::new(None::<String>);
    let log_out = move |_| {
        spawn_local(async move {
            match api::session::log_out().await {
                Ok(()) | Err(ApiError::SignedOut) => {
                    browser::forget_here();
                    context.leave();
                    navigation.go(QUEUE);
                }
                // One that did not reach the server is none: the next one at this desk would still be let in.
                Err(error) => {
                    let why = trouble(&error, lang).title;
                    failed.try_set(Some([text::not_logged_out(lang), &why].concat()));
                }
            }
        });
    };
    let unread = move || {
        let unread = context.unread.get();
        (unread > 0).then(|| view! { <b class="count">{unread}<span class="visually-hidden">{text::unread(lang)}</span></b> })
    };
    let here = move |page: Page| {
        let wanted = discriminant(&page);
        move || (at.get() == Some(wanted)).then_some("page")
    };
    view! {
        <nav aria-label=text::queue(lang)>
            <a href=QUEUE aria-current=here(Page::Queue(View::default()))>{text::queue(lang)}</a>
            <a href=NOTICES aria-current=here(Page::Notices)>{icon(Icon::Bell)}{text::notices(lang)}{unread}</a>
        </nav>
        <span class="self">{icon(Icon::Person)}{who.name.clone()}</span>
        <button type="button" class="quiet" on:click=log_out>{text::log_out(lang)}</button>
        {move || failed.get().map(|why| view! { <span class="error" role="alert">{why}</span> })}
    }
    .into_any()
}

fn speak(context: Context) -> AnyView {
    let (other, tag) = match lang() {
        Lang::Zh => (Lang::En, "en"),
        Lang::En => (Lang::Zh, "zh-CN"),
    };
    view! { <button type="button" class="quiet" lang=tag on:click=move |_| context.speak(other)>{text::language(lang())}</button> }
        .into_any()
}

/// Accounts that a visitor of the demonstration can use; nothing elsewhere.
pub(super) fn accounts(context: Context) -> Option<Remote<domain::wire::session::DemoAccounts>> {
    let offered = context
        .session
        .with_untracked(|session| matches!(session, Some(Ok(session)) if session.demonstration));
    offered.then(|| Remote::new(api::session::demonstration))
}

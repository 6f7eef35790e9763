//! What stands around every screen: the name, the demonstration's strip, the ways to the main pages.

use super::{acting, unsent};
use crate::context::Context;
use crate::navigation::Navigation;
use crate::page::Page;
use crate::text::citizen as words;
use crate::ui::{
    Icon, attribute, demonstration, heard, icon, lang, live, live_text, offline, whole_days,
};
use domain::text::{Lang, date};
use domain::wire::session::Who;
use leptos::prelude::*;

pub(super) fn frame(screen: AnyView) -> AnyView {
    let lang = lang();
    let context = Context::here();
    view! {
        <a class="skip button" href="#main">{words::skip(lang)}</a>
        <header class="masthead">
            <a class="brand" href="/">{words::site(lang)}</a>
            {display(context)}
        </header>
        {live(move || strip(context))}
        {live(move || acting::strip(context))}
        {connection(context)}
        {unsent::strip()}
        <main id="main" tabindex="-1">{screen}</main>
        {live(move || context.who().filter(Who::is_holder).map(|_| tabs(context)).into_any())}
    }
    .into_any()
}

/// Larger type and the other language are one tap away on every screen, also before logging in.
fn display(context: Context) -> AnyView {
    let lang = lang();
    let (other, tag) = match lang {
        Lang::Zh => (Lang::En, "en"),
        Lang::En => (Lang::Zh, "zh-CN"),
    };
    let size = live_text(move || {
        if context.elder.with(String::is_empty) {
            words::elder(lang)
        } else {
            words::to_standard(lang)
        }
    });
    let switch = heard(move |_| {
        let standard = context.elder.with_untracked(String::is_empty);
        context.enlarge(if standard { "1" } else { "" });
    });
    let speak = heard(move |_| context.speak(other));
    view! {
        <button type="button" class="quiet" on:click=switch>{size}</button>
        <button type="button" class="quiet" lang=tag on:click=speak>{words::other_language(lang)}</button>
    }
    .into_any()
}

/// That there is no connection, or that what is shown is not live, and from when it is.
fn connection(context: Context) -> AnyView {
    let lang = lang();
    live(move || {
        let Some(at) = context.kept_at().get() else {
            return offline();
        };
        let anew = heard(move |_| context.ask_anew());
        view! {
            <div class="offline" role="status">
                <div class="banner soon" role="region" aria-label=words::not_live(lang)>
                    {icon(Icon::Clock)}
                    <div>
                        <span>{words::seen_at(lang)}" "<strong>{whole_days(&date::just_now(at, lang))}</strong>{lang.pick("。", ". ")}{words::seen_means(lang)}</span>
                        <button type="button" class="quiet" on:click=anew>{words::ask_anew(lang)}</button>
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

/// Who one is in the demonstration, and both ways to be somebody else.
fn strip(context: Context) -> AnyView {
    if !context.is_demonstration() {
        return ().into_any();
    }
    let lang = lang();
    let who = context.who().map(|who| {
        let kind = if who.is_holder() {
            words::a_citizen(lang)
        } else {
            words::a_clerk(lang)
        };
        view! { " · "{words::you_are(lang)}{lang.pick("", " ")}{kind}" "<strong>{who.name}</strong> }.into_any()
    });
    let ways = view! {
        <a href=Page::LogIn.href()>{words::switch_person(lang)}</a>
        <a href="/desk/log-in">{words::to_desk(lang)}</a>
    };
    demonstration(words::demonstration(lang), who.into_any(), ways.into_any())
}

fn tabs(context: Context) -> AnyView {
    let lang = lang();
    let tab = |page: Page, picture: Icon, name: &'static str, count: AnyView| {
        let here = attribute(move || is_under(page).then_some("page"));
        view! { <a href=page.href() aria-current=here>{icon(picture)}<span>{name}{count}</span></a> }.into_any()
    };
    let unread = live(move || {
        let unread = context.unread.get();
        if unread == 0 {
            return ().into_any();
        }
        view! {
            " "
            <b class="count">{unread.to_string()}<span class="visually-hidden">" "{words::unread(lang)}</span></b>
        }
        .into_any()
    });
    view! {
        <nav class="tabbar" aria-label=words::ways(lang)>
            {tab(Page::Home, Icon::Card, words::licences(lang), ().into_any())}
            {tab(Page::Objections, Icon::Flag, words::objections(lang), ().into_any())}
            {tab(Page::Messages, Icon::Bell, words::messages(lang), unread)}
            {tab(Page::Me, Icon::Person, words::me(lang), ().into_any())}
        </nav>
    }
    .into_any()
}

/// Whether the visitor is on the page of a tab, or on one that it leads to.
fn is_under(tab: Page) -> bool {
    let at = Navigation::here().and_then(|navigation| Page::parse(&navigation.address()));
    match at {
        Some(
            Page::Licence(_)
            | Page::Version(..)
            | Page::Object(_)
            | Page::Draft(..)
            | Page::Choose
            | Page::Show(_)
            | Page::ChooseShown,
        ) => tab == Page::Home,
        Some(Page::Objection(_) | Page::Receipt(_)) => tab == Page::Objections,
        Some(Page::Agents) => tab == Page::Me,
        at => at == Some(tab),
    }
}

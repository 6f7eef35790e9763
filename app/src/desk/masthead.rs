//! The ways between the areas, who one is, and the way out: a column beside the page where it is wide, a menu on phones.

use super::page::{ACCOUNT, APPROVALS, ISSUE, NOTICES, QUEUE};
use super::text::{account, approvals, frame as text, unread as not_read};
use super::{areas, areas::Area};
use crate::api::{self, ApiError};
use crate::browser;
use crate::context::Context;
use crate::navigation::Navigation;
use crate::text::trouble::trouble;
use crate::ui::{Icon, icon, lang};
use domain::text::Lang;
use domain::wire::session::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// `who` is nobody until somebody may go anywhere.
pub(super) fn masthead(
    context: Context,
    navigation: Navigation,
    who: Signal<Option<Who>>,
) -> AnyView {
    let lang = lang();
    let open = RwSignal::new(false);
    // Who goes somewhere has chosen.
    Effect::new(move || {
        navigation.address();
        open.set(false);
    });
    let menu = move || who.get().map(|who| menu(context, navigation, &who, open));
    view! {
        <header class="masthead" class:open=move || open.get()>
            <a class="brand" href=QUEUE>{text::brand(lang)}</a>
            {menu}
            {speak(context)}
        </header>
    }
    .into_any()
}

fn menu(context: Context, navigation: Navigation, who: &Who, open: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let at = Memo::new(move |_| areas::at(&navigation.address()));
    let counts = areas::may(who.actor.role(), APPROVALS);
    Effect::new(move || {
        navigation.address();
        if counts {
            context.waiting_changed();
        }
    });
    let groups = areas::of_role(who.actor.role()).map(|(group, areas)| {
        let entries = areas.into_iter().map(|area| entry(context, area, at));
        view! {
            <li>
                <span class="small">{(group.name)(lang)}</span>
                <ul>{entries.collect_view()}</ul>
            </li>
        }
    });
    // Escape folds it, unless it is folded: then the key is for what is open on the page.
    let key = move || open.get().then_some("Escape");
    view! {
        <button type="button" class="quiet unfold" aria-controls="ways" aria-expanded=move || open.get().to_string() data-key=key
            on:click=move |_| open.update(|open| *open = !*open)>
            {icon(Icon::Menu)}{text::menu(lang)}{unread(context)}
        </button>
        <div class="ways" id="ways">
            <nav aria-label=text::areas(lang)><ul>{groups.collect_view()}</ul></nav>
            {leave(context, navigation, who)}
        </div>
    }
    .into_any()
}

fn entry(context: Context, area: Area, at: Memo<Option<&'static str>>) -> AnyView {
    let lang = lang();
    let current = move || (at.get() == Some(area.path)).then_some("page");
    let count = match area.path {
        NOTICES => Some(unread(context)),
        APPROVALS => Some(waiting(context)),
        _ => None,
    };
    let key = (area.path == ISSUE).then_some("i");
    view! {
        <li><a href=area.path aria-current=current data-key=key aria-keyshortcuts=key>
            {icon(area.icon)}<span class="grow">{(area.name)(lang)}</span>{count}
        </a></li>
    }
    .into_any()
}

fn unread(context: Context) -> AnyView {
    let word = not_read(lang());
    (move || {
        let unread = context.unread.get();
        (unread > 0).then(
            || view! { <b class="count">{unread}<span class="visually-hidden">{word}</span></b> },
        )
    })
    .into_any()
}

/// How many versions wait for approval: asked for anew on every page, since others work at them too.
fn waiting(context: Context) -> AnyView {
    let word = approvals::waiting(lang());
    (move || {
        let waiting = context.waiting.get();
        (waiting > 0).then(
            || view! { <b class="count">{waiting}<span class="visually-hidden">{word}</span></b> },
        )
    })
    .into_any()
}

fn leave(context: Context, navigation: Navigation, who: &Who) -> AnyView {
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
    view! {
        <div class="leave">
            <a class="self" href=ACCOUNT title=account::account(lang)>{icon(Icon::Person)}{who.name.clone()}</a>
            <button type="button" class="quiet" on:click=log_out>{text::log_out(lang)}</button>
            {move || failed.get().map(|why| view! { <span class="error" role="alert">{why}</span> })}
        </div>
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

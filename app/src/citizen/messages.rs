//! The inbox: each message leads to its case, and is read by being opened.

use super::acting;
use crate::api;
use crate::context::Context;
use crate::navigation::{Navigation, heading};
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{Empty, Icon, Load, Skeleton, effect, heard, icon, lang, numbered};
use domain::text::{Lang, date, delivery, notice};
use domain::wire::Page as Rows;
use domain::wire::notice::{Inbox, Notice};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn messages() -> AnyView {
    let lang = lang();
    let context = Context::here();
    let inbox = Remote::new(|| api::notices::list(String::new()));
    effect(move || {
        if let Some(inbox) = inbox.data() {
            context.unread.set(inbox.unread);
        }
    });
    let show = Callback::new(move |page: Inbox| {
        let add = move |next: Rows<Notice>| {
            if let Some(mut all) = inbox.data_now() {
                all.items.extend(next.items);
                all.next = next.next;
                inbox.set(all);
            }
        };
        let fetch = |cursor| async move {
            let Inbox { items, next, .. } = api::notices::list(cursor).await?;
            Ok(Rows { items, next })
        };
        let lines = page.items.iter().map(line).collect_view();
        view! { <ul class="list">{lines}</ul>{super::paging::more(page.next, fetch, add)} }
            .into_any()
    });
    view! {
        {heading(words::messages(lang).into(), words::site(lang))}
        <Load data=inbox.signal() retry=inbox.retry() skeleton=Skeleton::Rows empty=nothing show />
    }
    .into_any()
}

fn nothing(inbox: &Inbox) -> Option<Empty> {
    let lang = lang();
    inbox.items.is_empty().then(|| Empty {
        title: words::no_messages(lang).into(),
        hint: words::no_messages_hint(lang).into(),
    })
}

/// What else the message was sent by, and whether it was.
fn sent(message: &Notice, lang: Lang) -> String {
    let parts = message.deliveries.iter().map(|one| {
        let (means, state) = (
            delivery::means(one.means, lang),
            delivery::state(one.state, lang),
        );
        [" · ", means, lang.pick("", ": "), state].concat()
    });
    parts.collect()
}

fn line(message: &Notice) -> AnyView {
    let lang = lang();
    let context = Context::here();
    let body = numbered(&notice::body(message, lang), &message.case_number);
    let (id, unread) = (message.id, message.read_at.is_none());
    // A reminder about a company's licence opens for the company.
    let company = message.holder.filter(|holder| {
        context.who().is_some_and(|who| {
            let theirs = who.companies.iter().any(|one| one.holder == *holder);
            theirs && who.company().is_none_or(|now| now.holder != *holder)
        })
    });
    let (navigation, licence) = (Navigation::here(), message.licence);
    let opened = move |event: leptos::ev::MouseEvent| {
        if unread {
            context.unread.update(|count| *count = (*count - 1).max(0));
        }
        if company.is_some() {
            event.prevent_default();
        }
        spawn_local(async move {
            if unread {
                // Not worth a word when it fails: the message stays unread and is read the next time.
                let _ = api::notices::read(id).await;
            }
            if company.is_some()
                && acting::turn(context, company).await.is_ok()
                && let (Some(navigation), Some(licence)) = (navigation, licence)
            {
                navigation.go(&Page::Licence(licence).href());
            }
        });
    };
    let mark = unread.then(|| view! { <b class="count">{words::unread(lang)}</b> }.into_any());
    let href = match (message.objection, message.licence) {
        (Some(case), _) => Page::Objection(case).href(),
        (None, Some(licence)) => Page::Licence(licence).href(),
        (None, None) => Page::Messages.href(),
    };
    view! {
        <li>
            <a href=href on:click=heard(opened)>
                <span class="grow">
                    <strong>{notice::title(message.kind, lang)}</strong>" "{mark}
                    <span class="line">{body}</span>
                    <span class="small">{date::moment(message.at, lang)}{sent(message, lang)}</span>
                </span>
                {icon(Icon::Forward)}
            </a>
        </li>
    }
    .into_any()
}

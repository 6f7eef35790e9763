//! Where is one logged in, and how does one end that? The same for citizens and staff.

use crate::api::{self, Answer};
use crate::browser;
use crate::context::Context;
use crate::remote::Remote;
use crate::text::devices as words;
use crate::text::trouble::trouble;
use crate::ui::{Load, Skeleton, Trouble, heard, lang, live, whole_days};
use domain::text::{Lang, date, device};
use domain::wire::device::{LogInShown, LogIns, WhichLogIns};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// What is done with the list. Cheap to copy.
#[derive(Clone, Copy)]
struct Ending {
    list: Remote<LogIns>,
    context: Context,
    lang: Lang,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Trouble>>,
}

impl Ending {
    fn ask<F: Future<Output = Answer<LogIns>> + 'static>(self, answer: F) {
        let lang = self.lang;
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(left) if left.items.iter().any(|one| one.is_here) => self.list.set(left),
                Ok(_) => {
                    browser::forget_here();
                    self.context.leave();
                }
                Err(error) => {
                    self.context.heed(&error);
                    self.problem.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    }
}

/// The section with every log-in that lasts.
pub fn devices() -> AnyView {
    let lang = lang();
    let list = Remote::new(api::session::devices);
    let ending = Ending {
        list,
        context: Context::here(),
        lang,
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    let show = Callback::new(move |all: LogIns| {
        let others = all.items.iter().any(|one| !one.is_here);
        let items = all.items.iter().map(|one| item(one, ending));
        view! { <ul class="list">{items.collect_view()}</ul>{ways(others, ending)} }.into_any()
    });
    let note = if browser::is_desk() {
        words::note_of_staff(lang)
    } else {
        words::note(lang)
    };
    view! {
        <section class="near">
            <h2>{words::title(lang)}</h2>
            <p class="small">{note}</p>
            {live(move || ending.problem.get().map(|told| view! { <p role="alert">{told.said(lang)}</p> }.into_any()).into_any())}
            <Load data=list.signal() retry=list.retry() skeleton=Skeleton::Rows show />
        </section>
    }
    .into_any()
}

fn item(one: &LogInShown, ending: Ending) -> AnyView {
    let lang = lang();
    let id = one.id;
    let when = [
        words::since(lang),
        " ",
        &date::moment(one.since, lang),
        " · ",
        words::seen(lang),
        " ",
        &date::moment(one.seen_at, lang),
    ]
    .concat();
    let end = heard(move |_| ending.ask(api::session::end_device(id)));
    let last = if one.is_here {
        view! { <span class="small">{words::here(lang)}</span> }.into_any()
    } else {
        let label = [
            words::end(lang),
            lang.pick("", " "),
            &device::name(one.device, lang),
        ]
        .concat();
        view! { <button type="button" aria-label=label on:click=end>{words::end(lang)}</button> }
            .into_any()
    };
    view! {
        <li class="row">
            <span class="grow"><strong>{device::name(one.device, lang)}</strong><br /><span class="small">{whole_days(&when)}</span></span>
            {last}
        </li>
    }
    .into_any()
}

fn ways(others: bool, ending: Ending) -> AnyView {
    let lang = lang();
    let way = move |which, word| {
        let end = heard(move |_| ending.ask(api::session::end_devices(which)));
        view! { <button type="button" on:click=end>{word}</button> }.into_any()
    };
    let end_others = others.then(|| way(WhichLogIns::Others, words::end_others(lang)));
    view! { <p class="buttons">{end_others}{way(WhichLogIns::All, words::end_all(lang))}</p> }
        .into_any()
}

//! Where does one want to be told besides the app? The same for citizens and staff.

use crate::api::{self, Answer, ApiError};
use crate::context::Context;
use crate::remote::Remote;
use crate::text::contacts as words;
use crate::text::trouble::trouble;
use crate::ui::{FormField, Load, Skeleton, Status, Tone, Trouble, heard, lang, live};
use domain::delivery::Means;
use domain::text::{Lang, delivery, problem};
use domain::wire::contact::{Contacts, OwnAddress};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// The section with all means that there are.
pub fn contacts() -> AnyView {
    let lang = lang();
    let contacts = Remote::new(api::contacts::list);
    let show = Callback::new(move |all: Contacts| {
        if all.items.is_empty() {
            return view! { <p>{words::app_alone(lang)}</p> }.into_any();
        }
        let each = all.items.into_iter().map(|contact| one(contact, contacts));
        view! { <p class="small">{words::note(lang)}</p>{each.collect_view()} }.into_any()
    });
    view! {
        <section class="near contacts">
            <h2>{words::title(lang)}</h2>
            <Load data=contacts.signal() retry=contacts.retry() skeleton=Skeleton::Rows show />
        </section>
    }
    .into_any()
}

/// What is asked of the server about one means. Cheap to copy.
#[derive(Clone, Copy)]
struct Asking {
    means: Means,
    contacts: Remote<Contacts>,
    context: Context,
    lang: Lang,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    problem: RwSignal<Option<Trouble>>,
}

impl Asking {
    fn ask<F: Future<Output = Answer<Contacts>> + 'static>(self, answer: F) {
        let lang = self.lang;
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.wrong.set(None);
        self.problem.set(None);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(all) => self.contacts.set(all),
                Err(ApiError::Problem(told)) if !told.errors.is_empty() => {
                    let first = told.errors.first();
                    let said = first.map(|one| problem::field(one.code, one.limit, lang));
                    self.wrong.try_set(said);
                }
                Err(error) => {
                    self.context.heed(&error);
                    self.problem.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    }
}

fn one(contact: OwnAddress, contacts: Remote<Contacts>) -> AnyView {
    let lang = lang();
    let asking = Asking {
        means: contact.means,
        contacts,
        context: Context::here(),
        lang,
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        problem: RwSignal::new(None),
    };
    let name = delivery::means(contact.means, lang);
    let told = move || {
        asking
            .problem
            .get()
            .map(|told| view! { <p class="error" role="alert">{told.said(lang)}</p> }.into_any())
    };
    let known = contact
        .address
        .map(|address| known(asking, address, contact.wanted));
    let form = match contact.waiting {
        Some(waiting) => prove(asking, &waiting),
        None => enter(asking, known.is_some()),
    };
    view! {
        <section class="near contact">
            <h3>{name}</h3>
            {known}
            {form}
            {live(move || told().into_any())}
        </section>
    }
    .into_any()
}

/// A confirmed address, whether messages go there, and what can be changed about that.
fn known(asking: Asking, address: String, wanted: bool) -> AnyView {
    let lang = lang();
    let (tone, word) = if wanted {
        (Tone::Done, words::wanted(lang))
    } else {
        (Tone::Quiet, words::unwanted(lang))
    };
    let other = if wanted {
        words::stop(lang)
    } else {
        words::start(lang)
    };
    let means = asking.means;
    let turn = move |_| asking.ask(api::contacts::want(means, !wanted));
    let remove = move |_| {
        asking.ask(async move {
            api::contacts::remove(means).await?;
            api::contacts::list().await
        });
    };
    let busy = asking.busy;
    let name = delivery::means(means, lang);
    view! {
        <p class="row"><span class="number">{address}</span><Status tone word /></p>
        <p class="buttons">
            <button type="button" disabled=move || busy.get() on:click=heard(turn)>{other}<span class="visually-hidden">" "{name}</span></button>
            <button type="button" disabled=move || busy.get() on:click=heard(remove)>{words::remove(lang)}<span class="visually-hidden">" "{name}</span></button>
        </p>
    }
    .into_any()
}

/// The box for a new address.
fn enter(asking: Asking, replaces: bool) -> AnyView {
    let lang = lang();
    let value = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asking.ask(api::contacts::claim(asking.means, value.get_untracked()));
    };
    let (id, label) = match asking.means {
        Means::Mail => ("contact-mail", words::mail(lang)),
        Means::Message => ("contact-message", words::mobile(lang)),
    };
    let busy = asking.busy;
    let form = view! {
        <form class="near" on:submit=heard(submit) novalidate>
            <FormField id label hint=words::code_follows(lang) error=asking.wrong value />
            <p class="buttons"><button disabled=move || busy.get()>{words::send_code(lang)}</button></p>
        </form>
    };
    if replaces {
        view! { <details class="unfolds"><summary>{words::change(lang)}<span class="visually-hidden">" "{label}</span></summary>{form}</details> }
            .into_any()
    } else {
        form.into_any()
    }
}

/// The box for the code that was sent.
fn prove(asking: Asking, waiting: &str) -> AnyView {
    let lang = lang();
    let value = RwSignal::new(String::new());
    let means = asking.means;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asking.ask(api::contacts::confirm(means, value.get_untracked()));
    };
    let id = match means {
        Means::Mail => "code-mail",
        Means::Message => "code-message",
    };
    let busy = asking.busy;
    let hint = [words::sent_to(lang), waiting].concat();
    let anew = Asking {
        wrong: RwSignal::new(None),
        ..asking
    };
    view! {
        <form class="near" on:submit=heard(submit) novalidate>
            <FormField id label=words::code(lang) hint error=asking.wrong value />
            <p class="buttons"><button class="primary" disabled=move || busy.get()>{words::confirm(lang)}</button></p>
        </form>
        <details class="unfolds"><summary>{words::not_arrived(lang)}</summary>{enter(anew, false)}</details>
    }
    .into_any()
}

//! 我的: how it looks, which language, log out.

use super::acting;
use super::licences::catalogue_link;
use super::objections::disclosed_link;
use super::paging::told;
use super::ready;
use crate::api::{self, ApiError};
use crate::browser;
use crate::contacts;
use crate::context::Context;
use crate::devices;
use crate::navigation::{Navigation, heading};
use crate::page::Page;
use crate::text::citizen as words;
use crate::text::holder;
use crate::text::trouble::trouble;
use crate::ui::{Choice, Choices, Trouble, effect, heard, lang, live};
use domain::representation::ForCompany;
use domain::text::Lang;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn me() -> AnyView {
    let lang = lang();
    let context = Context::here();
    ready();
    view! {
        {heading(words::me(lang).into(), words::site(lang))}
        {live(move || context.who().map(|who| view! { <p class="small">{words::logged_in_as(lang)}" "<strong class="lead">{who.name}</strong></p> }.into_any()).into_any())}
        {live(move || companies(context))}
        {display(context)}
        {language(context)}
        {contacts::contacts()}
        {devices::devices()}
        {catalogue_link()}
        {disclosed_link()}
        <p class="buttons">{log_out_button()}</p>
    }
    .into_any()
}

/// For whom one acts, as what, and the way to the agents of the company.
fn companies(context: Context) -> AnyView {
    let lang = lang();
    let Some(who) = context.who().filter(|who| !who.companies.is_empty()) else {
        return ().into_any();
    };
    let names = who.companies.iter().any(|company| {
        Some(company.holder) == who.company().map(|now| now.holder)
            && company.acting_as.may(ForCompany::NameAgents)
    });
    let agents = names.then(|| {
        view! { <p><a class="button" href=Page::Agents.href()>{holder::manage_agents(lang)}</a></p> }
            .into_any()
    });
    let standings = who
        .companies
        .iter()
        .map(|company| {
            view! { <li class="small">{company.name.clone()}{lang.colon()}{acting::standing(company)}</li> }
                .into_any()
        })
        .collect_view();
    view! {
        <section class="near">
            <h2>{holder::for_whom(lang)}</h2>
            {acting::choice(context)}
            <ul>{standings}</ul>
            {agents}
        </section>
    }
    .into_any()
}

fn display(context: Context) -> AnyView {
    let lang = lang();
    let chosen = RwSignal::new(context.elder.get_untracked());
    // The switch on top of every screen changes it too.
    effect(move || {
        let elder = context.elder.get();
        if chosen.with_untracked(|chosen| *chosen != elder) {
            chosen.set(elder);
        }
    });
    effect(move || {
        let wanted = chosen.get();
        if context.elder.with_untracked(|elder| *elder != wanted) {
            context.enlarge(&wanted);
        }
    });
    let options = vec![
        choice("", words::standard(lang), ""),
        choice("1", words::elder(lang), words::elder_hint(lang)),
        choice("24", words::elder_24(lang), ""),
        choice("30", words::elder_30(lang), ""),
    ];
    view! { <Choices id="display" legend=words::display(lang) options chosen /> }.into_any()
}

fn language(context: Context) -> AnyView {
    let chosen = RwSignal::new(lang().tag().to_owned());
    effect(move || {
        let wanted = if chosen.with(|chosen| chosen == Lang::En.tag()) {
            Lang::En
        } else {
            Lang::Zh
        };
        if wanted != context.lang.get_untracked() {
            context.speak(wanted);
        }
    });
    let options = vec![
        choice(Lang::Zh.tag(), "中文", ""),
        choice(Lang::En.tag(), "English", ""),
    ];
    view! { <Choices id="language" legend=words::language(lang()) options chosen /> }.into_any()
}

fn choice(value: &str, label: &str, hint: &str) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
        hint: hint.into(),
    }
}

/// A log-out that did not reach the server is none: the next one at this device would still be let in.
pub(super) fn log_out_button() -> AnyView {
    let lang = lang();
    let (context, navigation) = (Context::here(), Navigation::here());
    let problem = RwSignal::new(None::<Trouble>);
    let clicked = move |_| {
        let session = context.session.get_untracked().and_then(Result::ok);
        let onwards = session.and_then(|session| session.log_out_at);
        spawn_local(async move {
            match api::session::log_out().await {
                Ok(()) | Err(ApiError::SignedOut) => {
                    browser::forget_here();
                    context.leave();
                    if let Some(address) = onwards {
                        // Where it can't be gone to, the log-out here stands all the same.
                        let _ = browser::window().location().assign(&address);
                    } else if let Some(navigation) = navigation {
                        navigation.go(&Page::Home.href());
                    }
                }
                Err(error) => {
                    let mut told = trouble(&error, lang);
                    told.title = [words::not_logged_out(lang), &told.title].concat();
                    problem.try_set(Some(told));
                }
            }
        });
    };
    view! { {told(problem)}<button type="button" on:click=heard(clicked)>{words::log_out(lang)}</button> }
        .into_any()
}

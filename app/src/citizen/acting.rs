//! For whom does one look and act? Oneself, or a company; quiet until there is a choice.

use super::paging::told;
use crate::api;
use crate::browser;
use crate::context::Context;
use crate::navigation::Navigation;
use crate::page::Page;
use crate::text::holder as words;
use crate::text::trouble::trouble;
use crate::ui::{Trouble, heard, lang, live};
use domain::id::HolderId;
use domain::representation::ActingAs;
use domain::text::date;
use domain::wire::acting::Company;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Another tab of this browser acts for somebody else now: a sign, and never whom.
const TURN: &str = "mz.turn";

/// What shows another holder's data in one tab must not stay in the others.
pub(super) fn follow_other_tabs() {
    browser::listen("storage", |event| {
        if browser::storage_key(&event).as_deref() == Some(TURN) {
            let _ = browser::window().location().reload();
        }
    });
}

/// Above every screen while one acts for a company: for which, and the way back.
pub(super) fn strip(context: Context) -> AnyView {
    let lang = lang();
    let Some(company) = context.who().and_then(|who| who.company().cloned()) else {
        return ().into_any();
    };
    let problem = RwSignal::new(None);
    view! {
        <div class="banner acting" role="region" aria-label=words::for_whom(lang)>
            <div>{words::acting_for(lang)}<strong>{company.name}</strong></div>
            <button type="button" class="quiet" on:click=switch(context, None, problem)>{words::act_for_oneself(lang)}</button>
        </div>
        {told(problem)}
    }
    .into_any()
}

/// The choice itself; nothing for who has none.
pub(super) fn choice(context: Context) -> AnyView {
    live(move || {
        let lang = lang();
        let Some(who) = context.who().filter(|who| !who.companies.is_empty()) else {
            return ().into_any();
        };
        let problem = RwSignal::new(None);
        let now = who.company().map(|company| company.holder);
        let one = |name: String, to: Option<HolderId>| {
            let pressed = if now == to { "true" } else { "false" };
            view! { <button type="button" aria-pressed=pressed on:click=switch(context, to, problem)>{name}</button> }
                .into_any()
        };
        let companies = who.companies.into_iter().map(|company| {
            one(
                [words::for_company(lang), &company.name].concat(),
                Some(company.holder),
            )
        });
        let companies = companies.collect_view();
        view! {
            <div class="whom" role="group" aria-label=words::for_whom(lang)>
                {one(words::for_oneself(lang).into(), None)}
                {companies}
            </div>
            {told(problem)}
        }
        .into_any()
    })
}

/// As what and until when one acts for a company.
pub(super) fn standing(company: &Company) -> String {
    let lang = lang();
    let role = match company.acting_as {
        ActingAs::Representative => words::as_representative(lang),
        ActingAs::Agent => words::as_agent(lang),
    };
    let until = company
        .until
        .map(|until| [words::until(lang), &date::full_day(until, lang)].concat());
    [role, &until.unwrap_or_default()].concat()
}

fn switch(
    context: Context,
    to: Option<HolderId>,
    problem: RwSignal<Option<Trouble>>,
) -> impl FnMut(leptos::ev::MouseEvent) + 'static {
    let (navigation, lang) = (Navigation::here(), lang());
    heard(move |_| {
        spawn_local(async move {
            if let Err(error) = turn(context, to).await {
                context.heed(&error);
                problem.try_set(Some(trouble(&error, lang)));
            } else if let Some(navigation) = navigation {
                // What this page shows may be nothing of the other one's.
                navigation.go(&Page::Home.href());
            }
        });
    })
}

/// Acts for a company from now on, or for oneself.
pub(super) async fn turn(context: Context, to: Option<HolderId>) -> api::Answer<()> {
    let session = api::acting::act_for(to).await?;
    browser::remember(TURN, &browser::milliseconds().to_string());
    context.enter(session);
    Ok(())
}

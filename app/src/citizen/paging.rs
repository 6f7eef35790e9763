//! What several screens have: the way back on top, the way to more at the end of a list, a problem in between.

use crate::api::Answer;
use crate::page::Page;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{Icon, Trouble, heard, icon, lang, live};
use domain::wire::Page as Rows;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// A button that fetches the rows after `next` and hands them to `add`; nothing at the end of the list.
pub(super) fn more<T: 'static, F>(
    next: Option<String>,
    fetch: impl Fn(String) -> F + 'static,
    add: impl Fn(Rows<T>) + Copy + 'static,
) -> AnyView
where
    F: Future<Output = Answer<Rows<T>>> + 'static,
{
    let Some(cursor) = next else {
        return ().into_any();
    };
    let lang = lang();
    let problem = RwSignal::new(None::<Trouble>);
    let clicked = move |_| {
        let rows = fetch(cursor.clone());
        spawn_local(async move {
            match rows.await {
                Ok(page) => add(page),
                Err(error) => {
                    problem.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    };
    view! {
        <p class="buttons"><button type="button" on:click=heard(clicked)>{words::more(lang)}</button></p>
        {told(problem)}
    }
    .into_any()
}

/// The way back, on top of a page.
pub(super) fn back(page: Page, to: &'static str) -> AnyView {
    view! { <p><a class="back" href=page.href()>{icon(Icon::Back)}{to}</a></p> }.into_any()
}

/// A problem that may come.
pub(super) fn told(problem: RwSignal<Option<Trouble>>) -> AnyView {
    live(move || problem.get().as_ref().map(said).into_any())
}

/// A problem of something that somebody did, where they did it.
fn said(trouble: &Trouble) -> AnyView {
    view! { <p class="error" role="alert">{trouble.said(lang())}</p> }.into_any()
}

//! Below every step: whether what was typed is on the server, and throwing it away.

use super::draft::{Saving, Writing};
use crate::api;
use crate::navigation::Navigation;
use crate::page::Page;
use crate::text::citizen as words;
use crate::ui::{Dialog, Icon, heard, icon, lang, live};
use domain::text::date;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Says whether what was typed is on the server.
pub(super) fn saving_line(writing: Writing) -> AnyView {
    let lang = lang();
    let line = live(move || {
        match writing.saving.get() {
        Saving::OnItsWay => words::writing(lang).into_any(),
        Saving::Saved(at) => [words::saved(lang), " ", &date::just_now(at, lang)].concat().into_any(),
        Saving::Waiting(trouble) => view! {
            {icon(Icon::Alert)}{words::not_saved(lang)}{trouble.title}{lang.pick("。", ". ")}{words::will_retry(lang)}
        }
        .into_any(),
    }
    });
    view! {
        <p class="small" role="status">{line}</p>
        <p class="small">{words::kept_until(lang)}" "{date::full_day(writing.deleted_on, lang)}</p>
    }
    .into_any()
}

/// Throws the draft away, after asking.
pub(super) fn discard(writing: Writing) -> AnyView {
    let lang = lang();
    let open = RwSignal::new(false);
    let navigation = Navigation::here();
    let on_confirm = Callback::new(move |()| {
        let licence = writing.licence(|licence| licence.summary.id);
        writing.forget();
        spawn_local(async move {
            // If it fails the draft stays and is offered again on the licence's page.
            let _ = api::drafts::delete(writing.id).await;
            if let Some(navigation) = navigation {
                navigation.go(&Page::Licence(licence).href());
            }
        });
    });
    view! {
        <p><button type="button" class="quiet" on:click=heard(move |_| open.set(true))>{words::discard(lang)}</button></p>
        <Dialog open title=words::discard_question(lang) confirm=words::discard(lang) on_confirm>
            <p>{words::discard_means(lang)}</p>
        </Dialog>
    }
    .into_any()
}

//! One entry: where it stands, what the version on its way says and how it differs, and what can be done.

use super::form::Form;
use super::issuers;
use super::list::{named, states};
use super::said::{compared, read};
use super::turns::{Work, review};
use crate::api;
use crate::desk::desktop::{Desktop, heading, staff};
use crate::desk::kept;
use crate::desk::page::CATALOGUE;
use crate::desk::text::catalogue as text;
use crate::remote::Remote;
use crate::ui::{FormField, Icon, Load, Moment, Skeleton, Timeline, icon, lang};
use domain::catalogue::{EntryEvent, TypeState};
use domain::text::{Lang, catalogue as names, date};
use domain::wire::catalogue::{EntryDetail, EntryHistory, EntrySummary};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A type that isn't there yet.
pub(in crate::desk) fn new(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let form = Form::begun(kept::of_new_entry(staff(who)));
    // Nothing is asked for: the entry comes into being when it is saved, and its page shows it.
    let entry = Remote::new(std::future::pending);
    let work = Work::new(desktop, entry, form);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        work.compile();
    };
    request_animation_frame(crate::ui::mark_ready);
    view! {
        <div class="stack entry">
            {back()}
            {heading(text::new_type(lang))}
            {work.told()}
            <form class="stack" on:submit=submit>
                <FormField id="entry-code" label=text::code(lang) hint=text::code_hint(lang) value=form.code
                    error=form.error("/code") />
                {form.view()}
                <p class="buttons">
                    <button class="primary" disabled=move || work.busy.get()>{text::save(lang)}</button>
                </p>
            </form>
        </div>
    }
    .into_any()
}

pub(in crate::desk) fn entry(desktop: Desktop, who: &Who, code: String) -> AnyView {
    let entry = Remote::new(move || api::catalogue::entry(code.clone()));
    let work = Work::new(desktop, entry, Form::new());
    let editing = RwSignal::new(false);
    let staff = staff(who);
    let show = Callback::new(move |entry: EntryDetail| {
        let EntrySummary { code, revision, .. } = &entry.summary;
        let place = kept::of_entry(staff, code, *revision);
        shown(&work, entry, place, editing)
    });
    view! { <Load data=entry.signal() retry=entry.retry() skeleton=Skeleton::Page show=show /> }
        .into_any()
}

fn back() -> AnyView {
    view! { <p><a class="back" href=CATALOGUE>{icon(Icon::Back)}{text::back(lang())}</a></p> }
        .into_any()
}

fn shown(work: &Work, entry: EntryDetail, place: String, editing: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let summary = &entry.summary;
    let public = (summary.state != TypeState::Compiled).then(|| {
        let href = ["/catalogue/", &summary.code].concat();
        view! { <a href=href target="_self">{text::public_page(lang)}</a> }
    });
    let differences = match (&entry.in_force, &entry.draft) {
        (Some(before), Some(after)) => Some(view! {
            <section class="stack">
                <h2>{text::differences(lang)}</h2>
                {compared(before, after)}
            </section>
        }),
        _ => None,
    };
    view! {
        <div class="stack entry">
            {back()}
            {heading(&named(&summary.name))}
            <p class="row">{states(summary.state, summary.candidate)}<code>{summary.code.clone()}</code></p>
            <p class="small">{summary.compiler.name.clone()}" "{public}</p>
            {work.told()}
            {differences}
            {content(work, &entry, place, editing)}
            {issuers::of(work, &entry)}
            {review(work, &entry.may)}
            {history(entry.history)}
        </div>
    }
    .into_any()
}

/// What it says: as boxes for who may change it now, else to read.
fn content(work: &Work, entry: &EntryDetail, place: String, editing: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let may = |event| entry.may.contains(&event);
    let Some(body) = entry.draft.as_ref().or(entry.in_force.as_ref()) else {
        return ().into_any();
    };
    if may(EntryEvent::Saved) {
        work.form.catch_up(body, place);
        return edit(work);
    }
    let waits = (entry.draft.is_some() && entry.may.is_empty())
        .then(|| view! { <p>{text::waits(lang)}</p> });
    let title = if entry.draft.is_some() {
        text::edit(lang)
    } else {
        text::in_force(lang)
    };
    let reading = view! { <section class="stack"><h2>{title}</h2>{waits}{read(body)}</section> };
    if !may(EntryEvent::Compiled) {
        return reading.into_any();
    }
    work.form.catch_up(body, place);
    // Who comes back to a version that was being written goes on writing it.
    if untrack(|| work.form.is_dirty()) {
        editing.set(true);
    }
    let work = *work;
    let begins = move || {
        if editing.get() {
            return edit(&work);
        }
        view! {
            <p class="buttons">
                <button type="button" on:click=move |_| editing.set(true)>{text::new_version(lang)}</button>
            </p>
            <p class="small">{text::new_version_hint(lang)}</p>
        }
        .into_any()
    };
    // While the next version is being written, what is in force stands below it.
    view! { {begins}{reading} }.into_any()
}

fn edit(work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        work.save(false);
    };
    let unsaved = move || {
        let dirty = work.form.is_dirty();
        dirty.then(|| view! { <span class="small" role="status">{text::unsaved(lang)}</span> })
    };
    view! {
        <form class="stack" on:submit=submit>
            <h2>{text::edit(lang)}</h2>
            {work.form.view()}
            <p class="buttons">
                <button disabled=move || work.busy.get()>{text::save(lang)}</button>
                <button type="button" class="primary" disabled=move || work.busy.get()
                    on:click=move |_| work.save(true)>{text::submit(lang)}</button>
                {unsaved}
            </p>
        </form>
    }
    .into_any()
}

fn history(history: Vec<EntryHistory>) -> AnyView {
    let lang = lang();
    let moments = history.into_iter().map(|past| moment(past, lang)).collect();
    view! {
        <section class="stack">
            <h2>{text::history(lang)}</h2>
            <Timeline moments=moments />
        </section>
    }
    .into_any()
}

fn moment(past: EntryHistory, lang: Lang) -> Moment {
    let version = past.version.to_string();
    let what = [
        names::event(past.kind, lang),
        " · ",
        text::column_version(lang),
        " ",
        &version,
    ];
    let who = past.by.map(|by| by.name);
    Moment {
        when: date::moment(past.at, lang),
        what: what.concat(),
        who: who.unwrap_or_else(|| text::set_up(lang).into()),
        note: past.note,
        to_come: false,
    }
}

//! What waits for the keeper: choose some or all, look twice, and seal them.

use super::Sending;
use super::sending::{say, sending};
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::{
    Asks, Column, Empty, Load, Row, SecondLook, SelectField, Skeleton, Table, lang, live,
};
use domain::id::SealId;
use domain::sealing::UseRefusal;
use domain::text::date;
use domain::text::sealing::using;
use domain::wire::sealing::{PutSeal, SealRefused, VersionRef, WaitingForSeal, WaitingVersion};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What is chosen, with which seal, and what wasn't sealed. Cheap to copy.
#[derive(Clone, Copy)]
struct Chosen {
    versions: RwSignal<BTreeSet<VersionRef>>,
    seal: RwSignal<String>,
    open: RwSignal<bool>,
    refused: RwSignal<Vec<(String, UseRefusal)>>,
    sending: Sending,
}

pub(crate) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let waiting = Remote::new(api::seals::waiting);
    let chosen = Chosen {
        versions: RwSignal::new(BTreeSet::new()),
        seal: RwSignal::new(String::new()),
        open: RwSignal::new(false),
        refused: RwSignal::new(Vec::new()),
        sending: sending(desktop),
    };
    let show = Callback::new(move |answer: WaitingForSeal| list(&answer, chosen, waiting));
    view! {
        <div class="stack">
            {heading(text::waiting(lang))}
            {not_sealed(chosen)}
            <Load data=waiting.signal() retry=waiting.retry() skeleton=Skeleton::Rows empty=empty show=show />
        </div>
    }
    .into_any()
}

fn empty(waiting: &WaitingForSeal) -> Option<Empty> {
    let lang = lang();
    waiting.items.is_empty().then(|| Empty {
        title: text::nothing_waits(lang).into(),
        hint: text::nothing_waits_hint(lang).into(),
    })
}

fn not_sealed(chosen: Chosen) -> AnyView {
    live(move || {
        let refused = chosen.refused.get();
        if refused.is_empty() {
            return ().into_any();
        }
        let items = refused
            .into_iter()
            .map(|(name, why)| view! { <li>{name}{lang().colon()}{using(why, lang())}</li> })
            .collect_view();
        view! {
            <div class="problem" role="alert"><p class="lead">{text::not_sealed(lang())}</p><ul>{items}</ul></div>
        }
        .into_any()
    })
}

fn list(answer: &WaitingForSeal, chosen: Chosen, waiting: Remote<WaitingForSeal>) -> AnyView {
    let lang = lang();
    let all: BTreeSet<VersionRef> = answer.items.iter().map(version).collect();
    // What was chosen and is gone is no longer chosen.
    chosen
        .versions
        .update(|versions| versions.retain(|version| all.contains(version)));
    let more = answer
        .more
        .then(|| view! { <p class="small">{text::more_wait(lang)}</p> });
    let columns = vec![
        Column::text(text::number(lang)),
        Column::text(text::kind(lang)),
        Column::text(text::holder(lang)),
        Column::text(text::approved_by(lang)),
        Column::text(text::since(lang)),
    ];
    let rows = answer.items.iter().map(|item| row(item, chosen)).collect();
    let controls = if answer.seals.is_empty() {
        view! {
            <div class="notice"><p class="lead">{text::no_seal_of_yours(lang)}</p><p>{text::no_seal_of_yours_hint(lang)}</p></div>
        }
        .into_any()
    } else {
        controls(answer, all, chosen, waiting)
    };
    view! {
        {controls}
        <Table caption=text::waiting(lang) headed=true columns=columns rows=rows />
        {more}
    }
    .into_any()
}

fn row(item: &WaitingVersion, chosen: Chosen) -> Row {
    let lang = lang();
    let version = version(item);
    let ticked = move || chosen.versions.with(|versions| versions.contains(&version));
    let tick = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        chosen.versions.update(|versions| {
            if on {
                versions.insert(version);
            } else {
                versions.remove(&version);
            }
        });
    };
    let number = item.number.clone();
    let box_and_number = view! {
        <label class="choice">
            <input type="checkbox" prop:checked=ticked on:change=tick />
            <span>{number}</span>
        </label>
    };
    let approver = item.approved_by.as_ref();
    Row::new(vec![
        box_and_number.into_any(),
        item.type_name.clone().into_any(),
        item.holder_name.clone().into_any(),
        super::register::name(approver).into_any(),
        date::moment(item.since, lang).into_any(),
    ])
}

fn version(item: &WaitingVersion) -> VersionRef {
    VersionRef {
        licence: item.licence,
        version: item.version,
    }
}

fn controls(
    answer: &WaitingForSeal,
    all: BTreeSet<VersionRef>,
    chosen: Chosen,
    waiting: Remote<WaitingForSeal>,
) -> AnyView {
    let lang = lang();
    let options: Vec<Choice> = answer
        .seals
        .iter()
        .map(|seal| Choice {
            value: seal.id.to_string(),
            label: seal.name.clone(),
            hint: String::new(),
        })
        .collect();
    if let [only] = options.as_slice() {
        chosen.seal.set(only.value.clone());
    }
    let several = (options.len() > 1).then(|| {
        view! { <SelectField id="seal" label=text::with_seal(lang) options=options.clone() chosen=chosen.seal /> }
    });
    let named = StoredValue::new(options);
    let seal_name = move || {
        let seal = chosen.seal.get();
        named.with_value(|options| {
            let found = options.iter().find(|choice| choice.value == seal);
            found.map(|choice| choice.label.clone()).unwrap_or_default()
        })
    };
    let all = StoredValue::new(all);
    let count = move || chosen.versions.with(BTreeSet::len);
    let items = StoredValue::new(answer.items.clone());
    let confirm = Callback::new(move |()| put(chosen, items, waiting));
    let missing =
        move || count() == 0 || chosen.seal.with(String::is_empty) || chosen.sending.busy.get();
    view! {
        {several}
        <p class="buttons">
            <button type="button" class="primary" disabled=missing on:click=move |_| chosen.open.set(true)>
                {move || text::seal_so_many(count(), lang)}
            </button>
            <button type="button" on:click=move |_| chosen.versions.set(all.get_value())>{text::choose_all(lang)}</button>
            <button type="button" on:click=move |_| chosen.versions.set(BTreeSet::new())>{text::choose_none(lang)}</button>
        </p>
        {chosen.sending.trouble()}
        <SecondLook open=chosen.open title=text::seal_question(lang) confirm=text::seal_these(lang)
            asks=Asks::Tick(text::seal_tick(lang).into()) on_confirm=confirm>
            <p class="lead">{seal_name}" · "{move || text::seal_so_many(count(), lang)}</p>
            <p>{text::seal_final(lang)}</p>
        </SecondLook>
    }
    .into_any()
}

fn put(chosen: Chosen, items: StoredValue<Vec<WaitingVersion>>, waiting: Remote<WaitingForSeal>) {
    let Ok(seal) = chosen.seal.get_untracked().parse::<SealId>() else {
        return;
    };
    let request = PutSeal {
        versions: chosen.versions.get_untracked().into_iter().collect(),
    };
    let lang = chosen.sending.desktop.lang();
    let number = move |refused: &SealRefused| {
        items.with_value(|items| {
            let of = items.iter().find(|item| version(item) == refused.version);
            of.map(|item| item.number.clone()).unwrap_or_default()
        })
    };
    chosen.sending.send(
        move |key| api::seals::put(seal, request, key),
        move |answer| {
            let refused = answer.refused.into_iter();
            chosen
                .refused
                .set(refused.map(|one| (number(&one), one.why)).collect());
            chosen.versions.set(BTreeSet::new());
            waiting.reload();
            say(chosen.sending, &text::sealed(answer.sealed.len(), lang));
        },
    );
}

//! Which standing authorities does a seal have, and how is one granted and ended?

use super::sending::step;
use super::{Sending, can};
use crate::api;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::date_field::wrong_day;
use crate::ui::{Column, DateField, FormField, Row, SelectField, Table, lang};
use domain::id::AuthorityId;
use domain::sealing::{Covers, SealAct, SealState};
use domain::text::date;
use domain::validity;
use domain::wire::seal::{AuthorityShown, GrantAuthority, SealDetail};
use domain::wire::session::Who;
use leptos::prelude::*;

/// The standing authorities, with ways to grant and end them.
pub(super) fn authorities(
    detail: &SealDetail,
    who: &Who,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let lang = lang();
    let may = can(who, detail.summary.agency, SealAct::Authorise);
    let columns = vec![
        Column::text(text::kind(lang)),
        Column::text(text::covers(lang)),
        Column::text(text::from_day(lang)),
        Column::text(text::to_day(lang)),
        Column::text(text::granted_by(lang)),
        Column::number(text::sealed_count(lang)),
        Column::text(text::state(lang)),
    ];
    let rows: Vec<Row> = detail
        .authorities
        .iter()
        .map(|one| row(one, may, detail, sending, seal))
        .collect();
    let table = if rows.is_empty() {
        view! { <p>{text::no_authorities(lang)}</p> }.into_any()
    } else {
        view! { <Table caption=text::authorities(lang) headed=true columns=columns rows=rows /> }
            .into_any()
    };
    let grant =
        (may && detail.summary.state == SealState::Made).then(|| grant(detail, sending, seal));
    view! { <section class="near"><h2>{text::authorities(lang)}</h2>{table}{grant}</section> }
        .into_any()
}

fn row(
    one: &AuthorityShown,
    may: bool,
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> Row {
    let lang = lang();
    let last = match one.ended_at {
        Some(at) => {
            view! { <span class="small">{text::ended(lang)}" "{date::moment(at, lang)}</span> }
                .into_any()
        }
        None if may => end(one.id, detail, sending, seal),
        None => "—".into_any(),
    };
    Row::new(vec![
        one.type_name.clone().into_any(),
        text::covers_what(one.covers, lang).into_any(),
        date::full_day(one.from, lang).into_any(),
        date::full_day(one.to, lang).into_any(),
        one.granted_by.name.clone().into_any(),
        one.sealed.to_string().into_any(),
        last,
    ])
}

fn end(
    authority: AuthorityId,
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let id = detail.summary.id;
    let ending = move |_| {
        step(sending, seal, move |key| {
            api::seals::end(id, authority, key)
        });
    };
    view! { <button type="button" disabled=move || sending.busy.get() on:click=ending>{text::end(lang())}</button> }
        .into_any()
}

fn grant(detail: &SealDetail, sending: Sending, seal: Remote<SealDetail>) -> AnyView {
    let lang = lang();
    let id = detail.summary.id;
    let (code, covers) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let options = Covers::ALL
        .into_iter()
        .map(|covers| Choice {
            value: word(covers).into(),
            label: text::covers_what(covers, lang).into(),
            hint: String::new(),
        })
        .collect::<Vec<_>>();
    let read = move || {
        let chosen = covers.get();
        Some(GrantAuthority {
            type_code: code.get().trim().to_owned(),
            covers: Covers::ALL.into_iter().find(|one| word(*one) == chosen)?,
            from: validity::read_day(&from.get())?,
            to: validity::read_day(&to.get())?,
        })
    };
    let send = move |_| {
        let Some(request) = untrack(read) else { return };
        step(sending, seal, move |key| {
            api::seals::grant(id, request, key)
        });
    };
    let missing = move || sending.busy.get() || read().is_none();
    view! {
        <details class="unfolds">
            <summary>{text::grant(lang)}</summary>
            <div class="stack">
                <FormField id="type-code" label=text::type_code(lang) value=code />
                <SelectField id="covers" label=text::covers(lang) options=options chosen=covers />
                <DateField id="from" label=text::from_day(lang) check=wrong_day value=from />
                <DateField id="until" label=text::to_day(lang) check=wrong_day value=to />
                <p class="buttons"><button type="button" disabled=missing on:click=send>{text::grant(lang)}</button></p>
            </div>
        </details>
    }
    .into_any()
}

const fn word(covers: Covers) -> &'static str {
    match covers {
        Covers::Approved => "approved",
        Covers::Collected => "collected",
        Covers::Both => "both",
    }
}
